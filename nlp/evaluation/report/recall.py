"""Does retrieval hand the reader a passage that holds the answer at all?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from corpus.records import Gold, Question
from nlp.evaluation.evaluate import points
from nlp.evaluation.intervals import Interval, bootstrap
from nlp.evaluation.metrics import mean

KS: Final = (1, 2, 3, 5, 10)
_STOPS: Final = ".!?…:;\n"


@dataclass(frozen=True, slots=True)
class Recall:
    """Recall@k over the answerable questions, with the mean reciprocal rank; each in [0, 1]."""

    count: int
    at: tuple[tuple[int, Interval], ...]
    mrr: float

    def row(self) -> dict[str, Any]:
        return {
            "count": self.count,
            "recall": {str(k): [points(one.value), points(one.low), points(one.high)] for k, one in self.at},
            "mrr": points(self.mrr),
        }


def recall_at(
    questions: Iterable[Question], retrieve: Callable[[Question], Sequence[str]], ks: Sequence[int] = KS
) -> Recall:
    """Recall@k of ``retrieve``, which gives the texts of the passages for a question, best first.

    A passage holds an answer when it holds the words beside it as well: "3" alone is in most passages.
    """
    ranks = [_rank(question, retrieve(question)) for question in questions if not question.is_impossible]
    found = tuple((k, bootstrap([float(0 < rank <= k) for rank in ranks])) for k in ks)
    return Recall(len(ranks), found, mean(1 / rank if rank else 0.0 for rank in ranks))


def _rank(question: Question, passages: Sequence[str]) -> int:
    """The place, from 1, of the first passage that holds a gold answer; 0 where none does."""
    wanted = [_plain(_with_neighbours(gold, question.context)) for gold in question.answers]
    return next((at for at, text in enumerate(passages, 1) if any(one in _plain(text) for one in wanted)), 0)


def _with_neighbours(gold: Gold, context: str) -> str:
    """The answer with the syllable on either side, as far as its sentence and line go."""
    stop = gold.start + len(gold.text)
    if context[gold.start : stop] != gold.text:
        return gold.text
    left = re.search(rf"[^\s{_STOPS}]+[ \t]\Z", context[max(0, gold.start - 40) : gold.start])
    right = re.match(rf"[ \t][^\s{_STOPS}]+", context[stop : stop + 40])
    return f"{left[0] if left else ''}{gold.text}{right[0] if right else ''}"


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())
