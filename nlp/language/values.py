"""Figures of a text and what they say: ranks, counts, percentages, money, dates, times, durations, measures.

The same figure means different things: "15/63" after "thứ", "xếp", "hạng" is a rank, "15/1" a date, "12/15 xã" a count.
An ordered table of rules decides; what an earlier rule has taken no later one may touch.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any, Final

from corpus.spans import Span
from nlp.language.orthography import canonical, fold, has_marks, strip_marks
from nlp.language.value_builders import BUILDERS, Match, Parts
from nlp.language.value_patterns import PATTERNS, SINGLE_WORDS
from nlp.language.value_records import Value, ValueKind
from nlp.language.value_table import RANKED_BEFORE, WEEKDAYS

__all__ = ["Value", "ValueKind", "find_values", "normalize"]

#: The press writes the days of the week with a capital, which tells "thứ Năm" from the fifth rank.
_WEEKDAY: Final = re.compile(
    rf"(?<!\w){''.join(f'(?<!{word} )' for word in RANKED_BEFORE)}[Tt]hứ (?P<weekday>Hai|Ba|Tư|Năm|Sáu|Bảy)(?!\w)"
)


def find_values(text: str) -> tuple[Value, ...]:
    """The figures of a text from left to right, none overlapping.

    >>> [value.as_row() for value in find_values("Ngày 6-11-2023, 100% cơ quan dùng 12.075 chữ ký")]
    [{'kind': 'date', 'value': '2023-11-06'}, {'kind': 'percent', 'value': 100}, {'kind': 'count', 'value': 12075}]
    """
    marked = has_marks(text)
    low = canonical(text) if marked else fold(text)
    taken = bytearray(len(text))
    found = [
        Value(Span(*match.span()), ValueKind.DATE, f"W{WEEKDAYS[match['weekday'].lower()]}")
        for match in _WEEKDAY.finditer(text)
    ]
    for value in found:
        taken[value.span.start : value.span.stop] = b"\1" * len(value.span)
    for pattern, build in _rules(marked):
        for match in pattern.finditer(low):
            start, stop = match.span()
            parts = None if any(taken[start:stop]) else build(match)
            if parts is not None:
                kind, fields = parts
                taken[start:stop] = b"\1" * (stop - start)
                found.append(Value(Span(start, stop), kind, **fields))
    return tuple(sorted(found, key=lambda value: value.span))


def normalize(text: str, kind: str | None = None) -> dict[str, Any] | None:
    """What an answer says as a value, for JSON: the first figure of ``kind``, or the first of any; else ``None``.

    >>> normalize("06/11/2023"), normalize("hơn 3 nghìn", "count"), normalize("Bộ Y tế")
    ({'kind': 'date', 'value': '2023-11-06'}, {'kind': 'count', 'value': 3000}, None)
    """
    fitting = [value for value in find_values(text) if kind is None or value.kind == kind]
    return fitting[0].as_row() if fitting else None


@functools.cache
def _rules(marked: bool) -> tuple[tuple[re.Pattern[str], Callable[[Match], Parts | None]], ...]:
    """The patterns in marked or in unmarked spelling, compiled when they are first needed, and what builds of them.

    Number words are other words without their marks, so the unmarked spelling has no rules of single ones.
    """
    edges = r"(?<![\w])(?<!\d[.,/-])(?<![^\W\d_]-)"
    return tuple(
        (re.compile(f"{edges}(?:{pattern if marked else strip_marks(pattern)})"), BUILDERS[sort])
        for pattern, sort in PATTERNS
        if marked or SINGLE_WORDS not in pattern
    )
