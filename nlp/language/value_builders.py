"""What the patterns of figures make of a match: the kind and the fields of a value, or nothing after all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from nlp.language.numerals import parse_numeral, parse_roman, tidy
from nlp.language.orthography import strip_marks
from nlp.language.value_records import ValueKind
from nlp.language.value_table import (
    COMPOUND_DURATIONS,
    COUNTED_IN_TURN,
    CURRENCIES,
    DURATION_UNITS,
    MEASURE_UNITS,
    MONTH_WORDS,
    ORDINAL_WORDS,
    WEEKDAYS,
)

Match = re.Match[str]
Parts = tuple[ValueKind, dict[str, Any]]


def _number(numeral: str | None) -> int | float | None:
    return None if numeral is None else parse_numeral(numeral)


def _amount(kind: ValueKind, units: dict[str, str] | None = None) -> Callable[[Match], Parts | None]:
    """An amount, or a range of two, with its unit looked up in ``units``."""
    names = {} if units is None else units | {strip_marks(name): unit for name, unit in units.items()}

    def build(match: Match) -> Parts | None:
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


def _rank(match: Match) -> Parts | None:
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


def _date(match: Match) -> Parts | None:
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


def _era(match: Match) -> Parts | None:
    century, decade = match["century"], match["decade"]
    value = f"C{int(century) if century.isdigit() else parse_roman(century)}" if century else f"{decade}s"
    return ValueKind.DATE, {"value": f"-{value}" if match["bc"] else value}


def _time(match: Match) -> Parts | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 24 or minute > 59:
        return None
    if match["half"] in _AFTERNOON and hour < 12:
        hour += 12
    return ValueKind.TIME, {"value": f"{hour:02d}:{minute:02d}"}


def _fraction(match: Match) -> Parts | None:
    return ValueKind.COUNT, {"value": _number(match["value"]), "of": _number(match["of"])}


def _weekday(match: Match) -> Parts | None:
    names = WEEKDAYS | {strip_marks(name): day for name, day in WEEKDAYS.items()}
    name = match["weekday"] or match["w2"] or match["w3"]
    return ValueKind.DATE, {"value": f"W{names[name]}"}


def _share(match: Match) -> Parts | None:
    """ "2/3 dân số", "12/15 xã": a part of a whole, when it is smaller than the whole and could be a share."""
    value, of = int(match["value"]), int(match["of"])
    return _fraction(match) if value <= of and of > 1 else None


def _round(match: Match) -> Parts | None:
    """ "hàng trăm": the round number named, about that many."""
    scale = match["value"]
    value = 10 if scale in ("chục", "chuc") else parse_numeral(scale)
    return None if value is None else (ValueKind.COUNT, {"value": value})


def _compound(match: Match) -> Parts | None:
    """ "7 năm 6 tháng" in months, "2 phút 11 giây 35" in seconds with their hundredths: the unit that loses nothing."""
    groups = match.groupdict()
    first = _number(groups["value"])
    if first is None:
        return None
    units = [(great, small) for great, small in COMPOUND_DURATIONS if great in _spellings(groups["great"])]
    hundredths = groups.get("hundredths")
    fine = int(hundredths) / 10 ** len(hundredths) if hundredths else 0
    if not units:  # "54 giây 82"
        return ValueKind.DURATION, {"value": tidy(first + fine), "unit": "second"}
    great, small = units[0]
    total = first * COMPOUND_DURATIONS[great, small] + int(groups["part"])
    return ValueKind.DURATION, {"value": tidy(total + fine), "unit": DURATION_UNITS[small]}


def _spellings(unit: str) -> tuple[str, ...]:
    """The units with marks that ``unit`` may stand for."""
    return tuple(name for name in DURATION_UNITS if unit in (name, strip_marks(name)))


def _span_of_hours(match: Match) -> Parts | None:
    """ "6 giờ đến 19 giờ": from one time of day to a later one; "từ 6 giờ còn 3 giờ" is none."""
    (hour, minute), (last, past) = (
        (int(match[first]), int(match[then] or 0)) for first, then in (("hour", "minute"), ("hour2", "minute2"))
    )
    if not hour < last <= 24 or max(minute, past) > 59 or (last < 12 and not match["minute"] and not match["minute2"]):
        return None
    return ValueKind.TIME, {"value": f"{hour:02d}:{minute:02d}", "upto": f"{last:02d}:{past:02d}"}


def _half(_: Match) -> Parts | None:
    return ValueKind.PERCENT, {"value": 50}


def _height(match: Match) -> Parts | None:
    """ "1m76", "1m7": metres and what follows them."""
    return ValueKind.MEASURE, {"value": tidy(float(f"{match['value']}.{match['centimetres']}")), "unit": "m"}


def _phone(match: Match) -> Parts | None:
    return ValueKind.PHONE, {"value": "".join(filter(str.isdigit, match[0]))}


_IN_TURN: Final = re.compile(rf"(?<!\w)(?:{COUNTED_IN_TURN}|{strip_marks(COUNTED_IN_TURN)}) \Z")
_AFTERNOON: Final = ("chiều", "tối", "đêm", "chieu", "toi", "dem")


BUILDERS: Final = {
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
    "compound": _compound,
    "hours": _span_of_hours,
    "half": _half,
    "phone": _phone,
    "height": _height,
}
