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
        ("thế tiền trọ?", "Mỗi em được cấp tiền ăn bao nhiêu?", "Mỗi em được cấp tiền trọ bao nhiêu?"),
        ("Loại B thì sao?", "Gạo loại A được bao nhiêu?", "Gạo loại B được bao nhiêu?"),
        ("loại 45 m2 thì sao?", "Căn hộ 30 m² giá bao nhiêu?", "Căn hộ 45 m2 giá bao nhiêu?"),
        ("thế 200 m?", "Chị Lan bơi 100 m hết bao lâu?", "Chị Lan bơi 200 m hết bao lâu?"),
        ("còn h.?", "Bị cáo K. lãnh mấy năm tù?", "Bị cáo h. lãnh mấy năm tù?"),
        ("cùng kỳ năm ngoái?", "Năm 2024 xã thu bao nhiêu?", "Năm 2023 xã thu bao nhiêu?"),
        ("năm 2020 thì bao nhiêu?", "Năm 2024 xã thu bao nhiêu?", "Năm 2020 xã thu bao nhiêu?"),
        ("còn dầu hỏa?", "Giá xăng mới là bao nhiêu một lít?", "Giá dầu hỏa mới là bao nhiêu một lít?"),
        ("thế lào cai đc bnhiu", "Lạng Sơn được bao nhiêu?", "lào cai được bao nhiêu?"),
        ("thế trạm bơm thì sao?", "Xã có mấy cống thoát nước?", "Xã có mấy trạm bơm?"),
        (
            "còn nguyễn khuyến?",
            "Điểm chuẩn vào THPT Chu Văn An là bao nhiêu?",
            "Điểm chuẩn nguyễn khuyến là bao nhiêu?",
        ),
        ("Còn cầu Mẫu chậm mấy ngày?", "Hầm Đông chậm mấy ngày?", "cầu Mẫu chậm mấy ngày?"),
        ("SIPAS?", RANK, "Thanh Hóa xếp thứ mấy về SIPAS?"),
        ("xã hội số?", "chính quyền số xếp thứ mấy?", "xã hội số xếp thứ mấy?"),
        ("rộng bao nhiêu mét?", "Cầu Mẫu xây hết bao nhiêu tiền?", "rộng bao nhiêu mét Cầu Mẫu xây?"),
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
