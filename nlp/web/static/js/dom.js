// Small helpers over the document. Text goes in as text: nothing here parses HTML.
import { t } from "./words.js";

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

/** An element: `el("p", { class: "hint", onclick }, "text", child)`. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function button(key, onclick, attributes = {}) {
  return el("button", { type: "button", ...attributes, onclick }, t(key));
}

/** Tells screen readers, without taking the focus. */
export function announce(text) { $("#status").textContent = text; }

let hiding = 0;

/** Shows an error until it is closed or the next thing works. */
export function complain(message) {
  clearTimeout(hiding);
  $("#alert p").textContent = message;
  $("#alert").hidden = false;
  hiding = setTimeout(calm, 20000);
}

export function calm() { $("#alert").hidden = true; }

/** Copies, and says so to screen readers and on the button that was pressed. */
export async function copy(text, pressed = null) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // no clipboard outside a secure context
    const field = el("textarea", { class: "visually-hidden", "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  announce(t("copied"));
  if (!pressed) return;
  const label = pressed.textContent;
  pressed.textContent = t("copied");
  pressed.disabled = true;
  setTimeout(() => { pressed.textContent = label; pressed.disabled = false; }, 1800);
}

export function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

export function smooth() { return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"; }
