"""Figures of a text and what they say: ranks, counts, percentages, money, dates, times, durations, measures.

The same figure means different things: "15/63" after "thứ", "xếp", "hạng" is a rank, "15/1" a date, "12/15 xã" a count.
An ordered table of rules decides; what an earlier rule has taken no later one may touch.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from corpus.spans import Span
from nlp.language.numerals import parse_numeral, parse_roman
from nlp.language.orthography import canonical, fold, has_marks, strip_marks
from nlp.language.value_patterns import PATTERNS, SINGLE_WORDS
from nlp.language.value_table import (
    COUNTED_IN_TURN,
    CURRENCIES,
    DURATION_UNITS,
    MEASURE_UNITS,
    MONTH_WORDS,
    ORDINAL_WORDS,
    WEEKDAYS,
)


class ValueKind(StrEnum):
    RANK = "rank"
    ORDINAL = "ordinal"  # "lần thứ 3": numbers turns, ranks nothing
    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Value:
    """One figure. ``span`` covers it with its unit ("2,5 triệu đồng"), without a word like "hơn" before it.

    ``value`` is a number, or for dates and times a shortened ISO 8601 form: "2023-11-06", "2023-07", "--01-15" (no
    year given), "--07", "2023-Q2", "2022", "1820s", "C19" (century), "W1" (Monday), "09:30". ``upto`` is the other
    end of a range, ``of`` the number of those ranked, ``unit`` a currency (ISO 4217), a unit of time or of measure,
    ``per`` what an amount is reckoned by ("đồng/kg").
    """

    span: Span
    kind: ValueKind
    value: int | float | str
    upto: int | float | str | None = None
    of: int | float | None = None
    unit: str | None = None
    per: str | None = None

    def as_row(self) -> dict[str, Any]:
        """For JSON: only what is known.

        >>> find_values("xếp thứ 15/63 tỉnh")[0].as_row()
        {'kind': 'rank', 'value': 15, 'of': 63}
        """
        unit = "currency" if self.kind is ValueKind.MONEY else "unit"
        row = {"kind": self.kind.value, "value": self.value, "to": self.upto, "of": self.of, unit: self.unit}
        row["per"] = self.per
        return {key: value for key, value in row.items() if value is not None}


_Match = re.Match[str]
_Parts = tuple[ValueKind, dict[str, Any]]


def find_values(text: str) -> tuple[Value, ...]:
    """The figures of a text from left to right, none overlapping.

    >>> [value.as_row() for value in find_values("Ngày 6-11-2023, 100% cơ quan dùng 12.075 chữ ký")]
    [{'kind': 'date', 'value': '2023-11-06'}, {'kind': 'percent', 'value': 100}, {'kind': 'count', 'value': 12075}]
    """
    marked = has_marks(text)
    low = canonical(text) if marked else fold(text)
    taken = bytearray(len(text))
    found: list[Value] = []
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


# --- what the rules make of a match --------------------------------------------------------------------------------


def _number(numeral: str | None) -> int | float | None:
    return None if numeral is None else parse_numeral(numeral)


def _amount(kind: ValueKind, units: dict[str, str] | None = None) -> Callable[[_Match], _Parts | None]:
    """An amount, or a range of two, with its unit looked up in ``units``."""
    names = {} if units is None else units | {strip_marks(name): unit for name, unit in units.items()}

    def build(match: _Match) -> _Parts | None:
        groups = match.groupdict()
        value, upto = _number(groups["value"]), _number(groups.get("upto"))
        if value is None:
            return None
        value = _scaled_alike(value, upto, groups["value"], groups.get("upto"))
        unit = names.get(" ".join(groups["unit"].split())) if units is not None else None
        per = groups.get("per")
        return kind, {"value": value, "upto": upto, "unit": unit, "per": per and names.get(per, per)}

    return build


def _scaled_alike(value: int | float, upto: int | float | None, first: str, last: str | None) -> int | float:
    """ "từ 2 đến 3 triệu" counts both in millions."""
    scales = [word for word in (last or "").split() if not word[0].isdigit()]
    if upto is None or not scales or not first[-1].isdigit() or value >= upto:
        return value
    scaled = parse_numeral(f"{first} {' '.join(scales)}")
    return value if scaled is None or scaled > upto else scaled


def _rank(match: _Match) -> _Parts | None:
    groups = match.groupdict()
    if groups.get("first"):
        return ValueKind.RANK, {"value": 1}
    value = _ordinal(groups["value"])
    if value is None:
        return None
    kind = (
        ValueKind.ORDINAL
        if _IN_TURN.search(match.string, max(0, match.start() - 12), match.start())
        else ValueKind.RANK
    )
    return kind, {"value": value, "of": _number(groups.get("of"))}


def _ordinal(numeral: str) -> int | float | None:
    words = ORDINAL_WORDS | {strip_marks(word): value for word, value in ORDINAL_WORDS.items()}
    return words.get(numeral) or parse_numeral(numeral) or parse_roman(numeral)


def _date(match: _Match) -> _Parts | None:
    """Days, months, quarters and years: what is not given shows as "-" in the ISO form."""
    groups = match.groupdict()
    day, month, year = groups.get("day"), groups.get("month"), groups.get("year")
    written = year or ("-" if month or groups.get("quarter") else "")
    if groups.get("quarter"):
        quarter = parse_roman(groups["quarter"]) or _ordinal(groups["quarter"])
        return ValueKind.DATE, {"value": f"{written}-Q{quarter}"}
    if month:
        written += f"-{_month(month):02d}"
    if day:
        written += f"-{int(day):02d}"
    return ValueKind.DATE, {"value": written, "upto": groups.get("upto")}


def _month(month: str) -> int:
    words = MONTH_WORDS | {strip_marks(word): value for word, value in MONTH_WORDS.items()}
    return words[month] if month in words else int(month)


def _era(match: _Match) -> _Parts | None:
    century, decade = match["century"], match["decade"]
    value = f"C{int(century) if century.isdigit() else parse_roman(century)}" if century else f"{decade}s"
    return ValueKind.DATE, {"value": f"-{value}" if match["bc"] else value}


def _time(match: _Match) -> _Parts | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 24 or minute > 59:
        return None
    if match["half"] in _AFTERNOON and hour < 12:
        hour += 12
    return ValueKind.TIME, {"value": f"{hour:02d}:{minute:02d}"}


def _fraction(match: _Match) -> _Parts | None:
    return ValueKind.COUNT, {"value": _number(match["value"]), "of": _number(match["of"])}


def _weekday(match: _Match) -> _Parts | None:
    names = WEEKDAYS | {strip_marks(name): day for name, day in WEEKDAYS.items()}
    name = match["weekday"] or match["w2"] or match["w3"]
    return ValueKind.DATE, {"value": f"W{names[name]}"}


def _share(match: _Match) -> _Parts | None:
    """ "2/3 dân số", "12/15 xã": a part of a whole, when it is smaller than the whole and could be a share."""
    value, of = int(match["value"]), int(match["of"])
    return _fraction(match) if value <= of and of > 1 else None


def _round(match: _Match) -> _Parts | None:
    """ "hàng trăm": the round number named, about that many."""
    scale = match["value"]
    value = 10 if scale in ("chục", "chuc") else parse_numeral(scale)
    return None if value is None else (ValueKind.COUNT, {"value": value})


_IN_TURN: Final = re.compile(rf"(?<!\w)(?:{COUNTED_IN_TURN}|{strip_marks(COUNTED_IN_TURN)}) \Z")
_AFTERNOON: Final = ("chiều", "tối", "đêm", "chieu", "toi", "dem")


# --- the rules -----------------------------------------------------------------------------------------------------


_BUILDERS: Final = {
    "percent": _amount(ValueKind.PERCENT),
    "money": _amount(ValueKind.MONEY, CURRENCIES),
    "duration": _amount(ValueKind.DURATION, DURATION_UNITS),
    "measure": _amount(ValueKind.MEASURE, MEASURE_UNITS),
    "count": _amount(ValueKind.COUNT),
    "rank": _rank,
    "date": _date,
    "era": _era,
    "weekday": _weekday,
    "time": _time,
    "share": _share,
    "fraction": _fraction,
    "round": _round,
}


@functools.cache
def _rules(marked: bool) -> tuple[tuple[re.Pattern[str], Callable[[_Match], _Parts | None]], ...]:
    """The patterns in marked or in unmarked spelling, compiled when they are first needed, and what builds of them.

    Number words are other words without their marks, so the unmarked spelling has no rules of single ones.
    """
    edges = r"(?<![\w])(?<!\d[.,/])(?<![^\W\d_]-)"
    return tuple(
        (re.compile(f"{edges}(?:{pattern if marked else strip_marks(pattern)})"), _BUILDERS[sort])
        for pattern, sort in PATTERNS
        if marked or SINGLE_WORDS not in pattern
    )
