"""How a possible answer stands to the question: what of the question is beside it, in the clause, in the sentence."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from nlp.answering.candidates import marker_fit
from nlp.answering.found import Found
from nlp.answering.lexical_table import LOOSE_ENDS
from nlp.answering.questions import Query
from nlp.answering.reading_view import SentenceView

_REACH: Final = 6.0  # syllables after which nearness has fallen to 1/e
_ACROSS: Final = 0.4  # what nearness is worth across a clause boundary
_LOOSE_ENDS: Final = frozenset(LOOSE_ENDS.split())


@dataclass(frozen=True, slots=True)
class Asked:
    """The question's terms and what each weighs: its place in the language times its rarity here; ``total`` sums."""

    query: Query
    weights: Mapping[str, float]
    total: float


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence and the question's terms in it: ``share`` of the question stands in it, ``before`` more before it."""

    sentence: SentenceView
    positions: Mapping[str, Sequence[int]]
    share: float
    before: float

    @property
    def coverage(self) -> float:
        """What the evidence and the sentences before it hold of the question, in [0, 1]; the latter counts half."""
        return self.share + 0.5 * self.before


def features(asked: Asked, place: Place, found: Found) -> tuple[float, ...]:
    """The numbers of ``nlp.answering.lexical_table.FEATURES``, in their order; shares of the question are in [0, 1]."""
    outside, clause, near, inside, left, right = _shares(asked, place, found)
    sentence = place.sentence
    syllables = found.last - found.first
    loose = (sentence.marked[found.first] in _LOOSE_ENDS) + (sentence.marked[found.last - 1] in _LOOSE_ENDS)
    return (
        outside,
        clause,
        near,
        place.before,
        inside,
        found.typed,
        found.noun,
        marker_fit(asked.query, sentence, found.first),
        math.log(syllables),
        max(0, syllables - 12) / 10,
        float(found.first == 0),
        float(sentence.stop_before[found.last]),
        float(sentence.stop_before[found.first]),
        left,
        right,
        float(loose),
    )


def _shares(asked: Asked, place: Place, found: Found) -> tuple[float, float, float, float, float, float]:
    """The question's weight outside the answer in the sentence, in the clause, by nearness, inside, left and right."""
    clauses = place.sentence.clause
    first_clause, last_clause = clauses[found.first], clauses[found.last - 1]
    outside = clause = near = inside = left = right = 0.0
    for term, positions in place.positions.items():
        weight = asked.weights[term]
        best, same, side, within = 0.0, False, 0, False
        for at in positions:
            if found.first <= at < found.last:
                within = True
                continue
            here = first_clause <= clauses[at] <= last_clause
            distance = found.first - at if at < found.first else at - found.last + 1
            nearness = math.exp(-distance / _REACH) * (1.0 if here else _ACROSS)
            same = same or here
            if nearness > best:
                best, side = nearness, -1 if at < found.first else 1
        inside += weight * within
        if best:
            outside += weight
            clause += weight * same
            near += weight * best
            left += weight * best * (side < 0)
            right += weight * best * (side > 0)
    total = asked.total
    return outside / total, clause / total, near / total, inside / total, left / total, right / total
