// Leaving the page: citations, Markdown, JSON.
import { day, number, t } from "./words.js";

/** A piece of the article with where it is from. */
export function cite(text, article, sentence = "") {
  const where = [article.title ?? t("untitled"), article.source, article.published && day(article.published), article.url].filter(Boolean).join(", ");
  const quoted = sentence && sentence !== text ? `\n“${sentence}”` : "";
  return `${text}${quoted}\n— ${where}`;
}

export function asJson(article, summary, answers) {
  return `${JSON.stringify({ article, summary, answers }, null, 1)}\n`;
}

export function asMarkdown(article, summary, answers) {
  const facts = [article.source, article.published && day(article.published), article.url].filter(Boolean).join(" · ");
  const parts = [`# ${escaped(article.title ?? t("untitled"))}`];
  if (facts) parts.push(facts);
  if (summary?.sentences?.length) {
    parts.push(`## ${t("summary")}`, summary.sentences.map((sentence, at) => `${at + 1}. ${escaped(sentence.text)}`).join("\n"));
  }
  if (answers.length) parts.push(`## ${t("questions")}`, ...answers.map(question));
  return `${parts.join("\n\n")}\n`;
}

function question(row) {
  const said = row.answer === null ? `*${t("not-in-article")}*` : `**${escaped(row.answer)}** (${t("score", { score: number(row.score, 2) })})`;
  const proof = row.answer === null ? [] : row.evidence.slice(0, 1).map((each) => `> ${escaped(each.sentence).replaceAll("\n", "\n> ")}`);
  return [`### ${escaped(row.question)}`, said, ...proof].join("\n\n");
}

/** What Markdown would read as its own. */
function escaped(text) { return text.replace(/[\\`*_[\]<>#|]/g, "\\$&"); }

export function fileName(article, ending) {
  const plain = (article.title ?? "bai-bao").toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  return `${plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "bai-bao"}.${ending}`;
}
