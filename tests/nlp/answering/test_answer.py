"""Answers with their evidence: invented articles with required answers, and what holds for any reader."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.records import Article, Block, Role
from corpus.spans import Span
from models.reading import Reading, ScoredSpan
from nlp.answering.answer import Answer, answer
from nlp.answering.lexical import LexicalReader

QUALITY = Path(__file__).parents[2] / "quality"
NONE = "–"


def made(id: str, *blocks: tuple[Role, str], **metadata: str) -> Article:
    """An article of these blocks, two line feeds apart."""
    text, placed = "", []
    for role, piece in blocks:
        text += "\n\n" if text else ""
        placed.append(Block(Span(len(text), len(text) + len(piece)), role))
        text += piece
    return Article(id, text, tuple(placed), **metadata)


def invented(name: str) -> Article:
    title, *body = (QUALITY / "articles" / f"{name}.txt").read_text("utf-8").strip().split("\n\n")
    return made(name, (Role.TITLE, title), *((Role.BODY, piece) for piece in body), title=title)


def rows(table: str) -> list[object]:
    lines = (QUALITY / table).read_text("utf-8").splitlines()
    split = [line.split("\t") for line in lines if line and not line.startswith("#")]
    known = pytest.mark.xfail(strict=True, reason="known failure")
    return [pytest.param(*row[:3], id=row[1], marks=[known] if row[3:] else []) for row in split]


@pytest.mark.parametrize(("name", "question", "accepted"), rows("questions.tsv"))
def test_required_answers(name: str, question: str, accepted: str) -> None:
    article = invented(name)
    found = answer(question, [article], LexicalReader())
    assert (found.text or NONE) in accepted.split("│")
    check(found, article)


def check(found: Answer, *articles: Article) -> None:
    texts = {article.id: article.text for article in articles}
    assert 0 <= found.score <= 1
    for candidate in found.candidates:
        assert candidate.span.of(texts[candidate.article]) == candidate.text
    if found.text is None:
        assert (found.span, found.evidence, found.normalized) == (None, (), None)
        return
    assert found.article
    assert found.span
    assert found.span.of(texts[found.article]) == found.text
    assert found.evidence[0].span.contains(found.span)
    assert found.evidence[0].span.of(texts[found.article]) == found.evidence[0].sentence


PAGE = made(
    "page",
    (Role.TITLE, "Xã Bình Lãng đón nhà văn hóa mới"),
    (Role.PUBLISHED, "Thứ hai, ngày 06/11/2023 09:15 (GMT+7)"),
    (Role.BODY, "Nhà văn hóa xã Bình Lãng có 320 chỗ ngồi. Công trình do Công ty Phú Gia thi công."),
    (Role.CAPTION, "Nhà văn hóa có 999 chỗ ngồi. Ảnh: T.H"),
    (Role.AUTHOR, "Bài, ảnh: Thu Hiền"),
    (Role.SOURCE, "Báo Sông Trà"),
    author="Thu Hiền",
    source="Báo Sông Trà",
    published="2023-11-06T09:15:00+07:00",
)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Bài đăng ngày nào?", "06/11/2023"),
        ("bai viet dang ngay nao", "06/11/2023"),
        ("Bài được đăng lúc mấy giờ?", "09:15"),
        ("Tin này được đưa lên hôm nào?", "06/11/2023"),
        ("Ai viết bài này?", "Thu Hiền"),
        ("tin này do ai viết z", "Thu Hiền"),
        ("Tác giả bài viết là ai?", "Thu Hiền"),
        ("Báo nào đăng bài này?", "Báo Sông Trà"),
        ("Tiêu đề bài là gì?", "Xã Bình Lãng đón nhà văn hóa mới"),
    ],
)
def test_the_page_about_itself(question: str, text: str) -> None:
    found = answer(question, [PAGE], LexicalReader())
    assert found.text == text
    check(found, PAGE)


@pytest.mark.parametrize("question", ["Bài thơ được đăng ngày nào?", "Ai viết bài hát?", "Tiêu đề cuốn sách là gì?"])
def test_other_pages_are_no_page(question: str) -> None:
    assert answer(question, [PAGE], LexicalReader()).text is None


def test_no_answer_from_a_caption() -> None:
    found = answer("Nhà văn hóa có bao nhiêu chỗ ngồi?", [PAGE], LexicalReader())
    assert found.text == "320 chỗ ngồi"
    assert found.normalized == {"kind": "count", "value": 320}
    assert not any("999" in candidate.text for candidate in found.candidates)


def test_abbreviations_both_ways() -> None:
    article = made("a", (Role.BODY, "Tỉnh đẩy mạnh cải cách thủ tục hành chính (TTHC) ở mọi cấp."))
    reader = LexicalReader()
    assert answer("TTHC là viết tắt của gì?", [article], reader).text == "thủ tục hành chính"
    assert answer("Thủ tục hành chính viết tắt là gì?", [article], reader).text == "TTHC"
    assert answer("KTXH là viết tắt của từ gì?", [article], reader).text is None


def test_several_articles_are_asked_together() -> None:
    articles = [invented(name) for name in ("cau-duong", "lua-gao", "xep-hang")]
    found = answer("Cầu Vàm Trà dài bao nhiêu mét?", articles, LexicalReader())
    assert (found.text, found.article) == ("680 m", "cau-duong")
    found = answer("Bắc Giang đứng thứ mấy về CNC?", articles, LexicalReader())
    assert (found.text, found.article) == ("thứ 12", "xep-hang")


class Silent:
    """A reader that guesses the first letters and says that they are no answer."""

    name = "silent"

    def read(self, question: str, contexts: Sequence[str]) -> Reading:
        return Reading((ScoredSpan(0, Span(0, 2), 0.3), ScoredSpan(0, Span(1, 3), 0.2)), answered=False)


def test_any_reader_may_refuse() -> None:
    found = answer("Nhà văn hóa có đẹp lắm không?", [PAGE], Silent())
    assert (found.text, found.reader, len(found.candidates)) == (None, "silent", 1)
    check(found, PAGE)


@pytest.mark.parametrize("question", ["", "???", "từ " * 10_000, "\ud800\udfff", "a\x00b"])
def test_strange_questions_are_refused_quietly(question: str) -> None:
    assert answer(question, [PAGE], LexicalReader()).text is None


def test_nothing_to_read() -> None:
    assert answer("Ai công bố?", [Article("empty", "")], LexicalReader()).text is None
    assert answer("Ai công bố?", [], LexicalReader()).candidates == ()


@pytest.mark.parametrize(
    "typed",
    [
        "NĂNG SUẤT LÚA BÌNH QUÂN ĐẠT BAO NHIÊU?",
        "Năng  suất lúa\tbình quân\nđạt bao nhiêu?",
        "Năng su\u200bất lúa bình quân đạt bao nhiêu?",
    ],
)
def test_a_question_is_read_as_it_was_meant(typed: str) -> None:
    found = answer(typed, [invented("lua-gao")], LexicalReader())
    assert (found.question, found.text) == (typed, "6,2 tấn/ha")


def test_an_answer_does_not_begin_with_the_copula() -> None:
    article = made("a", (Role.BODY, "Nghệ nhân Hai Lúa tên thật là người đàn ông ít nói ở Tân Phú."))
    found = answer("Nghệ nhân Hai Lúa tên thật là gì?", [article], LexicalReader())
    assert not any(each.text.startswith("là ") for each in found.candidates)
