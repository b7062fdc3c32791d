"""The right figure for the right noun, and nobody else's."""

from __future__ import annotations

import pytest

from models.reading import Reader
from nlp.answering.lexical import LexicalReader

RANKS = (
    "Hà Nam xếp thứ 13 cả nước về xã hội số, xếp thứ 14 về kinh tế số và xếp thứ 16 về chính quyền số. "
    "Chỉ số công khai (CSK) đứng thứ 3, tăng 21 bậc so với năm 2020; Chỉ số hài lòng (CHL) đứng thứ 5."
)


def best(question: str, *contexts: str) -> str | None:
    reading = LexicalReader().read(question, contexts)
    if not reading.answered:
        return None
    top = reading.candidates[0]
    return top.span.of(contexts[top.context])


@pytest.mark.parametrize(
    ("question", "rank"),
    [
        ("Hà Nam xếp thứ mấy về xã hội số?", "thứ 13"),
        ("Hà Nam xếp thứ mấy về kinh tế số?", "thứ 14"),
        ("Hà Nam xếp thứ mấy về chính quyền số?", "thứ 16"),
        ("Hà Nam xếp thứ mấy về CSK?", "thứ 3"),
        ("ha nam xep thu may ve chl", "thứ 5"),
        ("Chỉ số hài lòng đứng thứ mấy?", "thứ 5"),
        ("Phú Yên xếp thứ mấy về kinh tế số?", None),
        ("Hà Nam xếp thứ mấy về PCI?", None),
        ("Hà Nam xếp thứ mấy về CSK năm 2020?", None),
        ("Hà Nam xếp thứ mấy về kinh tế số năm 2019?", None),
    ],
)
def test_ranks(question: str, rank: str | None) -> None:
    assert best(question, RANKS) == rank


def test_exact_marks_go_before_folded_ones() -> None:
    contexts = ("Bản Mường có 12 hộ.", "Bàn Mương có 30 hộ.")
    assert best("Bản Mường có bao nhiêu hộ?", *contexts) == "12"
    assert best("Bàn Mương có bao nhiêu hộ?", *contexts) == "30"


def test_another_province_in_another_paragraph_lends_no_figure() -> None:
    contexts = ("Lào Cai trồng 500 ha quế.", "Yên Bái trồng chè. Diện tích quế mới trồng là 70 ha.")
    assert best("Yên Bái trồng bao nhiêu ha quế?", *contexts) == "70 ha"
    assert best("Hòa Bình trồng bao nhiêu ha quế?", *contexts) is None


def test_whom_somebody_is_measured_by_owns_nothing() -> None:
    context = "Tám tháng đầu năm, Cà Mau thu hút 40 dự án, đứng thứ hai sau Bạc Liêu. Vốn giải ngân chiếm 71%."
    assert best("Cà Mau đứng thứ mấy về thu hút dự án?", context) == "thứ hai"
    assert best("Bạc Liêu đứng thứ mấy về thu hút dự án?", context) is None
    assert best("Cà Mau giải ngân vốn bao nhiêu phần trăm?", context) == "71%"


def test_this_year_is_the_year_of_the_days_that_are_named() -> None:
    context = (
        "Ngày 12/9/2023, huyện họp. Năm nay trường tuyển 320 học sinh mới; năm 2021 trường tuyển 250 học sinh mới."
    )
    assert best("Năm 2023 trường tuyển bao nhiêu học sinh mới?", context) == "320"
    assert best("Năm 2021 trường tuyển bao nhiêu học sinh mới?", context) == "250"
    assert best("Năm 2022 trường tuyển bao nhiêu học sinh mới?", context) is None


@pytest.mark.parametrize("noun", ["HCĐ", "huy chương đồng"])
@pytest.mark.parametrize("said", ["10 HCĐ", "10 huy chương đồng"])
def test_an_abbreviation_counts_as_its_long_form(noun: str, said: str) -> None:
    assert best(f"Cà Mau được bao nhiêu {noun}?", f"Cà Mau được 8 huy chương vàng và {said}.") == "10"


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Trận đấu thuộc vòng mấy?", "21"),
        ("tran dau thuoc vong may", "21"),
        ("Trận đấu diễn ra trên quốc lộ mấy?", None),
        ("Con trai đội trưởng học lớp mấy?", "5"),
    ],
)
def test_the_number_of_a_name_is_asked_for(question: str, number: str | None) -> None:
    context = "Trận đấu thuộc vòng 21 của giải. Hiệp 1 trận đấu có 3 bàn thắng. Con trai đội trưởng đang học lớp 5."
    assert best(question, context) == number


def test_the_same_twice_and_scores_in_range() -> None:
    reader: Reader = LexicalReader()
    first, second = (reader.read("Hà Nam xếp thứ mấy về kinh tế số?", [RANKS]) for _ in range(2))
    assert first == second
    assert all(0 <= candidate.score <= 1 for candidate in first.candidates)


@pytest.mark.parametrize("contexts", [[], [""], ["…"], ["\ud800"], ["a" * 30_000]])
def test_strange_contexts(contexts: list[str]) -> None:
    assert not LexicalReader().read("Tỉnh xếp thứ mấy?", contexts).answered
