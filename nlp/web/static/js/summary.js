// The summary: each sentence lights up its source when pointed at, and leads there when chosen.
import { post } from "./api.js";
import { $, $$, announce, complain, copy, el } from "./dom.js";
import { cite } from "./export.js";
import { number, t } from "./words.js";

export class SummaryPanel {
  row = null;
  #paper;
  #asked = 0;

  constructor(paper) {
    this.#paper = paper;
    for (const choice of $$("[data-sentences]")) choice.addEventListener("click", () => this.#choose(choice));
    $("#copy-summary").addEventListener("click", (event) => this.row && copy(cite(this.row.summary, this.#paper.article), event.currentTarget));
  }

  #choose(choice) {
    for (const other of $$("[data-sentences]")) other.setAttribute("aria-pressed", String(other === choice));
    this.load();
  }

  async load() {
    const article = this.#paper.article;
    const turn = ++this.#asked;
    const list = $("#summary");
    list.setAttribute("aria-busy", "true");
    const waiting = el("li", { class: "pending" }, t("summarising"));
    const late = setTimeout(() => list.replaceChildren(waiting), 400); // what is quick must not flicker
    const sentences = +($('[data-sentences][aria-pressed="true"]')?.dataset.sentences ?? 3);
    try {
      const row = await post("/api/summarise", { article: article.id, sentences }, (ms) => { waiting.textContent = `${t("summarising")} (${number(ms / 1000)} s)`; });
      if (turn !== this.#asked) return;
      clearTimeout(late);
      this.row = row;
      this.draw();
    } catch (error) {
      complain(error.message);
      waiting.remove();
    } finally {
      clearTimeout(late);
      list.setAttribute("aria-busy", "false");
    }
  }

  draw() {
    const sentences = this.row?.sentences ?? [];
    const ranges = sentences.map((sentence) => this.#sources(sentence));
    this.#paper.mark("source", ranges.flatMap((each, at) => each.map((range) => ({ ...range, n: at + 1 }))));
    const lines = sentences.map((sentence, at) => this.#line(sentence, at + 1, ranges[at]));
    $("#summary").replaceChildren(...(lines.length ? lines : [el("li", {}, t("no-summary"))]));
  }

  #sources(sentence) {
    const places = sentence.start === null ? sentence.support.slice(0, 1) : [sentence];
    return places.filter((place) => place.article === this.#paper.article.id).map((place) => this.#paper.offsets.range(place.start, place.end));
  }

  #line(sentence, n, ranges) {
    const light = (on) => () => {
      line.classList.toggle("lit", on);
      this.#paper.mark("lit", on ? ranges : []);
    };
    const go = () => {
      light(true)();
      if (ranges.length) this.#paper.reveal(ranges[0]);
      announce(sentence.text);
    };
    const handle = el("button", { type: "button", "aria-label": t("sentence-source", { n }), onclick: (event) => { event.stopPropagation(); go(); }, onfocus: light(true), onblur: light(false) }, String(n));
    const doubt = sentence.faithful ? null : el("span", { class: "doubt" }, t("unfaithful"));
    const line = el("li", { onmouseenter: light(true), onmouseleave: light(false), onclick: go }, handle, el("span", { lang: "vi" }, sentence.text), doubt);
    return line;
  }
}
