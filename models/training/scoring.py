"""Exact match and F1 for choosing among checkpoints: SQuAD's formula without its removal of English articles."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence


def plain(text: str) -> str:
    """NFC, lower case, no punctuation, single spaces."""
    low = unicodedata.normalize("NFC", text).lower()
    kept = "".join(c for c in low if not unicodedata.category(c).startswith("P"))
    return " ".join(kept.split())


def exact_match(prediction: str, golds: Sequence[str]) -> float:
    """1 when the prediction is one of the golds; no golds means that the right answer is the empty one."""
    return float(any(plain(prediction) == plain(gold) for gold in golds or ("",)))


def f1(prediction: str, golds: Sequence[str]) -> float:
    """Overlap of syllables with the nearest gold.

    >>> round(f1("thứ 13", ["xếp thứ 13"]), 2)
    0.8
    """
    return max(_overlap(plain(prediction).split(), plain(gold).split()) for gold in golds or ("",))


def _overlap(found: list[str], gold: list[str]) -> float:
    if not found or not gold:
        return float(found == gold)
    shared = sum((Counter(found) & Counter(gold)).values())
    return 2 * shared / (len(found) + len(gold))
