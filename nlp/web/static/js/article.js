// The sheet of paper: the article's blocks, what was dropped between them, and the marks on it.
import { el, smooth } from "./dom.js";
import { Offsets } from "./offsets.js";
import { day, has, number, t } from "./words.js";

const TAGS = { title: "h1", caption: "p", pull_quote: "p" };
/** Kinds of marks; a later one lies over an earlier one. */
const KINDS = ["source", "lit", "evidence", "answer", "picked"];

export class Paper {
  article = null;
  #root;
  #blocks = [];
  #marks = new Map(KINDS.map((kind) => [kind, []]));

  constructor(root) { this.#root = root; }

  show(article) {
    this.article = article;
    this.offsets = new Offsets(article.text);
    for (const kind of KINDS) this.#marks.set(kind, []);
    this.#blocks = article.blocks.map((block) => ({ ...this.offsets.range(block.start, block.end), role: block.role, line: block.line }));
    this.#root.replaceChildren(this.#facts(), ...this.#body());
    if (!this.#blocks.some((block) => block.role === "title")) {
      this.#root.prepend(el("h1", { class: article.title ? "role-title" : "role-title untitled" }, article.title ?? t("untitled")));
    }
  }

  get dropped() { return (this.article?.edits ?? []).filter((edit) => edit.action === "drop"); }

  #facts() {
    const { source, published, url, syllables } = this.article;
    const link = /^https?:/.test(url ?? "") ? el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, t("original")) : null;
    const facts = [source, published && day(published), t("syllables", { count: number(syllables) })].filter(Boolean);
    return el("p", { class: "facts" }, ...facts.map((fact) => el("span", {}, fact)), link);
  }

  /** Blocks and dropped lines, in the order of the page. */
  #body() {
    const dropped = this.dropped.map((edit) => ({ line: edit.line, node: droppedLine(edit) }));
    const nodes = [];
    for (const block of this.#blocks) {
      while (dropped.length && dropped[0].line < block.line) nodes.push(dropped.shift().node);
      block.node = el(TAGS[block.role] ?? "p", { class: `block role-${block.role}` });
      this.#paint(block);
      nodes.push(block.node);
    }
    return [...nodes, ...dropped.map((each) => each.node)];
  }

  /** Replaces all marks of one kind. Ranges are in units: `{start, end, n?}`. */
  mark(kind, ranges) {
    const touched = new Set([...this.#marks.get(kind), ...ranges].flatMap((range) => this.#touched(range)));
    this.#marks.set(kind, ranges);
    for (const block of touched) this.#paint(block);
  }

  #touched(range) { return this.#blocks.filter((block) => block.start < range.end && range.start < block.end); }

  #paint(block) {
    const over = KINDS.flatMap((kind) => this.#marks.get(kind).filter((range) => range.start < block.end && block.start < range.end).map((range) => ({ ...range, kind })));
    const inside = (at) => at > block.start && at < block.end;
    const cuts = [...new Set([block.start, block.end, ...over.flatMap((range) => [range.start, range.end]).filter(inside)])].sort((a, b) => a - b);
    const label = has(`role-${block.role}`) ? [el("span", { class: "tag", "aria-hidden": "true" }, t(`role-${block.role}`))] : [];
    const pieces = cuts.slice(0, -1).map((start, at) => this.#piece(start, cuts[at + 1], over));
    block.node.replaceChildren(...label, ...pieces);
  }

  #piece(start, end, over) {
    const here = over.filter((range) => range.start <= start && end <= range.end);
    const text = this.article.text.slice(start, end);
    const numbered = here.find((range) => range.n && range.start === start);
    return el(here.length ? "mark" : "span", { class: [...new Set(here.map((range) => range.kind))].join(" ") || null, dataset: { at: start, ...(numbered ? { n: numbered.n } : {}) } }, text);
  }

  /** Brings a range into view; switches to the article on a narrow screen. */
  reveal(range) {
    document.body.dataset.pane = "paper";
    document.dispatchEvent(new CustomEvent("pane"));
    const node = this.#nodeAt(range.start);
    node?.scrollIntoView({ block: "center", behavior: smooth() });
  }

  #nodeAt(unit) {
    const pieces = [...this.#root.querySelectorAll("[data-at]")].filter((node) => +node.dataset.at <= unit);
    return pieces.at(-1);
  }

  /** What is selected with the mouse or keys, in units, without white space at its ends; null when nothing is. */
  selection() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!this.#root.contains(range.commonAncestorContainer)) return null;
    const [start, end] = [this.#unitOf(range.startContainer, range.startOffset), this.#unitOf(range.endContainer, range.endOffset)];
    return start === null || end === null ? null : trimmed(this.article.text, start, end);
  }

  #unitOf(node, offset) {
    const piece = node.nodeType === Node.TEXT_NODE ? node.parentElement.closest("[data-at]") : null;
    if (piece) return +piece.dataset.at + offset;
    const child = node.childNodes?.[offset] ?? node;
    const next = child.nodeType === Node.ELEMENT_NODE ? child.querySelector("[data-at]") ?? child.closest("[data-at]") : null;
    return next ? +next.dataset.at : null;
  }
}

function trimmed(text, start, end) {
  const piece = text.slice(start, end);
  const left = piece.length - piece.trimStart().length;
  const right = piece.trimEnd().length;
  return right > left ? { start: start + left, end: start + right } : null;
}

function droppedLine(edit) {
  const why = has(`step-${edit.step}`) ? t(`step-${edit.step}`) : edit.step;
  return el("p", { class: "dropped" }, el("del", {}, edit.text), el("span", { class: "why", title: edit.step }, why));
}
