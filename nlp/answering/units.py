"""A figure as the article gives it: "hơn 800", not "800", and with what it counts where the question says that too."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from corpus.spans import Span
from nlp.answering.lexical_table import CLASSIFIERS
from nlp.answering.questions import AnswerKind, Query
from nlp.language.orthography import canonical, fold
from nlp.language.stopwords import STOPWORDS

_KINDS: Final = (
    AnswerKind.COUNT,
    AnswerKind.MONEY,
    AnswerKind.PERCENT,
    AnswerKind.MEASURE,
    AnswerKind.DURATION,
)
#: "Cao hơn 5 điểm" compares, "hơn 5 điểm" says that it is not known to the point.
_ABOUT: Final = re.compile(
    r"(?<!\w)(?:(?<!cao )(?<!thấp )(?<!nhiều )(?<!ít )(?<!lớn )(?<!nhỏ )(?<!dài )(?<!nhanh )(?<!chậm )(?<!đắt )(?<!rẻ )"
    r"hơn|khoảng|gần|trên|trên dưới|chừng|cỡ|xấp xỉ|ngót|suýt soát)\s\Z"
)
_LONGEST_ABOUT: Final = 16  # characters
_ASKED: Final = re.compile(r"(?<!\w)(?:bao nhieu|may)(?!\w)")
_WORD: Final = re.compile(r"\w+")
#: What may stand between two syllables of a counted noun: "32 cơ quan, đơn vị".
_BETWEEN: Final = re.compile(r"[ \u00a0]|, ")
_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)*")
_CUT_SHORT: Final = 3  # syllables that a query's noun has at most: it may go on
_MOST: Final = 6  # a noun that seems to go on for longer has a verb behind it
_PERSONS: Final = "nguoi"  # says all: "14 người" of "14 người bị thương"
#: Nouns of one syllable that are whole by themselves.
_WHOLE: Final = frozenset({_PERSONS, *fold(CLASSIFIERS).split()})


def in_full(query: Query, text: str, span: Span) -> Span:
    """The span of a figure, widened to "khoảng" and the like before it and to the noun behind it that was asked for.

    >>> from nlp.answering.questions import analyse
    >>> text = "Vụ cháy làm hơn 14 người bị thương."
    >>> in_full(analyse("Bao nhiêu người bị thương?"), text, Span(16, 18)).of(text)
    'hơn 14 người'
    """
    if query.kind not in _KINDS or not span.of(text)[:1].isdigit():
        return span
    before = canonical(text[max(0, span.start - _LONGEST_ABOUT) : span.start])
    about = _ABOUT.search(before)
    start = span.start - (len(before) - about.start()) if about else span.start
    return Span(start, _with_its_noun(query, text, span))


def _with_its_noun(query: Query, text: str, span: Span) -> int:
    """Where the words end behind a bare figure that the question has behind "bao nhiêu" too."""
    asked = _ASKED.search(fold(query.text)) if query.kind is AnswerKind.COUNT and query.noun else None
    if asked is None or query.noun[0].isupper() or not _FIGURE.fullmatch(span.of(text)):
        return span.stop
    noun = fold(query.noun).split()
    rest = fold(query.text)[asked.end() :]
    wanted = _WORD.findall(rest)
    said = _following(text, span.stop, _MOST + 1)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == fold(pair[1][0]), zip(wanted, said, strict=False)))
    if noun[0] == _PERSONS:
        same = min(same, 1)
    elif same > _MOST or (len(noun) < _CUT_SHORT and not rest.strip().startswith(" ".join(noun) + ",")):
        same = min(same, len(noun))
    while same > len(noun) and canonical(said[same - 1][0]) in STOPWORDS:
        same -= 1
    if not same or (same < len(noun) and " ".join(wanted[:same]) not in _WHOLE):
        return span.stop
    return said[same - 1][1]


def _following(text: str, at: int, most: int) -> list[tuple[str, int]]:
    """The words after a place, each with its end, as far as only spaces or a comma stand between."""
    words: list[tuple[str, int]] = []
    while len(words) < most and (gap := _BETWEEN.match(text, at)) and (word := _WORD.match(text, gap.end())):
        if not words and gap[0] == ", ":
            break
        words.append((word[0], word.end()))
        at = word.end()
    return words
