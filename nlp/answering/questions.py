"""What a question asks for, and what must be true of the place where the answer stands.

Works on what people type: without marks, in small letters, hurried ("bnhieu", "ko"). An ordered table of the
language's ways of asking gives the kind of answer; names, years and figures in the question become constraints.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from nlp.answering.lexical_table import GENERIC
from nlp.answering.mentions import ATTRIBUTIVE
from nlp.answering.question_table import ASKING, ASKS, HURRIED, KIND_NOUNS, KIND_WORDS, LOANWORDS, NUMBER_ASKED, SEVERAL
from nlp.cleaning.normalise import CHARACTER_STEPS
from nlp.language.names import NameKind, find_known_places, find_names
from nlp.language.orthography import canonical, fold, has_marks, search_as_typed, spellings, strip_marks
from nlp.language.stopwords import FOLDED_STOPWORDS, STOPWORDS
from nlp.language.terms import syllables
from nlp.language.value_table import CURRENCIES, MEASURE_UNITS


class AnswerKind(StrEnum):
    ABBREVIATION = "abbreviation"
    RANK = "rank"
    PERCENT = "percent"
    MONEY = "money"
    TIME = "time"
    MEASURE = "measure"
    DATE = "date"
    DURATION = "duration"
    COUNT = "count"
    SCORE = "score"
    REASON = "reason"
    PHONE = "phone"
    PURPOSE = "purpose"
    NAME = "name"
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    MANNER = "manner"
    DEFINITION = "definition"
    THING = "thing"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Query:
    """A question, analysed. ``focus`` is the question without the words that only ask; ``noun`` the noun that the
    answer names or counts, in the question's spelling; the tuples below are what the evidence must agree with.

    ``places`` and ``names`` are as written, ``years`` and ``numbers`` as figures.
    """

    text: str
    kind: AnswerKind
    focus: str
    noun: str = ""
    numbered: str = ""  # "vòng" of "Trận này ở vòng mấy?", folded: its number is asked for, nothing is counted
    spelt: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # such nouns' abbreviations → syllables; folded
    subject: str = ""  # "dân số" of "Dân số tỉnh là bao nhiêu?"
    several: bool = False
    places: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()


_LONGEST_TYPED: Final = 2000  # characters of which a reader sees something
_FEWEST_SHOUTED: Final = 4  # words in capitals; one or two may be acronyms
_LONGEST_QUESTION: Final = 600  # characters that are read; what is longer is no question
_QUOTED: Final = re.compile(r"[“\"«]([^“”\"«»]{1,80})[”\"»]")
_YEAR: Final = re.compile(r"(?<![\w.,/])(1\d{3}|20\d{2})(?![\w%]|[.,]\d)")
_NUMBER: Final = re.compile(r"(?<![\w.,/])\d+(?:[.,/]\d+)*(?!\w)")
_HURRIED: Final = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, HURRIED))})(?!\w)")
_HURRIED_HOUR: Final = re.compile(r"(?:(?<=mấy )|(?<=khung ))h(?!\w)")
_MINUTE: Final = r"(?<!\w)(?P<minute>phút) (?:số |thứ )?(?:bao nhiêu|nào)"
_MAX_NOUN: Final = 3  # syllables
#: "TP Huế" asks for Huế: the text may write the head out, or leave it.
_PLACE_HEAD: Final = re.compile(r"^(?:TP|TX|TT)\.? (?=\w)")
_UNITS: Final = frozenset((*MEASURE_UNITS, *CURRENCIES))
_LOANWORDS: Final = frozenset(LOANWORDS.split())
_NAMED: Final = (NameKind.PERSON, NameKind.OTHER, NameKind.ORGANISATION)
#: A Vietnamese syllable without its marks; "sipas" and "pci" are none, so somebody's name even in small letters.
SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?\Z"
)


def tidied(question: str) -> str:
    """A question as it was meant: composed, no invisible characters, single spaces, and not shouted.

    Capitals throughout would make every word an acronym; the case of "PAPI" in a quiet question stays.

    >>> tidied("CẦU DÀI  BAO\\nNHIÊU?"), tidied("PAPI là gì?"), tidied("SIPAS?")
    ('cầu dài bao nhiêu?', 'PAPI là gì?', 'SIPAS?')
    """
    text = question[:_LONGEST_TYPED]
    for step in CHARACTER_STEPS:
        text = step(text)
    text = " ".join(text.split())
    return text.lower() if text.isupper() and len(text.split()) >= _FEWEST_SHOUTED else text


def analyse(question: str) -> Query:
    """Read a question.

    >>> query = analyse("Thanh Hóa xếp thứ mấy về PAPI năm 2022?")
    >>> query.kind.value, query.places, query.acronyms, query.years
    ('rank', ('Thanh Hóa',), ('PAPI',), ('2022',))
    >>> analyse("co bnhieu co quan dc kiem tra").noun
    'co quan'
    """
    text = spell_out(question[:_LONGEST_QUESTION])
    kind, noun = _kind(text)
    names = find_names(text)
    known = {span.of(text) for span in find_known_places(text) if not ATTRIBUTIVE.search(canonical(text[: span.start]))}
    places = [
        _PLACE_HEAD.sub("", name.span.of(text))
        for name in names
        if name.kind is NameKind.PLACE and not ATTRIBUTIVE.search(canonical(text[: name.span.start]))
    ] + sorted(known)
    figures = [match[0] for match in _NUMBER.finditer(text)]
    years = tuple(dict.fromkeys(_YEAR.findall(text)))
    return Query(
        text=text,
        kind=kind,
        focus=_focus(text, kind),
        noun=noun,
        numbered=_numbered(text) if kind is AnswerKind.COUNT and not noun else "",
        subject=_subject(text) if not noun else "",
        several=search_as_typed(SEVERAL, text) is not None,
        places=_distinct(places),
        acronyms=tuple(
            name.span.of(text) for name in names if name.kind is NameKind.ACRONYM and name.span.of(text) not in known
        ),
        names=(
            *(name.span.of(text) for name in names if name.kind in _NAMED and name.span.of(text) not in known),
            *_foreign(text, known),
        ),
        years=years,
        numbers=tuple(dict.fromkeys(figure for figure in figures if figure not in years)),
        quoted=tuple(match[1] for match in _QUOTED.finditer(text)),
    )


def _foreign(text: str, known: set[str]) -> list[str]:
    """Words that are no Vietnamese syllables, so somebody's or something's name; units, known places and what has a
    Vietnamese word too ("visa") aside."""
    inside = {word for place in known for word in syllables(place)}
    return [
        word
        for word in syllables(text)
        if len(word) > 1 and word[1:].islower() and word.isalpha() and not SYLLABLE.match(fold(word))
        if word not in _UNITS and word not in inside and word.lower() not in _LOANWORDS
    ]


def spell_out(question: str) -> str:
    """Hurried spellings written out, in the question's own manner (marked or not).

    >>> spell_out("có bnhieu ng đc khen"), spell_out("co bnhieu ng dc khen")
    ('có bao nhiêu người được khen', 'co bao nhieu nguoi duoc khen')
    """
    text = _HURRIED_HOUR.sub("giờ", question)
    spelled = _HURRIED.sub(lambda match: HURRIED[match[1]], text)
    return spelled if has_marks(question) else strip_marks(spelled)


def _kind(text: str) -> tuple[AnswerKind, str]:
    for kind, pattern in ASKS:
        match = search_as_typed(pattern, text)
        if match is not None:
            groups = match.groupdict()
            group = next((name for name in ("noun", "noun2") if groups.get(name)), None)
            noun = "" if group is None else text[match.start(group) : match.end(group)]
            return _who(AnswerKind(kind), text), _head(noun, text, AnswerKind(kind))
    return AnswerKind.THING, ""


def _who(kind: AnswerKind, text: str) -> AnswerKind:
    """ "Ông Lê Văn An là ai?" asks what he is; "Tác giả là ai?" asks for a name."""
    if kind is not AnswerKind.PERSON or search_as_typed(r"là ai\W*$", text) is None:
        return kind
    named = sum(len(name.span) for name in find_names(text) if name.span.of(text) not in GENERIC)
    return AnswerKind.DEFINITION if named and named + 12 >= len(text.rstrip("? ")) else kind


def _head(noun: str, text: str, kind: AnswerKind) -> str:
    """The noun itself: before "nào" the last content syllables, after "bao nhiêu" the first ones.

    Without marks "cơ" of "cơ quan" looks like a function word, so what follows "bao nhieu" directly is kept.
    """
    if quoted := _QUOTED.match(noun):
        return " ".join(syllables(quoted[1])[:_MAX_NOUN])
    stops = STOPWORDS if has_marks(text) else FOLDED_STOPWORDS - {"nha", "ban", "cong"}
    words = syllables(noun)
    kept: list[str] = []
    for word in reversed(words) if kind is AnswerKind.THING else words:
        keeps = not kept and kind is not AnswerKind.THING and (not has_marks(text) or fold(word) == "nguoi")
        if canonical(word) in stops and not keeps:
            if kept:
                break
            continue
        kept.append(word)
    kept = kept[:_MAX_NOUN] if kind is not AnswerKind.THING else kept[: _MAX_NOUN - 1][::-1]
    return " ".join(kept)


def _focus(text: str, kind: AnswerKind) -> str:
    """The question without asking words and kind words; each leaves a break so that no pair spans it."""
    low = canonical(text) if has_marks(text) else fold(text)
    nouns = KIND_NOUNS.get(kind.value)
    patterns = [rf"(?:{nouns}) nào" if nouns else "", KIND_WORDS.get(kind.value, ""), ASKING]
    blank = list(text)
    for pattern in filter(None, patterns):
        marked, unmarked = spellings(rf"(?<!\w)(?:{pattern})(?!\w)")
        for match in (marked if has_marks(text) else unmarked).finditer(low):
            if match.start() and text[match.start()].isupper():  # "Đồng Văn" is no money
                continue
            blank[match.start() : match.end()] = "|" * (match.end() - match.start())
    return "".join(blank)


def _numbered(text: str) -> str:
    match = search_as_typed(rf"(?<!\w)(?P<noun>{NUMBER_ASKED}) (?:số |thứ )?mấy(?!\w)|{_MINUTE}", text)
    return fold(match["noun"] or match["minute"]) if match else ""


def _subject(text: str) -> str:
    """The first two syllables of "X là bao nhiêu?" when they are a noun and no name."""
    match = search_as_typed(
        r"^(?:vậy |thế )?([^\W\d]+ [^\W\d]+) (?:.* )?(?:là|còn|đạt) (?:khoảng |hơn )?(?:bao nhiêu|mấy)", text
    )
    if match is None:
        return ""
    subject = text[match.start(1) : match.end(1)]
    capital = subject.split(" ")[1][0].isupper() or subject.isupper()
    small = FOLDED_STOPWORDS & set(fold(subject).split())
    return "" if capital or small or find_known_places(subject) else subject


def _distinct(places: list[str]) -> tuple[str, ...]:
    """Each place once, whatever its spelling."""
    return tuple({fold(place): place for place in reversed(places)}.values())[::-1]
