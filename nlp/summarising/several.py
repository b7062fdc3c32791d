"""Several articles of one event: one of them leads, the others bear it out and add to it.

The leading article is the one whose opening the others repeat most. Its own choice of sentences reads as one text;
sentences picked from everywhere do not, and come less near to what people write (docs/summariser.md).

A pool holds the candidates of one article, in page order; where candidates are numbered, the pools stand one after
another.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from nlp.summarising.salience import Candidate, cosine, leans, unit_vectors
from nlp.summarising.summarise import REDUNDANCY, repeats

_BORNE_OUT: Final = 1.0  # weight of what other articles say alike
_LEADING: Final = 0.2  # worth that a sentence gains for standing in the leading article
_ADDS: Final = 1.0  # of the leading article's best sentence: what another article's must be worth to be added

T = TypeVar("T")
Pools = Sequence[Sequence[Candidate]]


def leading(pools: Pools) -> int:
    """The article whose first sentence the others come nearest to; the first of equals."""
    return _leading(pools, _vectors(pools))


def _leading(pools: Pools, vectors: Sequence[Sequence[Mapping[str, float]]]) -> int:
    def borne_out(number: int) -> float:
        if not pools[number]:
            return -1.0
        others = [held for other, held in enumerate(vectors) if other != number]
        return sum(_nearest(vectors[number][0], held) for held in others)

    return max(range(len(pools)), key=lambda number: (borne_out(number), -number))


def supported(pools: Pools, worth: Sequence[float]) -> list[float]:
    """The worth of each candidate, and some of that of its nearest kin in every other article.

    What several papers report of one event is its news.
    """
    if sum(1 for pool in pools if pool) < 2:
        return list(worth)
    vectors, values = _vectors(pools), _by_article(pools, worth)
    ahead = _leading(pools, vectors)
    return [
        value
        + _LEADING * (number == ahead)
        + _BORNE_OUT * _kin(vectors[number][at], number, vectors, values) / (sum(map(bool, pools)) - 1)
        for number, held in enumerate(values)
        for at, value in enumerate(held)
    ]


def _kin(
    vector: Mapping[str, float],
    number: int,
    vectors: Sequence[Sequence[Mapping[str, float]]],
    values: Sequence[Sequence[float]],
) -> float:
    """The worth, by likeness, of the nearest sentence of every other article."""
    return sum(
        max(cosine(vector, other) * value for other, value in zip(held, values[at], strict=True))
        for at, held in enumerate(vectors)
        if at != number and held
    )


def joined(pools: Pools, worth: Sequence[float], told: tuple[int, ...], *, most: int, full: int) -> tuple[int, ...]:
    """``told``, the leading article's choice, and what other articles add to it: new, worth as much as its best
    sentence, understood alone; at most ``most`` sentences and ``full`` syllables in all."""
    pool = list(itertools.chain.from_iterable(pools))
    if not told:
        return told
    article = pool[told[0]].article
    least = _ADDS * max(value for value, one in zip(worth, pool, strict=True) if one.article == article)
    vectors = unit_vectors([candidate.words for candidate in pool])
    others = [
        at for at, one in enumerate(pool) if one.article != article and worth[at] >= least and not leans(one.text)
    ]
    chosen = told
    while len(chosen) < most:
        room = full - sum(pool[at].syllables for at in chosen)
        new = [
            at
            for at in others
            if pool[at].syllables <= room and not any(repeats(pool[at], pool[other]) for other in chosen)
        ]
        if not new:
            break
        gain = {at: worth[at] - REDUNDANCY * max(cosine(vectors[at], vectors[one]) for one in chosen) for at in new}
        chosen = (*chosen, max(new, key=lambda at: (gain[at], -at)))
    return chosen


def _vectors(pools: Pools) -> list[list[dict[str, float]]]:
    """Unit vectors of all candidates, rarity counted over all articles."""
    return _by_article(pools, unit_vectors([candidate.words for pool in pools for candidate in pool]))


def _by_article(pools: Pools, flat: Sequence[T]) -> list[list[T]]:
    ends = list(itertools.accumulate((len(pool) for pool in pools), initial=0))
    return [list(flat[start:stop]) for start, stop in itertools.pairwise(ends)]


def _nearest(vector: Mapping[str, float], held: Sequence[Mapping[str, float]]) -> float:
    return max((cosine(vector, other) for other in held), default=0.0)
