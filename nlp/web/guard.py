"""What every request passes before anything reads it: whose page sent it, how much it sends, and who may ask.

Plain ASGI, in contrast to middleware classes that wrap the reply: a reply that streams goes out untouched.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import parse_qs

from corpus.jsonl import dumps
from nlp.console.messages import Language
from nlp.web.faults import WebError, fault_row
from nlp.web.meters import Meters
from nlp.web.settings import LOOPBACK, Limits, Settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: No script but our own files, no style in attributes, nothing from or to any other host.
CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
#: The evaluation report carries its style inside and has no script; it may stand in a frame of our page.
REPORT_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
_LOG: Final = logging.getLogger("hoibao.web")
_GUARDED: Final = ("/api/", "/metrics")
_UPLOADS: Final = "/api/articles"
_UNCHANGING: Final = ("GET", "HEAD", "OPTIONS")
RETRY_AFTER: Final = "2"  # seconds


class Guard:
    """Wraps the application. ``settings.token`` opens the API where it is set; the page itself has no secrets."""

    def __init__(self, app: App, settings: Settings, meters: Meters) -> None:
        self._app = app
        self._settings = settings
        self._limits: Limits = settings.limits
        self._meters = meters
        self._arriving = 0  # bytes of bodies held right now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        reply = _Reply(send, scope["path"])
        start = time.perf_counter()
        held = 0
        try:
            headers = _headers(scope)
            self._check(scope, headers)
            body = await self._body(scope, headers, receive)
            held = len(body)
            await self._app(scope, _replayed(body, receive), reply)
        except WebError as error:
            await reply.refuse(error, language_of(_headers(scope)))
        except Exception:
            _LOG.exception("%s %s", scope["method"], route_of(scope))
            if reply.started:
                raise  # the connection is cut: half a reply must not look whole
            await reply.refuse(WebError("broken"), language_of(_headers(scope)))
        finally:
            self._arriving -= held
            self._meters.count(scope["method"], route_of(scope), reply.status, reply.seconds_since(start))

    def _check(self, scope: Scope, headers: dict[str, str]) -> None:
        host = headers.get("host", "")
        if not self._settings.token and host_name(host) not in LOOPBACK:
            raise WebError("bad-host", found=host)
        if scope["path"] == "/report" and self._settings.token:
            self._check_report(scope)
        if not scope["path"].startswith(_GUARDED):
            return
        origin = headers.get("origin", "")
        if headers.get("sec-fetch-site") == "cross-site" or (origin and origin.partition("://")[2] != host):
            raise WebError("cross-site", found=origin or "cross-site")
        if self._settings.token and not _knows(headers.get("authorization", ""), self._settings.token):
            raise WebError("unauthorised")

    def _check_report(self, scope: Scope) -> None:
        """A frame cannot send headers: the report opens with a key made from the token."""
        key = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("key", [""])[0]
        if not hmac.compare_digest(key.encode(), report_key(self._settings.token).encode()):
            raise WebError("unauthorised")

    async def _body(self, scope: Scope, headers: dict[str, str], receive: Receive) -> bytes:
        """The whole body, within its limits of type, size and time."""
        if scope["method"] in _UNCHANGING or not _may_have_body(headers):
            return b""
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        upload = scope["path"] == _UPLOADS
        if kind != "application/json" and not (upload and kind == "multipart/form-data"):
            raise WebError("bad-media-type", found=kind or "không có gì")
        limit = self._limits.upload if upload else self._limits.body
        if _size(headers.get("content-length", "0")) > limit:
            raise WebError("body-too-large", limit=round(limit / 1e6))
        try:
            return await asyncio.wait_for(self._arrive(receive, limit), self._limits.arriving)
        except TimeoutError:
            raise WebError("too-slow-body", limit=round(self._limits.arriving)) from None

    async def _arrive(self, receive: Receive, limit: int) -> bytes:
        """The body, counted among all that are held; the count is given back when the request ends, or here."""
        body = bytearray()
        try:
            while True:
                message = await receive()
                chunk = message.get("body", b"")
                body += chunk
                self._arriving += len(chunk)
                if len(body) > limit:
                    raise WebError("body-too-large", limit=round(limit / 1e6))
                if self._arriving > self._limits.held:
                    raise WebError("busy")
                if message["type"] == "http.disconnect" or not message.get("more_body"):
                    return bytes(body)
        except BaseException:
            self._arriving -= len(body)
            raise


class _Reply:
    """The way back out: adds the safety headers and remembers the status."""

    def __init__(self, send: Send, path: str) -> None:
        self._send = send
        self._policy = REPORT_POLICY if path == "/report" else CONTENT_POLICY
        self._cached = path.startswith("/static/")
        self._started: float | None = None
        self.status = 500

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._started = time.perf_counter()
            self.status = message["status"]
            cache = b"no-cache" if self._cached else b"no-store"
            extra = [(b"content-security-policy", self._policy.encode()), (b"cache-control", cache), *_HEADERS]
            message["headers"] = [*message.get("headers", ()), *extra]
        await self._send(message)

    async def refuse(self, error: WebError, lang: Language) -> None:
        body = dumps(fault_row(error, lang)).encode()
        headers = [
            (b"content-type", b"application/json; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),  # what is left of the body is not read
        ]
        if error.status == 503:
            headers.append((b"retry-after", RETRY_AFTER.encode()))
        await self({"type": "http.response.start", "status": error.status, "headers": headers})
        await self({"type": "http.response.body", "body": body})

    @property
    def started(self) -> bool:
        return self._started is not None

    def seconds_since(self, start: float) -> float:
        return (self._started or time.perf_counter()) - start


def host_name(host: str) -> str:
    """The name in a Host header, without its port.

    >>> host_name("LocalHost:8000"), host_name("[::1]:80"), host_name("127.0.0.1")
    ('localhost', '::1', '127.0.0.1')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def language_of(headers: dict[str, str]) -> Language:
    """The language of messages: English for who asks for it first, else Vietnamese."""
    return "en" if headers.get("accept-language", "").strip().lower().startswith("en") else "vi"


def report_key(token: str) -> str:
    """What opens the evaluation report and nothing else; empty where there is no token."""
    return hmac.new(token.encode(), b"report", "sha256").hexdigest()[:32] if token else ""


def route_of(scope: Scope) -> str:
    """The route's template, never what a visitor typed: metrics must not grow with requests."""
    return str(getattr(scope.get("route"), "path", "other"))


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _size(length: str) -> int:
    return int(length) if length.isdecimal() and len(length) < 16 else 0  # what arrives is counted anyway


def _may_have_body(headers: dict[str, str]) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


def _knows(authorization: str, token: str) -> bool:
    scheme, _, given = authorization.partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode("latin-1"), token.encode())


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that gives the body read before, then whatever comes (that the visitor has gone)."""
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
