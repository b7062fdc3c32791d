"""Visitors of a server on this machine: a mix of requests, at a steady rate or as fast as answers come.

Loopback only, at most ``MOST`` requests under way, one connection each. Waiting is counted from the moment that a
request was due, not from when it could be sent: a server that stalls is not flattered.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

MOST = 200  # requests under way
TIMEOUT = 65.0  # seconds: more than the server's own limit, so that it is the server that ends a request
_RECENT = 100  # articles opened last, of the 200 that the server keeps open

#: How often each kind comes, in twenty requests.
MIX = {"open": 2, "read": 4, "ask": 6, "summarise": 2, "find": 3, "ask library": 3}


@dataclass(frozen=True, slots=True)
class Material:
    """What visitors bring: texts, each with questions on it, and what they ask a library."""

    texts: Sequence[tuple[str, Sequence[str]]]
    titles: Sequence[str]
    questions: Sequence[str]


@dataclass(slots=True)
class Seen:
    """What came of the requests. ``waits`` in seconds by kind; ``faults`` by what went wrong; ``changed`` counts
    questions that were answered otherwise than the first time."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    changed: int = 0

    @property
    def answered(self) -> int:
        return sum(map(len, self.waits.values()))


class Visitors:
    """Keeps what was opened and what was answered, so that the next request can build on it."""

    def __init__(self, port: int, material: Material, seed: int = 0) -> None:
        self._port = port
        self._material = material
        self._draw = random.Random(seed)
        self._opened: deque[tuple[str, Sequence[str]]] = deque(maxlen=_RECENT)
        self._answers: dict[str, str] = {}
        self._kinds = [kind for kind, share in MIX.items() for _ in range(share)]
        self.seen = Seen()

    async def fill(self, count: int) -> None:
        """Open articles, so that there is something to ask."""
        for _ in range(count):
            await self._one("open", time.monotonic())

    async def as_fast_as_can_be(self, clients: int, seconds: float) -> float:
        """Each client sends its next request when it has its answer; return answers a second."""
        until, before = time.monotonic() + seconds, self.seen.answered

        async def client() -> None:
            while time.monotonic() < until:
                await self._one(self._draw.choice(self._kinds), time.monotonic())

        start = time.monotonic()
        await asyncio.gather(*(client() for _ in range(clients)))
        return (self.seen.answered - before) / (time.monotonic() - start)

    async def steadily(self, rate: float, seconds: float) -> int:
        """Requests that come by chance, ``rate`` a second on average; return how many were still waited for at the
        end of the time."""
        start = due = time.monotonic()
        under_way: set[asyncio.Task[None]] = set()
        while True:
            due += self._draw.expovariate(rate)
            if due > start + seconds:
                break
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            if len(under_way) >= MOST:
                self.seen.faults["not sent: too many under way"] += 1
                continue
            task = asyncio.create_task(self._one(self._draw.choice(self._kinds), due))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        left = len(under_way)
        await asyncio.gather(*under_way)
        return left

    async def _one(self, kind: str, due: float) -> None:
        try:
            question, reply = await asyncio.wait_for(self._send(kind), TIMEOUT)
        except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError) as error:
            self.seen.faults[f"{kind}: {type(error).__name__}"] += 1
            return
        status, row = reply
        if not 200 <= status < 300:
            self.seen.faults[f"{kind}: {status}"] += 1
            return
        self.seen.waits.setdefault(kind, []).append(time.monotonic() - due)
        if question:
            said = json.dumps([row.get("answer"), row.get("groups", [])], sort_keys=True)
            self.seen.changed += self._answers.setdefault(question, said) != said

    async def _send(self, kind: str) -> tuple[str, tuple[int, dict[str, Any]]]:
        """One request; gives the question that must always be answered alike, and the reply."""
        draw, post = self._draw, self._post
        if kind == "open":
            text, questions = draw.choice(self._material.texts)
            status, row = await post("/api/articles", {"text": text})
            if status == 201:
                self._opened.append((row["id"], questions))
            return "", (status, row)
        if kind == "find":
            return "", await self._get(f"/api/library?q={quote(draw.choice(self._material.titles))}")
        if kind == "ask library":
            asked = draw.choice(self._material.questions)
            return f"library {asked}", await post("/api/ask", {"library": True, "question": asked})
        id, questions = draw.choice(self._opened)
        if kind == "read":
            return "", await self._get(f"/api/articles/{id}")
        if kind == "summarise":
            return "", await post("/api/summarise", {"article": id, "sentences": 3})
        asked = draw.choice(questions)
        return f"{id} {asked}", await post("/api/ask", {"article": id, "question": asked})

    async def _get(self, path: str) -> tuple[int, dict[str, Any]]:
        return await self._exchange(f"GET {path} HTTP/1.1\r\n", b"")

    async def _post(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        return await self._exchange(f"POST {path} HTTP/1.1\r\n", json.dumps(body).encode())

    async def _exchange(self, line: str, body: bytes) -> tuple[int, dict[str, Any]]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=2**20)
        try:
            head = f"Host: 127.0.0.1:{self._port}\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
            kind = "Content-Type: application/json\r\n" if body else ""
            writer.write(f"{line}{head}{kind}\r\n".encode() + body)
            await writer.drain()
            answered, _, said = (await reader.read(-1)).partition(b"\r\n\r\n")
            return int(answered.split(b" ", 2)[1]), json.loads(said or b"{}")
        except IndexError as error:
            raise ValueError("no reply") from error
        finally:
            writer.close()
