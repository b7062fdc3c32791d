"""When: the year a question asks about, and the year an answer is about, told by the article it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from corpus.records import Article
from corpus.spans import Span
from corpus.store_records import day_of
from nlp.language.orthography import canonical, search_as_typed, strip_marks

#: Words for a year, counted from the year in which they are written.
RELATIVE: Final = {
    "năm nay": 0,
    "năm ngoái": -1,
    "năm trước": -1,
    "năm vừa qua": -1,
    "năm kia": -2,
    "năm sau": 1,
    "năm tới": 1,
    "sang năm": 1,
}
_NOW: Final = r"hiện nay|hiện tại|hiện giờ|bây giờ|lúc này|mới nhất|gần đây nhất|hiện đang|hiện"
_RELATIVE: Final = "|".join(RELATIVE)
_YEAR: Final = re.compile(r"(?<![\w.,/])(?:1\d{3}|20\d{2})(?!\w|[.,]\d)|(?<=\d[/-])20\d{2}(?!\d)")
_YEAR_PHRASE: Final = r"(?:,? ?(?:trong |vào |của |ở )?năm )(?P<year>1\d{3}|20\d{2})(?!\d)"
_COMPARED: Final = re.compile(r"(?:so (?:với|voi|cùng kỳ)|hơn)(?: [^\W\d]+){0,5} \Z")


class Basis(StrEnum):
    """How the year of an answer is known, the surest first."""

    SENTENCE = "sentence"
    PASSAGE = "passage"
    PUBLISHED = "published"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AskedTime:
    """``year`` is the one asked about; ``latest`` that the present is meant. ``bare`` is the question without its words
    for time, ``dated`` the question with the year in figures."""

    year: int | None
    latest: bool
    bare: str
    dated: str


def asked_time(question: str, this_year: int) -> AskedTime:
    """Read the time out of a question asked in ``this_year``.

    >>> asked = asked_time("Năm ngoái Thanh Hóa xếp thứ mấy?", 2024)
    >>> asked.year, asked.bare, asked.dated
    (2023, 'Thanh Hóa xếp thứ mấy?', 'Năm 2023 Thanh Hóa xếp thứ mấy?')
    >>> asked_time("Hiện nay Thanh Hóa xếp thứ mấy?", 2024).latest
    True
    """
    dated = question
    year: int | None = None
    relative = search_as_typed(rf"(?<!\w)(?:{_RELATIVE})(?!\w)", question)
    if relative:
        year = this_year + _shift(relative[0])
        word = question[relative.start() : relative.start() + 3]
        dated = f"{question[: relative.start()]}{word} {year}{question[relative.end() :]}"
    phrase = search_as_typed(_YEAR_PHRASE, dated)
    if phrase is not None:
        year = int(phrase["year"])
    bare = dated if phrase is None else dated[: phrase.start()] + dated[phrase.end() :]
    now = search_as_typed(rf"(?<!\w)(?:{_NOW})(?!\w)", bare)
    if now is not None:
        bare = bare[: now.start()] + bare[now.end() :]
        dated = bare if phrase is None else dated
    return AskedTime(year, now is not None, _tidy(bare), _tidy(dated))


def time_of(article: Article, sentence: Span, answer: Span) -> tuple[int | None, Basis]:
    """The year that the answer is about: named beside it, or by a word counted from the day of publication, else named
    before it in the same block or in the title, else the year of publication."""
    published = (day_of(article.published) or 0) // 10_000 or None
    near = _years(article.text, sentence, answer, published)
    if near:
        return near[-1], Basis.SENTENCE
    block = next((each.span for each in article.blocks if each.span.contains(answer)), sentence)
    earlier = _years(article.text, Span(min(block.start, sentence.start), sentence.start), answer, published)
    if earlier:
        return earlier[-1], Basis.PASSAGE
    titled = [int(match[0]) for match in _YEAR.finditer(article.title or "")]
    if titled:
        return titled[-1], Basis.PASSAGE
    return (published, Basis.PUBLISHED) if published else (None, Basis.UNKNOWN)


def _years(text: str, within: Span, answer: Span, published: int | None) -> list[int]:
    """The years named within a stretch, the nearest to the answer last; those only compared with are left out."""
    piece = within.of(text)
    found = [(match.start(), match.end(), int(match[0])) for match in _YEAR.finditer(piece)]
    if published is not None:
        words = rf"(?<!\w)(?:{_RELATIVE})(?!\w)"
        low = canonical(piece)
        found += [(match.start(), match.end(), published + RELATIVE[match[0]]) for match in re.finditer(words, low)]
    at = answer.start - within.start
    kept = [
        (_distance(start, stop, at, len(answer)), year)
        for start, stop, year in found
        if not (at <= start < at + len(answer)) and not _COMPARED.search(fold_head(piece[:start]))
    ]
    return [year for _, year in sorted(kept, reverse=True)]


def fold_head(head: str) -> str:
    """The last words before a place, in small letters."""
    return head[-60:].lower().replace("năm ", "")


def _distance(start: int, stop: int, at: int, length: int) -> int:
    """Code points between the year and the answer; what stands after the answer counts double."""
    return at - stop if stop <= at else 2 * (start - at - length)


def _shift(phrase: str) -> int:
    return next(shift for words, shift in RELATIVE.items() if phrase in (words, strip_marks(words)))


def _tidy(question: str) -> str:
    text = re.sub(r"\s+([,?.])", r"\1", " ".join(question.split())).lstrip(" ,")
    return text[:1].upper() + text[1:]
