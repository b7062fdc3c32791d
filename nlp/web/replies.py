"""Replies: JSON at once, or server-sent events where the result takes longer than a second."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from corpus.errors import CorpusError
from corpus.jsonl import dumps
from models.errors import ModelError
from nlp.console.messages import Language
from nlp.web.faults import WebError, fault_row, status_of
from nlp.web.guard import language_of

EVENTS: Final = "text/event-stream"
_PATIENCE: Final = 1.0  # seconds
_LEFT: Final = 499  # nobody reads this reply; the meters tell it from an answer
_FAULTS: Final = (CorpusError, ModelError)
_LOG: Final = logging.getLogger("hoibao.web")
Row = dict[str, Any]


def json_reply(row: Row, status: int = 200) -> Response:
    """A row as every edge writes it: readable Vietnamese, always valid UTF-8."""
    return Response(dumps(row), status, media_type="application/json; charset=utf-8")


def fault_reply(error: CorpusError | ModelError, lang: Language) -> Response:
    status = status_of(error)
    reply = json_reply(fault_row(error, lang), status)
    if status == 503:
        reply.headers["retry-after"] = "2"
    return reply


async def answered(request: Request, work: Awaitable[Row], *, status: int = 200) -> Response:
    """The result as JSON when it is there within a second or events are not accepted; else a stream of events.

    Events: ``progress`` with ``elapsed_ms`` every second, then one ``result`` or ``error``. Work that nobody waits for
    any more leaves the queue. The body of the request must have been read.
    """
    start = time.perf_counter()
    accept = request.headers.get("accept", "")
    task = asyncio.ensure_future(work)
    if EVENTS not in accept:
        await _done_or_gone(task, request, None)
    elif "application/json" in accept:
        await _done_or_gone(task, request, _PATIENCE)
    if EVENTS in accept and not (task.done() and "application/json" in accept):
        lang = language_of({"accept-language": request.headers.get("accept-language", "")})
        return StreamingResponse(_events(task, lang, start), media_type=EVENTS)
    return Response(status_code=_LEFT) if task.cancelled() else json_reply(task.result(), status)


async def _done_or_gone(task: asyncio.Future[Row], request: Request, patience: float | None) -> None:
    """Waits for the work, for the visitor to leave (then the work is called off), or for patience to end."""
    leaving = asyncio.ensure_future(_leaves(request))
    awaited: set[asyncio.Future[Any]] = {task, leaving}
    try:
        await asyncio.wait(awaited, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        if leaving.done() and not task.done():
            task.cancel()
            await asyncio.wait({task})
    finally:
        leaving.cancel()


async def _leaves(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _events(task: asyncio.Future[Row], lang: Language, start: float) -> AsyncIterator[str]:
    try:
        while not (await asyncio.wait({task}, timeout=_PATIENCE))[0]:
            yield _event("progress", {"elapsed_ms": round((time.perf_counter() - start) * 1000)})
        try:
            yield _event("result", task.result())
        except _FAULTS as error:
            yield _event("error", fault_row(error, lang))
        except Exception:
            _LOG.exception("while a stream of events was open")
            yield _event("error", fault_row(WebError("broken"), lang))
    finally:
        task.cancel()


def _event(name: str, row: Row) -> str:
    return f"event: {name}\ndata: {dumps(row)}\n\n"
