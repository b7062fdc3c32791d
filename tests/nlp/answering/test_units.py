"""Figures with what belongs to them."""

from __future__ import annotations

import re

import pytest

from corpus.spans import Span
from nlp.answering.questions import analyse
from nlp.answering.units import in_full


@pytest.mark.parametrize(
    ("question", "text", "figure", "whole"),
    [
        ("Bao nhiêu người bị thương?", "khiến 14 người bị thương nặng", "14", "14 người"),
        ("ai biết bao nhiêu học sinh dự thi không", "tặng quà 14 học viên", "14", "14"),
        ("co bao nhieu hoc sinh du thi", "có 14 học sinh dự thi", "14", "14 học sinh"),
        ("Bao nhiêu cơ quan, đơn vị đã được kiểm tra?", "tại 32 cơ quan, đơn vị, trong đó", "32", "32 cơ quan, đơn vị"),
        ("Có bao nhiêu nhà đầu tư cá nhân tham gia khảo sát?", "217 nhà đầu tư cá nhân tham gia dự báo", "217", "217 nhà đầu tư"),
        ("Tổng mức đầu tư là bao nhiêu?", "vốn hơn 1.340 tỷ đồng", "1.340 tỷ đồng", "hơn 1.340 tỷ đồng"),
        ("Đắt hơn bao nhiêu tiền?", "cao hơn 5 triệu đồng", "5 triệu đồng", "5 triệu đồng"),
        ("Có bao nhiêu chủ lò thạo nghề?", "có 38/45 chủ lò", "38/45", "38/45"),
        ("Trận này thuộc vòng mấy Serie A?", "ở vòng 35 Serie A", "35", "35"),
        ("Thanh Hóa xếp thứ mấy?", "đứng gần thứ 3 toàn quốc", "thứ 3", "thứ 3"),
    ],
)  # fmt: skip
def test_figures_in_full(question: str, text: str, figure: str, whole: str) -> None:
    found = re.search(re.escape(figure), text)
    assert found
    assert in_full(analyse(question), text, Span(*found.span())).of(text) == whole
