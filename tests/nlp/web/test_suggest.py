"""Suggestions: questions made of facts, and none made of what only looks like one."""

from __future__ import annotations

import pytest

from corpus.records import Article, Block, Role
from corpus.spans import Span
from nlp.web.suggest import suggestions

MADE = [
    ("Huyện có 12 trường học và 3 trạm y tế.", {"Có bao nhiêu trường học?", "Có bao nhiêu trạm y tế?"}),
    ("Năm 2022, chỉ số hài lòng (SIPAS) của tỉnh đứng thứ 5 cả nước.", {"SIPAS xếp thứ mấy?", "SIPAS là gì?"}),
    ("Tổng vốn đầu tư của dự án là 120 tỷ đồng.", {"Tổng vốn đầu tư là bao nhiêu?"}),
    ("Lễ hội có 5 nghệ nhân trình diễn.", {"Có bao nhiêu nghệ nhân?"}),  # "trình" is half of "trình diễn"
    ("Tỉnh có 16 văn bản chỉ đạo về cải cách.", {"Có bao nhiêu văn bản chỉ đạo?"}),
    ("Ông Trần Văn Bình nói rằng lúa tốt.", {"Ông Trần Văn Bình là ai?"}),
    ("Khoảng 98% hộ dân đã có nước sạch.", {"Bao nhiêu phần trăm hộ dân?"}),
    ("Nguyên nhân là kênh chính bị sạt lở.", {"Nguyên nhân là gì?"}),
]
NOT_MADE = [
    "Nhóm mười địa phương dẫn đầu cả nước về cải cách hành chính (CCHC).",  # a rank, but not of the acronym
    "Đường dài 12 km, rộng 7 m, xong ngày 30/4/2024.",
    "Trong 3 năm qua tỉnh tăng 8 bậc.",
    "Trời đẹp, bà con phấn khởi.",
    "Phim tập 24 hứa hẹn kịch tính.",  # a number of an episode, not a count
    "Hạng 3 gần đây, số 7 lại về nhì.",
]


def article(text: str) -> Article:
    return Article("a", text, (Block(Span(0, len(text)), Role.BODY),))


@pytest.mark.parametrize(("text", "expected"), MADE)
def test_facts_become_questions(text: str, expected: set[str]) -> None:
    assert expected <= {made.question for made in suggestions(article(text))}


@pytest.mark.parametrize("text", NOT_MADE)
def test_what_is_no_fact_becomes_none(text: str) -> None:
    assert not [made for made in suggestions(article(text)) if not made.question.endswith("là gì?")]


@pytest.mark.parametrize("text", [text for text, _ in MADE])
def test_the_fact_lies_in_the_article(text: str) -> None:
    for made in suggestions(article(text)):
        assert made.fact.of(text)
        assert made.fact.stop <= len(text)
