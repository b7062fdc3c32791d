"""A figure of a text and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from corpus.spans import Span


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
    PHONE = "phone"


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

        >>> Value(Span(0, 9), ValueKind.RANK, 15, of=63).as_row()
        {'kind': 'rank', 'value': 15, 'of': 63}
        """
        unit = "currency" if self.kind is ValueKind.MONEY else "unit"
        row = {"kind": self.kind.value, "value": self.value, "to": self.upto, "of": self.of, unit: self.unit}
        row["per"] = self.per
        return {key: value for key, value in row.items() if value is not None}
