"""An answer, the evidence for it, and what else it might have been."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus.spans import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence an answer stands in. ``span`` points into the article: ``article.text[span] == sentence``."""

    article: str  # Article.id
    title: str | None
    span: Span
    sentence: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible answer; ``score`` in [0, 1], higher is better."""

    text: str
    article: str  # Article.id
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """``text`` is ``None`` when the articles do not say; then ``candidates`` are what would have been guessed.

    ``article.text[span] == text``; ``normalized`` is the value the answer states, as
    :func:`nlp.language.values.normalize`
    gives it. ``score`` in [0, 1] is the chance that the best candidate is right.
    """

    question: str
    text: str | None
    score: float = 0.0
    article: str | None = None  # Article.id
    span: Span | None = None
    normalized: dict[str, Any] | None = None
    evidence: tuple[Evidence, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answerer found, best first; no ``answered`` means that the articles do not say."""

    candidates: tuple[Candidate, ...]
    answered: bool
