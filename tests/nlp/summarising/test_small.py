"""The small summariser around a head that says what it is told to say; and the shipped one on a real page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from corpus.records import Article, Block, Role
from corpus.spans import Span
from nlp.assistant import Assistant
from nlp.language.words import Word
from nlp.summarising.small import SmallSummariser
from nlp.summarising.summarise import Length, Summary

ROOT = Path(__file__).resolve().parents[3]


class BySpace:
    def segment(self, text: str) -> tuple[Word, ...]:
        found, at = [], 0
        for piece in text.split():
            at = text.index(piece, at)
            found.append(Word(Span(at, at + len(piece)), piece))
            at += len(piece)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Told:
    """Each sentence is worth what is written in ``worths`` by its first word; a choice, the mean and ``bonus``."""

    worths: dict[str, float]
    bonus: float

    def read(self, title: str, sentences: Sequence[str]) -> ToldPage:
        return ToldPage(tuple(self.worths.get(text.split()[0], 0.0) for text in sentences), self.bonus)


@dataclass(frozen=True, slots=True)
class ToldPage:
    alone: tuple[float, ...]
    bonus: float

    def worth(self, choices: Sequence[tuple[int, ...]]) -> list[float]:
        return [sum(self.alone[at] for at in one) / len(one) + self.bonus * (len(one) - 1) for one in choices]


BODY = (
    "Alpha cam chín vàng khắp vùng đồi phía tây. Beta tổng vốn dự kiến khoảng 85 tỷ đồng.",
    "Gamma nhiều hộ dân lo ngại về đầu ra. Delta phòng nông nghiệp sẽ ký hợp đồng bao tiêu.",
    "Beta tổng vốn dự kiến khoảng chừng 85 tỷ đồng.",
    "Nhưng doanh nghiệp chưa trả lời câu hỏi ấy. Epsilon giá năm ngoái còn 6.000 đồng mỗi ký",
)


def article(*bodies: str, identifier: str = "a") -> Article:
    text, blocks = "Tít bài", [Block(Span(0, 7), Role.TITLE)]
    for role, piece in (
        (Role.CAPTION, "Alpha cam vàng trong ảnh. Ảnh: Minh Anh"),
        *((Role.BODY, one) for one in bodies),
    ):
        text += "\n\n"
        blocks.append(Block(Span(len(text), len(text) + len(piece)), role))
        text += piece
    return Article(identifier, text, tuple(blocks), title="Tít bài", published="2024-05-01", source="Báo Bình Sơn")


PAGE = article(*BODY)


def summed(worths: dict[str, float], length: Length, bonus: float = 0.0, *articles: Article) -> Summary:
    return SmallSummariser(BySpace(), Told(worths, bonus)).summarise(list(articles or (PAGE,)), length)


def first_words(summary: Summary) -> list[str]:
    return [sentence.text.split()[0] for sentence in summary.sentences]


def test_without_a_length_it_takes_as_many_as_are_worth_it() -> None:
    assert first_words(summed({"Delta": 0.5, "Alpha": 0.4}, Length())) == ["Delta"]
    assert first_words(summed({"Delta": 0.5, "Alpha": 0.45}, Length(), 0.03)) == ["Alpha", "Delta"]
    assert len(summed({}, Length(), 0.9).sentences) == 3
    scraps = {"Alpha": 0.9, "Beta": 0.2, "Gamma": 0.2, "Delta": 0.2}  # together worth more, alone worth little
    assert first_words(summed(scraps, Length(), 0.9)) == ["Alpha"]


@pytest.mark.parametrize("many", [1, 2, 3, 4, 5])
def test_a_number_of_sentences_is_kept(many: int) -> None:
    summary = summed({"Delta": 0.5, "Alpha": 0.4}, Length(sentences=many))
    assert len(summary.sentences) == many
    assert "Delta" in first_words(summary)
    starts = [sentence.span.start for sentence in summary.sentences if sentence.span]
    assert starts == sorted(starts)


def test_sentences_are_copied_and_know_their_place() -> None:
    summary = summed({"Delta": 0.5}, Length(sentences=3))
    for sentence in summary.sentences:
        assert sentence.span is not None
        assert sentence.span.of(PAGE.text) == sentence.text
        assert sentence.support == ((PAGE.id, sentence.span),)
    assert summary.summariser == SmallSummariser.name == "small"


@pytest.mark.parametrize("length", [Length(), Length(sentences=2), Length(sentences=6), Length(words=40)])
def test_nothing_is_said_twice_and_no_caption_is_taken(length: Length) -> None:
    summary = summed({"Beta": 0.9, "Alpha": 0.8}, length, 0.2)
    assert first_words(summary).count("Beta") == 1
    assert "Ảnh" not in summary.text


@pytest.mark.parametrize("words", [12, 20, 30, 45])
def test_length_in_syllables(words: int) -> None:
    summary = summed({"Delta": 0.5, "Alpha": 0.4}, Length(words=words))
    assert 0.7 * words <= len(summary.text.split()) <= 1.15 * words


def test_what_reads_badly_alone_comes_late() -> None:
    assert first_words(summed({"Nhưng": 0.50, "Alpha": 0.49}, Length(sentences=1))) == ["Alpha"]
    assert first_words(summed({"Epsilon": 0.50, "Alpha": 0.49}, Length(sentences=1))) == ["Alpha"]  # no full stop
    assert first_words(summed({"Nhưng": 0.9, "Alpha": 0.1}, Length(sentences=1))) == ["Nhưng"]  # but it may come
    together = first_words(summed({"Nhưng": 0.50, "Gamma": 0.50, "Alpha": 0.49}, Length(sentences=2)))
    assert together == ["Alpha", "Gamma"]


def test_of_several_articles_the_one_that_others_bear_out_leads() -> None:
    other = article(
        "Zeta phòng nông nghiệp sẽ ký hợp đồng bao tiêu.", "Eta mưa lớn kéo dài ở miền núi.", identifier="b"
    )
    worths = {"Delta": 0.40, "Alpha": 0.41, "Eta": 0.41, "Zeta": 0.35}
    assert first_words(summed(worths, Length(sentences=1), 0.0, PAGE, other)) == ["Zeta"]  # Delta says it too
    both = summed(worths, Length(sentences=5), 0.0, PAGE, other)
    assert "Delta" not in first_words(both)
    assert {sentence.article for sentence in both.sentences} == {"a", "b"}


def test_without_a_length_the_leading_opening_comes_first_and_others_add_what_is_worth_more() -> None:
    other = article("Zeta phòng nông nghiệp sẽ ký hợp đồng bao tiêu.", identifier="b")
    worths = {"Zeta": 0.40, "Alpha": 0.41, "Beta": 0.2, "Gamma": 0.1}
    assert first_words(summed(worths, Length(), 0.0, PAGE, other)) == ["Zeta"]
    assert first_words(summed({**worths, "Alpha": 0.6}, Length(), 0.0, PAGE, other)) == ["Zeta", "Alpha"]


def test_the_fresher_of_two_that_bear_each_other_out_leads() -> None:
    one = article("Zeta phòng nông nghiệp sẽ ký hợp đồng bao tiêu.", identifier="b")
    other = article("Theta phòng nông nghiệp đã ký hợp đồng bao tiêu.", identifier="c")
    for fresh, old, expected in ((one, other, "Zeta"), (other, one, "Theta")):
        both = [replace(old, published="2024-01-08"), replace(fresh, published="2024-01-09T08:00+07:00")]
        assert first_words(summed({}, Length(), 0.0, *both)) == [expected]


def test_a_follow_up_leads_though_it_repeats_the_first_report() -> None:
    first = article("Zeta lũ quét cuốn trôi 12 ngôi nhà, 3 người mất tích.", identifier="b")
    later = article("Theta tìm thấy hai thi thể sau lũ quét. Zeta lũ quét cuốn trôi 12 ngôi nhà.", identifier="c")
    both = [replace(first, published="2024-08-05T16:00"), replace(later, published="2024-08-12")]
    assert first_words(summed({}, Length(), 0.0, *both))[0] == "Theta"
    assert first_words(summed({}, Length(), 0.0, first, later))[0] == "Zeta"  # nobody knows which is newer


def test_an_opening_that_leans_on_what_is_not_there_does_not_lead() -> None:
    one = article("Nhưng doanh nghiệp chưa trả lời. Iota hợp đồng được ký hôm nay.", identifier="b")
    assert first_words(summed({"Iota": 0.9, "Nhưng": 0.1}, Length(), 0.0, one, article("Kappa.", identifier="c"))) == [
        "Iota"
    ]


def test_an_article_without_a_title_is_read_by_its_opening() -> None:
    asked: list[str] = []

    class Listening(Told):
        def read(self, title: str, sentences: Sequence[str]) -> ToldPage:
            asked.append(title)
            return Told.read(self, title, sentences)

    untitled = Article("u", PAGE.text, PAGE.blocks[1:])
    SmallSummariser(BySpace(), Listening({}, 0.0)).summarise([untitled, PAGE], Length())
    assert asked == [BODY[0], "Tít bài"]


def test_articles_without_text_give_an_empty_summary() -> None:
    empty = Article("e", "Tít", (Block(Span(0, 3), Role.TITLE),), title="Tít")
    assert summed({}, Length(), 0.0, empty).sentences == ()
    assert summed({}, Length(), 0.0).sentences
    assert SmallSummariser(BySpace(), Told({}, 0.0)).summarise([], Length()).text == ""


def test_the_shipped_one_is_the_same_twice_and_within_its_article() -> None:
    page = ROOT / "corpus" / "annotated" / "articles" / "thanh-hoa-cchc.txt"
    assistant = Assistant.open(reader=None, summariser="small")
    read = assistant.read(page)
    summary = assistant.summarise([read], Length())
    assert 1 <= len(summary.sentences) <= 3
    assert all(one.span and one.span.of(read.text) == one.text and one.faithful for one in summary.sentences)
    again = Assistant.open(reader=None, summariser="small").summarise([read], Length())
    assert again == summary
    assert len(assistant.summarise([read], Length(sentences=5)).sentences) == 5
    assert 85 <= len(assistant.summarise([read], Length(words=100)).text.split()) <= 115
