"""The stores of several shards read as one. An article of two shards is one article, with the origins of both."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.library_faults import LibraryError, fault
from corpus.numbers import apart, whole
from corpus.records import Article, Passage
from corpus.seal import Seal
from corpus.store import Store
from corpus.store_records import Listed, Stored, day_of


class StoreUnion:
    """Stores in the order of their shards; numbers are those of :mod:`corpus.numbers`."""

    def __init__(self, folder: Path, stores: Sequence[Store], seal: Seal) -> None:
        self.folder = folder
        self._stores = tuple(stores)
        self._seal = seal

    def article(self, number: int) -> Article | None:
        store, local = self._at(number)
        return store.article(local)

    def passages(self, number: int) -> tuple[Passage, ...]:
        store, local = self._at(number)
        return store.passages(local)

    def stored(self, number: int) -> Stored | None:
        """An article with the origins of all its copies and near-duplicates from every shard."""
        store, local = self._at(number)
        own = store.stored(local)
        if own is None:
            return None
        origins = set(own.origins)
        for copy in self._seal.copies(number)[1:]:
            other = self._stored_at(copy)
            origins.update(() if other is None else other.origins)
        near = dict(own.near)
        for other_number, share in self._seal.near(number):
            article = self.article(other_number)
            if article is not None:
                near.setdefault(article.id, share)
        ranked = sorted(near.items(), key=lambda pair: (-pair[1], pair[0]))
        return Stored(number, own.article, tuple(sorted(origins)), tuple(ranked))

    def find(self, name: str) -> int:
        """The number of the article of that id (or its beginning) or origin, in whichever shard.

        Raises:
            LibraryError: none or several fit.
        """
        found: set[int] = set()
        for place, store in enumerate(self._stores):
            try:
                number = whole(place, store.find(name))
            except LibraryError as error:
                if error.code != "no-such-article":
                    raise fault(error.code, self.folder, name) from error
            else:
                found.add(self._seal.first.get(number, number))
        if len(found) != 1:
            raise fault("ambiguous-article" if found else "no-such-article", self.folder, name)
        return found.pop()

    def stamp(self, origin: str) -> str | None:
        """The stamp under which an origin was last added, to any shard."""
        return next((stamp for store in self._stores if (stamp := store.stamp(origin)) is not None), None)

    def listed(self) -> Iterator[Listed]:
        """Every article once, newest first, those without a date last."""
        lists = (self._listed(place, store) for place, store in enumerate(self._stores))
        return heapq.merge(*lists, key=_newest_first)

    def _listed(self, place: int, store: Store) -> Iterator[Listed]:
        for each in store.listed():
            number = whole(place, each.number)
            if number not in self._seal.first:
                yield replace(each, number=number)

    def counts(self) -> dict[str, int]:
        """As of one store; articles that stand in two shards count once."""
        each = [store.counts() for store in self._stores]
        total = {name: sum(counts[name] for counts in each) for name in each[0]} if each else {}
        days = [counts[end] for counts in each for end in ("first_day", "last_day") if counts[end]]
        return total | {
            "articles": total.get("articles", 0) - len(self._seal.first),
            "passages": total.get("passages", 0) - self._seal.hidden_passages,
            "links": total.get("links", 0) + self._seal.links(),
            "first_day": min(days, default=0),
            "last_day": max(days, default=0),
        }

    def sources(self) -> tuple[tuple[str, int], ...]:
        """Every source and its number of articles, most first."""
        counted: Counter[str] = Counter()
        for store in self._stores:
            counted.update(dict(store.sources()))
        for number in self._seal.first:
            article = self.article(number)
            if article is not None:
                counted[article.source or ""] -= 1
        return tuple(sorted(((name, count) for name, count in counted.items() if count), key=lambda p: (-p[1], p[0])))

    def _at(self, number: int) -> tuple[Store, int]:
        place, local = apart(number)
        return self._stores[place], local

    def _stored_at(self, number: int) -> Stored | None:
        store, local = self._at(number)
        return store.stored(local)


def _newest_first(each: Listed) -> tuple[bool, int, int]:
    day = day_of(each.published)
    return day is None, -(day or 0), each.number
