"""What sort of thing an answer may be: somebody has a name and is no country, the coach is nobody else."""

from __future__ import annotations

import itertools
import re
from typing import Final

from nlp.answering.lexical_table import ENTITIES, GENERIC, TEAMS, WINNING
from nlp.answering.questions import AnswerKind, Query
from nlp.language.abbreviations import common
from nlp.language.name_table import OFFICES, OFFICES_OF_STATE
from nlp.language.names import KNOWN_PLACES
from nlp.language.orthography import canonical, fold, strip_marks
from nlp.language.place_table import CITY_STATES, COUNTRIES, PROVINCES, SAME_PLACES
from nlp.language.stopwords import FUNCTION_WORDS

_SHORT: Final = {fold(short): fold(office) for office in OFFICES.split("|") for short in common().shorts(office)}
_TITLE: Final = re.compile(rf"(?<!\w)({fold(OFFICES)}|{'|'.join(_SHORT)})(?!\w)")
_AND: Final = re.compile(r",| và | hay | hoặc ")
_TEAMS: Final = re.compile(rf"(?<!\w)(?:{fold(TEAMS)})(?!\w)")
_COUNTRIES: Final = frozenset(map(canonical, COUNTRIES))
_PROVINCES: Final = frozenset(map(canonical, PROVINCES))
#: Noun of a place, folded → what is not such a place: no province is a country.
_OTHER_LEVEL: Final = {
    **dict.fromkeys(("nuoc", "quoc gia", "dat nuoc"), _PROVINCES),
    "thanh pho": _COUNTRIES - frozenset(map(canonical, CITY_STATES)),
    **dict.fromkeys(("tinh", "huyen", "quan", "xa", "phuong", "thi xa", "thi tran"), _COUNTRIES),
}
_SAME: Final = tuple(frozenset(map(fold, places)) for places in SAME_PLACES)
_LONGEST_OFFICE: Final = 48  # characters
_PLACES_BY_LENGTH: Final = "|".join(sorted(map(re.escape, KNOWN_PLACES), key=len, reverse=True))
_OFFICE_OF: Final = rf"(?<!\w)(?:{OFFICES_OF_STATE}) (?:tỉnh |nước |thành phố )?(?P<place>{_PLACES_BY_LENGTH})"
_HELD: Final = re.compile(rf"{_OFFICE_OF} \Z")
_HELD_FOLDED: Final = re.compile(rf"{strip_marks(_OFFICE_OF)}(?!\w)")
_WHO_IS: Final = re.compile(r"(?<!\w)(?:la ai|ai la(?! nguoi)|ten (?:la )?gi)(?!\w)")
_WINNING: Final = re.compile(rf"(?<!\w)(?:{fold(WINNING)})(?!\w)")


def titles_asked(query: Query) -> tuple[str, ...]:
    """ "Chủ tịch tỉnh là ai?" wants somebody of that title, and not a committee, as "Ai công bố?" may; folded, with its
    abbreviations.

    >>> from nlp.answering.questions import analyse
    >>> titles_asked(analyse("Ai là huấn luyện viên của đội?")), titles_asked(analyse("Ai công bố?"))
    (('huan luyen vien', 'hlv'), ())
    """
    match = _TITLE.search(fold(query.text)) if query.kind is AnswerKind.PERSON else None
    if not match:
        return ()
    office = _SHORT.get(match[1], match[1])
    return (office, *(short for short, long in _SHORT.items() if long == office))


def could_be(query: Query, text: str, before: str = "") -> bool:
    """Whether ``text`` may be who, where or which body is asked for; ``before`` stands before it.

    It has a name that is more than what such things are called; no person, firm or province is a country; and who holds
    the office in another country or province does not hold it in this one.

    >>> from nlp.answering.questions import analyse
    >>> [could_be(analyse("Ai là đạo diễn?"), text) for text in ("Lê An", "2024/25", "Hà Lan", "CLB")]
    [True, False, False, False]
    >>> [could_be(analyse("Ngoại trưởng Nga là ai?"), "Blinken", f"Ngoại trưởng {place} ") for place in ("Nga", "Mỹ")]
    [True, False]
    """
    if query.kind.value not in ENTITIES:
        return True
    if text in GENERIC or not any(character.isalpha() for character in _without_openers(text)):
        return False
    if query.kind is AnswerKind.PLACE:
        return not _is_of(_OTHER_LEVEL.get(fold(query.noun), frozenset()), text)
    if query.kind is AnswerKind.PERSON and _holds_office_elsewhere(query, before):
        return False
    return _may_be_a_country(query) or not _is_of(KNOWN_PLACES, text)


def _holds_office_elsewhere(query: Query, before: str) -> bool:
    held = _HELD.search(canonical(before[-_LONGEST_OFFICE:]))
    if not held or not _WHO_IS.search(fold(query.text)):
        return False
    asked = _HELD_FOLDED.search(fold(query.text))
    return asked is not None and fold(held["place"]) not in _same(asked["place"])


def _same(place: str) -> frozenset[str]:
    return frozenset({place}).union(*(names for names in _SAME if place in names))


def _may_be_a_country(query: Query) -> bool:
    """Countries and provinces have teams, and win."""
    asked = fold(query.text)
    return _TEAMS.search(asked) is not None or (query.kind is AnswerKind.PERSON and _WINNING.search(asked) is not None)


def _is_of(places: frozenset[str], text: str) -> bool:
    """All that is named in "đến từ Thái Lan và Lào" is one of the places."""
    return all(canonical(_without_openers(part)) in places for part in _AND.split(text))


def _without_openers(text: str) -> str:
    """Without the function words at its head, those in small letters: "Như" is a name."""
    return " ".join(itertools.dropwhile(lambda word: word in FUNCTION_WORDS, text.split()))
