"""Several search indexes as one: each is asked, and their hits are ranked by scores that compare.

The engine weighs a term by how rare it is in the index it looks at, so that the same passage would score otherwise in
another shard. Here every shard gets each term's weight times the ratio of its rarity over all shards to its rarity in
that one: what the engine then computes is BM25 with the document frequencies of the whole. Only the mean length of a
document stays that of the shard.
"""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from corpus.index import Found, Selection
from corpus.numbers import apart, whole

Fields = Mapping[str, Mapping[str, float]]
Counts = Mapping[tuple[str, str], int]


class Searchable(Protocol):
    """What finds documents by weighted terms: one index, or several that answer as one."""

    def __len__(self) -> int: ...

    def search(self, fields: Fields, k: int, selection: Selection | None = None) -> tuple[Found, ...]: ...

    def frequencies(self, field: str, terms: Sequence[str]) -> tuple[int, ...]: ...

    def reload(self) -> None: ...


def idf(total: int, frequency: int) -> float:
    """How rare a term is, as BM25 has it; never negative.

    >>> idf(100, 1) > idf(100, 50) > idf(100, 100) > 0
    True
    """
    frequency = min(total, frequency)
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))


class IndexUnion:
    """Indexes in the order of their shards. Articles in ``hidden`` stand in an earlier shard too: they are passed over.

    That a hidden article takes one of a shard's ``k`` places loses none: the one it repeats is found in its own shard.
    """

    def __init__(self, indexes: Sequence[Searchable], hidden: Container[int] = frozenset()) -> None:
        self._indexes = tuple(indexes)
        self._hidden = hidden

    def __len__(self) -> int:
        return sum(map(len, self._indexes))

    def reload(self) -> None:
        for index in self._indexes:
            index.reload()

    def frequencies(self, field: str, terms: Sequence[str]) -> tuple[int, ...]:
        """How many documents of all shards have each term in that field."""
        counts = [index.frequencies(field, terms) for index in self._indexes]
        return tuple(map(sum, zip(*counts, strict=True)))

    def search(self, fields: Fields, k: int, selection: Selection | None = None) -> tuple[Found, ...]:
        """The ``k`` best of all shards, best first; equal ones by their numbers."""
        counts = [_counts(index, fields) for index in self._indexes]
        everywhere = _rarities(len(self), {key: sum(each[key] for each in counts) for key in (counts or [{}])[0]})
        found: list[Found] = []
        for place, (index, own) in enumerate(zip(self._indexes, counts, strict=True)):
            within = _within(selection, place)
            if within is not None and within.articles == ():
                continue
            weights = _weights(fields, _rarities(len(index), own), everywhere)
            for hit in index.search(weights, k, within):
                number = whole(place, hit.article)
                if number not in self._hidden:
                    found.append(Found(number, hit.ordinal, hit.score))
        return tuple(sorted(found, key=lambda each: (-each.score, each.article, each.ordinal))[:k])


def _within(selection: Selection | None, place: int) -> Selection | None:
    """The selection as one shard knows it: with its own articles, by its own numbers."""
    if selection is None or selection.articles is None:
        return selection
    known = map(apart, selection.articles)
    return replace(selection, articles=tuple(local for at, local in known if at == place))


def _counts(index: Searchable, fields: Fields) -> Counts:
    return {
        (field, term): count
        for field, terms in fields.items()
        for term, count in zip(terms, index.frequencies(field, tuple(terms)), strict=True)
    }


def _rarities(total: int, counts: Counts) -> Mapping[tuple[str, str], float]:
    """The idf of every term that is there at all."""
    return {key: idf(total, count) for key, count in counts.items() if count}


def _weights(
    fields: Fields, own: Mapping[tuple[str, str], float], everywhere: Mapping[tuple[str, str], float]
) -> Fields:
    """The weights for one shard; terms that it lacks are left out."""
    return {
        field: {
            term: weight * everywhere[field, term] / own[field, term]
            for term, weight in terms.items()
            if (field, term) in own
        }
        for field, terms in fields.items()
    }
