"""What the small reader looks at: short windows made of the sentences that share most with the question.

Training and run time both come through here, so the network always meets what it was trained on. A window is cheap
and, on development questions, the sentence of the answer is among the best five in 98 %; but sentences explain each
other, so the windows of run time hold nearly a whole passage of an encyclopaedia (256 pieces).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.pieces import DIGIT, FIRST, GLUED, NULL, SEP, SIGN, TITLE, UPPER, Encoded, IntArray

FEATURES = 8
LONGEST_QUESTION = 48
LONGEST_SENTENCE = 64
#: Kinds of position.
MARK, QUESTION, CONTEXT = range(3)

_ENDS = frozenset(".!?…")
_OPENERS = frozenset((TITLE, UPPER, DIGIT, SIGN))
_DENSITY = np.convolve(np.ones(9), np.ones(9)).astype(np.float32) / 81.0  # a triangle, 17 pieces wide


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What selection needs to know of the pieces: ``folds`` int32 ``[V]`` and ``idf`` in nats, float32 ``[V]``."""

    folds: IntArray
    idf: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tokens:
    """All contexts of one question on one line. ``context[i]`` says where piece ``i`` comes from;
    ``sentence[i]`` numbers the sentences through all contexts."""

    ids: IntArray
    shapes: IntArray
    starts: IntArray
    stops: IntArray
    context: IntArray
    sentence: IntArray


@dataclass(frozen=True, slots=True)
class Window:
    """One input of the network: ``ids``, ``shapes``, ``kinds`` ``[L]``, ``features`` uint8 ``[L, 8]``;
    ``source[i]`` is the piece of ``Tokens`` at position ``i``, or -1."""

    ids: IntArray
    shapes: IntArray
    kinds: IntArray
    features: NDArray[np.uint8]
    source: IntArray


def sentence_numbers(text: str, encoded: Encoded) -> IntArray:
    """The number of the sentence each piece belongs to, by cheap rules of punctuation.

    A sentence ends at ``.!?…`` before white space and a capital, digit or sign, or at a line feed; not after a short
    capitalised abbreviation ("TP.", "TS."). Very long ones are cut at a comma, or anywhere in need.
    """
    numbers = np.zeros(len(encoded), dtype=np.int32)
    number, first = 0, 0
    shapes = encoded.shapes.tolist()
    starts, stops = encoded.starts.tolist(), encoded.stops.tolist()
    for i in range(1, len(shapes)):
        length = i - first
        previous = text[starts[i - 1] : stops[i - 1]]
        loose = shapes[i] < GLUED
        ends = loose and previous in _ENDS and shapes[i] in _OPENERS and not _abbreviation(text, starts, stops, i - 2)
        if not ends and loose:
            gap = text[stops[i - 1] : starts[i]]
            ends = "\n" in gap or (length >= LONGEST_SENTENCE // 2 and previous in ",;:")
        if ends or length >= LONGEST_SENTENCE:
            number, first = number + 1, i
        numbers[i] = number
    return numbers


def _abbreviation(text: str, starts: list[int], stops: list[int], i: int) -> bool:
    if i < 0 or stops[i] != starts[i + 1]:
        return False
    word = text[starts[i] : stops[i]]
    return len(word) <= 2 and word[0].isupper()


def join(texts: Sequence[str], encodings: Sequence[Encoded]) -> Tokens:
    """Put the pieces of all contexts on one line."""
    sentence: list[IntArray] = []
    total = 0
    for text, encoded in zip(texts, encodings, strict=True):
        numbers = sentence_numbers(text, encoded) + total
        sentence.append(numbers)
        total = int(numbers[-1]) + 1 if len(numbers) else total
    empty = np.zeros(0, dtype=np.int32)
    owner = [np.full(len(e), i, dtype=np.int32) for i, e in enumerate(encodings)]

    def line(parts: list[IntArray]) -> IntArray:
        return np.concatenate(parts) if parts else empty

    return Tokens(
        line([e.ids for e in encodings]),
        line([e.shapes for e in encodings]),
        line([e.starts for e in encodings]),
        line([e.stops for e in encodings]),
        line(owner),
        line(sentence),
    )


@dataclass(frozen=True, slots=True)
class Matches:
    """How a question lies on its contexts: ``scores`` of the sentences, ``features`` of both sides (uint8)."""

    scores: NDArray[np.float32]
    question: NDArray[np.uint8]
    context: NDArray[np.uint8]


def _pairs(folds: IntArray) -> NDArray[np.int64]:
    return folds[:-1].astype(np.int64) * 1_000_003 + folds[1:]


def _either_side(hits: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """Positions that begin or end a pair that hits."""
    out = np.zeros(length, dtype=bool)
    if length > 1:
        out[:-1] |= hits
        out[1:] |= hits
    return out


def match(question: Encoded, tokens: Tokens, vocabulary: Vocabulary) -> Matches:
    """Score every sentence by what it shares with the question, and describe every piece."""
    q_folds, c_folds = vocabulary.folds[question.ids], vocabulary.folds[tokens.ids]
    q_idf, c_idf = vocabulary.idf[question.ids], vocabulary.idf[tokens.ids]
    folded = np.isin(c_folds, q_folds)
    pair_hits = np.isin(_pairs(c_folds), _pairs(q_folds))
    paired = _either_side(pair_hits, len(c_folds))
    whole = float(q_idf[np.unique(q_folds, return_index=True)[1]].sum()) + 1e-6 if len(q_folds) else 1.0
    scores = _sentence_scores(tokens, c_folds, folded * c_idf * (1.0 + 0.5 * paired), whole)
    best = max(float(scores.max()), 1e-6) if len(scores) else 1.0
    weight = folded * c_idf / whole
    density = np.convolve(weight, _DENSITY * 9, mode="same")[: len(weight)] if len(weight) > 17 else weight
    context = np.zeros((len(c_folds), FEATURES), dtype=np.float32)
    context[:, 0] = np.isin(tokens.ids, question.ids)
    context[:, 1] = folded
    context[:, 2] = paired
    context[:, 3] = c_idf / 12
    context[:, 4] = folded * c_idf / 12
    if len(scores):
        context[:, 5] = scores[tokens.sentence]
        context[:, 6] = scores[tokens.sentence] / best
    context[:, 7] = density
    asked = np.zeros((len(q_folds), FEATURES), dtype=np.float32)
    asked[:, 0] = np.isin(question.ids, tokens.ids)
    asked[:, 1] = np.isin(q_folds, c_folds)
    asked[:, 2] = _either_side(np.isin(_pairs(q_folds), _pairs(c_folds)), len(q_folds))
    asked[:, 3] = q_idf / 12
    asked[:, 4] = asked[:, 1] * q_idf / 12
    return Matches(scores, _bytes(asked), _bytes(context))


def _bytes(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.clip(np.rint(values * 255), 0, 255).astype(np.uint8)


def _sentence_scores(
    tokens: Tokens, folds: IntArray, weights: NDArray[np.float32], whole: float
) -> NDArray[np.float32]:
    """Sum of the best weight of each shared piece, once a sentence, as a share of the question's whole weight."""
    if not len(folds):
        return np.zeros(0, dtype=np.float32)
    order = np.argsort(-weights, kind="stable")
    order = order[weights[order] > 0]
    keys = tokens.sentence[order].astype(np.int64) * 1_000_003 + folds[order]
    firsts = np.unique(keys, return_index=True)[1]
    chosen = order[firsts]
    count = int(tokens.sentence[-1]) + 1
    sums = np.bincount(tokens.sentence[chosen], weights=weights[chosen], minlength=count)
    return (sums / whole).astype(np.float32)


def ranked(scores: NDArray[np.float32]) -> list[int]:
    """Sentences, best first; among equals the earlier first."""
    return [int(i) for i in np.argsort(-scores, kind="stable")]


def fill(order: Sequence[int], lengths: NDArray[np.int64], budget: int, most: int) -> list[list[int]]:
    """Deal sentences, best first, into at most ``most`` windows of at most ``budget`` pieces."""
    windows: list[list[int]] = []
    room = 0
    for sentence in order:
        length = int(lengths[sentence])
        if not windows or length > room:
            if len(windows) == most:
                break
            windows.append([])
            room = budget
        windows[-1].append(sentence)
        room -= length
    return windows


def build(question: Encoded, tokens: Tokens, matches: Matches, chosen: Sequence[int]) -> Window:
    """``[NULL] question [SEP] sentence …``, sentences in text order, ``[SEP]`` where something is left out."""
    asked = min(len(question), LONGEST_QUESTION)
    source: list[int] = [-1] * (asked + 2)
    last = -1
    bounds = np.searchsorted(tokens.sentence, np.asarray(sorted(chosen), dtype=np.int64)[:, None] + np.arange(2))
    for first, stop in bounds.tolist():
        if last >= 0 and first != last:
            source.append(-1)
        source.extend(range(int(first), int(stop)))
        last = int(stop)
    where = np.asarray(source, dtype=np.int32)
    inside = where >= 0
    ids = np.full(len(where), SEP, dtype=np.int32)
    shapes = np.full(len(where), SIGN, dtype=np.int32)
    kinds = np.full(len(where), MARK, dtype=np.int32)
    features = np.zeros((len(where), FEATURES), dtype=np.uint8)
    ids[0] = NULL
    ids[1 : asked + 1], shapes[1 : asked + 1] = question.ids[:asked], question.shapes[:asked]
    kinds[1 : asked + 1], features[1 : asked + 1] = QUESTION, matches.question[:asked]
    ids[inside], shapes[inside] = tokens.ids[where[inside]], tokens.shapes[where[inside]]
    kinds[inside], features[inside] = CONTEXT, matches.context[where[inside]]
    return Window(ids, shapes, kinds, features, where)


def windows_for(
    question: Encoded, tokens: Tokens, vocabulary: Vocabulary, budget: int = 256, most: int = 2
) -> list[Window]:
    """The windows to read for one question, the most promising sentences in the first."""
    if not len(tokens.ids):
        return []
    matches = match(question, tokens, vocabulary)
    lengths = np.bincount(tokens.sentence)
    return [build(question, tokens, matches, chosen) for chosen in fill(ranked(matches.scores), lengths, budget, most)]


__all__ = ["FIRST", "Matches", "Tokens", "Vocabulary", "Window", "build", "fill", "join", "match", "windows_for"]
