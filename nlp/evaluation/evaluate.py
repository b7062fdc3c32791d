"""Scoring answers: totals with intervals, answerable and unanswerable apart, and every group of questions."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from corpus.records import Question
from nlp.evaluation.intervals import Interval, bootstrap
from nlp.evaluation.metrics import exact_match, f1
from nlp.evaluation.predictions import Prediction
from nlp.evaluation.signature import Signature
from nlp.evaluation.splits import NO, YES, splits_of

ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question and how it was answered. Holds no article: thousands of these are small."""

    id: str
    question: str
    golds: tuple[str, ...]
    prediction: Prediction
    em: float
    f1: float
    splits: tuple[tuple[str, str], ...]

    @property
    def answered(self) -> bool:
        """The system gave an answer, in contrast to saying that the article does not."""
        return bool(self.prediction.text.strip())

    def group(self, split: str) -> str:
        """The (first) group of this question in a split, "" where it has none."""
        return next((group for name, group in self.splits if name == split), "")


@dataclass(frozen=True, slots=True)
class Group:
    """The scores of some of the questions, in [0, 1]."""

    split: str
    name: str
    count: int
    em: Interval
    f1: Interval


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one system scored on one set of questions. ``groups`` begins with all of them."""

    signature: Signature
    groups: tuple[Group, ...]
    outcomes: tuple[Outcome, ...]

    def group(self, split: str, name: str) -> Group | None:
        return next((group for group in self.groups if (group.split, group.name) == (split, name)), None)

    @property
    def overall(self) -> Group:
        return self.groups[0]

    @property
    def answerable(self) -> Group | None:
        return self.group("answerable", YES)

    @property
    def unanswerable(self) -> Group | None:
        return self.group("answerable", NO)

    def by(self, split: str) -> tuple[Group, ...]:
        """The groups of one split, largest first."""
        return tuple(group for group in self.groups if group.split == split)

    @property
    def no_answer(self) -> tuple[float, float]:
        """Precision and recall of saying "not in the article", each in [0, 1]."""
        said = [outcome for outcome in self.outcomes if not outcome.answered]
        right = sum(not outcome.golds for outcome in said)
        silent = sum(not outcome.golds for outcome in self.outcomes)
        return right / (len(said) or 1), right / (silent or 1)

    @property
    def predictions(self) -> tuple[Prediction, ...]:
        return tuple(outcome.prediction for outcome in self.outcomes)

    @property
    def scores(self) -> dict[str, float]:
        """Every score by a flat name, in points of 100: "em", "answerable.yes.f1", "type.rank.em", …"""
        found: dict[str, float] = {}
        for group in self.groups:
            prefix = "" if group.split == ALL else f"{group.split}.{group.name}."
            found[f"{prefix}em"] = points(group.em.value)
            found[f"{prefix}f1"] = points(group.f1.value)
        return found

    def row(self) -> dict[str, Any]:
        """The report as JSON, without the outcomes; also what a baseline file holds."""
        precision, recall = self.no_answer
        return {
            "task": "qa",
            "signature": str(self.signature),
            "data": self.signature.data,
            "selection": self.signature.selection,
            "model": self.signature.model,
            "count": self.overall.count,
            "scores": self.scores,
            "no_answer": {"precision": points(precision), "recall": points(recall)},
            "groups": [group_row(group) for group in self.groups],
        }


def group_row(group: Group) -> dict[str, Any]:
    return {
        "split": group.split,
        "group": group.name,
        "count": group.count,
        "em": [points(group.em.value), points(group.em.low), points(group.em.high)],
        "f1": [points(group.f1.value), points(group.f1.low), points(group.f1.high)],
    }


def points(share: float) -> float:
    """A share as points of 100, to two places, as scores are printed."""
    return round(100 * share, 2)


def evaluate_qa(
    questions: Iterable[Question],
    answer: Callable[[Question], Prediction],
    *,
    signature: Signature,
    kind_of: Callable[[Question], str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Ask every question once and score the answers. Articles are let go of as soon as their question is scored.

    ``kind_of`` gives the type of a question without one; ``progress`` is told after each how many are done.
    """
    outcomes: list[Outcome] = []
    for done, question in enumerate(questions, start=1):
        outcomes.append(score(question, _timed(answer, question), kind_of))
        if progress is not None:
            progress(done)
    return report_of(outcomes, signature)


def _timed(answer: Callable[[Question], Prediction], question: Question) -> Prediction:
    start = time.perf_counter()
    prediction = answer(question)
    elapsed = (time.perf_counter() - start) * 1000
    return prediction if prediction.elapsed_ms is not None else replace(prediction, elapsed_ms=elapsed)


def score(question: Question, prediction: Prediction, kind_of: Callable[[Question], str] | None = None) -> Outcome:
    """One answer against its golds.

    >>> from corpus.records import Gold
    >>> asked = Question("1", "Xếp thứ mấy?", "Tỉnh xếp thứ 3.", (Gold("thứ 3", 9),))
    >>> score(asked, Prediction("1", "xếp thứ 3", 0.9)).f1
    0.8
    """
    golds = tuple(gold.text for gold in question.answers)
    return Outcome(
        id=question.id,
        question=question.question,
        golds=golds,
        prediction=prediction,
        em=exact_match(prediction.text, golds),
        f1=f1(prediction.text, golds),
        splits=splits_of(question, kind_of),
    )


def report_of(outcomes: Sequence[Outcome], signature: Signature) -> Report:
    """The totals and groups of outcomes."""
    members: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        for key in dict.fromkeys(outcome.splits):
            members.setdefault(key, []).append(outcome)
    order = {split: at for at, split in enumerate(dict.fromkeys(split for split, _ in members))}
    ranked = sorted(members, key=lambda key: (order[key[0]], -len(members[key]), key[1]))
    groups = [_group(ALL, ALL, outcomes), *(_group(split, name, members[split, name]) for split, name in ranked)]
    return Report(signature, tuple(groups), tuple(outcomes))


def _group(split: str, name: str, outcomes: Sequence[Outcome]) -> Group:
    return Group(
        split,
        name,
        len(outcomes),
        bootstrap([outcome.em for outcome in outcomes]),
        bootstrap([outcome.f1 for outcome in outcomes]),
    )
