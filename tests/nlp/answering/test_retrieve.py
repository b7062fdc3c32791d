from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Passage, Role
from corpus.spans import Span
from nlp.answering.retrieve import Bm25Index, Retriever


def pool(*texts: str, article: str = "a", role: Role = Role.BODY) -> list[Passage]:
    return [Passage(article, Span(0, len(text)), text, role) for text in texts]


TEXTS = (
    "Chỉ số hiệu quả quản trị và hành chính công (PAPI) của Thanh Hóa đứng thứ 3 cả nước.",
    "Thanh Hóa có 27 huyện, thị xã và thành phố.",
    "Đoàn xã tuyên truyền về thủ tục hành chính qua loa phát thanh.",
    "Hoa thanh liễu nở trong vườn nhà bà Hoà.",
)


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Thanh Hóa xếp thứ mấy về PAPI?", 0),
        ("thanh hoa xep thu may ve papi", 0),
        ("Thanh Hoá có bao nhiêu huyện?", 1),
        ("TTHC được tuyên truyền thế nào?", 2),
        ("tuyen truyen tthc", 2),
        ("chỉ số hiệu quả quản trị và hành chính công cấp tỉnh", 0),
    ],
)
def test_the_right_passage_is_first(question: str, best: int) -> None:
    assert Retriever(pool(*TEXTS)).search(question, 2)[0].passage.text == TEXTS[best]


def test_exact_marks_rank_above_folded_ones() -> None:
    texts = ("Bán nhà ở phố này.", "Bạn nhá ở phố này.")
    for at, question in enumerate(("bán nhà", "bạn nhá")):
        assert Retriever(pool(*texts)).search(question, 2)[0].passage.text == texts[at]
    assert len(Retriever(pool(*texts)).search("ban nha", 2)) == 2


def test_equal_scores_keep_the_order_given() -> None:
    hits = Retriever(pool("một con mèo", "một con mèo", "một con mèo", "chó")).search("mèo", 3)
    assert len({hit.score for hit in hits}) == 1
    twice = [Passage(str(at), Span(0, 3), "mèo") for at in range(5)]
    assert [hit.passage.article for hit in Retriever(twice).search("mèo", 5)] == list("01234")


def test_the_title_lifts_its_article() -> None:
    texts = ["Sản lượng lúa tăng mạnh.", "Sản lượng lúa tăng mạnh."]
    pages = pool("Nghệ An được mùa", article="x", role=Role.TITLE) + pool(texts[0], article="x")
    others = pool("Hà Tĩnh mất mùa", article="y", role=Role.TITLE) + pool(texts[1], article="y")
    bodies = [
        hit.passage.article
        for hit in Retriever(pages + others).search("Sản lượng lúa Hà Tĩnh", 4)
        if hit.passage.role is Role.BODY
    ]
    assert bodies == ["y", "x"]


@pytest.mark.parametrize("question", ["", "???", "zzz qqq"])
def test_nothing_found_is_no_hit(question: str) -> None:
    assert Retriever(pool(*TEXTS)).search(question, 3) == ()
    assert Retriever([]).search("mèo", 3) == ()


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=6), max_size=6), st.integers(0, 7))
def test_index_scores_fall_and_are_positive(documents: list[list[str]], k: int) -> None:
    found = Bm25Index(documents).search({"a": 1.0, "b": 0.5}, k)
    assert len(found) <= k
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert {number for number, _ in found} <= {at for at, one in enumerate(documents) if {"a", "b"} & set(one)}
