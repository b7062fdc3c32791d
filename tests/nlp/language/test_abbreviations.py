from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.language.abbreviation_table import COMMON
from nlp.language.abbreviations import abbreviations_of, common, find_definitions

GOLDEN = Path(__file__).parents[2] / "golden" / "abbreviations.tsv"


def golden_rows() -> list[tuple[str, str, list[str]]]:
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(label, text, [pair for pair in pairs.split(" | ") if pair]) for label, text, pairs in rows]


@pytest.mark.parametrize(("label", "text", "pairs"), golden_rows())
def test_golden(label: str, text: str, pairs: list[str]) -> None:
    found = [f"{one.short.of(text)}={one.long.of(text)}" for one in find_definitions(text)]
    assert found == pairs, label


@given(st.text(alphabet="CHcải hành (),.:“\n-&", max_size=80))
def test_definitions_lie_in_the_text(text: str) -> None:
    for one in find_definitions(text):
        assert one.long.of(text).strip()
        assert not one.long.overlaps(one.short)


@pytest.mark.parametrize("unit", ["(AB) ", "AB (", "a b (", "AB là viết tắt của "])
def test_long_runs_end(unit: str) -> None:
    assert isinstance(find_definitions(unit * 3_000), tuple)


def test_the_table_is_sound() -> None:
    assert len(set(COMMON)) == len(COMMON) <= 400
    assert all((short and long and len(long.split()) >= 2) or short in ("VTV",) for short, long in COMMON)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("UBND tỉnh", "ủy ban nhân dân"),
        ("ubnd tinh", "ủy ban nhân dân"),
        ("xep thu may ve papi", "chỉ số hiệu quả quản trị và hành chính công"),
        ("chi so nang luc canh tranh cap tinh", "PCI"),
        ("Uỷ ban nhân dân tỉnh", "UBND"),
        ("sở kh&đt", "Kế hoạch và Đầu tư"),
    ],
)
def test_expansion_goes_both_ways(text: str, other: str) -> None:
    assert other in common().expand(text)


@pytest.mark.parametrize("text", ["ai là người đầu tiên", "ở đâu", "các cơ quan", "who is he", "th", "tổ chức"])
def test_ordinary_words_are_not_abbreviations(text: str) -> None:
    assert common().expand(text) == ()


def test_what_an_article_defines_goes_first() -> None:
    own = abbreviations_of(["Trung tâm Hỗ trợ Học sinh (TTHC) mở cửa."]).including([("TTHC", "trung tâm hành chính")])
    assert own.meanings("tthc") == ("trung tâm hành chính",)
    assert abbreviations_of(["Vật thủ công hành chính (TTHC)"]).meanings("TTHC") == common().meanings("TTHC")
    assert own.shorts("Trung tâm hành chính") == ("TTHC",)
    assert own.meanings("CCHC") == common().meanings("CCHC")
