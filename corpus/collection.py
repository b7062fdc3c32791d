"""What it takes to be asked: articles to read and an index to search, in one folder or in many shards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from corpus.index_pair import IndexPair
from corpus.library import Library, Terms, Writer
from corpus.records import Article, Passage
from corpus.shards import ShardedLibrary
from corpus.store_records import BUILD_RECORD, Listed, Stored


class Articles(Protocol):
    """Articles by number; the same numbers that the index finds."""

    def article(self, number: int) -> Article | None: ...

    def stored(self, number: int) -> Stored | None: ...

    def passages(self, number: int) -> tuple[Passage, ...]: ...

    def find(self, name: str) -> int: ...

    def stamp(self, origin: str) -> str | None: ...

    def listed(self) -> Iterator[Listed]: ...

    def counts(self) -> dict[str, int]: ...

    def sources(self) -> tuple[tuple[str, int], ...]: ...


class Collection(Protocol):
    """A library, whatever it is made of."""

    folder: Path

    @property
    def store(self) -> Articles: ...

    @property
    def index(self) -> IndexPair: ...

    def writing(self) -> AbstractContextManager[Writer]: ...

    def remove(self, numbers: Iterable[int]) -> None: ...

    def repair(self) -> int: ...

    def waiting(self) -> int: ...

    def problems(self) -> tuple[str, ...]: ...

    def sizes(self) -> tuple[int, int]: ...

    def close(self) -> None: ...


def open_collection(folder: Path, terms: Terms) -> Collection:
    """Open what is in the folder: one library, or the shards that ``library build`` made.

    Raises:
        LibraryError: there is neither, or it is damaged, unfinished or newer than this program.
    """
    if (folder / BUILD_RECORD).exists():
        return ShardedLibrary.open(folder, terms)
    return Library.open(folder, terms)
