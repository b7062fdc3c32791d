"""Connections with an end to patience: uvicorn alone lets one stay silent, or not read its reply, for ever.

What arrives after the head of a request, :mod:`nlp.web.guard` times.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from corpus.jsonl import dumps
from nlp.web.faults import WebError, fault_row
from nlp.web.guard import RETRY_AFTER, Receive, Scope, Send
from nlp.web.settings import Limits


def connection_class(limits: Limits) -> type[asyncio.Protocol]:
    """The class of connections that uvicorn is to make under these limits."""

    class Bounded(Connection):
        bounds = limits

    return Bounded


class Connection(H11Protocol):
    """One connection. Two clocks: for the head of a request to come, and for a full buffer to be read."""

    bounds = Limits()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._silence = _Clock(self.loop, self._give_up)
        self._unread = _Clock(self.loop, self._give_up)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > 2 * self.bounds.connections:
            transport.abort()
        elif len(self.connections) > self.bounds.connections:
            self.app = _too_many
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread.start(self.bounds.reading)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._unread.stop()

    def connection_lost(self, exc: Exception | None) -> None:
        self._silence.stop()
        self._unread.stop()
        super().connection_lost(exc)

    def _watch(self) -> None:
        """The clock runs from the first silent moment, or the first byte of a head, until the head is whole."""
        if self.conn.their_state is h11.IDLE and (self.cycle is None or self.cycle.response_complete):
            self._silence.start(self.bounds.silence)
        else:
            self._silence.stop()

    def _give_up(self) -> None:
        self.transport.abort()


class _Clock:
    """Calls once when its time is up, unless it is stopped before; starting it again changes nothing."""

    def __init__(self, loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
        self._loop = loop
        self._call = call
        self._timer: asyncio.TimerHandle | None = None

    def start(self, seconds: float) -> None:
        if self._timer is None:
            self._timer = self._loop.call_later(seconds, self._call)

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


async def _too_many(scope: Scope, _: Receive, send: Send) -> None:
    """What connections beyond the limit are answered; in Vietnamese, whatever they speak."""
    body = dumps(fault_row(WebError("busy"), "vi")).encode()
    headers = [
        (b"content-type", b"application/json; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"retry-after", RETRY_AFTER.encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": body if scope["method"] != "HEAD" else b""})
