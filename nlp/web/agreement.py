"""How far two people agree who answered the same questions of the same articles.

EM and F1 of their answers where both found one, and Cohen's κ (1960) of whether the article answers at all. κ is 1 for
perfect agreement, 0 for what chance alone would give, and undefined where both always say the same one thing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from nlp.evaluation.metrics import exact_match, f1, mean, normalise_answer
from nlp.web.annotations import article_of

Answers = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two annotators. ``em`` and ``f1`` in [0, 1] over the ``answered`` questions that both answered."""

    first: str
    second: str
    questions: int
    answered: int
    em: float | None
    f1: float | None
    kappa: float | None

    def row(self) -> dict[str, Any]:
        return asdict(self)


def agreements(rows: Iterable[Mapping[str, Any]]) -> tuple[Agreement, ...]:
    """Every pair of annotators with a question in common, in alphabetical order."""
    by_author: dict[str, dict[tuple[str, str], Answers]] = {}
    for row in rows:
        key = (article_of(row), normalise_answer(str(row.get("question", ""))))
        by_author.setdefault(str(row.get("author", "")), {})[key] = _texts(row)
    pairs = itertools.combinations(sorted(by_author), 2)
    return tuple(found for one, two in pairs if (found := _compare(one, two, by_author[one], by_author[two])))


def _texts(row: Mapping[str, Any]) -> Answers:
    answers = row.get("answers") or ()
    return tuple(str(answer.get("text", "")) for answer in answers if isinstance(answer, dict))


def _compare(
    one: str, two: str, ours: Mapping[tuple[str, str], Answers], theirs: Mapping[tuple[str, str], Answers]
) -> Agreement | None:
    shared = sorted(ours.keys() & theirs.keys())
    if not shared:
        return None
    both = [(ours[key], theirs[key]) for key in shared if ours[key] and theirs[key]]
    return Agreement(
        one,
        two,
        len(shared),
        len(both),
        mean(max(exact_match(text, second) for text in first) for first, second in both) if both else None,
        mean(max(f1(text, second) for text in first) for first, second in both) if both else None,
        kappa([(bool(ours[key]), bool(theirs[key])) for key in shared]),
    )


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Cohen's κ of two yes-or-no judgements.

    >>> kappa([(True, True), (False, False), (True, False), (True, True)])
    0.5
    >>> kappa([(True, True), (True, True)]) is None
    True
    """
    total = len(pairs)
    if not total:
        return None
    agreed = sum(one == two for one, two in pairs) / total
    yes_one, yes_two = (sum(pair[side] for pair in pairs) / total for side in (0, 1))
    by_chance = yes_one * yes_two + (1 - yes_one) * (1 - yes_two)
    return None if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)
