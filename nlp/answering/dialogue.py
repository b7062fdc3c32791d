# ruff: noqa: E501 (a pattern reads best on one line)
"""Follow-ups: "còn SIPAS?", "thế năm 2020?", "vì sao?" take their missing part from the question before."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from nlp.answering.question_table import ASKING
from nlp.answering.questions import Query, analyse
from nlp.language.names import NameKind, find_known_places, find_names
from nlp.language.orthography import canonical, fold, has_marks, strip_marks
from nlp.language.terms import syllables

_LEAD: Final = r"^\W*(?:(?:thế|vậy|thế thì|vậy thì|ừ|à|ờ)\W+)?(?:thế còn|vậy còn|còn|thế|vậy|thế thì)\W+"
_TAIL: Final = r"\W*(?:(?:thì )?(?:sao|thế nào|như thế nào|ra sao)|thì)?(?: vậy| thế| ạ| nhỉ| hả)?\W*$"
_ASKS: Final = r"(?<!\w)(?:ai|gì|nào|đâu|mấy|bao nhiêu|bao lâu|bao giờ|vì sao|tại sao|sao lại|khi nào|thế nào|ra sao|không\W*$)(?!\w)"
_BARE: Final = (
    r"^\W*(?:vì sao|tại sao|sao vậy|sao thế|sao lại thế|vì sao vậy|vì sao thế|vì sao lại vậy|tại sao vậy|tại sao thế|khi nào|bao giờ|ở đâu"
    r"|năm nào|ngày nào|ai|do ai|bao nhiêu|bao lâu|như thế nào|bằng cách nào)\W*$"
)
_DANGLING: Final = r"(?<!\w)(?:thứ|hạng)(?= về| trong| của| ở|$)|(?: là| có| còn| đạt| được| do| vào| ở)+$"
_YEAR: Final = re.compile(r"(?<!\w)(?:1\d{3}|20\d{2})(?!\w)")
_MOMENT: Final = r"(?<!\w)(?:năm|tháng|tuần|quý|hôm) (?:nay|ngoái|trước|này|qua|sau|tới)(?!\w)"
_TOPIC: Final = r"(?<!\w)(?:về|của|ở|tại|trong|cho)(?!\w) (?!.*(?<!\w)(?:về|của|ở|tại|trong|cho)(?!\w) )"
_NAMED_AGAIN: Final = (
    (r"(?:tỉnh|thành phố|địa phương|nước|nơi|huyện|xã) (?:này|đó|ấy)", "places"),
    (r"(?:chỉ số|bảng xếp hạng|xếp hạng|tổ chức|cơ quan) (?:này|đó|ấy)", "acronyms"),
    (r"(?:ông|bà|anh|chị|cô|người) (?:ấy|này|đó|ta)", "names"),
)
_SHORT: Final = 6  # syllables of a follow-up that replaces one part


def resolve(question: str, previous: str | None) -> str:
    """The full question that a follow-up stands for; a question that is full already comes back as it is.

    >>> resolve("còn SIPAS?", "Thanh Hóa xếp thứ mấy về PAPI?")
    'Thanh Hóa xếp thứ mấy về SIPAS?'
    >>> resolve("thế năm 2020?", "Năm 2022 tỉnh xếp thứ mấy?")
    'Năm 2020 tỉnh xếp thứ mấy?'
    >>> resolve("Ai công bố chỉ số?", "Tỉnh xếp thứ mấy?")
    'Ai công bố chỉ số?'
    """
    if not previous or not question.strip():
        return question
    if _search(_BARE, question):
        return _asked_of(question, previous)
    lead = _search(_LEAD, question)
    if lead is None:
        return _named_again(question, analyse(previous))
    rest = question[lead.end() :]
    tail = _search(_TAIL, rest)
    fragment = rest[: tail.start()] if tail else rest
    if _search(_ASKS, fragment):
        return _asked_of(rest, previous)
    if not 0 < len(syllables(fragment)) <= _SHORT:
        return question
    return _replaced(fragment.strip(" ?.,!"), previous)


def _search(pattern: str, text: str) -> re.Match[str] | None:
    if has_marks(text):
        return re.search(pattern, canonical(text))
    return re.search(strip_marks(pattern), fold(text))


def _asked_of(asking: str, previous: str) -> str:
    """ "thế ai công bố?" asks about what the question before was about."""
    topic = previous
    while match := _search(rf"(?<!\w)(?:{ASKING})(?!\w)|[?!.]+\s*$", topic):
        topic = f"{topic[: match.start()]} {topic[match.end() :]}"
    dangling = _DANGLING if has_marks(topic) else strip_marks(_DANGLING)
    words = [asking.strip().rstrip("?!. "), *re.sub(dangling, "", " ".join(topic.split())).split()]
    return " ".join(words) + "?"


def _named_again(question: str, before: Query) -> str:
    """ "tỉnh này", "chỉ số đó", "ông ấy": who or what the question before named."""
    for pattern, field in _NAMED_AGAIN:
        match = _search(rf"(?<!\w){pattern}(?!\w)", question)
        named: tuple[str, ...] = getattr(before, field)
        if match and named:
            return question[: match.start()] + named[0] + question[match.end() :]
    return question


def _replaced(fragment: str, previous: str) -> str:
    """The question before with the part of the same sort replaced: year by year, place by place, index by index."""
    for sort, replace in _SORTS:
        if sort(fragment):
            replaced = replace(fragment, previous)
            if replaced is not None:
                return replaced
    return _topic(fragment, previous)


def _is_year(fragment: str) -> bool:
    return _YEAR.search(fragment) is not None


def _year(fragment: str, previous: str) -> str | None:
    year = _YEAR.search(fragment)
    if year is None or _place_like(fragment):
        return None
    if _YEAR.search(previous):
        return _YEAR.sub(year[0], previous, count=1)
    return f"{previous.rstrip('?!. ')} {fragment}?"


def _is_moment(fragment: str) -> bool:
    return _search(_MOMENT, fragment) is not None


def _moment(fragment: str, previous: str) -> str | None:
    """ "năm ngoái" for "năm nay"."""
    found = _search(_MOMENT, previous)
    return None if found is None else previous[: found.start()] + fragment + previous[found.end() :]


def _place_like(fragment: str) -> bool:
    return bool(find_known_places(fragment)) or any(name.kind is NameKind.PLACE for name in find_names(fragment))


def _place(fragment: str, previous: str) -> str | None:
    return _swap(fragment, previous, analyse(previous).places)


def _is_acronym(fragment: str) -> bool:
    query = analyse(fragment)
    return bool(query.acronyms) or bool(query.names)


def _acronym(fragment: str, previous: str) -> str | None:
    before = analyse(previous)
    return _swap(fragment, previous, before.acronyms or before.names)


def _swap(fragment: str, previous: str, named: tuple[str, ...]) -> str | None:
    """Put ``fragment`` where the first of ``named`` stands, without a head noun that stands there already."""
    if not named or named[0] not in previous:
        return None
    at = previous.index(named[0])
    before = previous[:at]
    words = fragment.split(" ")
    for length in range(len(words) - 1, 0, -1):
        if f" {fold(before)}".endswith(f" {fold(' '.join(words[:length]))} "):
            fragment = " ".join(words[length:])
            break
    return before + fragment + previous[at + len(named[0]) :]


def _topic(fragment: str, previous: str) -> str:
    """No part of the same sort: the fragment takes the place of what follows the last "về", "của", "ở"."""
    found = _search(_TOPIC, previous)
    bare = re.sub(r"^(?:về|của|ở|tại|trong|cho) ", "", fragment)
    if found is None or _search(_ASKS, previous[found.end() :]):
        return f"{previous.rstrip('?!. ')} {fragment}?"
    return f"{previous[: found.end()]}{bare}?"


_SORTS: Final[tuple[tuple[Callable[[str], bool], Callable[[str, str], str | None]], ...]] = (
    (_is_year, _year),
    (_is_moment, _moment),
    (_place_like, _place),
    (_is_acronym, _acronym),
)
