"""Everything a server can be told, and the limits it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes are bytes as sent, times seconds. What is larger gets 413, what is slower or too much at once 503."""

    body: int = 1_000_000  # of a JSON request; also the longest pasted text
    upload: int = 20_000_000  # of a request that brings an article
    held: int = 80_000_000  # of all request bodies being read at the same time
    arriving: float = 30.0  # for a body to arrive
    working: float = 60.0  # for one answer, its waiting included
    waiting: int = 64  # jobs that may wait or run
    connections: int = 256  # at once; from twice as many on they are not even told so
    silence: float = 15.0  # for the head of a request to arrive
    reading: float = 60.0  # for a visitor to take what was sent
    articles: int = 200  # on the shelf; the one longest unused makes room
    characters: int = 20_000_000  # of all articles on the shelf together, what was dropped of them included
    raw: int = 2_000_000  # characters of a source before cleaning, which takes seconds for as many
    article: int = 200_000  # characters of a cleaned article, some 45,000 syllables: all else takes its turn behind it


@dataclass(frozen=True, slots=True)
class Settings:
    """One server. Without a token it answers only to the names of this machine (no DNS rebinding)."""

    host: str = "127.0.0.1"
    port: int = 8000
    token: str = ""
    annotations: Path = Path("annotations")
    library: Path | None = None
    report: Path | None = None
    limits: Limits = Limits()

    @property
    def loopback(self) -> bool:
        return self.host in LOOPBACK
