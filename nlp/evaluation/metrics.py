"""How near a text is to what people wrote. All scores are in [0, 1], higher is better, unless a docstring says other.

Exact match and F1 follow SQuAD (Rajpurkar et al., 2016) but for its removal of "a", "an", "the", which are not
Vietnamese. ROUGE follows Lin (2004): F-measures, rougeL over the whole text. ``Tokenizer.SYLLABLE`` counts Vietnamese
syllables; ``Tokenizer.ASCII`` is what published tables use, and it throws away every letter with a mark: for it
"bán nhà" and "bạn nhá" are the same text. Never compare a score of one kind with one of the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"\w+")
_ASCII_WORD: Final = re.compile(r"[a-z0-9]+")


class Tokenizer(StrEnum):
    """What ROUGE counts."""

    SYLLABLE = "syllable"
    ASCII = "ascii"


@dataclass(frozen=True, slots=True)
class Rouge:
    """F-measures of shared syllables, of shared pairs, and of the longest common subsequence."""

    rouge_1: float
    rouge_2: float
    rouge_l: float


@lru_cache(maxsize=4096)
def _is_punctuation(letter: str) -> bool:
    return unicodedata.category(letter).startswith("P")


def normalise_answer(text: str) -> str:
    """NFC, lower case, no punctuation of any alphabet, single spaces.

    >>> normalise_answer("  “Thứ 3” cả nước. ")
    'thứ 3 cả nước'
    """
    low = unicodedata.normalize("NFC", text).lower()
    return " ".join("".join(letter for letter in low if not _is_punctuation(letter)).split())


def exact_match(prediction: str, golds: Sequence[str]) -> float:
    """1.0 when the prediction is one of the golds. No golds: the article does not say, and "" is right."""
    found = normalise_answer(prediction)
    return float(any(found == normalise_answer(gold) for gold in golds or ("",)))


def f1(prediction: str, golds: Sequence[str]) -> float:
    """The overlap of syllables with the nearest gold; an empty side overlaps only with an empty side.

    >>> round(f1("thứ 13", ["xếp thứ 13", "hạng 13"]), 2)
    0.8
    """
    found = normalise_answer(prediction).split()
    return max(_overlap(found, normalise_answer(gold).split()) for gold in golds or ("",))


def _overlap(found: Sequence[str], gold: Sequence[str]) -> float:
    if not found or not gold:
        return float(not found and not gold)
    shared = (Counter(found) & Counter(gold)).total()
    return _f_measure(shared, len(found), len(gold))


def _f_measure(shared: int, found: int, gold: int) -> float:
    return 2 * shared / (found + gold) if shared else 0.0


def tokens(text: str, kind: Tokenizer = Tokenizer.SYLLABLE) -> list[str]:
    """The units that ROUGE counts.

    >>> tokens("Bán nhà 3.500 m²"), tokens("Bán nhà", Tokenizer.ASCII)
    (['bán', 'nhà', '3', '500', 'm²'], ['b', 'n', 'nh'])
    """
    if kind is Tokenizer.ASCII:
        return _ASCII_WORD.findall(unicodedata.normalize("NFC", text).lower())
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def rouge(prediction: str, references: Sequence[str], kind: Tokenizer = Tokenizer.SYLLABLE) -> Rouge:
    """ROUGE-1, -2 and -L; with several references each of the three is that of its best reference."""
    found = tokens(prediction, kind)
    scores = [rouge_of_tokens(found, tokens(reference, kind)) for reference in references]
    return Rouge(
        max((score.rouge_1 for score in scores), default=0.0),
        max((score.rouge_2 for score in scores), default=0.0),
        max((score.rouge_l for score in scores), default=0.0),
    )


def rouge_of_tokens(found: Sequence[str], gold: Sequence[str]) -> Rouge:
    """The same for texts that are units already."""
    return Rouge(
        _n_gram_f(found, gold, 1),
        _n_gram_f(found, gold, 2),
        _f_measure(common_subsequence(found, gold), len(found), len(gold)),
    )


def n_grams(units: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(units[at:] for at in range(n)), strict=False))


def _n_gram_f(found: Sequence[str], gold: Sequence[str], n: int) -> float:
    ours, theirs = n_grams(found, n), n_grams(gold, n)
    return _f_measure((ours & theirs).total(), ours.total(), theirs.total())


def common_subsequence(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence.

    One row of the table is one integer, a bit a column (Hyyrö, 2004), which is what makes thousands of articles
    quick without a compiled library.
    """
    places: dict[str, int] = {}
    for at, unit in enumerate(one):
        places[unit] = places.get(unit, 0) | 1 << at
    full = (1 << len(one)) - 1
    row = full
    for unit in other:
        match = row & places.get(unit, 0)
        row = ((row + match) | (row - match)) & full
    return len(one) - row.bit_count()


# ── summaries against their own source ───────────────────────────────────────────────────────────────────────────────


def length(text: str) -> int:
    """Vietnamese syllables, counted as white-space tokens."""
    return len(text.split())


def novelty(summary: str, source: str, n: int = 2) -> float:
    """The share of the summary's n-grams that its source lacks: 0 for copied text. Neither good nor bad in itself."""
    ours = n_grams(tokens(summary), n)
    known = n_grams(tokens(source), n).keys()
    return sum(count for gram, count in ours.items() if gram not in known) / (ours.total() or 1)


def coverage(summary: str, source: str) -> float:
    """The share of the summary's syllables that lie in fragments shared with its source (Grusky et al., 2018)."""
    fragments, total = _fragments(summary, source)
    return sum(fragments) / (total or 1)


def density(summary: str, source: str) -> float:
    """The mean length, in syllables, of the copied fragment that a syllable of the summary lies in; from 0 up."""
    fragments, total = _fragments(summary, source)
    return sum(size * size for size in fragments) / (total or 1)


def _fragments(summary: str, source: str) -> tuple[list[int], int]:
    """Sizes of the longest shared fragments, taken greedily from the left, and the length of the summary."""
    ours, theirs = tokens(summary), tokens(source)
    places: dict[str, list[int]] = {}
    for at, unit in enumerate(theirs):
        places.setdefault(unit, []).append(at)
    sizes: list[int] = []
    at = 0
    while at < len(ours):
        size = max((_shared_prefix(ours, at, theirs, place) for place in places.get(ours[at], ())), default=0)
        sizes.append(size)
        at += max(size, 1)
    return [size for size in sizes if size], len(ours)


def _shared_prefix(ours: Sequence[str], at: int, theirs: Sequence[str], place: int) -> int:
    size = 0
    while at + size < len(ours) and place + size < len(theirs) and ours[at + size] == theirs[place + size]:
        size += 1
    return size


# ── sets of outcomes ─────────────────────────────────────────────────────────────────────────────────────────────────


def calibration_error(scores: Sequence[float], correct: Sequence[float], bins: int = 10) -> float:
    """Expected calibration error (Guo et al., 2017): how far scores are from the share of right answers. 0 is best."""
    return sum(
        abs(mean(right) - mean(claimed)) * len(claimed) for claimed, right in reliability(scores, correct, bins)
    ) / (len(scores) or 1)


def reliability(
    scores: Sequence[float], correct: Sequence[float], bins: int = 10
) -> list[tuple[list[float], list[float]]]:
    """The scores and their outcomes in ``bins`` equal ranges of the score, empty ranges left out."""
    sorted_in: dict[int, tuple[list[float], list[float]]] = {}
    for score, right in zip(scores, correct, strict=True):
        claimed, outcomes = sorted_in.setdefault(min(int(score * bins), bins - 1), ([], []))
        claimed.append(score)
        outcomes.append(right)
    return [sorted_in[place] for place in sorted(sorted_in)]


def risk_coverage(scores: Sequence[float], correct: Sequence[float], total: int) -> list[tuple[float, float]]:
    """``(coverage, risk)`` when only the surest answers are given, from the surest alone to all of them.

    Coverage is the share of ``total`` questions that get an answer, risk the mean of 1 - correct among those.
    Answers of the same score come and go together, as a threshold would have it.
    """
    ranked = sorted(zip(scores, correct, strict=True), reverse=True)
    points: list[tuple[float, float]] = []
    lost = 0.0
    for count, (score, right) in enumerate(ranked, start=1):
        lost += 1 - right
        if count == len(ranked) or ranked[count][0] != score:
            points.append((count / total, lost / count))
    return points


def mean(values: Iterable[float]) -> float:
    """The mean, 0.0 of nothing."""
    held = list(values)
    return sum(held) / len(held) if held else 0.0
