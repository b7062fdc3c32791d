"""Who holds which post, from appositions; and when the question is left to a reader."""

from __future__ import annotations

import pytest

from corpus.records import Article, Block, Role
from corpus.spans import Span
from nlp.answering.posts import find_held, from_holders, from_posts
from nlp.answering.questions import analyse

TEXT = (
    "Chiều 12/3, Giám đốc Sở Công Thương Đỗ Quang Vinh làm việc tại huyện Bá Thước. Ông Lò Văn Inh, Ủy viên Ban Thường vụ, "
    "Phó Chủ tịch UBND huyện, cho biết chợ đã xuống cấp. Bà Hà Thị Xuyến (tiểu thương) mong chợ sớm được sửa. "
    "Ông Cầm Bá Thơ hiện là trưởng thôn Lặn và đã ký đơn. Đội trưởng đã gặp Phạm Gia Bảo. Chủ tịch tỉnh khen Vi Thị Nụ. "
    "Theo ông Hà Văn Tính, Giám đốc Sở Y tế đã ký quyết định. Cựu tổng thống Mỹ Barack Obama gửi thư. "
    "Từ công tố viên tới ứng viên tổng thống Bà Kamala Harris sinh năm 1964. Phó tổng thống đương nhiệm Kamala Harris chạy bộ. "
    "Bí thư Ban cán sự họp. Giám đốc đầu tư của Hòa Phát Invest mua. "
    "Giám đốc Bệnh viện Bạch Mai Đào Xuân Cơ dự. Hiệu trưởng Trường THPT Lê Hồng Phong cho biết thêm."
)
ARTICLE = Article("a", TEXT, (Block(Span(0, len(TEXT)), Role.BODY),))


def posts(question: str) -> list[str]:
    outcome = from_posts(analyse(question), [ARTICLE])
    return [candidate.text for candidate in outcome.candidates] if outcome else []


@pytest.mark.parametrize(
    ("question", "post"),
    [
        ("Ông Đỗ Quang Vinh giữ chức vụ gì?", "Giám đốc Sở Công Thương"),
        ("Ông Lò Văn Inh giữ chức vụ gì?", "Ủy viên Ban Thường vụ, Phó Chủ tịch UBND huyện"),
        ("ong inh lam chuc gi", "Ủy viên Ban Thường vụ, Phó Chủ tịch UBND huyện"),
        ("Lò Văn Inh là ai?", "Ủy viên Ban Thường vụ, Phó Chủ tịch UBND huyện"),
        ("kamala harris la ai", "Phó tổng thống đương nhiệm"),
        ("Barack Obama là ai?", "Cựu tổng thống Mỹ"),
        ("ông Thơ đảm nhiệm cương vị nào", "trưởng thôn Lặn"),
    ],
)
def test_a_post_stands_beside_the_name(question: str, post: str) -> None:
    assert posts(question) == [post]


@pytest.mark.parametrize(
    "question",
    [
        "Bà Hà Thị Xuyến giữ chức vụ gì?",  # no post is said
        "Vi Thị Nụ là ai?",  # praised by him
        "Ông Hà Văn Tính là ai?",  # another sentence begins behind the comma
        "Ông Trần Văn Inh là ai?",  # of the same last name
        "Lê Hồng Phong là ai?",  # a school bears his name
        "Ông Phạm Gia Bảo giữ chức vụ gì?",  # the captain met him, and is not he
        "Năm 2010 ông Lò Văn Inh giữ chức vụ gì?",  # says more than the name
        "Ông Lò Văn Inh sinh năm nào?",
        "Giám đốc Sở Công Thương là ai?",
    ],
)
def test_what_it_leaves_to_a_reader(question: str) -> None:
    assert posts(question) == []


def holders(question: str) -> list[str]:
    outcome = from_holders(analyse(question), [ARTICLE])
    return [candidate.text for candidate in outcome.candidates] if outcome else []


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Giám đốc Sở Công Thương là ai?", ["Đỗ Quang Vinh"]),
        ("ai la pho chu tich ubnd huyen", ["Lò Văn Inh"]),
        ("Ai là Chủ tịch UBND huyện?", []),  # the deputy is not he
        ("Giám đốc Sở Y tế là ai?", []),
        ("Ủy viên UBND huyện là ai?", []),  # words of two posts
        ("Giám đốc Bệnh viện Bạch Mai là ai?", ["Đào Xuân Cơ"]),
        ("Giám đốc là ai?", []),  # of what?
        ("Tổng thống Mỹ là ai?", []),  # he is not any more
        ("Giám đốc Sở Công Thương đi đâu?", []),
    ],
)
def test_who_holds_a_post(question: str, names: list[str]) -> None:
    assert holders(question) == names


@pytest.mark.parametrize(
    "text",
    [
        "Lê Văn An" + " hiện đang" * 3000,
        "Lê Văn An, chủ tịch, " * 1500,
        "Giám đốc Sở " * 2500,
        "Lê Văn An, chủ tịch " + "xã " * 9000,
    ],
)
def test_long_lines_give_short_posts(text: str) -> None:
    assert all(len(held.posts) <= 600 for held in find_held(text))


def test_bodies_hold_no_post() -> None:
    held = {one.name.of(TEXT) for one in find_held(TEXT)}
    assert {"Ban", "Hòa Phát Invest"}.isdisjoint(held)
