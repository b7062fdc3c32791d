"""What sort of thing an answer may be: somebody has a name and is no country, the coach is nobody else."""

from __future__ import annotations

import re
from typing import Final

from nlp.answering.lexical_table import ENTITIES, GENERIC, TEAMS, WINNING
from nlp.answering.questions import AnswerKind, Query
from nlp.language.abbreviations import common
from nlp.language.name_table import OFFICES
from nlp.language.names import KNOWN_PLACES
from nlp.language.orthography import canonical, fold

_SHORT: Final = {fold(short): fold(office) for office in OFFICES.split("|") for short in common().shorts(office)}
_TITLE: Final = re.compile(rf"(?<!\w)({fold(OFFICES)}|{'|'.join(_SHORT)})(?!\w)")
_AND: Final = re.compile(r",| và | hay | hoặc ")
_TEAMS: Final = re.compile(rf"(?<!\w)(?:{fold(TEAMS)})(?!\w)")
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


def could_be(query: Query, text: str) -> bool:
    """Whether ``text`` may be who, where or which body is asked for: it has a name that is more than what such things
    are called, and no person or firm is a country.

    >>> from nlp.answering.questions import analyse
    >>> [could_be(analyse("Ai là đạo diễn?"), text) for text in ("Lê An", "2024/25", "Hà Lan", "CLB")]
    [True, False, False, False]
    """
    if query.kind.value not in ENTITIES:
        return True
    if text in GENERIC or not any(character.isalpha() for character in text):
        return False
    return query.kind is AnswerKind.PLACE or _may_be_a_country(query) or not _is_place(text)


def _may_be_a_country(query: Query) -> bool:
    """Countries and provinces have teams, and win."""
    asked = fold(query.text)
    return _TEAMS.search(asked) is not None or (query.kind is AnswerKind.PERSON and _WINNING.search(asked) is not None)


def _is_place(text: str) -> bool:
    return all(part.strip() in KNOWN_PLACES for part in _AND.split(canonical(text)))
