"""What changed between two sets of predictions, question by question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from corpus.records import Question
from nlp.evaluation.evaluate import score
from nlp.evaluation.intervals import McNemar, mcnemar
from nlp.evaluation.metrics import normalise_answer
from nlp.evaluation.predictions import Prediction, predicted


@dataclass(frozen=True, slots=True)
class Change:
    """One question that the two answered differently. Without golds the scores are ``None``."""

    id: str
    question: str
    golds: tuple[str, ...]
    old: str
    new: str
    old_f1: float | None = None
    new_f1: float | None = None


@dataclass(frozen=True, slots=True)
class Diff:
    """Changes for the better and for the worse (by F1, largest first), those without effect, and how many agree."""

    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    changed: tuple[Change, ...]
    same: int
    test: McNemar | None = None  # over exact match; "first" is the old one

    def row(self) -> dict[str, Any]:
        return asdict(self)


def diff(
    old: Mapping[str, Prediction], new: Mapping[str, Prediction], questions: Iterable[Question] | None = None
) -> Diff:
    """Compare two prediction files; with the questions they answer, also say which change was for the better.

    Raises:
        FormatError: a question lacks a prediction, or (without questions) the two answer different ones.
    """
    if questions is None:
        pairs = [(predicted(old, id), predicted(new, id)) for id in dict.fromkeys([*old, *new])]
        changed = [Change(one.id, "", (), one.text, two.text) for one, two in pairs if not _agree(one.text, two.text)]
        return Diff((), (), tuple(changed), len(pairs) - len(changed))
    found, right = _scored(old, new, questions)
    changes = [change for change in found if not _agree(change.old, change.new)]
    gains = sorted(changes, key=_gain, reverse=True)
    return Diff(
        better=tuple(change for change in gains if _gain(change) > 0),
        worse=tuple(change for change in reversed(gains) if _gain(change) < 0),
        changed=tuple(change for change in gains if _gain(change) == 0),
        same=len(found) - len(changes),
        test=mcnemar([one for one, _ in right], [two for _, two in right]),
    )


def _scored(
    old: Mapping[str, Prediction], new: Mapping[str, Prediction], questions: Iterable[Question]
) -> tuple[list[Change], list[tuple[bool, bool]]]:
    changes: list[Change] = []
    right: list[tuple[bool, bool]] = []
    for question in questions:
        before, after = (score(question, predicted(held, question.id)) for held in (old, new))
        answers = (before.prediction.text, after.prediction.text)
        changes.append(Change(question.id, question.question, before.golds, *answers, before.f1, after.f1))
        right.append((before.em == 1, after.em == 1))
    return changes, right


def _agree(one: str, other: str) -> bool:
    return normalise_answer(one) == normalise_answer(other)


def _gain(change: Change) -> float:
    return round((change.new_f1 or 0.0) - (change.old_f1 or 0.0), 9)
