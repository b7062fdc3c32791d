"""Figures that a question may want: of the right kind, in the right unit, counting the right noun."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from corpus.spans import Span
from nlp.answering.found import Found
from nlp.answering.lexical_table import CLASSIFIERS, NUMBERED, PEOPLE, VALUES
from nlp.answering.questions import AnswerKind, Query
from nlp.answering.reading_view import SentenceView
from nlp.answering.respectively import row_of
from nlp.language.orthography import canonical, fold
from nlp.language.values import Value, ValueKind, find_values

_NUMBERED: Final = re.compile(rf"(?<!tổng )(?<!trong )(?<!dân )(?<!quân )(?<!\w)(?:{NUMBERED})(?: số)? \Z")
_CODE: Final = re.compile(r"(?<!\w)[A-ZĐ]{2,}[ -]\Z")
_YEAR_OF_DATE: Final = re.compile(r"(?<=[ /.-])(?:năm )?(?:1\d{3}|20\d{2})\Z|(?<=[/.-])\d{4}\Z")
_PEOPLE: Final = re.compile(rf"(?<!\w)(?:{fold(PEOPLE)})(?!\w)")
_LEVELS: Final = ("money", "percent", "measure", "count")
_CHANGED: Final = re.compile(
    r"(?<!\w)(?:tăng|giảm|thêm|bớt|nhích|cộng|trừ|mất)(?: thêm| khoảng| gần| hơn| nhẹ| tới| đến| mạnh)* \Z"
)
_CHANGES: Final = re.compile(r"(?<!\w)(?:tang|giam|them|bot|nhich|cong|tru|mat|chenh|hon|kem|bien dong|thay doi)(?!\w)")
_OUT_OF: Final = re.compile(r"(?:trong|tren) (?:tong (?:so )?|so )?\d+(?= )")
_OUT_OF_REACH: Final = 5  # tokens
_SCORE: Final = re.compile(r"\d{1,2} ?[-–] ?\d{1,2}")
_ARTICLE: Final = "một"
_WEEKDAY: Final = "thu"  # "chiếu vào thứ mấy"
_HALF: Final = 0.45  # of a noun's syllables, a little less where they are another word's second half
_MINUTE_SIGNS: Final = ("'", "’", "′")  # "73’ VÀO!!!"
#: So many syllables may stand between a figure and the noun that it counts, or in it: "12 nghìn người".
_NOUN_REACH: Final = 1
_NOUN_BEFORE: Final = 24  # characters before a number, where the noun that it names stands
_SECOND_HALF: Final = 0.9
#: How well "14.200 người" counts spectators.
_PERSONS: Final = 0.7
_CLASSIFIERS: Final = frozenset(fold(CLASSIFIERS).split())


def figures(query: Query, text: str, sentence: SentenceView) -> Iterator[Found]:
    """The figures of one sentence of ``text`` that are of the kind asked for, each with how well it counts the noun."""
    fits = VALUES[query.kind.value]
    piece = sentence.span.of(text)
    values = [value for value in find_values(piece) if value.kind.value in fits]
    row = row_of(query.focus, piece, [value.span for value in values])
    found: list[Found] = []
    changes: list[Found] = []
    for value in values:
        span = _year_alone(query, value.span.shift(sentence.span.start), text)
        typed = fits[value.kind.value] * _grain(query, value)
        if not typed or value.span in row.others or not _may_answer(query, value, span, sentence, text):
            continue
        first, last = sentence.tokens_in(span)
        if first < last:
            noun = _counted(query, sentence, last)
            if _is_article(query, span.of(text), noun):
                continue
            which = changes if _is_change(query, _before(text, span, sentence)) else found
            which.append(Found(span, first, last, typed, noun, owned=value.span == row.own))
    yield from found or changes


def _may_answer(query: Query, value: Value, span: Span, sentence: SentenceView, text: str) -> bool:
    """Not when the question states it itself, nor a number that names ("số 14") when a count is asked for, or one that
    does not, when the number of a name is, nor what is no score when one is."""
    if query.kind is AnswerKind.SCORE and not _SCORE.fullmatch(span.of(text)):
        return False
    if query.numbered:
        numbers = re.compile(rf"(?<!\w){query.numbered}(?: so| thu)? \Z")
        minute = query.numbered == "phut" and text[span.stop : span.stop + 1] in _MINUTE_SIGNS
        return minute or numbers.search(fold(_before(text, span, sentence))) is not None
    if query.kind is AnswerKind.COUNT and value.kind is ValueKind.COUNT and _numbered(text, span, sentence):
        return False
    if value.value in query.years:
        return False
    stated = re.search(rf"(?<![\w.,/]){re.escape(fold(span.of(text)))}(?![\w/]|[.,]\d)", fold(query.text))
    return stated is None or query.kind is AnswerKind.RANK


def _numbered(text: str, span: Span, sentence: SentenceView) -> bool:
    """ "Nghị quyết số 14", "xăng RON 95", "Phòng 205": a number that names and counts nothing."""
    before = _before(text, span, sentence)
    return _NUMBERED.search(canonical(before)) is not None or _CODE.search(before) is not None


def _before(text: str, span: Span, sentence: SentenceView) -> str:
    return text[max(sentence.span.start, span.start - _NOUN_BEFORE) : span.start]


def _year_alone(query: Query, span: Span, text: str) -> Span:
    """ "Năm nào" is answered by the year of a date."""
    if query.kind is not AnswerKind.DATE or fold(query.noun) != "nam":
        return span
    year = _YEAR_OF_DATE.search(text, span.start, span.stop)
    return Span(year.start(), span.stop) if year else span


def _grain(query: Query, value: Value) -> float:
    """ "Năm nào" wants a year, "ngày nào" a day; a unit that was asked for must be that unit."""
    if query.kind is AnswerKind.DATE and isinstance(value.value, str):
        noun = fold(query.noun)
        if value.kind is ValueKind.TIME and noun:
            return 0.0
        if value.value.startswith("W"):
            return 1.0 if noun == _WEEKDAY else 0.3
        if noun.startswith("nam"):
            return 1.0 if not value.value.startswith("-") and value.value[:1].isdigit() else 0.2
        if noun.startswith("ngay"):
            return 1.0 if value.value.count("-") >= 2 else 0.5 if "-" in value.value else 0.0
        if noun.startswith("thang"):
            return 1.0 if "-" in value.value else 0.3
        return 1.0
    if query.kind in (AnswerKind.MEASURE, AnswerKind.DURATION) and query.noun and value.unit:
        asked = find_values(f"1 {query.noun}")
        same = bool(asked) and asked[0].unit in (value.unit, value.unit[:-1] if value.unit == "°C" else value.unit)
        return 1.0 if same else 0.3 if value.kind is ValueKind.DURATION else 0.0
    return 1.0


def _is_change(query: Query, before: str) -> bool:
    """ "Giảm 1 đồng, hiện ở mức 24.241 đồng": who does not ask for the change asks for where it stands."""
    asks = query.kind.value not in _LEVELS or _CHANGES.search(fold(query.text)) is not None
    return not asks and _CHANGED.search(canonical(before)) is not None


def _is_article(query: Query, written: str, noun: float) -> bool:
    """ "Một" counts where half of the noun that is asked for stands behind it; else it is the article: "một bác sĩ"."""
    return query.kind is AnswerKind.COUNT and noun < _HALF and canonical(written) == _ARTICLE


def _counted(query: Query, sentence: SentenceView, last: int) -> float:
    """The share of the noun's syllables right after the figure, in the same clause; a little less where it is another
    word's second half: "1 thị xã" is no "xã"."""
    wanted = [fold(word) for word in query.noun.split()]
    if not wanted:
        return 0.0
    whole_of = _OUT_OF.match(" ".join(sentence.folded[last : last + _OUT_OF_REACH]))
    if whole_of:  # "16 trong 32 trận": matches are what the 16 are
        last += len(whole_of[0].split())
    reach = range(last - 1, min(last + len(wanted) + _NOUN_REACH, len(sentence.tokens)))
    same_clause = (sentence.folded[at] for at in reach if sentence.clause[at] == sentence.clause[last - 1])
    beside = written_out(same_clause, query)
    counts = " ".join(sentence.folded[last : last + 2])
    if wanted == ["nguoi"] and _PEOPLE.match(counts):
        return 1.0
    if counts.startswith("nguoi") and _PEOPLE.fullmatch(" ".join(wanted)):
        return _PERSONS
    begins = tuple(query.spelt.get(word, (word,))[0] for word in sentence.folded[last : last + 1])
    whole = not begins or begins[0] in wanted or begins[0] in _CLASSIFIERS or not beside.isdisjoint(wanted[1:])
    return (1.0 if whole else _SECOND_HALF) * sum(word in beside for word in wanted) / len(wanted)


def speaks_of_people(words: Sequence[str]) -> bool:
    """Whether any of the folded words is one of those that people are counted by.

    >>> speaks_of_people("hon 51.000 khan gia".split()), speaks_of_people("hon 51.000 tan".split())
    (True, False)
    """
    return _PEOPLE.search(" ".join(words)) is not None


def written_out(words: Iterable[str], query: Query) -> set[str]:
    """Folded words, with those that an abbreviation of the question's noun stands for."""
    return {part for word in words for part in (word, *query.spelt.get(word, ()))}
