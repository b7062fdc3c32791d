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


MATCHES = (
    "Phút 39, Hải Phòng mở tỉ số trước Nam Định. Nam Định gỡ hòa ở phút 58. 73’ Bàn thắng thứ hai của chủ nhà. "
    "Hải Phòng thắng Nam Định 2-1 sau 90 phút. Chủ nhà giữ sạch lưới 16 trong 32 trận đã đấu từ năm 2021."
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Hải Phòng thắng Nam Định mấy bàn?", "2-1"),
        ("tran hai phong nam dinh ti so bao nhieu", "2-1"),
        ("Nam Định gỡ hòa ở phút thứ mấy?", "58"),
        ("Bàn thắng thứ hai của chủ nhà ở phút nào?", "73"),
        ("Chủ nhà giữ sạch lưới bao nhiêu trận?", "16"),
    ],
)
def test_scores_and_minutes(question: str, answer: str) -> None:
    assert best(question, MATCHES) == answer


def test_opposites_are_not_taken_for_each_other() -> None:
    context = "Hà Nội: nhiệt độ thấp nhất 11-13 độ C, cao nhất 22-24 độ C. Vàng miếng mua vào 74 triệu đồng, bán ra 76 triệu đồng."
    assert best("Nhiệt độ cao nhất ở Hà Nội là bao nhiêu?", context) == "22-24 độ C"
    assert best("nhiet do thap nhat o ha noi la bao nhieu", context) == "11-13 độ C"
    assert best("Vàng miếng bán ra giá bao nhiêu?", context) == "76 triệu đồng"


def test_a_change_is_not_where_it_stands() -> None:
    context = "Tỷ giá trung tâm giảm 1 đồng, hiện ở mức 24.241 đồng."
    assert best("Tỷ giá trung tâm hiện bao nhiêu đồng?", context) == "24.241 đồng"
    assert best("Tỷ giá trung tâm giảm bao nhiêu đồng?", context) == "1 đồng"


def test_the_year_of_a_birth_is_not_the_year_of_the_deed() -> None:
    context = "Trong năm 2024, cầu thủ sinh ngày 13-7-2007 của Huế đã ghi 13 bàn."
    assert best("Năm 2024 cầu thủ của Huế ghi bao nhiêu bàn?", context) == "13"
    assert best("Cầu thủ của Huế sinh ngày nào?", context) == "ngày 13-7-2007"


def test_two_that_are_asked_of_are_no_rivals() -> None:
    context = "Nhật Bản và Pháp là hai đội toàn thắng, mỗi đội ghi được 7 bàn. Hàn Quốc ghi 4 bàn."
    assert best("Nhật Bản và Pháp mỗi đội ghi được mấy bàn?", context) == "7"


def test_who_holds_the_office_elsewhere_does_not_hold_it_here() -> None:
    context = "Tổng thống Mỹ Joe Biden đón Tổng thống Pháp Emmanuel Macron tại Nhà Trắng."
    assert best("Tổng thống Pháp là ai?", context) == "Emmanuel Macron"
    assert best("Tổng thống Mỹ là ai?", context) == "Joe Biden"
    assert best("Tổng thống Đức là ai?", "Tổng thống Mỹ Joe Biden tiếp doanh nhân Đức.") is None
    assert best("Thủ tướng nào thăm Việt Nam?", "Thủ tướng Ấn Độ Narendra Modi thăm Việt Nam.") == "Narendra Modi"


def test_a_country_is_no_province() -> None:
    assert best("Thành phố nào tổ chức hội nghị?", "Hội nghị được tổ chức tại Singapore.") == "Singapore"
    assert best("Đoàn khách đến từ tỉnh nào?", "Đoàn khách đến từ Thái Lan.") is None
    assert best("Đoàn khách đến từ nước nào?", "Đoàn khách đến từ Thái Lan.") == "Thái Lan"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Cầu đã có làn dừng khẩn cấp chưa?", "không có làn dừng khẩn cấp"),
        ("xe may co duoc qua cau ban dem khong", "vẫn qua được"),
        ("Cầu có thu phí không?", None),
        ("Cầu có đường sắt không?", None),
    ],
)
def test_yes_or_no_is_said_by_a_clause(question: str, answer: str | None) -> None:
    context = (
        "Cầu rộng 12 m và không có làn dừng khẩn cấp; cứ 2 km mới có một điểm dừng. "
        "Ban đêm, ô tô bị cấm qua cầu, xe máy vẫn qua được. Cầu có lối đi bộ rộng 2 m."
    )
    assert best(question, context) == answer


def test_an_article_counts_nothing() -> None:
    assert best("Số bác sĩ của bệnh viện là bao nhiêu?", "Bệnh viện có một người là bác sĩ giỏi.") is None
    assert best("Xe chở bao nhiêu người?", "Xe chỉ chở một người.") == "một"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Có bao nhiêu khán giả tới sân?", "14.200"),
        ("Xã Tân Lập có bao nhiêu người?", "4.500"),
        ("Chuyến bay kéo dài bao lâu?", "6 giờ 40 phút"),
        ("Trận đấu kéo dài bao lâu?", "2 giờ"),
    ],
)
def test_people_are_counted_in_many_words_and_time_is_taken_in_hours(question: str, answer: str) -> None:
    context = (
        "Khán đài đón 14.200 người tới sân. Xã Tân Lập có 1.200 hộ với 4.500 nhân khẩu. "
        "Cất cánh lúc 7 giờ 15 phút, chuyến bay kéo dài 6 giờ 40 phút. "
        "Trận đấu bắt đầu lúc 19 giờ 30 phút và kéo dài 2 giờ."
    )
    assert best(question, context) == answer


def test_vnindex_is_vn_index() -> None:
    assert best("vnindex đóng cửa ở bao nhiêu điểm?", "VN-Index đóng cửa ở 1.254,37 điểm.") == "1.254,37 điểm"


def test_a_loanword_is_no_name_that_the_text_must_hold() -> None:
    assert best("Khách được ở lại tối đa mấy ngày mà không cần visa?", "Khách được ở lại tối đa 30 ngày.") == "30 ngày"


def test_who_is_neither_the_deputy_nor_a_country() -> None:
    context = (
        "Dự lễ có các đồng chí: Phó Bí thư Lê Văn Nam, Bí thư Trần Thị Mai. Đoàn quân của HLV Phạm Minh thắng Hà Lan."
    )
    assert best("Bí thư dự lễ là ai?", context) == "Trần Thị Mai"
    assert best("Huấn luyện viên của đoàn quân là ai?", context) == "Phạm Minh"


def test_the_same_twice_and_scores_in_range() -> None:
    reader: Reader = LexicalReader()
    first, second = (reader.read("Hà Nam xếp thứ mấy về kinh tế số?", [RANKS]) for _ in range(2))
    assert first == second
    assert all(0 <= candidate.score <= 1 for candidate in first.candidates)


@pytest.mark.parametrize("contexts", [[], [""], ["…"], ["\ud800"], ["a" * 30_000]])
def test_strange_contexts(contexts: list[str]) -> None:
    assert not LexicalReader().read("Tỉnh xếp thứ mấy?", contexts).answered
