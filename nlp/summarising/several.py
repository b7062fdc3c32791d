"""Several articles of one event: one of them leads, the others bear it out and add to it.

The leading article is one whose opening the others repeat, and a fresh one: what was written last knows most. Its
opening is what its paper thinks the event is; sentences picked from everywhere read worse, and come less near to what
people write (docs/summariser.md).

A pool holds the candidates of one article, in page order; where candidates are numbered, the pools stand one after
another.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from functools import cached_property
from typing import Final, TypeVar

from corpus.records import Article, Role
from nlp.summarising.salience import Candidate, cosine, leans, unit_vectors
from nlp.summarising.summarise import REDUNDANCY, repeats

_FRESH: Final = 1.0  # what being the newest is worth, beside being borne out (1 for the article that is most)
_HALF_LIFE: Final = timedelta(days=1)  # in which freshness is halved
_LOCAL: Final = timezone(timedelta(hours=7))  # of a moment that names no zone
_BORNE_OUT: Final = 1.0  # weight of what other articles say alike
_LEADING: Final = 0.2  # worth that a sentence gains for standing in the leading article
_OPENING: Final = 1.0  # worth that the opening of the leading article gains: enough to come first
_ADDS: Final = 1.3  # of the leading article's best sentence: what another article's must be worth to be added
_FURNITURE: Final = 200  # characters of bylines and datelines that may stand above an opening

T = TypeVar("T")
Pools = Sequence[Sequence[Candidate]]


class Event:
    """Articles of one event, compared once. ``leading`` is the number of the one that leads."""

    def __init__(self, articles: Sequence[Article], pools: Pools) -> None:
        self._pools = pools
        self._pool = list(itertools.chain.from_iterable(pools))
        self.leading = self._leading(freshness([article.published for article in articles]))
        self._opening = opening(articles[self.leading], pools[self.leading])

    @cached_property
    def _flat(self) -> list[dict[str, float]]:
        """Rarity is counted over all articles. One article alone is never compared."""
        return unit_vectors([candidate.words for candidate in self._pool])

    @cached_property
    def _vectors(self) -> list[list[dict[str, float]]]:
        return self._by_article(self._flat)

    @property
    def told(self) -> tuple[int, ...]:
        """The opening of the leading article; ``()`` where it has none that is understood alone."""
        return self.numbered((0,)) if self._opening else ()

    @property
    def _several(self) -> bool:
        return sum(map(bool, self._pools)) > 1

    def numbered(self, choice: Sequence[int]) -> tuple[int, ...]:
        """Candidates of the leading article by their numbers among all."""
        start = sum(map(len, self._pools[: self.leading]))
        return tuple(start + at for at in choice)

    def in_order(self, chosen: Sequence[int]) -> list[int]:
        """The leading article first, then the others as they were given, each in page order."""
        return sorted(chosen, key=lambda at: (self._pool[at].article != self.leading, at))

    def supported(self, worth: Sequence[float]) -> list[float]:
        """The worth of each candidate, and some of that of its nearest kin in every other article.

        What several papers report of one event is its news.
        """
        if not self._several:
            return list(worth)
        values = self._by_article(worth)
        others = sum(map(bool, self._pools)) - 1
        gained = [
            value + _LEADING * (number == self.leading) + _BORNE_OUT * self._kin(number, at, values) / others
            for number, held in enumerate(values)
            for at, value in enumerate(held)
        ]
        for at in self.told:
            gained[at] += _OPENING
        return gained

    def joined(self, worth: Sequence[float], told: tuple[int, ...], *, most: int, full: int) -> tuple[int, ...]:
        """``told``, of the leading article, and what other articles add to it: new, worth more than its best sentence,
        understood alone; at most ``most`` sentences and ``full`` syllables in all."""
        if not told:
            return told
        least = _ADDS * max(self._by_article(worth)[self.leading])
        others = [
            at
            for at, one in enumerate(self._pool)
            if one.article != self.leading and worth[at] >= least and not leans(one.text)
        ]
        chosen = told
        while len(chosen) < most:
            room = full - sum(self._pool[at].syllables for at in chosen)
            new = [at for at in others if self._pool[at].syllables <= room and not self._said(at, chosen)]
            if not new:
                break
            gain = {at: worth[at] - REDUNDANCY * self._likeness(at, chosen) for at in new}
            chosen = (*chosen, max(new, key=lambda at: (gain[at], -at)))
        return chosen

    def _said(self, at: int, chosen: Sequence[int]) -> bool:
        return any(repeats(self._pool[at], self._pool[other]) for other in chosen)

    def _likeness(self, at: int, chosen: Sequence[int]) -> float:
        return max(cosine(self._flat[at], self._flat[other]) for other in chosen)

    def _leading(self, fresh: Sequence[float]) -> int:
        if not self._several:
            return next((number for number, held in enumerate(self._pools) if held), 0)
        borne_out = [self._borne_out(number) for number in range(len(self._pools))]
        most = max(borne_out, default=0.0) or 1.0

        def worth(number: int) -> tuple[bool, float, int]:
            return bool(self._pools[number]), borne_out[number] / most + _FRESH * fresh[number], -number

        return max(range(len(self._pools)), key=worth)

    def _borne_out(self, number: int) -> float:
        """How near the others come to the first sentence of an article."""
        if not self._pools[number]:
            return 0.0
        others = [held for other, held in enumerate(self._vectors) if other != number]
        return sum(_nearest(self._vectors[number][0], held) for held in others)

    def _kin(self, number: int, at: int, values: Sequence[Sequence[float]]) -> float:
        """The worth, by likeness, of the nearest sentence of every other article."""
        vector = self._vectors[number][at]
        return sum(
            max(cosine(vector, other) * value for other, value in zip(held, values[place], strict=True))
            for place, held in enumerate(self._vectors)
            if place != number and held
        )

    def _by_article(self, flat: Sequence[T]) -> list[list[T]]:
        ends = list(itertools.accumulate(map(len, self._pools), initial=0))
        return [list(flat[start:stop]) for start, stop in itertools.pairwise(ends)]


def freshness(published: Sequence[str | None]) -> list[float]:
    """1 for the newest, half as much for each day before it, 0 where no day is known.

    >>> freshness(["2024-02-07T21:00", None, "2024-02-06T21:00:00+07:00"])
    [1.0, 0.0, 0.5]
    """
    moments = [_moment(each) for each in published]
    newest = max((moment for moment in moments if moment is not None), default=None)
    if newest is None:
        return [0.0] * len(moments)
    return [0.0 if moment is None else 0.5 ** ((newest - moment) / _HALF_LIFE) for moment in moments]


def _moment(published: str | None) -> datetime | None:
    with suppress(ValueError):
        moment = datetime.fromisoformat(published or "")
        return moment if moment.tzinfo else moment.replace(tzinfo=_LOCAL)
    return None


def opening(article: Article, pool: Sequence[Candidate]) -> bool:
    """True when the first candidate opens its page, rather than a part of it, and is understood alone."""
    if not pool or leans(pool[0].text):
        return False
    above = Role.TITLE, Role.SAPO
    titles = sum(block.span.stop - block.span.start for block in article.blocks_of(*above))
    return pool[0].span.start - titles <= _FURNITURE


def _nearest(vector: Mapping[str, float], held: Sequence[Mapping[str, float]]) -> float:
    return max((cosine(vector, other) for other in held), default=0.0)
