"""The trained reader, checked by counting: the one place where the two are weighed together.

The network knows how answers read; counting knows that "thứ mấy" wants a rank and that another province's rank is no
answer. Every span that either finds is described by a few numbers, and a logistic regression over them
(`nlp/answering/checked_table.py`, fitted by `scripts/fit_checked.py`) says how likely it is to be right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.spans import Span
from models.reading import Reader, Reading, ScoredSpan
from nlp.answering.checked_table import FEATURES, LEAST_SCORE, LEFT_TO_COUNTING, SURER_SCORE, WEIGHTS
from nlp.answering.lexical import Examination, Weighed, group_of, reading_of
from nlp.answering.lexical_table import VALUES
from nlp.answering.questions import AnswerKind

_FEWEST: Final = 0.002  # a probability is held this far from 0 and 1 before its logit is taken
_MOST_CANDIDATES: Final = 20
_PERMITTED: Final = FEATURES.index("permitted")
_OVERLAP: Final = 0.5  # what a span inherits of the score of one that it overlaps

Place = tuple[int, Span]  # context, span in it


@dataclass(frozen=True, slots=True)
class Described:
    """A span and what both readers make of it; ``features`` in the order of ``checked_table.FEATURES``."""

    context: int
    span: Span
    features: tuple[float, ...]


class CheckedReader:
    """A ``Reader`` that weighs a trained reader's spans and the lexical reader's together."""

    def __init__(self, network: Reader, name: str = "small") -> None:
        self.name = name
        self._network = network

    def read(self, question: str, contexts: Sequence[str]) -> Reading:
        """Spans of both, best first; answered where the best reaches ``LEAST_SCORE``.

        Ranks and counts are counting's. Where it finds none, the network may, but has to be surer, and never with a
        figure that belongs to another province, index or year.
        """
        examination = Examination(question, contexts)
        if not examination.asks_of_something:
            return Reading((), False)
        if examination.query.kind.value not in LEFT_TO_COUNTING:
            return self._both(examination, question, contexts, LEAST_SCORE)
        counted = reading_of(examination.weighed)
        if counted.answered or examination.absent:
            return counted
        both = self._both(examination, question, contexts, SURER_SCORE, only_permitted=True)
        return both if both.answered else counted

    def _both(
        self,
        examination: Examination,
        question: str,
        contexts: Sequence[str],
        least: float,
        *,
        only_permitted: bool = False,
    ) -> Reading:
        group = figures_or_words(examination.query.kind)
        scored = [
            ScoredSpan(one.context, one.span, probability(one.features, group))
            for one in described(examination, self._network.read(question, contexts))
            if not only_permitted or one.features[_PERMITTED]
        ]
        scored.sort(key=lambda one: (-one.score, one.context, one.span))
        answered = bool(scored) and scored[0].score >= least
        return Reading(tuple(scored[:_MOST_CANDIDATES]), answered)


def figures_or_words(kind: AnswerKind) -> str:
    """Which weights serve a kind of answer: counting is worth more where figures are asked for."""
    return "figures" if group_of(kind) == "value" else "words"


def probability(features: Sequence[float], group: str) -> float:
    """The chance, in [0, 1], that a span so described is right."""
    *weights, bias = WEIGHTS[group]
    total = bias + math.fsum(weight * feature for weight, feature in zip(weights, features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def described(examination: Examination, reading: Reading) -> list[Described]:
    """Every span that either reader found, once, with what both make of it.

    A network that points at nothing of the kind asked for, where there is such a figure, has not understood the
    question: then it says nothing, rather than that the figure is unlikely.
    """
    counted = {(one.context, one.span): one for one in examination.weighed}
    figures = tuple(counted) if examination.query.kind.value in VALUES else ()
    learnt: dict[Place, float] = {}
    for one in reading.candidates:
        place = _from_figure((one.context, one.span), figures)
        learnt[place] = max(one.score, learnt.get(place, 0.0))
    for place in learnt.keys() - counted.keys():
        if weighed := examination.weigh(*place):
            counted[place] = weighed
    if figures and not any(_overlap(figure, place) for figure in figures for place in learnt):
        learnt = {}
    first = next(iter(learnt), None)
    return [
        Described(*place, _features(place, weighed, learnt, first == place, reading.answered))
        for place, weighed in sorted(counted.items())
    ]


def _from_figure(place: Place, figures: Sequence[Place]) -> Place:
    """A span that leads up to a figure begins with it: "thứ 3", not "đứng thứ 3". What follows, a unit, may stay."""
    context, span = place
    for figure in figures:
        if _overlap(place, figure) and span.start < figure[1].start:
            return context, Span(figure[1].start, max(span.stop, figure[1].stop))
    return place


def _features(
    place: Place, weighed: Weighed, learnt: dict[Place, float], first: bool, answered: bool
) -> tuple[float, ...]:
    own = learnt.get(place, 0.0)
    beside = max((score for other, score in learnt.items() if _overlap(place, other)), default=0.0)
    silent = not learnt
    return (
        0.0 if silent else _logit(max(own, _OVERLAP * beside)),
        float(own > 0),
        float(first),
        _logit(weighed.likely),
        weighed.typed,
        float(weighed.permitted),
        float(weighed.answers),
        float(answered and not silent),
        float(silent),
    )


def _overlap(one: Place, other: Place) -> bool:
    return one[0] == other[0] and one[1].overlaps(other[1])


def _logit(probability: float) -> float:
    held = min(1 - _FEWEST, max(_FEWEST, probability))
    return math.log(held / (1 - held))
