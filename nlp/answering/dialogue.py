"""Follow-ups: "còn SIPAS?", "thế năm 2020?", "vì sao?" take their missing part from the question before."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from nlp.answering import dialogue_table as table
from nlp.answering.question_table import ASKING
from nlp.answering.questions import Query, analyse, spell_out
from nlp.language.names import NameKind, find_known_places, find_names
from nlp.language.orthography import fold, has_marks, search_as_typed, strip_marks
from nlp.language.terms import syllables
from nlp.language.values import Value, find_values

_YEAR: Final = re.compile(r"(?<!\w)(?:1\d{3}|20\d{2})(?!\w)")
_INITIAL: Final = re.compile(r"(?<![\w.])(?P<letter>[^\W\d_])\.(?=\s|\?|$)")
_SHORT: Final = 6  # syllables of a follow-up that replaces one part
_BARE_PART: Final = 4  # syllables of one that is nothing but the part
_OF_ITS_OWN: Final = 3  # syllables before the asking word that make a question whole
_LONGEST_PHRASE: Final = 5


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
    spelled = spell_out(question)
    if search_as_typed(table.BARE, spelled):
        return _asked_of(spelled, previous)
    lead = search_as_typed(table.LEAD, spelled)
    rest = spelled[lead.end() :] if lead else spelled
    if lead is None and not _leads_on(spelled):
        return _named_again(question, analyse(previous))
    tail = search_as_typed(table.TAIL, rest)
    fragment = rest[: tail.start()] if tail else rest
    asking = search_as_typed(table.ASKS, fragment)
    if asking:
        whole = len(syllables(fragment[: asking.start()])) >= _OF_ITS_OWN
        return rest.strip() if whole else _asked_of(rest, previous)
    if not 0 < len(syllables(fragment)) <= _SHORT:
        return question
    dotted = "." if _INITIAL.search(rest) and not fragment.endswith(".") else ""
    return _replaced(fragment.strip(" ?,!.") + dotted, previous)


def _leads_on(question: str) -> bool:
    """Without "còn" or "thế": "loại 60 m2 thì sao?", "cùng kỳ năm ngoái?" """
    tail = search_as_typed(table.TELLING_TAIL, question)
    if tail:
        return not search_as_typed(table.ASKS, question[: tail.start()])
    if search_as_typed(table.ASKS, question):
        return False
    length = len(syllables(question))
    bare = question.rstrip().endswith("?") and length <= _BARE_PART  # "SIPAS?", "xã hội số?"
    timed = _YEAR.search(question) or search_as_typed(table.MOMENT, question)
    return bare or (bool(timed) and length <= _SHORT)


def _asked_of(asking: str, previous: str) -> str:
    """ "thế ai công bố?" asks about what the question before was about."""
    topic = previous
    while match := search_as_typed(rf"{table.AMOUNT_ASKED}|(?<!\w)(?:{ASKING})(?!\w)|[?!.]+\s*$", topic):
        topic = f"{topic[: match.start()]} {topic[match.end() :]}"
    dangling = table.DANGLING if has_marks(topic) else strip_marks(table.DANGLING)
    words = [asking.strip().rstrip("?!. "), *re.sub(dangling, "", " ".join(topic.split())).split()]
    return " ".join(words) + "?"


def _named_again(question: str, before: Query) -> str:
    """ "tỉnh này", "chỉ số đó", "ông ấy": who or what the question before named."""
    for pattern, field in table.NAMED_AGAIN:
        match = search_as_typed(rf"(?<!\w){pattern}(?!\w)", question)
        named: tuple[str, ...] = getattr(before, field)
        if match and named:
            return question[: match.start()] + named[0] + question[match.end() :]
    return question


def _replaced(fragment: str, previous: str) -> str:
    """The question before with the part of the same sort replaced: year by year, place by place, index by index."""
    for replace in _SORTS:
        replaced = replace(fragment, previous)
        if replaced is not None:
            return replaced
    return f"{previous.rstrip('?!. ')} {fragment}?"


# Each of these puts the fragment where its like stands in the question before, or abstains.


def _year(fragment: str, previous: str) -> str | None:
    year = _YEAR.search(fragment)
    if year is None or _place_like(fragment):
        return None
    if _YEAR.search(previous):
        return _YEAR.sub(year[0], previous, count=1)
    return f"{previous.rstrip('?!. ')} {fragment}?"


def _moment(fragment: str, previous: str) -> str | None:
    """ "năm ngoái" for "năm nay"; for "năm 2024" the year before it."""
    if not search_as_typed(table.MOMENT, fragment):
        return None
    found = search_as_typed(table.MOMENT, previous)
    if found:
        return previous[: found.start()] + fragment + previous[found.end() :]
    year = _YEAR.search(previous)
    if year and search_as_typed(table.LAST_YEAR, fragment):
        return previous[: year.start()] + str(int(year[0]) - 1) + previous[year.end() :]
    return None


def _initial(fragment: str, previous: str) -> str | None:
    """ "lê thị n." for "Đ." """
    found = _INITIAL.search(previous)
    if not found or not _INITIAL.search(fragment):
        return None
    return previous[: found.start()] + fragment + previous[found.end() :]


def _quantity(fragment: str, previous: str) -> str | None:
    """ "800 m" for "400 m"."""
    given = [value for value in find_values(fragment) if value.unit]
    like = [old for old in find_values(previous) if given and _same_unit(old, given[0])]
    if not like:
        return None
    return previous[: like[0].span.start] + given[0].span.of(fragment) + previous[like[0].span.stop :]


def _same_unit(one: Value, other: Value) -> bool:
    return (one.kind, one.unit) == (other.kind, other.unit)


def _place_like(fragment: str) -> bool:
    return bool(find_known_places(fragment)) or any(name.kind is NameKind.PLACE for name in find_names(fragment))


def _place(fragment: str, previous: str) -> str | None:
    return _swap(fragment, previous, analyse(previous).places) if _place_like(fragment) else None


def _acronym(fragment: str, previous: str) -> str | None:
    named = analyse(fragment)
    before = analyse(previous)
    return _swap(fragment, previous, before.acronyms or before.names) if named.acronyms or named.names else None


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


def _same_head(fragment: str, previous: str) -> str | None:
    """ "tiền ở" for "tiền ăn", "môn Sử" for "môn Hóa": a phrase that begins with the same noun."""
    head = syllables(fragment)[0]
    found = re.search(rf"(?<!\w){re.escape(fold(head))}(?= \w)", fold(previous))
    if found is None or len(syllables(fragment)) < 2:
        return None
    end = search_as_typed(table.PHRASE_END, previous[found.end() :])
    stop = found.end() + (end.start() if end else 0)
    short = len(syllables(previous[found.start() : stop])) <= _LONGEST_PHRASE
    return previous[: found.start()] + fragment + previous[stop:] if short and stop > found.end() else None


def _measured(fragment: str, previous: str) -> str | None:
    return _in_group(table.MEASURED, fragment, previous)


def _topic(fragment: str, previous: str) -> str | None:
    """The fragment takes the place of what follows the last "về", "của", "ở"."""
    found = search_as_typed(table.TOPIC, previous)
    if found is None or search_as_typed(table.ASKS, previous[found.end() :]):
        return None
    return f"{previous[: found.end()]}{re.sub(r'^(?:về|của|ở|tại|trong|cho) ', '', fragment)}?"


def _only_name(fragment: str, previous: str) -> str | None:
    before = analyse(previous)
    named = (*before.places, *before.acronyms, *before.names)
    return _swap(fragment, previous, named) if len(named) == 1 else None


def _counted(fragment: str, previous: str) -> str | None:
    return _in_group(table.COUNTED, fragment, previous)


def _subject(fragment: str, previous: str) -> str | None:
    return _in_group(table.SUBJECT, fragment, previous)


def _in_group(pattern: str, fragment: str, previous: str) -> str | None:
    found = search_as_typed(pattern, previous)
    return None if found is None else previous[: found.start("thing")] + fragment + previous[found.end("thing") :]


_SORTS: Final[tuple[Callable[[str, str], str | None], ...]] = (
    _year, _moment, _initial, _quantity, _place, _acronym, _same_head,
    _measured, _counted, _topic, _only_name, _subject,
)  # fmt: skip
