// Annotating: a question and the spans that answer it, or a reference summary; saved as rows that `evaluate` reads.
import { get, post, remove, text } from "./api.js";
import { $, announce, button, calm, complain, download, el } from "./dom.js";
import { t } from "./words.js";

const NEW = { id: "", revision: 0, question: "", answers: [], is_impossible: false };

export class AnnotatePanel {
  #paper;
  #summary;
  #draft = structuredClone(NEW);
  #notes = [];
  #root = $("#panel-annotate");

  constructor(paper, summary) {
    this.#paper = paper;
    this.#summary = summary;
    document.addEventListener("selectionchange", () => this.#offer());
    $("#take-span").addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    $("#take-span").addEventListener("click", () => this.#take());
  }

  async load() {
    this.#draft = structuredClone(NEW);
    await this.#refresh();
    this.#draw();
  }

  leave() {
    $("#take-span").hidden = true;
    if (this.#paper.article) this.#paper.mark("picked", []);
  }

  get #active() { return document.body.dataset.view === "annotate"; }

  async #refresh() {
    try {
      this.#notes = (await get(`/api/annotations?article=${this.#paper.article.id}`)).annotations;
    } catch (error) {
      complain(error.message);
    }
  }

  // ── the selection ──────────────────────────────────────────────────────────────────────────────────────────────

  #offer() {
    const offer = $("#take-span");
    const range = this.#active ? this.#paper.selection() : null;
    offer.hidden = !range;
    if (!range) return;
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    offer.style.left = `${Math.max(8, Math.min(box.left + scrollX, innerWidth - 190))}px`;
    offer.style.top = `${box.bottom + scrollY + 8}px`;
  }

  #take() {
    const range = this.#paper.selection();
    if (range) this.#add(range);
    getSelection().removeAllRanges();
    $("#take-span").hidden = true;
  }

  #add(range) {
    const start = this.#paper.offsets.point(range.start);
    const found = this.#paper.article.text.slice(range.start, range.end);
    if (!this.#draft.answers.some((each) => each.start === start && each.text === found)) this.#draft.answers.push({ text: found, start });
    this.#draft.is_impossible = false;
    this.#drawSpans();
    announce(found);
  }

  #typed(words) {
    const at = words ? this.#paper.article.text.indexOf(words) : -1;
    if (at < 0) return complain(t("span-missing"));
    calm();
    this.#add({ start: at, end: at + words.length });
    return undefined;
  }

  // ── drawing ────────────────────────────────────────────────────────────────────────────────────────────────────

  #draw() {
    this.#root.replaceChildren(this.#person(), el("div", { id: "note-conflict", role: "alert" }), this.#question(), el("div", { id: "note-rest" }));
    this.#drawSpans();
    this.#drawRest();
  }

  /** What depends on who annotates; the form above keeps its focus. */
  #drawRest() { $("#note-rest").replaceChildren(this.#reference(), this.#list()); }

  #person() {
    const field = el("input", { id: "author", type: "text", maxlength: "80", autocomplete: "name", oninput: () => remember(field.value), onchange: () => this.#drawRest() });
    field.value = remembered();
    return el("section", { class: "card" }, el("div", { class: "field" }, el("label", { for: "author" }, t("author")), field));
  }

  #question() {
    const draft = this.#draft;
    const question = el("input", { id: "note-question", type: "text", maxlength: "2000", lang: "vi", autocomplete: "off", oninput: () => { draft.question = question.value; } });
    question.value = draft.question;
    const words = el("input", { id: "note-words", type: "text", lang: "vi", autocomplete: "off", onkeydown: (event) => { if (event.key === "Enter") { event.preventDefault(); add(); } } });
    const add = () => { this.#typed(words.value.trim()); words.value = ""; };
    const none = el("input", { id: "note-none", type: "checkbox", onchange: () => { draft.is_impossible = none.checked; if (none.checked) draft.answers = []; this.#drawSpans(); } });
    const form = el("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); this.#saveQuestion(); } },
      el("div", { class: "field" }, el("label", { for: "note-question" }, t("question-label")), question),
      el("div", { class: "field" }, el("label", { for: "note-words" }, t("answer-spans")), el("ul", { class: "spans", id: "note-spans" }),
        el("div", { class: "ask-box" }, words, button("add", add))),
      el("label", { class: "check" }, none, t("not-in-article")),
      el("div", { class: "row" }, el("button", { type: "submit", class: "primary" }, t("save")), draft.id ? button("cancel", () => this.load(), { class: "quiet" }) : null));
    return el("section", { class: "card" }, el("div", { class: "card-head" }, el("h2", {}, t(draft.id ? "edit-question" : "new-question"))), form);
  }

  #drawSpans() {
    const { answers, is_impossible: none } = this.#draft;
    $("#note-none").checked = none;
    $("#note-spans").replaceChildren(...answers.map((each) => el("li", {}, el("span", { lang: "vi" }, each.text),
      el("button", { type: "button", class: "quiet", "aria-label": `${t("remove")}: ${each.text}`, onclick: () => { this.#draft.answers = answers.filter((other) => other !== each); this.#drawSpans(); } }, "×"))));
    const { offsets } = this.#paper;
    this.#paper.mark("picked", answers.map((each) => ({ start: offsets.unit(each.start), end: offsets.unit(each.start) + each.text.length })));
  }

  #reference() {
    const mine = this.#notes.find((row) => row.summary !== undefined && row.author === remembered());
    const field = el("textarea", { id: "note-summary", rows: "5", lang: "vi" });
    field.value = mine?.summary ?? "";
    return el("section", { class: "card" },
      el("div", { class: "card-head" }, el("h2", {}, el("label", { for: "note-summary" }, t("reference-summary")))), field,
      el("div", { class: "row" }, button("save", () => this.#saveSummary(field.value.trim(), mine), { class: "primary" }),
        button("use-machine", () => { field.value = this.#summary.row?.summary ?? ""; field.focus(); }, { class: "quiet" })));
  }

  #list() {
    const questions = this.#notes.filter((row) => row.question !== undefined);
    const body = questions.length ? el("ul", { class: "notes" }, ...questions.map((row) => this.#note(row))) : el("p", { class: "hint" }, t("no-notes"));
    const fetched = (kind) => async () => download(`${kind}.jsonl`, await text(`/api/annotations/${kind}.jsonl`).catch((error) => (complain(error.message), "")), "application/jsonl");
    return el("section", { class: "card" }, el("div", { class: "card-head" }, el("h2", {}, t("notes"))), body,
      el("div", { class: "row" }, button("download-questions", fetched("questions"), { class: "quiet" }), button("download-summaries", fetched("summaries"), { class: "quiet" })));
  }

  #note(row) {
    const mine = row.author === remembered();
    const answered = mine || this.#notes.some((other) => other.author === remembered() && same(other.question, row.question));
    const answers = row.is_impossible ? t("not-in-article") : row.answers.map((each) => each.text).join(" | ");
    const shown = answered ? el("p", { lang: "vi" }, answers) : el("p", { class: "hint" }, t("hidden-answer", { author: row.author }));
    const tools = mine
      ? [button("edit", () => this.#edit(row), { class: "quiet" }), button("remove", () => this.#remove(row), { class: "quiet" })]
      : [answered ? null : button("answer-too", () => this.#edit({ ...NEW, question: row.question }), { class: "quiet" })];
    return el("li", {}, el("p", { lang: "vi" }, el("strong", {}, row.question)), shown, el("p", { class: "about" }, `${row.author}, ${new Date(row.time).toLocaleString()}`), el("div", { class: "row" }, ...tools));
  }

  #edit(row) {
    const { id, revision, question, answers, is_impossible } = row;
    this.#draft = structuredClone({ id, revision, question, answers: answers ?? [], is_impossible: Boolean(is_impossible) });
    this.#draw();
    $("#note-question").focus();
  }

  // ── saving ─────────────────────────────────────────────────────────────────────────────────────────────────────

  async #saveQuestion() {
    const { id, revision, question, answers, is_impossible: none } = this.#draft;
    const missing = [[remembered(), "name-first"], [question.trim(), "question-first"], [none || answers.length, "answer-first"]].find(([given]) => !given);
    if (missing) return complain(t(missing[1]));
    return this.#save({ question, answers, id, revision });
  }

  async #saveSummary(summary, mine) {
    if (!remembered()) return complain(t("name-first"));
    return summary ? this.#save({ summary, id: mine?.id ?? "", revision: mine?.revision ?? 0 }) : undefined;
  }

  async #save(part) {
    try {
      await post("/api/annotations", { article: this.#paper.article.id, author: remembered(), ...part });
      calm();
      await this.load();
      announce(t("saved"));
    } catch (error) {
      complain(error.message);
      if (error.code === "conflict") await this.#conflict(part);
    }
  }

  /** Somebody was faster: show theirs, and let the person decide. */
  async #conflict(part) {
    await this.#refresh();
    const theirs = this.#notes.find((row) => row.id === part.id);
    if (!theirs) return;
    const said = theirs.summary ?? `${theirs.question} → ${theirs.is_impossible ? t("not-in-article") : theirs.answers.map((each) => each.text).join(" | ")}`;
    $("#note-conflict").replaceChildren(el("div", { class: "conflict" }, el("p", {}, t("conflict-theirs", { author: theirs.author })), el("p", { lang: "vi" }, said),
      el("div", { class: "row" }, button("overwrite", () => this.#save({ ...part, revision: theirs.revision })), button("take-theirs", () => this.load(), { class: "quiet" }))));
    $("#note-conflict").scrollIntoView({ block: "nearest" });
  }

  async #remove(row) {
    try {
      await remove(`/api/annotations/${row.id}?revision=${row.revision}`);
    } catch (error) {
      complain(error.message);
    }
    await this.load();
  }
}

function same(one, other) { return one?.trim().toLowerCase() === other?.trim().toLowerCase(); }

function remember(name) {
  try { localStorage.setItem("hoibao-author", name.trim()); } catch { /* asked again next time */ }
}

function remembered() {
  try { return localStorage.getItem("hoibao-author") ?? ""; } catch { return $("#author")?.value.trim() ?? ""; }
}
