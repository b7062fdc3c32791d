"""Replies: JSON at once, or server-sent events where the result takes longer than a second."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from typing import Any, Final

from starlette.responses import Response, StreamingResponse

from corpus.errors import CorpusError
from corpus.jsonl import dumps
from models.errors import ModelError
from nlp.console.messages import Language
from nlp.web.faults import fault_row, status_of

EVENTS: Final = "text/event-stream"
_PATIENCE: Final = 1.0  # seconds
_FAULTS: Final = (CorpusError, ModelError)
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


async def reply_with(work: Awaitable[Row], accept: str, lang: Language, *, status: int = 200) -> Response:
    """The result as JSON when it is there within a second or events are not accepted; else a stream of events.

    Events: ``progress`` with ``elapsed_ms`` every second, then one ``result`` or ``error``.
    """
    start = time.perf_counter()
    task = asyncio.ensure_future(work)
    if EVENTS in accept:
        done, _ = await asyncio.wait({task}, timeout=_PATIENCE if "application/json" in accept else 0)
        if not done or "application/json" not in accept:
            return StreamingResponse(_events(task, lang, start), media_type=EVENTS)
    return json_reply(await task, status)


async def _events(task: asyncio.Future[Row], lang: Language, start: float) -> AsyncIterator[str]:
    try:
        while not (await asyncio.wait({task}, timeout=_PATIENCE))[0]:
            yield _event("progress", {"elapsed_ms": round((time.perf_counter() - start) * 1000)})
        try:
            yield _event("result", task.result())
        except _FAULTS as error:
            yield _event("error", fault_row(error, lang))
    finally:
        task.cancel()


def _event(name: str, row: Row) -> str:
    return f"event: {name}\ndata: {dumps(row)}\n\n"
