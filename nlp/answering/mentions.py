"""Where a text names what a question may name: provinces, indices, years, people known by an initial.

Each kind of constraint knows its rivals too: another province of the same level, another index of the same sort.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nlp.answering.lexical_table import LABELLED, LABELLED_UNMARKED, LABELS, LABELS_IN_WORDS, OPPOSITES
from nlp.answering.reading_view import SentenceView
from nlp.language.abbreviations import Abbreviations
from nlp.language.name_table import OFFICES
from nlp.language.names import NameKind, find_known_places, find_names
from nlp.language.numerals import parse_roman
from nlp.language.orthography import canonical, fold, has_marks, search_as_typed, strip_marks

_YEAR: Final = re.compile(r"(?<![\w.,/])(?P<year>1\d{3}|20\d{2})(?: ?[-–] ?(?P<last>1\d{3}|20\d{2}))?(?!\w|[.,]\d)")
_BORN: Final = re.compile(r"(?<!\w)(?:sinh|sn)(?: ngày| năm)? ?(?:[\d/.-]+|tháng| )*\Z")
_COMPARED: Final = re.compile(r"so (?:với|voi)(?: [^\W\d]+){0,4} \Z")
#: "Đứng thứ hai sau Quảng Ninh", "hơn Nam Định": whom somebody is measured by.
_MEASURED_BY: Final = re.compile(
    r"(?<!\w)(?:sau|hơn|kém|thua|trước|vượt|so với)(?: (?:cả|tỉnh|thành phố|tp|nước|đội|đoàn|chủ nhà))*\.? \Z"
)
#: "Bản tiếng Italy", "giờ Việt Nam", "Đại sứ quán Việt Nam": something is of that country, not there.
ATTRIBUTIVE: Final = re.compile(r"(?<!\w)(?:tiếng|tieng|giờ|gio|người|đại sứ quán|lãnh sự quán|đại sứ|hãng|báo) \Z")
_THIS_YEAR: Final = re.compile(r"(?<!\w)năm nay(?!\w)")
_DAY_OF_YEAR: Final = re.compile(r"(?<!\d)\d{1,2}(?: tháng |[/.-])\d{1,2}(?: năm |[/.-])(?P<year>20\d{2})(?!\d)")
_LABEL: Final = rf"(?P<label>{LABELS})(?!\w|[.,]\d| ?%)"
_LABELLED: Final = re.compile(rf"(?<!\w)(?P<noun>{LABELLED}) {_LABEL}")
_UNMARKED_LABELLED: Final = re.compile(rf"(?<!\w)(?P<noun>{strip_marks(LABELLED_UNMARKED)}) {strip_marks(_LABEL)}")
#: The press names suspects and children by an initial: "Lê Thị N.", later "N.".
_INITIAL: Final = re.compile(r"(?<![\w.])(?P<letter>[A-ZĐ])\.(?=[\s,;:)]|$)")
_ASKED_INITIAL: Final = re.compile(r"(?<![\w.])(?P<letter>[^\W\d_])\.(?= \w)")


@dataclass(frozen=True, slots=True)
class Mention:
    form: str  # folded
    at: int  # code point in the context


def first_syllable(short: str, abbreviations: Abbreviations) -> str:
    """The first syllable of the long form: what an index is called tells it from a committee."""
    return next((fold(long).split()[0] for long in abbreviations.meanings(short)), "")


def place_mentions(
    forms: frozenset[str], level: frozenset[str], *, compared: bool
) -> Callable[[str, SentenceView], tuple[Mention, ...]]:
    """Places; not those that another is only measured by ("đứng sau Quảng Ninh"), unless a comparison is asked for."""

    def mentions(text: str, sentence: SentenceView) -> tuple[Mention, ...]:
        piece = sentence.span.of(text)
        spans = [name.span for name in find_names(piece) if name.kind is not NameKind.ORGANISATION]
        spans += find_known_places(piece)
        found = {
            (fold(span.of(piece)), span.start + sentence.span.start)
            for span in spans
            if fold(span.of(piece)) in level | forms
        } | {(form, at) for form, at in _written(forms, sentence, text)}
        return tuple(
            Mention(form, at)
            for form, at in sorted(found, key=lambda item: item[1])
            for before in [canonical(text[max(sentence.span.start, at - 32) : at])]
            if not ATTRIBUTIVE.search(before) and (compared or not _MEASURED_BY.search(before))
        )

    return mentions


def acronym_mentions(
    forms: frozenset[str], head: str, abbreviations: Abbreviations
) -> Callable[[str, SentenceView], tuple[Mention, ...]]:
    def mentions(text: str, sentence: SentenceView) -> tuple[Mention, ...]:
        piece = sentence.span.of(text)
        rivals = {
            (fold(short), name.span.start + sentence.span.start)
            for name in find_names(piece)
            if name.kind is NameKind.ACRONYM
            for short in [name.span.of(piece)]
            if fold(short) not in forms and first_syllable(short, abbreviations) == head
        }
        found = rivals | set(_written(forms, sentence, text))
        return tuple(Mention(form, at) for form, at in sorted(found, key=lambda item: item[1]))

    return mentions


def _written(forms: frozenset[str], sentence: SentenceView, text: str) -> Iterator[tuple[str, int]]:
    plain = fold(sentence.span.of(text))
    for form in sorted(forms):
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", plain):
            yield form, match.start() + sentence.span.start


def years_from_to(year: str, last: str | None) -> str:
    """A stretch of years is not one of them: "giai đoạn 2011 - 2020" says nothing of 2020."""
    return f"{year}-{last}" if last else year


def this_year(contexts: Sequence[str]) -> str:
    """The year that most of the days fall in which the contexts name, of equals the later; "" where they name none."""
    counts = Counter(found["year"] for text in contexts for found in _DAY_OF_YEAR.finditer(canonical(text)))
    return max(counts, key=lambda year: (counts[year], year), default="")


def year_mentions(now: str, *, compared: bool, born: bool) -> Callable[[str, SentenceView], tuple[Mention, ...]]:
    """Years, "năm nay" as ``now``; not those that something is only compared with ("tăng so với năm 2020") or that
    somebody was born in, unless that is asked."""

    def mentions(text: str, sentence: SentenceView) -> tuple[Mention, ...]:
        written = canonical(text[sentence.span.start : sentence.span.stop]) if now else ""
        said = [Mention(now, found.start() + sentence.span.start) for found in _THIS_YEAR.finditer(written)]
        return tuple(said) + tuple(
            Mention(years_from_to(match["year"], match["last"]), match.start())
            for match in _YEAR.finditer(text, sentence.span.start, sentence.span.stop)
            for before in [canonical(text[max(sentence.span.start, match.start() - 40) : match.start()])]
            if (compared or not _COMPARED.search(before)) and (born or not _BORN.search(before))
        )

    return mentions


def asked_opposites(question: str) -> tuple[tuple[str, str], ...]:
    """What the question asks for and the opposite that it must not be taken for: patterns of marked small letters.

    >>> asked_opposites("Giá mua vào là bao nhiêu?"), asked_opposites("Mua vào và bán ra giá bao nhiêu?")
    ((('mua vào', 'bán ra'),), ())
    """
    found = []
    for pair in (*OPPOSITES, *_DEPUTIES):
        one, other = (_asks(pattern, question) for pattern in pair)
        if one != other:
            found.append(pair if one else pair[::-1])
    return tuple(found)


#: The deputy is not whose deputy he is.
_DEPUTIES: Final = tuple((rf"(?<!phó ){office}", f"phó {office}") for office in OFFICES.split("|"))


def _asks(pattern: str, question: str) -> bool:
    return search_as_typed(rf"(?<!\w)(?:{pattern})(?!\w)", question) is not None


def opposite_mentions(own: str, other: str) -> Callable[[str, SentenceView], tuple[Mention, ...]]:
    """Where either stands; the form is the pattern."""

    def mentions(text: str, sentence: SentenceView) -> tuple[Mention, ...]:
        low = canonical(sentence.span.of(text))
        found = [
            Mention(form, match.start() + sentence.span.start)
            for form in (own, other)
            for match in re.finditer(rf"(?<!\w)(?:{form})(?!\w)", low)
        ]
        return tuple(sorted(found, key=lambda mention: mention.at))

    return mentions


def asked_labels(question: str) -> tuple[tuple[str, str], ...]:
    """Nouns that the question tells from their like by a letter or a number, folded.

    >>> asked_labels("Vé loại B giá bao nhiêu?"), asked_labels("Giải nhì được thưởng bao nhiêu?")
    ((('loai', 'b'),), (('giai', 'nhi'),))
    """
    marked = has_marks(question)
    found = _LABELLED.finditer(canonical(question)) if marked else _UNMARKED_LABELLED.finditer(fold(question))
    return tuple((fold(match["noun"]), fold(match["label"])) for match in found)


def plain_label(label: str) -> str:
    """ "II" and "2" are one label, "nhì" another word for it.

    >>> plain_label("ii"), plain_label("nhi"), plain_label("b")
    ('2', '2', 'b')
    """
    value = parse_roman(label) if len(label) > 1 or label in "iv" else None
    value = LABELS_IN_WORDS.get(label) if value is None else value
    return label if value is None else str(value)


def label_forms(noun: str, label: str) -> frozenset[str]:
    """Every spelling of a labelled noun, the plain one among them."""
    plain = plain_label(label)
    same = [other for other in (*LABELS_IN_WORDS, "i", "ii", "iii", "iv", "v", "vi") if plain_label(other) == plain]
    return frozenset(f"{noun} {other}" for other in (plain, label, *same))


def label_mentions(noun: str) -> Callable[[str, SentenceView], tuple[Mention, ...]]:
    def mentions(text: str, sentence: SentenceView) -> tuple[Mention, ...]:
        found = _LABELLED.finditer(canonical(sentence.span.of(text)))
        return tuple(
            Mention(f"{noun} {plain_label(fold(match['label']))}", match.start() + sentence.span.start)
            for match in found
            if fold(match["noun"]) == noun
        )

    return mentions


def asked_initials(question: str) -> tuple[str, ...]:
    """The people whom a question names by an initial, folded.

    >>> asked_initials("lê thị n. bị tuyên mấy năm tù?"), asked_initials("TP. Huế có mấy phường?")
    (('n',), ())
    """
    return tuple(fold(match["letter"]) for match in _ASKED_INITIAL.finditer(question))


def initial_mentions(text: str, sentence: SentenceView) -> tuple[Mention, ...]:
    found = _INITIAL.finditer(text, sentence.span.start, sentence.span.stop)
    return tuple(Mention(fold(match["letter"]), match.start()) for match in found)
