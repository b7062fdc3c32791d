"""From scores of spans to answers, for one window or many; the same code in training and at run time.

The network gives each window a table ``[L, L]``: ``table[i, j]`` scores the pieces i..j as the answer, ``table[0, 0]``
"this window does not say". Two questions are put to the tables, one after the other. *Is there an answer?* is asked of
all spans of a window together: several half-likely spans make an answer likely. *Which?* is answered as minimum
Bayes risk decoding does (Kumar and Byrne 2004): the span that is expected to share most with the right one, not the
likeliest alone, since likely spans overlap and their common part gathers what each of them has.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.spans import Span
from models.windows import Tokens, Window

#: Spans of a window that are weighed against each other.
WEIGHED = 40
#: What being exactly right is worth beside the share of characters that are (chosen on the development sets).
EXACT = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """A span of one context. ``margin``: nats above "this window does not say". ``worth`` in [0, 1]: how much of the
    answer, if there is one, it is expected to give."""

    context: int
    span: Span
    margin: float
    worth: float = 0.0


@dataclass(frozen=True, slots=True)
class Decoded:
    """The best spans, best first; ``presence`` is the log-odds (nats) that the windows answer at all."""

    spans: tuple[Found, ...]
    presence: float


def spans_of(table: NDArray[np.float32], window: Window, tokens: Tokens, keep: int = WEIGHED) -> Decoded:
    """The likeliest spans of one window, best first."""
    length = len(window.ids)
    flat = table[:length, :length].astype(np.float32).ravel()
    null = float(flat[0])
    flat[0] = -1e9
    top = float(flat.max())
    presence = top + math.log(float(np.exp(flat - top).sum())) - null
    keep = min(keep, len(flat) - 1)
    best = np.argpartition(-flat, keep - 1)[:keep] if keep > 0 else np.zeros(0, dtype=np.int64)
    out: list[Found] = []
    for index in sorted(best.tolist(), key=lambda k: (-flat[k], k)):
        begin, end = divmod(index, length)
        first, last = int(window.source[begin]), int(window.source[end])
        if flat[index] < -5e3 or first < 0 or last < 0 or tokens.context[first] != tokens.context[last]:
            continue
        if last - first != end - begin:  # sentences that the window leaves out stand in between
            continue
        span = Span(int(tokens.starts[first]), int(tokens.stops[last]))
        out.append(Found(int(tokens.context[first]), span, float(flat[index]) - null))
    return Decoded(tuple(out), presence)


def merge(windows: Sequence[Decoded], keep: int = 10) -> Decoded:
    """The spans of all windows by their worth, none twice; of equals the earlier in the text first."""
    best: dict[tuple[int, Span], Found] = {}
    for found in (f for window in windows for f in window.spans):
        known = best.get((found.context, found.span))
        if known is None or found.margin > known.margin:
            best[(found.context, found.span)] = found
    likely = sorted(best.values(), key=lambda f: (-f.margin, f.context, f.span))[:WEIGHED]
    order = sorted(weighed(likely), key=lambda f: (-f.worth, -f.margin, f.context, f.span))
    return Decoded(tuple(order[:keep]), max((window.presence for window in windows), default=-math.inf))


def weighed(found: Sequence[Found]) -> list[Found]:
    """The same spans with their worth: expected share of characters (Dice), and a part for being exactly right."""
    if not found:
        return []
    margins = np.asarray([f.margin for f in found])
    chance = np.exp(margins - margins.max())
    chance /= chance.sum()
    context = np.asarray([f.context for f in found])
    starts, stops = np.asarray([(f.span.start, f.span.stop) for f in found]).T
    common = np.minimum(stops[:, None], stops) - np.maximum(starts[:, None], starts)
    lengths = stops - starts
    shared = 2.0 * np.clip(common, 0, None) / (lengths[:, None] + lengths) * (context[:, None] == context)
    worth = (shared @ chance + EXACT * chance) / (1.0 + EXACT)
    return [replace(f, worth=float(w)) for f, w in zip(found, worth, strict=True)]
