"""How much is done at once: one job after another, a bounded queue before it, and an end to waiting.

The word segmenter and the readers are not made for two threads, and two cores gain nothing from more. A job cannot be
stopped half-way: when its time is up the visitor is told so, and the place in the queue is free when it really ends.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from nlp.web.faults import WebError

T = TypeVar("T")


class Gate:
    """Runs blocking work beside the event loop; ``most`` jobs may wait or run, ``seconds`` each may take in all."""

    def __init__(self, *, threads: int, most: int, seconds: float) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="hoibao")
        self._most = most
        self._seconds = seconds
        self._lock = threading.Lock()
        self._held = 0

    @property
    def held(self) -> int:
        """Jobs waiting or running."""
        return self._held

    async def run(self, work: Callable[[], T]) -> T:
        """The result of ``work``.

        Raises:
            WebError: "busy" when the queue is full, "too-slow" when the time is up.
        """
        self._enter()
        try:
            job = self._pool.submit(work)
        except RuntimeError:  # the server is going down
            self._leave()
            raise WebError("busy") from None
        job.add_done_callback(self._leave)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(job), self._seconds)
        except TimeoutError:
            raise WebError("too-slow", limit=round(self._seconds)) from None

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _enter(self) -> None:
        with self._lock:
            if self._held >= self._most:
                raise WebError("busy")
            self._held += 1

    def _leave(self, _: Future[T] | None = None) -> None:
        with self._lock:
            self._held -= 1
