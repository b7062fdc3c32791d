"""Targets at the edges: command lines, and requests to the web application, asked in this process without a socket."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final
from unittest import mock
from urllib.parse import quote

from tests.fuzz import mutations

_WORDS: Final = (
    "ask", "summarise", "summarize", "clean", "evaluate", "qa", "summary", "report", "diff", "check", "models", "library",
    "add", "build", "info", "search", "batch", "serve", "-q", "--question", "--json", "--top", "3", "0", "-1", "1e9",
    "--reader", "small", "lexical", "hf:", "--lang", "en", "vi", "--words", "--sentences", "--out", "--from", "--port",
    "--library", "--offline", "--help", "-h", "--version", "--", "-", "x.txt", "", "--questions", "--limit", "--explain",
)  # fmt: skip


@cache
def _parsers() -> Callable[[Any], Any]:
    from nlp.console import arguments as grammar

    return cache(grammar.build_parser)


def arguments(rng: random.Random) -> None:
    """Any command line is parsed, or refused with exit code 2 and a message; help ends with 0."""
    from nlp.console import arguments as grammar

    argv = [
        rng.choice(_WORDS) if rng.random() < 0.8 else mutations.text(rng, 20)[:60] for _ in range(rng.randint(0, 8))
    ]
    ended: object = 0
    said = io.StringIO()
    building = mock.patch.object(grammar, "build_parser", _parsers())  # the grammar is the same each time
    with building, contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        try:
            grammar.parse(argv, rng.choice(("vi", "en")))
        except SystemExit as end:
            ended = end.code
    assert ended in (0, 2)
    assert ended == 0 or said.getvalue().strip()


# ── the web application ──────────────────────────────────────────────────────────────────────────────────────────────

_PATHS: Final = (
    "/", "/api/articles", "/api/ask", "/api/summarise", "/api/annotations", "/api/agreement", "/api/library", "/metrics",
    "/api/health", "/api/samples", "/api/openapi.json", "/static/app.js", "/report", "/favicon.ico",
    "/api/annotations/questions.jsonl", "/static/../serve.py", "/static/%2e%2e/serve.py", "/api/articles/",
)  # fmt: skip
_METHODS: Final = ("GET", "POST", "DELETE", "PUT", "HEAD", "OPTIONS", "PATCH", "get", "X")
_STATUSES: Final = frozenset({200, 201, 204, 304, 400, 401, 403, 404, 405, 408, 409, 411, 413, 415, 416, 421, 422, 503})
_FIELDS: Final = (
    "text", "html", "url", "sample", "stored", "article", "articles", "question", "previous", "top", "library", "since",
    "until", "source", "sentences", "words", "author", "answers", "summary", "id", "revision", "start",
)  # fmt: skip


class Web:
    """One application and the articles it has been given; asked over ASGI."""

    def __init__(self) -> None:
        import atexit
        import tempfile

        from nlp.assistant import Assistant
        from nlp.web.app import create_app
        from nlp.web.settings import Settings

        kept = tempfile.TemporaryDirectory(prefix="hoibao-fuzz-")
        atexit.register(kept.cleanup)
        self.assistant = Assistant.open(reader="lexical", summariser="extractive")
        self.app = create_app(self.assistant, Settings(annotations=Path(kept.name) / "notes"))
        self.loop = asyncio.new_event_loop()
        atexit.register(self.loop.close)
        self.articles: dict[str, str] = {}  # id → text, the newest last

    def ask(self, method: str, path: str, query: bytes, headers: list[tuple[bytes, bytes]], body: bytes) -> Any:
        """(status, headers, body) of one request; the body arrives in two pieces."""
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": path, "raw_path": quote(path, errors="replace").encode(), "query_string": query, "root_path": "",
            "headers": headers, "client": ("127.0.0.1", 50000), "server": ("127.0.0.1", 8000),
        }  # fmt: skip
        coming = [
            {"type": "http.request", "body": body[:100], "more_body": True},
            {"type": "http.request", "body": body[100:], "more_body": False},
        ]
        sent: list[Any] = []

        async def receive() -> Any:
            return coming.pop(0) if coming else await asyncio.sleep(60, {"type": "http.disconnect"})

        async def send(message: Any) -> None:
            sent.append(message)

        self.loop.run_until_complete(self.app(scope, receive, send))
        head = next(message for message in sent if message["type"] == "http.response.start")
        whole = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
        return head["status"], dict(head["headers"]), whole


@cache
def _web() -> Web:
    return Web()


def http(rng: random.Random) -> None:
    """No request breaks the server or reaches another machine; answers stand where they say in the article."""
    web = _web()
    with mock.patch("nlp.sources.addresses.resolve", return_value=["10.0.0.1"]):  # so that every address is refused
        if rng.random() < 0.15 or not web.articles:
            _bring(web, rng)
        if rng.random() < 0.25:
            _question(web, rng)
        _anything(web, rng)


def _post(web: Web, path: str, row: dict[str, Any]) -> tuple[int, Any]:
    body = json.dumps(row).encode()
    headers = [(b"host", b"127.0.0.1:8000"), (b"content-type", b"application/json"), _length(body)]
    status, _, reply = web.ask("POST", path, b"", headers, body)
    assert status in _STATUSES, f"{path}: {status}"
    return status, json.loads(reply)


def _length(body: bytes) -> tuple[bytes, bytes]:
    return b"content-length", str(len(body)).encode()


def _bring(web: Web, rng: random.Random) -> None:
    """An article, remembered with its text where it is taken."""
    status, row = _post(web, "/api/articles", {"text": mutations.text(rng, 200)})
    assert (status == 201) == ("text" in row)
    if status == 201:
        web.articles[row["id"]] = row["text"]
        for block in row["blocks"]:
            assert 0 <= block["start"] < block["end"] <= len(row["text"])
    for id in list(web.articles)[:-20]:
        del web.articles[id]


def _question(web: Web, rng: random.Random) -> None:
    id = rng.choice(list(web.articles) or ["0"])
    asked = {
        "article": id,
        "question": mutations.question(rng),
        "previous": rng.choice((None, mutations.question(rng))),
    }
    status, row = _post(web, "/api/ask", asked)
    if status == 200 and row["answer"] is not None:
        text = web.articles[id]
        assert text[row["start"] : row["end"]] == row["answer"]
        for evidence in row["evidence"]:
            assert text[evidence["start"] : evidence["end"]] == evidence["sentence"]


def _anything(web: Web, rng: random.Random) -> None:
    """A request of odd parts: its reply has a status of ours, the safety headers, and words for an error."""
    path = rng.choice(_PATHS) if rng.random() < 0.8 else "/" + mutations.text(rng, 30)[:80]
    if path == "/api/articles/" or rng.random() < 0.1:
        path = "/api/articles/" + rng.choice([*web.articles, "..", "x" * 70, mutations.scraps(rng)[:20]])
    body = _body(web, rng)
    kinds = (b"application/json", b"application/json", b"application/json; charset=utf-8", b"text/plain", b"",
             b"multipart/form-data; boundary=x", b"multipart/form-data", b"\xff")  # fmt: skip
    headers = [(b"host", rng.choice((b"127.0.0.1:8000",) * 8 + (b"evil.example", b"[::1]", b"", b"\xff")))]
    headers += [
        (b"content-type", rng.choice(kinds)),
        _length(body) if rng.random() < 0.9 else (b"content-length", b"x"),
    ]
    for name in (b"origin", b"accept", b"range", b"if-none-match", b"authorization", b"accept-language", b"x-\xff"):
        if rng.random() < 0.1:
            headers.append((name, mutations.text(rng, 20)[:60].encode("utf-8", "replace")))
    query = quote(f"q={mutations.text(rng, 20)[:60]}&key=1&article=x&revision=-1", safe="=&", errors="replace").encode()
    method = rng.choice(_METHODS[:3]) if rng.random() < 0.8 else rng.choice(_METHODS)
    status, replied, reply = web.ask(method, path, query if rng.random() < 0.4 else b"", headers, body)
    assert status in _STATUSES, f"{method} {path!r}: {status}"
    assert replied[b"x-content-type-options"] == b"nosniff"
    assert b"content-security-policy" in replied
    assert b"def serve" not in reply
    if status >= 400 and path.startswith("/api/") and method != "HEAD":
        assert json.loads(reply)["error"]["message"]


def _body(web: Web, rng: random.Random) -> bytes:
    def value() -> Any:
        odd = (None, True, 0, -1, 10**30, 1.5, [], {}, "", "\ud800", "2024-01", rng.choice([*web.articles, "0"]))
        return rng.choice(odd) if rng.random() < 0.5 else mutations.text(rng, 60)[:2500]

    row: Any = {rng.choice(_FIELDS): value() for _ in range(rng.randint(0, 4))}
    if rng.random() < 0.1:
        row = rng.choice(([row], value(), {"answers": [row], "articles": [value()]}))
    made = json.dumps(row).encode()
    if rng.random() < 0.15:
        made = (
            b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.html"\r\n\r\n' + made + b"\r\n--x--\r\n"
        )
    return mutations.mangled(made, rng) if rng.random() < 0.3 else made
