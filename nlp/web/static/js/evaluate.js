// Agreement between annotators, and the evaluation report where the server has one.
import { get } from "./api.js";
import { complain, el } from "./dom.js";
import { number, t } from "./words.js";

export async function showEvaluation(root) {
  try {
    const [found, health] = await Promise.all([get("/api/agreement"), get("/api/health")]);
    root.replaceChildren(el("div", { class: "plain" }, el("h1", { id: "evaluate-title" }, t("evaluate")), agreement(found.agreement), report(health.report)));
  } catch (error) {
    complain(error.message);
  }
}

function agreement(rows) {
  const part = el("section", {}, el("h2", {}, t("agreement")), el("p", { class: "hint" }, t("agreement-why")));
  if (!rows.length) {
    part.append(el("p", {}, t("no-agreement")));
    return part;
  }
  const heads = [t("annotators"), t("shared-questions"), "EM", "F1", "κ"];
  const head = el("tr", {}, ...heads.map((name, at) => el("th", { scope: "col", class: at ? "number" : null }, name)));
  const lines = rows.map((row) => el("tr", {}, el("td", {}, `${row.first}, ${row.second}`), ...[number(row.questions), points(row.em), points(row.f1), row.kappa === null ? "–" : number(row.kappa, 2)].map((cell) => el("td", { class: "number" }, cell))));
  part.append(el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("agreement") }, el("table", {}, el("thead", {}, head), el("tbody", {}, ...lines))));
  return part;
}

function points(share) { return share === null ? "–" : number(100 * share, 1); }

function report(address) {
  const part = el("section", {}, el("h2", {}, t("report")));
  if (!address) {
    part.append(el("p", {}, t("no-report")), el("code", { tabindex: "0" }, "qa_cli.py evaluate report DATA --out DIR\nqa_cli.py serve --report DIR"));
  } else {
    part.append(el("p", {}, el("a", { href: address, target: "_blank", rel: "noopener" }, t("open-report"))), el("iframe", { class: "report", src: address, title: t("report") }));
  }
  return part;
}
