// Questions, answers with their evidence, and what was asked before.
import { get, post, read, write } from "./api.js";
import { $, announce, button, complain, copy, download, el, smooth } from "./dom.js";
import { asJson, asMarkdown, cite, fileName } from "./export.js";
import { day, number, t } from "./words.js";

const KEPT = 40;
const WIDE = "(min-width: 60.01rem)"; // article and panel side by side

export class AskPanel {
  rows = []; // newest first
  #paper;
  #summary;

  constructor(paper, summary) {
    this.#paper = paper;
    this.#summary = summary;
    $("#ask").addEventListener("submit", (event) => { event.preventDefault(); this.ask($("#question").value.trim()); });
    $("#export-markdown").addEventListener("click", () => this.#export("md"));
    $("#export-json").addEventListener("click", () => this.#export("json"));
  }

  get #store() { return `hoibao-asked-${this.#paper.article.id}`; }

  load() {
    this.rows = JSON.parse(read(this.#store) ?? "[]");
    this.draw();
    this.#suggest();
  }

  async #suggest() {
    const { id } = this.#paper.article;
    const chips = $("#suggestions");
    chips.replaceChildren();
    const row = await get(`/api/articles/${id}/suggestions`).catch(() => null);
    if (!row || this.#paper.article.id !== id) return;
    chips.replaceChildren(...row.questions.map((question) => el("li", {}, el("button", { type: "button", lang: "vi", onclick: () => this.ask(question) }, question))));
  }

  async ask(typed) {
    if (!typed) return void $("#question").focus();
    const article = this.#paper.article;
    const waiting = el("p", { class: "pending reply" }, t("looking"));
    $("#answers").prepend(waiting);
    this.#showAnswers();
    const send = $("#ask button");
    send.disabled = true;
    try {
      const body = { article: article.id, question: typed };
      if (this.rows.length) body.previous = this.rows[0].question;
      const row = await post("/api/ask", body, (ms) => { waiting.textContent = `${t("looking")} (${number(ms / 1000)} s)`; });
      if (article.id !== this.#paper.article.id) return;
      this.rows = [{ ...row, typed }, ...this.rows].slice(0, KEPT);
      $("#question").value = "";
      this.#keep();
      this.draw();
      this.#showAnswers();
      this.#light(row);
      announce(t("answered", { question: row.question, answer: row.answer ?? t("not-in-article") }));
    } catch (error) {
      complain(error.message);
    } finally {
      waiting.remove();
      send.disabled = false;
    }
  }

  /** Brings the questions to the top: of the panel where it scrolls by itself, else of the page. */
  #showAnswers() {
    const card = $(".card.ask");
    if (matchMedia(WIDE).matches) $("#panel").scrollTo({ top: card.offsetTop - 2, behavior: smooth() });
    else card.scrollIntoView({ block: "start", behavior: smooth() });
  }

  #keep() { write(this.#store, JSON.stringify(this.rows)); }

  draw() {
    $("#answers").replaceChildren(...this.rows.map((row) => this.#card(row)));
    $("#suggestions").classList.toggle("compact", this.rows.length > 0);
    $("#question").placeholder = t(this.rows.length ? "follow-placeholder" : "question-placeholder");
  }

  /** Marks evidence and answer; brings them into view where both columns are visible, or when `go` says so. */
  #light(row, go = false) {
    const { offsets } = this.#paper;
    const evidence = row.answer === null ? [] : row.evidence.map((each) => offsets.range(each.start, each.end));
    this.#paper.mark("evidence", evidence);
    this.#paper.mark("answer", row.start === null ? [] : [offsets.range(row.start, row.end)]);
    if (evidence.length && (go || matchMedia(WIDE).matches)) this.#paper.reveal(row.start === null ? evidence[0] : offsets.range(row.start, row.end));
  }

  #card(row) {
    const asked = [row.typed];
    if (row.question !== row.typed) asked.push(` (${t("understood-as", { question: row.question })})`);
    const parts = [el("h3", { lang: "vi" }, ...asked), ...(row.answer === null ? this.#none(row) : this.#said(row))];
    parts.push(el("div", { class: "row" },
      row.answer === null ? null : button("copy-cited", (event) => copy(cite(row.answer, this.#paper.article, row.evidence[0]?.sentence), event.currentTarget), { class: "quiet" }),
      button("remove", () => this.#forget(row), { class: "quiet" })));
    return el("article", { class: "reply" }, ...parts);
  }

  #said(row) {
    const bar = el("i");
    bar.style.width = `${Math.round(row.score * 100)}%`;
    const value = row.normalized ? el("span", {}, t("normalized", { value: shown(row.normalized) })) : null;
    const score = el("div", { class: "score" }, el("span", { class: "bar", "aria-hidden": "true" }, bar), el("span", {}, t("score", { score: number(row.score, 2) })), value);
    return [
      el("p", { class: "said", lang: "vi" }, row.answer), score, ...row.evidence.slice(0, 2).map((each) => this.#evidence(row, each)),
      row.evidence.length ? button("show-evidence", () => this.#light(row, true), { class: "quiet go" }) : null,
      this.#candidates(row, "candidates", row.candidates.filter((each) => each.start !== row.start || each.end !== row.end)),
    ];
  }

  #none(row) {
    return [el("p", { class: "none" }, t("not-in-article")), el("p", { class: "hint" }, t("not-in-article-why")), this.#candidates(row, "near-misses", row.candidates)];
  }

  /** The evidence sentence with the answer marked in it. */
  #evidence(row, each) {
    const quote = el("blockquote", { lang: "vi", onclick: () => this.#light(row, true) });
    const [from, to] = [row.start - each.start, row.end - each.start];
    const points = [...each.sentence];
    if (row.start === null || from < 0 || to > points.length) quote.append(each.sentence);
    else quote.append(points.slice(0, from).join(""), el("mark", { class: "answer" }, points.slice(from, to).join("")), points.slice(to).join(""));
    return quote;
  }

  #candidates(row, key, found) {
    if (!found.length) return null;
    const lines = found.map((each) => el("li", {}, el("button", { type: "button", lang: "vi", onclick: () => this.#point(each) }, each.answer), el("span", {}, number(each.score, 2))));
    return el("details", {}, el("summary", {}, t(key, { count: found.length })), el("ul", { class: "candidates" }, ...lines));
  }

  #point(candidate) {
    const range = this.#paper.offsets.range(candidate.start, candidate.end);
    this.#paper.mark("evidence", []);
    this.#paper.mark("answer", [range]);
    this.#paper.reveal(range);
  }

  #forget(row) {
    this.rows = this.rows.filter((each) => each !== row);
    this.#keep();
    this.draw();
    $("#question").focus();
  }

  #export(kind) {
    const article = this.#paper.article;
    const parts = [article, this.#summary.row, [...this.rows].reverse()];
    const text = kind === "json" ? asJson(...parts) : asMarkdown(...parts);
    download(fileName(article, kind), text, kind === "json" ? "application/json" : "text/markdown");
  }
}

/** A normalised value as people write it: {"kind": "percent", "value": 98.5} → 98,5 %. */
export function shown(value) {
  if (value.kind === "date") return day(String(value.value));
  if (value.kind === "rank") return t(value.of === undefined ? "rank" : "rank-of", { rank: number(value.value), of: number(value.of ?? 0) });
  const written = typeof value.value === "number" ? number(value.value, Number.isInteger(value.value) ? 0 : 2) : String(value.value);
  const upto = value.to === undefined ? "" : `–${typeof value.to === "number" ? number(value.to) : value.to}`;
  const unit = value.kind === "percent" ? " %" : ` ${value.unit ?? value.currency ?? ""}`.trimEnd();
  return `${written}${upto}${unit}`;
}
