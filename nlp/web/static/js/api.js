// The one door to the server. Errors come out as ApiError with the server's own code and message.
import { $ } from "./dom.js";
import { languageName, t } from "./words.js";

export class ApiError extends Error {
  constructor(code, message, status) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const BOTH = "text/event-stream, application/json";

export const get = (path) => send("GET", path);
export const post = (path, body, progress) => send("POST", path, body, progress);
export const remove = (path) => send("DELETE", path);

/** A file as multipart; everything else as JSON. `progress(ms)` is called while the server works. */
async function send(method, path, body, progress) {
  const reply = await ask(method, path, body);
  if (reply.status === 204) return null;
  if ((reply.headers.get("content-type") ?? "").startsWith("text/event-stream")) return follow(reply, progress);
  const row = await reply.json().catch(() => ({}));
  if (!reply.ok) throw fault(row, reply.status);
  return row;
}

/** A file of the server as text, for downloads: a link could not carry the token. */
export async function text(path) {
  const reply = await ask("GET", path);
  if (!reply.ok) throw fault(await reply.json().catch(() => ({})), reply.status);
  return reply.text();
}

async function ask(method, path, body) {
  const headers = { Accept: BOTH, "Accept-Language": languageName() };
  const token = read("hoibao-token");
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body && !(body instanceof FormData)) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(body);
  }
  let reply;
  try {
    reply = await fetch(path, { method, headers, body, cache: "no-store" });
  } catch {
    throw new ApiError("no-connection", t("no-connection"), 0);
  }
  return reply.status === 401 && (await enterToken()) ? ask(method, path, body) : reply;
}

function fault(row, status) {
  return new ApiError(row?.error?.code ?? "unknown", row?.error?.message ?? `HTTP ${status}`, status);
}

async function follow(reply, progress) {
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new ApiError("no-connection", t("no-connection"), 0);
    held += value;
    const events = held.split("\n\n");
    held = events.pop();
    for (const event of events) {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/s.exec(event) ?? [];
      if (name === "progress") progress?.(JSON.parse(data).elapsed_ms);
      if (name === "result") return JSON.parse(data);
      if (name === "error") throw fault(JSON.parse(data), 200);
    }
  }
}

let entering = null;

/** Asks for the token once, however many requests were refused; true when one was typed. */
function enterToken() {
  entering ??= new Promise((resolve) => {
    const dialog = $("#token-dialog");
    dialog.addEventListener("close", () => {
      const token = $("#token").value.trim();
      $("#token").value = "";
      if (token) write("hoibao-token", token);
      entering = null;
      resolve(Boolean(token));
    }, { once: true });
    dialog.showModal();
  });
  return entering;
}

/** Session storage that may be switched off. */
export function read(key) {
  try { return sessionStorage.getItem(key); } catch { return null; }
}

export function write(key, value) {
  try { sessionStorage.setItem(key, value); } catch { /* kept for this page only, then */ }
}
