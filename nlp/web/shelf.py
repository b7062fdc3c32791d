"""The articles that are open in the server: in memory, a bounded number, the longest unused makes room."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.records import Article
from nlp.cleaning.clean import Cleaned
from nlp.web.faults import WebError


@dataclass(frozen=True, slots=True)
class Opened:
    """An article with what was done to get it; ``lines[i]`` is the line of the raw text that block i begins on."""

    cleaned: Cleaned
    lines: tuple[int, ...]
    size: int = 0  # characters held, those of dropped lines too

    @property
    def article(self) -> Article:
        return self.cleaned.article


class Shelf:
    """Keeps articles by an identifier made from their text, so that the same article is held once."""

    def __init__(self, most: int, characters: int) -> None:
        self._most = most
        self._characters = characters
        self._held: OrderedDict[str, Opened] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._held)

    def put(self, cleaned: Cleaned, lines: Sequence[int]) -> Opened:
        """Hold an article; its ``id`` is replaced by the shelf's own."""
        article = cleaned.article
        named = replace(article, id=identifier(article))
        size = len(named.text) + sum(len(edit.text) for edit in cleaned.edits)
        opened = Opened(replace(cleaned, article=named), tuple(lines), size)
        with self._lock:
            self._held[named.id] = opened
            self._held.move_to_end(named.id)
            while len(self._held) > self._most or self._too_long():
                self._held.popitem(last=False)
        return opened

    def get(self, id: str) -> Opened:
        """The article of that identifier, now the last used.

        Raises:
            WebError: "unknown-article".
        """
        with self._lock:
            if id not in self._held:
                raise WebError("unknown-article", found=id[:40])
            self._held.move_to_end(id)
            return self._held[id]

    def drop(self, id: str) -> None:
        self.get(id)
        with self._lock:
            self._held.pop(id, None)

    def all(self) -> tuple[Opened, ...]:
        """Every article, the last used first."""
        with self._lock:
            return tuple(reversed(self._held.values()))

    def _too_long(self) -> bool:
        return len(self._held) > 1 and sum(one.size for one in self._held.values()) > self._characters


def identifier(article: Article) -> str:
    """Twelve hexadecimal digits, the same for the same text from the same address."""
    return hashlib.sha256(f"{article.url or ''}\n{article.text}".encode("utf-8", "replace")).hexdigest()[:12]
