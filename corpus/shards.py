"""A library of several shards, each a complete small library, read and searched as one.

    DIR/build.json                what it is built from (``nlp.library.build`` writes it)
    DIR/shards/part-000000/       a library; made beside, then renamed, so that it is there whole or not at all
    DIR/seal.sqlite               what binds the shards together (:mod:`corpus.seal`)

It is asked like any library. New articles come in by building on, not one by one: see :meth:`ShardedLibrary.writing`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from corpus.index_pair import IndexPair
from corpus.index_union import IndexUnion
from corpus.library import Library, Terms, Writer
from corpus.library_faults import LibraryError, fault
from corpus.numbers import apart
from corpus.seal import SHARDS, Seal
from corpus.store_union import StoreUnion


class ShardedLibrary:
    """Open shards and what binds them."""

    def __init__(self, folder: Path, shards: Sequence[Library], seal: Seal) -> None:
        self.folder = folder
        self.shards = tuple(shards)
        self.store = StoreUnion(folder, [shard.store for shard in shards], seal)
        self._seal = seal

    @classmethod
    def open(cls, folder: Path, terms: Terms) -> ShardedLibrary:
        """Open the shards that the last finished build bound together.

        Raises:
            LibraryError: no build was finished yet, or a shard is missing or damaged.
        """
        with ExitStack() as opened:
            seal = Seal(folder)
            opened.callback(seal.close)
            shards = []
            for name in seal.shards:
                shard = _open_shard(folder / SHARDS / name, terms)
                opened.callback(shard.close)
                shards.append(shard)
            opened.pop_all()  # all is well: nothing is closed here
        return cls(folder, shards, seal)

    def close(self) -> None:
        for shard in self.shards:
            shard.close()
        self._seal.close()

    @property
    def index(self) -> IndexPair:
        """The indexes of all shards as one pair, each as last committed."""
        pairs = [shard.index for shard in self.shards]
        hidden = self._seal.first.keys()
        return IndexPair(
            IndexUnion([pair.of_passages for pair in pairs], hidden),
            IndexUnion([pair.of_articles for pair in pairs], hidden),
        )

    def writing(self) -> AbstractContextManager[Writer]:
        """Refused: an article added to one shard would be unknown to the others' keys.

        Raises:
            LibraryError: ("built-library") always; it says what to do.
        """
        raise fault("built-library", self.folder)

    def remove(self, numbers: Iterable[int]) -> None:
        """Take articles out of every shard that has them."""
        copies = [copy for number in numbers for copy in self._seal.copies(number)]
        by_place: dict[int, list[int]] = defaultdict(list)
        for copy in copies:
            place, local = apart(copy)
            by_place[place].append(local)
        self._seal.forget(copies)
        for place, found in by_place.items():
            self.shards[place].remove(found)

    def repair(self) -> int:
        """Build anew the indexes of the shards that have something wrong; return how many passages these hold."""
        return sum(shard.repair() for shard in self.shards if shard.problems())

    def problems(self) -> tuple[str, ...]:
        """What is wrong with any shard, one line each."""
        return tuple(f"{shard.folder.name}: {each}" for shard in self.shards for each in _problems(shard))

    def waiting(self) -> int:
        """How many articles the indexes still hold otherwise than their stores."""
        return sum(shard.waiting() for shard in self.shards)

    def sizes(self) -> tuple[int, int]:
        """Bytes of the stores and of the indexes."""
        each = [shard.sizes() for shard in self.shards]
        return sum(store for store, _ in each), sum(index for _, index in each)


def _problems(shard: Library) -> tuple[str, ...]:
    try:
        return shard.problems()
    except LibraryError as error:
        return (str(error),)


def _open_shard(folder: Path, terms: Terms) -> Library:
    try:
        return Library.open(folder, terms)
    except LibraryError as error:
        if error.code in ("not-a-library", "damaged-store"):
            raise fault("missing-shard", folder, error) from error
        raise
