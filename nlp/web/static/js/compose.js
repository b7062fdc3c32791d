// Bringing an article in: pasted text, an address, a file, a sample, or one that is open already.
import { get, post } from "./api.js";
import { $, announce, calm, complain, el } from "./dom.js";
import { day, t } from "./words.js";

const ADDRESS = /^https?:\/\/\S+$/i;
const MARKUP = /^\s*<(?:!doctype|html|head|body|article|div|p|h1|main|section)\b/i;

export class Composer {
  #open;

  /** `open(article)` is called with what the server made of the source. */
  constructor(open) {
    this.#open = open;
    $("#compose").addEventListener("submit", (event) => { event.preventDefault(); this.#read($("#source").value); });
    $("#source").addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#read($("#source").value); });
    $("#file").addEventListener("change", (event) => this.#upload(event.target.files[0]));
    this.#watchDrops();
  }

  async #read(typed) {
    const source = typed.trim();
    if (!source) {
      complain(t("source-empty"));
      return void $("#source").focus();
    }
    await this.send(ADDRESS.test(source) ? { url: source } : MARKUP.test(source) ? { html: typed } : { text: typed });
  }

  async #upload(file) {
    if (!file) return;
    const form = new FormData();
    form.append("file", file, file.name);
    await this.send(form);
    $("#file").value = "";
  }

  async send(body) {
    const submit = $("#compose .primary");
    calm();
    submit.disabled = true;
    submit.textContent = `${t("reading")}…`;
    announce(t("reading"));
    try {
      const article = await post("/api/articles", body);
      $("#source").value = "";
      this.#open(article);
    } catch (error) {
      complain(error.message);
    } finally {
      submit.disabled = false;
      submit.textContent = t("read-article");
    }
  }

  async refresh() {
    const [open, samples] = await Promise.all([get("/api/articles").catch(() => null), get("/api/samples").catch(() => null)]);
    this.#list("#open-articles", open?.articles ?? [], (row) => el("a", { class: "line", href: `#/bai/${row.id}` }, ...line(row)));
    this.#list("#samples", samples?.samples ?? [], (row) => el("button", { type: "button", class: "line", onclick: () => this.send({ sample: row.id }) }, ...line(row)));
  }

  #list(selector, rows, link) {
    $(selector).hidden = !rows.length;
    $(`${selector} ul`).replaceChildren(...rows.map((row) => el("li", {}, link(row))));
  }

  #watchDrops() {
    const veil = $("#drop-veil");
    const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
    addEventListener("dragover", (event) => { if (carriesFile(event)) { event.preventDefault(); veil.hidden = false; } });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) veil.hidden = true; });
    addEventListener("drop", (event) => {
      veil.hidden = true;
      if (!carriesFile(event)) return;
      event.preventDefault();
      this.#upload(event.dataTransfer.files[0]);
    });
  }
}

function line(row) {
  const about = [row.source, row.published && day(row.published), row.topic].filter(Boolean).join(" · ");
  return [el("span", { class: "title", lang: "vi" }, row.title ?? t("untitled")), el("span", { class: "about" }, about)];
}
