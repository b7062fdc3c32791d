"""Figures mean what their neighbours say: golden cases, one value or none a row, and what holds for any text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.language.numerals import parse_numeral, parse_roman
from nlp.language.values import find_values, normalize

GOLDEN = Path(__file__).parents[2] / "golden" / "values.tsv"
ROWS = [
    line.split("\t") for line in GOLDEN.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")
]


@pytest.mark.parametrize(("label", "text", "piece", "row"), ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS])
def test_golden(label: str, text: str, piece: str, row: str) -> None:
    found = [(value.span.of(text), value.as_row()) for value in find_values(text)]
    if label == "none":
        assert found == []
    else:
        assert (piece, json.loads(row)) in found


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789.,/-:% thứngàyămhđồtỷ()xếpIVX\n", max_size=60))
def test_spans_are_disjoint_sorted_and_inside(text: str) -> None:
    stop = 0
    for value in find_values(text):
        assert stop <= value.span.start < value.span.stop <= len(text)
        stop = value.span.stop
        json.dumps(value.as_row())


def test_normalize_takes_the_kind_that_was_asked() -> None:
    text = "ngày 6/11/2023 có 12 xã"
    assert normalize(text) == {"kind": "date", "value": "2023-11-06"}
    assert normalize(text, "count") == {"kind": "count", "value": 12}
    assert normalize(text, "money") is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("12.075", 12075),
        ("4,5", 4.5),
        ("1.250,75", 1250.75),
        ("2,5 triệu", 2_500_000),
        ("3 nghìn tỷ", 3_000_000_000_000),
        ("một trăm linh năm", 105),
        ("hai mươi mốt", 21),
        ("mười", 10),
        ("hai nghìn rưỡi", 2500),
        ("không trăm", 0),
        ("ba muoi hai", 32),
        ("nhiều", None),
    ],
)
def test_numerals(numeral: str, value: float | None) -> None:
    assert parse_numeral(numeral) == value


def test_roman_numerals_refuse_other_words() -> None:
    assert [parse_roman(numeral) for numeral in ("IV", "XXVII", "xix", "vi t")] == [4, 27, 19, None]
