"""Overlapping windows of a long context, and the best span of each: plain arithmetic, no library of models.

Owning this is deliberate: the tokenizers' own overflow handling loses windows in some versions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the context: the ids it is fed as, and the code points it stands for."""

    id: int
    start: int
    stop: int


def windows(length: int, size: int, stride: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges of at most ``size`` that cover ``range(length)``, each starting ``stride`` after the last.

    >>> list(windows(10, 6, 3))
    [(0, 6), (3, 9), (6, 10)]
    """
    if not 0 < stride <= size:
        raise ValueError(f"0 < stride <= size is needed, found stride={stride}, size={size}")
    start = 0
    while start < length:
        stop = min(start + size, length)
        yield start, stop
        if stop == length:
            return
        start += stride


def best_spans(
    starts: NDArray[np.float32], stops: NDArray[np.float32], *, longest: int, count: int
) -> list[tuple[int, int, float]]:
    """The ``count`` best ``(first, last, start logit + end logit)`` with first ≤ last < first + ``longest``.

    ``starts`` and ``stops`` have the shape ``[tokens]``. Ties go to the earlier, then shorter span.
    """
    scores = starts[:, None] + stops[None, :]
    allowed = np.triu(np.ones_like(scores, dtype=bool)) & ~np.triu(np.ones_like(scores, dtype=bool), k=longest)
    flat = np.where(allowed, scores, -np.inf).ravel()
    order = np.argsort(-flat, kind="stable")[:count]
    width = len(stops)
    return [(int(i) // width, int(i) % width, float(flat[i])) for i in order if np.isfinite(flat[i])]


def words_of(text: str, words: Sequence[str]) -> list[tuple[str, int, int]]:
    """Each word with where it stands in ``text``; white space inside a word may differ. Unfound words are left out."""
    found: list[tuple[str, int, int]] = []
    at = 0
    for word in words:
        syllables = word.split()
        first = text.find(syllables[0], at) if syllables else -1
        if first < 0:
            continue
        stop = first + len(syllables[0])
        for syllable in syllables[1:]:
            following = text.find(syllable, stop)
            if following < 0 or text[stop:following].strip():
                break
            stop = following + len(syllable)
        found.append((word, first, stop))
        at = stop
    return found
