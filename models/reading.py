"""What a reader returns, whichever reader it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.spans import Span


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A possible answer: ``contexts[context][span]``, with a score in [0, 1] (the chance that it is right)."""

    context: int
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The candidates of one question, best first, and whether the best of them is an answer at all.

    ``answered`` is the reader's own decision at its own threshold: when it is False the contexts do not say,
    and the candidates are what the reader would have guessed.
    """

    candidates: tuple[ScoredSpan, ...]
    answered: bool


class Reader(Protocol):
    """Finds the answer to a question in contexts. Deterministic: the same input gives the same reading."""

    @property
    def name(self) -> str: ...

    def read(self, question: str, contexts: Sequence[str]) -> Reading: ...
