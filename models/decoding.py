"""From scores of spans to answers, for one window or many; the same code in training and at run time.

The network gives each window a table ``[L, L]``: ``table[i, j]`` scores the pieces i..j as the answer, ``table[0, 0]``
"this window does not say". Windows are compared by how far a span rises above its own window's "does not say".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.spans import Span
from models.windows import Tokens, Window


@dataclass(frozen=True, slots=True)
class Found:
    """A span of one context; ``margin`` in nats above "does not say", ``chance`` its share among all spans of its
    window (0..1)."""

    context: int
    span: Span
    margin: float
    chance: float


def spans_of(table: NDArray[np.float32], window: Window, tokens: Tokens, keep: int = 10) -> list[Found]:
    """The best spans of one window, best first."""
    length = len(window.ids)
    square = table[:length, :length].astype(np.float32)
    null = float(square[0, 0])
    top = float(square.max())
    total = float(np.exp(square - top).sum())
    flat = square.ravel().copy()
    flat[0] = -1e9
    keep = min(keep, len(flat) - 1)
    best = np.argpartition(-flat, keep - 1)[:keep] if keep > 0 else np.zeros(0, dtype=np.int64)
    out: list[Found] = []
    for index in sorted(best.tolist(), key=lambda k: (-flat[k], k)):
        first, last = int(window.source[index // length]), int(window.source[index % length])
        if flat[index] < -5e3 or first < 0 or last < 0 or tokens.context[first] != tokens.context[last]:
            continue
        span = Span(int(tokens.starts[first]), int(tokens.stops[last]))
        chance = float(np.exp(flat[index] - top)) / total
        out.append(Found(int(tokens.context[first]), span, float(flat[index]) - null, chance))
    return out


def merge(windows: Sequence[Sequence[Found]], keep: int = 10) -> list[Found]:
    """The best spans over all windows, no span twice; of equals the earlier in the text first."""
    best: dict[tuple[int, Span], Found] = {}
    for found in (f for window in windows for f in window):
        known = best.get((found.context, found.span))
        if known is None or found.margin > known.margin:
            best[(found.context, found.span)] = found
    order = sorted(best.values(), key=lambda f: (-f.margin, f.context, f.span))
    return order[:keep]
