"""Possible answers in a sentence: figures, names, phrases, as the kind of answer wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from corpus.spans import Span
from nlp.answering.enumerations import enumerations
from nlp.answering.lexical_table import (
    CAUSES,
    CLASSIFIERS,
    LISTED,
    MARKERS,
    NAMES,
    NAMES_OF_HUMANS,
    NUMBERED,
    PEOPLE,
    PHRASE_MARKERS,
    POLAR,
    VALUES,
)
from nlp.answering.questions import AnswerKind, Query
from nlp.answering.reading_view import SentenceView
from nlp.answering.respectively import row_of
from nlp.language.name_table import OFFICES
from nlp.language.names import find_names
from nlp.language.orthography import canonical, fold
from nlp.language.values import Value, ValueKind, find_values

_QUOTED: Final = re.compile(r"[“«][^“”«»]{1,120}[”»]|\"[^\"]{1,120}\"")
_PHRASE_MARKERS: Final = frozenset(PHRASE_MARKERS.split())
_ANNOUNCING: Final = {kind: frozenset(words.split()) for kind, words in MARKERS.items()}
_CAUSES: Final = {kind: frozenset(words.split()) for kind, words in CAUSES.items()}
_POLAR: Final = frozenset(POLAR.split())
_NUMBERED: Final = re.compile(rf"(?<!tổng )(?<!trong )(?<!dân )(?<!quân )(?<!\w)(?:{NUMBERED})(?: số)? \Z")
_CODE: Final = re.compile(r"(?<!\w)[A-ZĐ]{2,}[ -]\Z")
_YEAR_OF_DATE: Final = re.compile(r"(?<=[ /.-])(?:năm )?(?:1\d{3}|20\d{2})\Z|(?<=[/.-])\d{4}\Z")
_TITLE: Final = re.compile(rf"(?<!\w)({fold(OFFICES)})(?!\w)")
_PEOPLE: Final = re.compile(rf"(?:{fold(PEOPLE)})(?!\w)")
_COPULA: Final = "là"  # announces an answer and is no part of it: "tên thật là Lê Văn An"
_MOST_PIECES: Final = 6
_MOST_SYLLABLES: Final = 30
#: So many syllables may stand between a figure and the noun that it counts, or in it: "12 nghìn người".
_NOUN_REACH: Final = 1
_NOUN_BEFORE: Final = 24  # characters before a number, where the noun that it names stands
_SECOND_HALF: Final = 0.9
_CLASSIFIERS: Final = frozenset(fold(CLASSIFIERS).split())


@dataclass(frozen=True, slots=True)
class Found:
    """A possible answer: span in the context, tokens in the sentence, how well its type and noun fit (0 to 1)."""

    span: Span
    first: int
    last: int  # the token after it
    typed: float
    noun: float = 0.0
    owned: bool = False  # "lần lượt" says that it belongs to whom the question names


def find(query: Query, text: str, sentence: SentenceView) -> tuple[Found, ...]:
    """The possible answers in one sentence of ``text``, without those that the question states itself."""
    if query.kind.value in VALUES:
        return tuple(_values(query, text, sentence))
    found = {} if query.kind.value not in NAMES else {item.span: item for item in _names(query, text, sentence)}
    if query.several:
        found = {item.span: item for item in _lists(query, text, sentence)} | found
    for item in _phrases(query, text, sentence):
        found.setdefault(item.span, item)
    return tuple(found.values())


def _values(query: Query, text: str, sentence: SentenceView) -> Iterator[Found]:
    fits = VALUES[query.kind.value]
    piece = sentence.span.of(text)
    values = [value for value in find_values(piece) if value.kind.value in fits]
    row = row_of(query.focus, piece, [value.span for value in values])
    for value in values:
        span = _year_alone(query, value.span.shift(sentence.span.start), text)
        typed = fits[value.kind.value] * _grain(query, value)
        if not typed or value.span in row.others or not _may_answer(query, value, span, sentence, text):
            continue
        first, last = sentence.tokens_in(span)
        if first < last:
            yield Found(span, first, last, typed, _counted(query, sentence, last), owned=value.span == row.own)


def _may_answer(query: Query, value: Value, span: Span, sentence: SentenceView, text: str) -> bool:
    """Not when the question states it itself, nor a number that names ("số 14") when a count is asked for, or one
    that does not, when the number of a name is."""
    if query.numbered:
        numbers = re.compile(rf"(?<!\w){query.numbered}(?: so| thu)? \Z")
        return numbers.search(fold(_before(text, span, sentence))) is not None
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
            return 0.3
        if noun.startswith("nam"):
            return 1.0 if not value.value.startswith("-") and value.value[:1].isdigit() else 0.2
        if noun.startswith("ngay"):
            return 1.0 if value.value.count("-") >= 2 else 0.5 if "-" in value.value else 0.0
        if noun.startswith("thang"):
            return 1.0 if "-" in value.value else 0.3
        return 1.0
    if query.kind in (AnswerKind.MEASURE, AnswerKind.DURATION) and query.noun and value.unit:
        asked = find_values(f"1 {query.noun}")
        same = bool(asked) and asked[0].unit == value.unit
        return 1.0 if same else 0.3 if value.kind is ValueKind.DURATION else 0.0
    return 1.0


def _counted(query: Query, sentence: SentenceView, last: int) -> float:
    """The share of the noun's syllables right after the figure, in the same clause; a little less where it is another
    word's second half: "1 thị xã" is no "xã"."""
    wanted = [fold(word) for word in query.noun.split()]
    if not wanted:
        return 0.0
    reach = range(last - 1, min(last + len(wanted) + _NOUN_REACH, len(sentence.tokens)))
    same_clause = (sentence.folded[at] for at in reach if sentence.clause[at] == sentence.clause[last - 1])
    beside = written_out(same_clause, query)
    if wanted[0] == "nguoi" and _PEOPLE.match(" ".join(sentence.folded[last : last + 2])):
        beside.add("nguoi")
    begins = tuple(query.spelt.get(word, (word,))[0] for word in sentence.folded[last : last + 1])
    whole = not begins or begins[0] in wanted or begins[0] in _CLASSIFIERS or not beside.isdisjoint(wanted[1:])
    return (1.0 if whole else _SECOND_HALF) * sum(word in beside for word in wanted) / len(wanted)


def written_out(words: Iterable[str], query: Query) -> set[str]:
    """Folded words, with those that an abbreviation of the question's noun stands for."""
    return {part for word in words for part in (word, *query.spelt.get(word, ()))}


def _names(query: Query, text: str, sentence: SentenceView) -> Iterator[Found]:
    title = _title_asked(query)
    if title and f" {title} " not in f" {' '.join(sentence.folded)} ":
        return
    fits = NAMES_OF_HUMANS if title else NAMES[query.kind.value]
    asked = f" {fold(query.text)} "
    piece = sentence.span.of(text)
    quotes = [(Span(match.start() + 1, match.end() - 1), 0.8) for match in _QUOTED.finditer(piece)]
    names = [(name.span, fits.get(name.kind.value, 0.0)) for name in find_names(piece)]
    for inner, typed in [*names, *(quotes if query.kind in (AnswerKind.NAME, AnswerKind.THING) else [])]:
        span = inner.shift(sentence.span.start)
        first, last = sentence.tokens_in(span)
        if typed and first < last and fold(span.of(text)) not in asked:
            yield Found(span, first, last, typed, _named(query, sentence, first))


def _title_asked(query: Query) -> str:
    """ "Chủ tịch tỉnh là ai?" wants somebody of that title, and not a committee, as "Ai công bố?" may."""
    match = _TITLE.search(fold(query.text)) if query.kind is AnswerKind.PERSON else None
    return match[1] if match else ""


def _named(query: Query, sentence: SentenceView, first: int) -> float:
    """How much of the noun the answer begins with or stands right after: "tỉnh nào" → "tỉnh Nghệ An"."""
    if not query.noun:
        return 0.0
    wanted = fold(query.noun).split()
    beside = sentence.folded[max(0, first - len(wanted)) : first + len(wanted)]
    return sum(word in beside for word in wanted) / len(wanted)


def _phrases(query: Query, text: str, sentence: SentenceView) -> Iterator[Found]:
    """Stretches between signs and function words."""
    count = len(sentence.tokens)
    polar = _POLAR if query.kind is AnswerKind.YES_NO else frozenset()
    cuts = [at for at in range(count + 1) if _may_cut(sentence, at) or (at < count and sentence.marked[at] in polar)]
    for index, first in enumerate(cuts):
        for last in cuts[index + 1 : index + 1 + _MOST_PIECES]:
            only_marker = last - first == 1 and sentence.marked[first] in _PHRASE_MARKERS
            if sentence.marked[first] == _COPULA:
                continue
            if last - first <= _MOST_SYLLABLES and not only_marker:
                span = _whole(Span(sentence.tokens[first].start, sentence.tokens[last - 1].stop), text, sentence.span)
                if _balanced(span.of(text)):
                    typed = _announced(query, sentence, first, last)
                    yield Found(span, first, last, typed, _named(query, sentence, first))


def _announced(query: Query, sentence: SentenceView, first: int, last: int) -> float:
    """A whole rest of a clause behind "vì", "do", "để", or one that begins as clauses which say yes or no do."""
    if not sentence.stop_before[last]:
        return 0.0
    if query.kind is AnswerKind.YES_NO:
        return float(sentence.marked[first] in _POLAR)
    if first == 0 or sentence.marked[first - 1] not in _CAUSES.get(query.kind.value, frozenset()):
        return 0.0
    opens = first == 1  # "Vì mưa giông, trận đấu hoãn": what follows the comma is no reason
    return float(not opens or not any(sentence.stop_before[first + 1 : last]))


def _lists(query: Query, text: str, sentence: SentenceView) -> Iterator[Found]:
    """All that is named one after another, where the question asks for several."""
    for first, last in enumerations(text, sentence):
        span = _whole(Span(sentence.tokens[first].start, sentence.tokens[last - 1].stop), text, sentence.span)
        if _balanced(span.of(text)):
            yield Found(span, first, last, LISTED, _named(query, sentence, first))


def _balanced(piece: str) -> bool:
    return all(piece.count(opening) == piece.count(closing) for opening, closing in ("()", "“”"))


def _may_cut(sentence: SentenceView, at: int) -> bool:
    return (
        sentence.stop_before[at]
        or sentence.marked[at] in _PHRASE_MARKERS
        or (at > 0 and sentence.marked[at - 1] in _PHRASE_MARKERS)
    )


_OPENS: Final = {"”": "“", ")": "(", "»": "«"}


def _whole(span: Span, text: str, within: Span) -> Span:
    """Closes what the span opens: a bracket, a quotation, a percent sign."""
    piece = span.of(text)
    after = text[span.stop : min(span.stop + 1, within.stop)]
    before = text[max(span.start - 1, within.start) : span.start]
    if after == "%" or (after in _OPENS and piece.count(_OPENS[after]) > piece.count(after)):
        return Span(span.start, span.stop + 1)
    if before == "“" and "”" in piece and "“" not in piece:
        return Span(span.start - 1, span.stop)
    return span


def marker_fit(query: Query, sentence: SentenceView, first: int) -> float:
    """1 when the words before or at the start of the answer announce its kind ("vì …", "bằng …")."""
    announcing = _ANNOUNCING.get(query.kind.value, frozenset())
    return float(sentence.marked[first] in announcing or (first > 0 and sentence.marked[first - 1] in announcing))
