"""A possible answer, before it is weighed."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.spans import Span


@dataclass(frozen=True, slots=True)
class Found:
    """A possible answer: span in the context, tokens in the sentence, how well its type and noun fit (0 to 1)."""

    span: Span
    first: int
    last: int  # the token after it
    typed: float
    noun: float = 0.0
    owned: bool = False  # "lần lượt" says that it belongs to whom the question names
