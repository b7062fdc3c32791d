// Puts the parts together and follows the address: #/, #/bai/ID, #/gan-nhan, #/danh-gia, #/thu-vien.
import { AnnotatePanel } from "./annotate.js";
import { get } from "./api.js";
import { Paper } from "./article.js";
import { AskPanel } from "./ask.js";
import { Composer } from "./compose.js";
import { $, $$, calm, complain } from "./dom.js";
import { showEvaluation } from "./evaluate.js";
import { showLibrary } from "./library.js";
import { SummaryPanel } from "./summary.js";
import { setLanguage, t, translate } from "./words.js";

const THEMES = ["auto", "light", "dark"];
const paper = new Paper($("#paper"));
const summary = new SummaryPanel(paper);
const asking = new AskPanel(paper, summary);
const annotating = new AnnotatePanel(paper, summary);
const composer = new Composer((article) => { show(article); location.hash = `#/bai/${article.id}`; });

function show(article) {
  paper.show(article);
  drawTools();
  summary.load();
  asking.load();
}

function drawTools() {
  const count = paper.dropped.length;
  $("#dropped-label").textContent = count ? t("show-dropped", { count }) : t("nothing-dropped");
  $("#show-dropped").disabled = !count;
}

// ── the address ──────────────────────────────────────────────────────────────────────────────────────────────────

let entered = false;

async function follow() {
  calm();
  const [, place = "", id = ""] = location.hash.split("/");
  const view = { "bai": "read", "gan-nhan": "annotate", "danh-gia": "evaluate", "thu-vien": "library" }[place] ?? "start";
  if (view === "annotate" && !paper.article) {
    return leave(t("annotate-first"));
  }
  if (view === "read" && paper.article?.id !== id) {
    try {
      show(await get(`/api/articles/${encodeURIComponent(id)}`));
    } catch (error) {
      return leave(error.message);
    }
  }
  return enter(view);
}

/** Back to the start page, with the reason. */
function leave(message) {
  history.replaceState(null, "", "#/");
  enter("start");
  complain(message);
}

function enter(view) {
  const changed = entered && document.body.dataset.view !== view;
  entered = true;
  const shown = view === "annotate" ? "read" : view;
  document.body.dataset.view = view;
  document.body.dataset.pane = "panel";
  for (const name of ["start", "read", "library", "evaluate"]) $(`#view-${name}`).hidden = name !== shown;
  $("#panel-read").hidden = view === "annotate";
  $("#panel-annotate").hidden = view !== "annotate";
  const current = view === "start" ? "read" : view;
  for (const link of $$("[data-nav]")) link.toggleAttribute("aria-current", link.dataset.nav === current);
  $('[data-nav="read"]').href = paper.article ? `#/bai/${paper.article.id}` : "#/";
  document.title = shown === "read" ? `${paper.article.title ?? t("untitled")} | hỏi báo` : "hỏi báo";
  $('[data-pane="panel"]:is(button)').textContent = t(view === "annotate" ? "nav-annotate" : "pane-panel");
  drawPanes();
  scrollTo(0, 0);
  if (changed) $("#content").focus({ preventScroll: true });
  if (view === "start") composer.refresh();
  if (view === "annotate") annotating.load(); else annotating.leave();
  if (view === "evaluate") showEvaluation($("#view-evaluate"));
  if (view === "library") showLibrary($("#view-library"), (article) => composer.send(article));
}

function drawPanes() {
  for (const pane of $$("[data-pane]:is(button)")) pane.setAttribute("aria-pressed", String(pane.dataset.pane === document.body.dataset.pane));
}

// ── language and theme ───────────────────────────────────────────────────────────────────────────────────────────

function stored(key, value) {
  try {
    if (value === undefined) return localStorage.getItem(key);
    localStorage.setItem(key, value);
  } catch { /* storage may be switched off */ }
  return null;
}

function speak(name) {
  setLanguage(name);
  translate();
  $("#language").lang = name === "en" ? "vi" : "en";
  drawTheme();
}

function drawTheme() {
  const theme = document.documentElement.dataset.theme ?? "auto";
  const label = t("theme", { theme: t(`theme-${theme}`) });
  $("#theme").setAttribute("aria-label", label);
  $("#theme").title = label;
}

$("#theme").addEventListener("click", () => {
  const now = document.documentElement.dataset.theme ?? "auto";
  const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length];
  if (next === "auto") delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = next;
  stored("hoibao-theme", next);
  drawTheme();
});

$("#language").addEventListener("click", () => {
  const name = document.documentElement.lang === "en" ? "vi" : "en";
  stored("hoibao-language", name);
  speak(name);
  if (paper.article) {
    paper.show(paper.article);
    summary.draw();
    asking.draw();
    drawTools();
  }
  follow();
});

// ── small things ─────────────────────────────────────────────────────────────────────────────────────────────────

$("#show-dropped").addEventListener("change", (event) => $("#paper").classList.toggle("with-dropped", event.target.checked));
$("#alert button").addEventListener("click", calm);
for (const pane of $$("[data-pane]:is(button)")) {
  pane.addEventListener("click", () => { document.body.dataset.pane = pane.dataset.pane; drawPanes(); scrollTo(0, 0); });
}
document.addEventListener("pane", drawPanes);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const kind of ["lit", "evidence", "answer"]) paper.article && paper.mark(kind, []);
  const typing = event.target.closest?.("input, textarea, select");
  if (event.key === "/" && !typing && document.body.dataset.view === "read") {
    event.preventDefault();
    document.body.dataset.pane = "panel";
    drawPanes();
    $("#question").focus();
  }
});
addEventListener("hashchange", follow);

speak(stored("hoibao-language") ?? "vi");
get("/api/health").then((health) => { $('[data-nav="library"]').hidden = !health.library; }, (error) => complain(error.message));
follow();
