""" "A và B lần lượt 7 năm và 4 năm": which figure is whose when they stand in two rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.spans import Span
from nlp.language.orthography import canonical, fold
from nlp.language.stopwords import FOLDED_STOPWORDS
from nlp.language.terms import syllables

_RESPECTIVELY: Final = re.compile(r"(?<!\w)(?:lần lượt|theo thứ tự|tương ứng)(?!\w)")
_BRACKETED: Final = re.compile(r"\([^()]*\)")
_OWNERS_END: Final = re.compile(r"[;:!?]")
_BETWEEN_OWNERS: Final = re.compile(r",|(?<!\w)và(?!\w)")
_FIGURES_END: Final = ";"


@dataclass(frozen=True, slots=True)
class Row:
    """The figures behind the adverb: the one of the owner whom the question names, and those of the others."""

    own: Span | None = None
    others: frozenset[Span] = frozenset()


def row_of(asked: str, sentence: str, figures: Sequence[Span]) -> Row:
    """Which of the figures of a sentence is the one of whom ``asked`` names; an empty row where nothing tells.

    >>> sentence = "Bị cáo An và bị cáo Bình lần lượt lãnh 7 năm và 4 năm tù."
    >>> seven, four = (Span(sentence.index(figure), sentence.index(figure) + 5) for figure in ("7 năm", "4 năm"))
    >>> row_of("Bị cáo Bình lãnh mấy năm?", sentence, [seven, four]) == Row(four, frozenset({seven}))
    True
    """
    adverb = _RESPECTIVELY.search(canonical(sentence))
    if adverb is None:
        return Row()
    stop = sentence.find(_FIGURES_END, adverb.end())
    row = [span for span in figures if adverb.end() <= span.start and (stop < 0 or span.stop <= stop)]
    owners = _owners(sentence[: adverb.start()])[-len(row) :]
    if len(row) < 2 or len(owners) < len(row):
        return Row()
    owner = _named(asked, owners)
    return Row() if owner is None else Row(row[owner], frozenset(row) - {row[owner]})


def _owners(before: str) -> list[str]:
    """What is named in the clause before the adverb, one after another; remarks in brackets aside."""
    plain = _BRACKETED.sub(" ", before)
    clause = _OWNERS_END.split(plain)[-1]
    return [part for part in _BETWEEN_OWNERS.split(canonical(clause)) if part.strip()]


def _named(asked: str, owners: Sequence[str]) -> int | None:
    """The owner that shares most with the question; none where two share as much."""
    wanted = set(syllables(fold(asked))) - FOLDED_STOPWORDS
    shared = [len(wanted & set(syllables(fold(owner)))) for owner in owners]
    best = max(shared)
    return shared.index(best) if best and shared.count(best) == 1 else None
