"""Capitalised names of a text and what they name, without a model: by the words beside them and by small tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from corpus.spans import Span
from nlp.language.name_table import (
    BARE_BODIES,
    BODY_HEADS,
    BODY_LINKS,
    COMMON_OPENERS,
    FAMILY_NAMES,
    NAMED_AFTER,
    NOT_SECOND_HALVES,
    OFFICES,
    OFFICES_OF_STATE,
    PLACE_HEADS,
    RARER_FAMILY_NAMES,
    TITLES,
    TITLES_IN_CAPITALS,
)
from nlp.language.orthography import canonical, fold
from nlp.language.place_table import COUNTRIES, MARKED_COUNTRIES, PROVINCES
from nlp.language.value_table import WEEKDAYS


class NameKind(StrEnum):
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    ACRONYM = "acronym"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Name:
    span: Span
    kind: NameKind


_WORD_WITH_SIGNS: Final = re.compile(r"(?<!\w)[^\W\d_]\w*(?:[-.’']\w+)*")
_BODY_START: Final = re.compile(rf"(?<!\w)(?:{BODY_HEADS})(?!\w)")
#: After its head a body's name goes on with capitals, small second halves of compounds and these links.
_BODY_REST: Final = re.compile(rf" (?:(?:{BODY_LINKS}) )*")
_FAMILY_NAMES: Final = frozenset(FAMILY_NAMES.split())
_ANY_FAMILY_NAME: Final = _FAMILY_NAMES | frozenset(RARER_FAMILY_NAMES.split())
_IN_A_NAME: Final = re.compile(rf"(?<!\w)(?:{'|'.join(FAMILY_NAMES.split())}|thị) \Z")
_WORD: Final = re.compile(r"\w+(?:[-.]\w+)*")
_TITLE_BEFORE: Final = re.compile(rf"(?<!\w)(?:{TITLES})\.? \Z")
_TITLE_HERE: Final = re.compile(rf"(?:phó )?(?:{TITLES}|{OFFICES})(?!\w)")
_OFFICE_BEFORE: Final = re.compile(rf"(?<!\w)(?:{OFFICES}) \Z")
_LONGEST_BODY: Final = 16  # words
_SYLLABLES_OF_A_PERSON: Final = (3, 4)
_NAMED_AFTER: Final = frozenset(NAMED_AFTER.split())
_LONGEST_TITLE: Final = 24  # characters
_PLACE_BEFORE: Final = re.compile(rf"(?<!\w)(?:{PLACE_HEADS})\.? ?\Z")
_LOCATIVE_BEFORE: Final = re.compile(r"(?<!\w)(?:ở|tại|đến|từ|sang|về) \Z")
KNOWN_PLACES: Final = frozenset(canonical(place) for place in (*PROVINCES, *COUNTRIES))
_FOLDED_PROVINCES: Final = tuple(dict.fromkeys(fold(place) for place in PROVINCES if " " in place))
_FOLDED_COUNTRIES: Final = tuple(fold(place) for place in COUNTRIES if " " in place and place not in MARKED_COUNTRIES)


def _any_of(places: Iterable[str]) -> str:
    return "|".join(rf"(?<!\w){re.escape(place)}(?!\w)" for place in sorted(places, key=len, reverse=True))


_KNOWN: Final = re.compile(r"(?<!\w)(?:tp\.? ?)?hcm(?!\w)|" + _any_of((*_FOLDED_PROVINCES, *_FOLDED_COUNTRIES)))
_KNOWN_PLACE: Final = re.compile(_any_of(KNOWN_PLACES))
#: Names of countries of which a part is another word: "Tây [Ban Nha]" is no committee, "[Ai] Cập" asks for nobody.
_COUNTRY: Final = re.compile(_any_of(place for place in COUNTRIES if " " in place))
_OF_COUNTRY: Final = re.compile(
    rf"(?<!\w)(?i:{OFFICES_OF_STATE}) (?P<country>{_any_of(place for place in COUNTRIES if ' ' not in place)})(?= \w)"
)


def find_names(text: str) -> tuple[Name, ...]:
    """The names of a text from left to right, none overlapping.

    A single capital at the head of a sentence names nothing unless it is an acronym or a known place.

    >>> text = "Theo Bộ Thông tin và Truyền thông, ông Lê Văn An đã đến Nghệ An."
    >>> [(name.span.of(text), name.kind.value) for name in find_names(text)]
    [('Bộ Thông tin và Truyền thông', 'organisation'), ('Lê Văn An', 'person'), ('Nghệ An', 'place')]
    """
    countries = _countries(text)
    bodies = [
        body for body in _bodies(text) if not any(country.start < body.start < country.stop for country in countries)
    ]
    names = [Name(span, NameKind.ORGANISATION) for span in bodies]
    for span in _runs(text, countries, bodies):
        if not any(span.overlaps(body) for body in bodies):
            kind = _kind(text, span)
            if kind is not None:
                names.append(Name(span, kind))
    return tuple(sorted(names, key=lambda name: name.span))


def _countries(text: str) -> list[Span]:
    """Countries of several words, and of one between an office and a name: "Tổng thống [Mỹ] Joe Biden"; "Hà Lan" behind
    a family name is a girl's name."""
    found = [Span(*match.span()) for match in _COUNTRY.finditer(text)]
    found += [Span(*match.span("country")) for match in _OF_COUNTRY.finditer(text)]
    return [span for span in found if not _IN_A_NAME.search(canonical(text[max(0, span.start - 12) : span.start]))]


def find_known_places(text: str) -> tuple[Span, ...]:
    """Provinces and countries of several syllables named in any spelling, also "nghe an" in small letters.

    >>> [span.of("nghe an xep thu may") for span in find_known_places("nghe an xep thu may")]
    ['nghe an']
    """
    return tuple(Span(*match.span()) for match in _KNOWN.finditer(fold(text)))


def _runs(text: str, countries: Sequence[Span], bodies: Sequence[Span]) -> list[Span]:
    """Neighbouring capitalised words, joined over a space, a hyphen or a short link of foreign names; a country of
    several words is a run of its own, and so is what stands behind a body's name."""
    edges = {at for country in countries for at in (country.start, country.stop + 1)} | {
        body.stop + 1 for body in bodies
    }
    spans: list[Span] = []
    for match in _WORD_WITH_SIGNS.finditer(text):
        if not match[0][0].isupper():
            continue
        if spans and text[spans[-1].stop : match.start()] == " " and match.start() not in edges:
            spans[-1] = Span(spans[-1].start, match.end())
        else:
            spans.append(Span(*match.span()))
    return [span for whole in spans for span in _without_head_capital(text, whole)]


def _without_head_capital(text: str, span: Span) -> list[Span]:
    """ "Theo Bộ Y tế": the first capital is only the sentence's when its word is a common one; "HLV An" has a title."""
    words = span.of(text).split(" ")
    if words[0] in TITLES_IN_CAPITALS and len(words) > 1:
        return [Span(span.start + len(words[0]) + 1, span.stop)]
    if _heads_sentence(text, span.start) and len(words) > 1 and canonical(words[0]) in _COMMON_OPENERS:
        return [Span(span.start + len(words[0]) + 1, span.stop)]
    return [span]


_COMMON_OPENERS: Final = frozenset(COMMON_OPENERS.split())


def _heads_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" -–")
    return not before or before[-1] in ".!?…:\n“\"'(«"


def _kind(text: str, span: Span) -> NameKind | None:
    piece = span.of(text)
    low = canonical(piece)
    before = canonical(text[max(0, span.start - 20) : span.start])
    if low in WEEKDAYS and before.endswith("thứ "):
        return None
    if low in KNOWN_PLACES or _PLACE_BEFORE.search(before):
        return NameKind.PLACE
    if len(piece) >= 2 and piece.replace(" ", "").isupper() and len(piece.replace(" ", "")) <= 12:
        return NameKind.ACRONYM
    words = low.split()
    title = _TITLE_HERE.match(canonical(text[span.start : span.start + _LONGEST_TITLE]))
    if title and title.end() >= len(low):  # "Giáo sư", "Phó Giáo sư": a title, or the capitals it begins with
        return None
    rarer = len(words) in _SYLLABLES_OF_A_PERSON and words[0] in _ANY_FAMILY_NAME
    if _TITLE_BEFORE.search(before) or rarer or (len(words) > 1 and words[0] in _FAMILY_NAMES):
        return NameKind.PERSON
    if len(words) == 1 and _heads_sentence(text, span.start):
        return None
    return NameKind.PLACE if _LOCATIVE_BEFORE.search(before) else NameKind.OTHER


def _bodies(text: str) -> list[Span]:
    found: list[Span] = []
    for match in _BODY_START.finditer(text):
        if not found or match.start() >= found[-1].stop:
            bare = match[0] in BARE_BODIES
            stop = match.end() if bare and _family_name_follows(text, match.end()) else _body_end(text, match.end())
            stop = _before_its_head(text, match, stop)
            if stop > match.end() or bare:
                found.append(Span(match.start(), stop))
    return found


def _before_its_head(text: str, body: re.Match[str], stop: int) -> int:
    """Where the body's name ends: "Giám đốc Sở Công Thương [Lê Văn An]" names who holds the office too, in three or
    four syllables from a family name on; "Hiệu trưởng Trường THPT Lê Hồng Phong" does not."""
    if not _OFFICE_BEFORE.search(canonical(text[max(0, body.start() - _LONGEST_TITLE) : body.start()])):
        return stop
    words = list(itertools.islice(_WORD.finditer(text, body.end(), stop), _LONGEST_BODY))
    if len(words) == _LONGEST_BODY:
        return stop
    while words and words[-1][0].islower():  # "… Lê Văn An [làm] việc" is no second half of a compound
        words.pop()
    low = [canonical(word[0]) for word in words]
    within = 0  # words of a place: "UBND TP [Hồ Chí Minh] Lê Văn An"
    end = stop
    for at, word in enumerate(low):
        place = _KNOWN_PLACE.match(" ".join(low[at:]))
        within = max(within, at + len(place[0].split())) if place else within
        capitals = all(each[0][0].isupper() for each in words[at:])
        named = capitals and word in _ANY_FAMILY_NAME and len(words) - at in _SYLLABLES_OF_A_PERSON
        if named and at >= max(1, within) and low[at - 1] not in _NAMED_AFTER:
            end = words[at - 1].end()
    return end


def _family_name_follows(text: str, at: int) -> bool:
    word = _WORD.match(text, at + 1)
    return word is not None and word[0][0].isupper() and canonical(word[0]) in _FAMILY_NAMES


def _body_end(text: str, at: int) -> int:
    """Where the name ends: links, capitals, and one small syllable after a lone capital ("Truyền thông")."""
    end = at
    while True:
        link = _BODY_REST.match(text, end)
        word = _WORD.match(text, link.end()) if link else None
        if word is None or not word[0][0].isupper():
            small = re.compile(r" (?:nhân dân|tỉnh|đa khoa)(?!\w)").match(text, end)
            if small is None or end != at:
                return end
            end = small.end()
            continue
        end = word.end()
        after = re.compile(r" (\w+)").match(text, end)
        shouted = len(word[0]) > 1 and word[0].isupper()  # "Bộ Y tế" is not
        alone = after is not None and not after[1][0].isupper() and len(word[0]) <= 7 and not shouted
        if alone and after is not None and after[1] not in _NOT_SECOND_HALVES:
            end = after.end()


_NOT_SECOND_HALVES: Final = frozenset(NOT_SECOND_HALVES.split())
