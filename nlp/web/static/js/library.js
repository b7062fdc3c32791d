// The library: search, filters, and questions asked across articles, the answers on a time line.
import { get, post } from "./api.js";
import { $, announce, calm, complain, el } from "./dom.js";
import { day, number, t } from "./words.js";

/** Draws the view into `root`; `open(body)` opens an article of the library in the reading view. */
export async function showLibrary(root, open) {
  const view = new LibraryView(root, open);
  view.draw();
  await view.search();
}

class LibraryView {
  #root;
  #open;
  #searches = 0; // replies may come in another order than they were asked for: only the newest is drawn
  #questions = 0;

  constructor(root, open) {
    this.#root = root;
    this.#open = open;
  }

  draw() {
    const field = (id, key, type) => el("div", {}, el("label", { for: id }, t(key)), el("input", { id, type, autocomplete: "off", onchange: () => this.search() }));
    const typed = el("input", { id: "library-text", type: "search", maxlength: "2000", lang: "vi", autocomplete: "off" });
    const form = el("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); this.#ask(); } },
      el("label", { for: "library-text" }, t("library-search")),
      el("div", { class: "ask-box" }, typed, el("button", { type: "submit", class: "primary" }, t("ask-library")), el("button", { type: "button", onclick: () => this.search() }, t("search"))),
      el("div", { class: "filters" }, field("library-since", "since", "date"), field("library-until", "until", "date"), field("library-source", "source", "text")));
    this.#root.replaceChildren(el("div", { class: "plain" }, el("h1", { id: "library-title" }, t("library")), form,
      el("section", { id: "library-answer", "aria-live": "polite" }), el("section", { id: "library-list" })));
  }

  get #filter() {
    const given = { since: $("#library-since").value, until: $("#library-until").value, source: $("#library-source").value.trim() };
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  }

  async search() {
    const turn = ++this.#searches;
    try {
      const query = new URLSearchParams({ q: $("#library-text").value.trim(), ...this.#filter });
      const found = await get(`/api/library?${query}`);
      if (turn !== this.#searches) return;
      calm();
      const count = el("h2", {}, t("found-count", { count: number(found.articles.length) }));
      $("#library-list").replaceChildren(count, el("ul", { class: "list" }, ...found.articles.map((row) => this.#line(row))));
    } catch (error) {
      if (turn === this.#searches) complain(error.message);
    }
  }

  #line(row) {
    const about = [row.source, row.published && day(row.published)].filter(Boolean).join(" · ");
    return el("li", {}, el("button", { type: "button", class: "line", onclick: () => this.#open({ stored: row.id }) },
      el("span", { class: "title", lang: "vi" }, row.title ?? t("untitled")), el("span", { class: "about" }, about)));
  }

  async #ask() {
    const question = $("#library-text").value.trim();
    if (!question) return void $("#library-text").focus();
    const turn = ++this.#questions;
    const place = $("#library-answer");
    const waiting = el("p", { class: "pending" }, t("looking"));
    place.replaceChildren(waiting);
    try {
      const row = await post("/api/ask", { library: true, question, ...this.#filter }, (ms) => { waiting.textContent = `${t("looking")} (${number(ms / 1000)} s)`; });
      if (turn !== this.#questions) return undefined;
      place.replaceChildren(...this.#answer(row));
      announce(t("answered", { question, answer: row.answer ?? t("not-in-library") }));
    } catch (error) {
      if (turn !== this.#questions) return undefined;
      place.replaceChildren();
      complain(error.message);
    }
    return this.search();
  }

  #answer(row) {
    if (!row.groups.length) return [el("p", { class: "none" }, t("not-in-library"))];
    const differ = row.disagree ? [el("p", { class: "differ" }, t("disagree"))] : [];
    return [...differ, el("ol", { class: "timeline" }, ...row.groups.map((group) => this.#group(group)))];
  }

  #group(group) {
    const years = group.years.length ? group.years.join(", ") : null;
    return el("li", {}, years ? el("p", { class: "about" }, years) : null, el("p", { class: "value", lang: "vi" }, group.answer), ...group.articles.slice(0, 4).map((each) => this.#support(each)));
  }

  /** One article that says so: its sentence with the answer marked, and where it is from. */
  #support(each) {
    const at = each.sentence.indexOf(each.answer);
    const sentence = at < 0 ? [each.sentence] : [each.sentence.slice(0, at), el("mark", { class: "answer" }, each.answer), each.sentence.slice(at + each.answer.length)];
    const about = [each.source, each.published ? day(each.published) : t("undated"), each.title].filter(Boolean).join(" · ");
    return el("blockquote", { class: "support" }, el("p", { lang: "vi" }, ...sentence),
      el("button", { type: "button", class: "quiet", lang: "vi", onclick: () => this.#open({ stored: each.article }) }, about));
  }
}
