"""When a figure in a summary is one that an article holds, however differently the two are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from nlp.language.values import Value, ValueKind

_DATE: Final = re.compile(r"(?P<year>\d{4})?-{0,2}(?:(?P<quarter>Q\d)|(?P<month>\d{2}))?(?:-(?P<day>\d{2}))?\Z")
_RANKS: Final = (ValueKind.RANK, ValueKind.ORDINAL)
_LARGE: Final = 1000  # from here on a bare number may leave its unit to the reader ("15 triệu")


def agrees(claimed: Value, held: Value) -> bool:
    """True when ``held`` bears out ``claimed``: the same quantity of the same kind, or the same day said more exactly.

    A summary may say less than its source ("năm 2023" for "6/11/2023", "thứ 15" for "15/63"), never more.

    >>> from nlp.language.values import find_values
    >>> def one(text): return find_values(text)[0]
    >>> agrees(one("thứ 15"), one("xếp 15/63")), agrees(one("12.075 hồ sơ"), one("12075 hồ sơ"))
    (True, True)
    >>> agrees(one("15%"), one("15 km")), agrees(one("ngày 6/11/2023"), one("ngày 6/11"))
    (False, False)
    """
    if claimed.kind is ValueKind.DATE or held.kind is ValueKind.DATE:
        return claimed.kind is held.kind and _same_time(claimed, held)
    if ValueKind.TIME in (claimed.kind, held.kind):
        return claimed.kind is held.kind and claimed.value == held.value
    return _same_kind(claimed, held) and _same_amount(claimed, held)


def _same_kind(claimed: Value, held: Value) -> bool:
    if claimed.kind is held.kind:
        return claimed.unit == held.unit
    if claimed.kind in _RANKS and held.kind in _RANKS:
        return True
    if ValueKind.COUNT in (claimed.kind, held.kind):
        pair = {claimed.kind, held.kind}
        if ValueKind.RANK in pair:
            return claimed.of is not None and claimed.of == held.of
        return (
            pair <= {ValueKind.COUNT, ValueKind.MONEY}
            and isinstance(claimed.value, int | float)
            and claimed.value >= _LARGE
        )
    return False


def _same_amount(claimed: Value, held: Value) -> bool:
    if claimed.of is not None and claimed.of != held.of:
        return False
    if claimed.upto is not None:
        return (claimed.value, claimed.upto) == (held.value, held.upto)
    return claimed.value in (held.value, held.upto)


def _same_time(claimed: Value, held: Value) -> bool:
    if claimed.upto is not None:
        return (claimed.value, claimed.upto) == (held.value, held.upto)
    return any(_within(str(claimed.value), str(end)) for end in (held.value, held.upto) if end is not None)


def _within(claimed: str, held: str) -> bool:
    """Every part that ``claimed`` gives, ``held`` gives alike."""
    if claimed == held:
        return True
    one, other = _DATE.match(claimed), _DATE.match(held)
    if one is None or other is None:
        return False
    given = {name: part for name, part in one.groupdict().items() if part}
    return bool(given) and all(other[name] == part for name, part in given.items())


def completed(value: Value, published: str | None) -> Iterator[Value]:
    """The figure, and for a day or month without a year the same with the year of publication."""
    yield value
    if value.kind is ValueKind.DATE and published and str(value.value).startswith("--"):
        yield replace(value, value=published[:4] + str(value.value)[1:])


def roughly(claimed: Value, held: Value) -> bool:
    """True when a count is of the size of a round word: "hàng nghìn" for 3.200."""
    low, found = claimed.value, held.value
    if held.kind is not ValueKind.COUNT or not isinstance(low, int | float) or not isinstance(found, int | float):
        return False
    return low <= found < 10 * low
