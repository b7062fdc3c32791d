"""Follow-ups are completed; full questions are left alone."""

from __future__ import annotations

import pytest

from nlp.answering.dialogue import resolve

RANK = "Thanh Hóa xếp thứ mấy về PAPI?"


@pytest.mark.parametrize(
    ("question", "previous", "full"),
    [
        ("còn SIPAS?", RANK, "Thanh Hóa xếp thứ mấy về SIPAS?"),
        ("còn Nghệ An thì sao?", RANK, "Nghệ An xếp thứ mấy về PAPI?"),
        ("thế năm 2020?", RANK, "Thanh Hóa xếp thứ mấy về PAPI năm 2020?"),
        ("thế năm 2020?", "Năm 2022 tỉnh xếp thứ mấy?", "Năm 2020 tỉnh xếp thứ mấy?"),
        ("con sipas", "thanh hoa xep thu may ve papi", "thanh hoa xep thu may ve sipas"),
        ("con nghe an thi sao", "thanh hoa xep thu may ve papi", "nghe an xep thu may ve papi"),
        ("còn chỉ số SIPAS?", "Chỉ số PAPI là bao nhiêu?", "Chỉ số SIPAS là bao nhiêu?"),
        ("còn kinh tế số?", "Tỉnh xếp thứ mấy về xã hội số?", "Tỉnh xếp thứ mấy về kinh tế số?"),
        ("còn năm ngoái?", "Năm nay thu bao nhiêu tỷ đồng?", "năm ngoái thu bao nhiêu tỷ đồng?"),
        ("thế ai công bố?", "Xếp hạng DTI năm 2022 là bao nhiêu?", "thế ai công bố Xếp hạng DTI năm 2022?"),
        ("vì sao?", "Giá lúa giảm bao nhiêu?", "vì sao Giá lúa giảm?"),
        ("Tỉnh này có bao nhiêu xã?", RANK, "Thanh Hóa có bao nhiêu xã?"),
    ],
)
def test_follow_ups(question: str, previous: str, full: str) -> None:
    resolved = resolve(question, previous)
    assert resolved.removeprefix("thế ") == full.removeprefix("thế ")


@pytest.mark.parametrize(
    "question",
    ["Ai công bố chỉ số PAPI?", "Có bao nhiêu xã đạt chuẩn?", "Còn bao nhiêu hộ chưa bàn giao mặt bằng cho dự án?", ""],
)
def test_without_a_question_before_nothing_changes(question: str) -> None:
    assert resolve(question, None) == question


@pytest.mark.parametrize("question", ["Ai công bố chỉ số?", "Tỉnh có mấy huyện?", "Bài đăng ngày nào?"])
def test_full_questions_stay(question: str) -> None:
    assert resolve(question, RANK) == question
