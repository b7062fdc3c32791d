"""The guard: what passes, what is replaced, and by what."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corpus.records import Article, Block, Role
from corpus.spans import Span
from nlp.summarising import guard as module
from nlp.summarising.checks import problems
from nlp.summarising.evidence import evidence_of
from nlp.summarising.guard import guard
from nlp.summarising.summarise import Length, Summary, SummarySentence

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "faithfulness.tsv"
TEXT = (
    "Thanh Hóa xếp thứ 3 về PAPI, vượt 21 bậc so với năm 2020. Chỉ số SIPAS của tỉnh đứng thứ 5 cả nước. "
    "Toàn tỉnh đã phát hành 12.075 chữ ký số cho cán bộ. Ông Lê Hoà cho biết người dân đã bớt phải đi lại nhiều lần."
)


def article(text: str, id: str = "a", published: str | None = None) -> Article:
    return Article(id, text, (Block(Span(0, len(text)), Role.BODY),), published=published)


def written(*sentences: str, id: str = "a") -> Summary:
    made = tuple(SummarySentence(text, id, None, (), False) for text in sentences)
    return Summary(" ".join(sentences), made, None, None, None, "hf:x")


def golden() -> list[tuple[str, str, str, str]]:
    with GOLDEN.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if not row[0].startswith("#")]
    return [(label, source, sentence, check) for label, source, sentence, check in rows]


@pytest.mark.parametrize(("label", "source", "sentence", "check"), golden(), ids=lambda value: value[:24])
def test_golden(label: str, source: str, sentence: str, check: str) -> None:
    found = [problem.check for problem in problems(sentence, evidence_of([article(source)]))]
    assert found == [] if not check else check in found, f"{label}: {found}"


def test_a_failing_sentence_gives_way_to_the_source_sentence_that_says_most_of_it() -> None:
    source = article(TEXT)
    summary = guard(written("Tỉnh đã phát hành 13.000 chữ ký số."), [source])
    (sentence,) = summary.sentences
    assert sentence.text == "Toàn tỉnh đã phát hành 12.075 chữ ký số cho cán bộ."
    assert sentence.span is not None
    assert sentence.span.of(source.text) == sentence.text
    assert sentence.support == (("a", sentence.span),)
    assert sentence.faithful
    assert summary.text == sentence.text


def test_what_the_articles_bear_out_stays_with_its_support() -> None:
    (sentence,) = guard(written("Tỉnh phát hành 12075 chữ ký số."), [article(TEXT)]).sentences
    assert sentence.text == "Tỉnh phát hành 12075 chữ ký số."
    assert sentence.faithful
    assert sentence.support[0][1].of(TEXT) == "Toàn tỉnh đã phát hành 12.075 chữ ký số cho cán bộ."


def test_nothing_is_said_twice() -> None:
    summary = guard(written("Tỉnh phát hành 1 chữ ký số 99.", "Toàn tỉnh phát hành 13.999 chữ ký số."), [article(TEXT)])
    texts = [sentence.text for sentence in summary.sentences]
    assert len(texts) == len(set(texts)) == 2
    same = "Tỉnh phát hành 12075 chữ ký số."
    assert len(guard(written(same, same), [article(TEXT)]).sentences) == 1


def test_a_sentence_cut_in_the_middle_does_not_leave() -> None:
    summary = guard(
        written("Tỉnh phát hành 12.075 chữ ký số.", "Ông Lê Hòa cho biết người dân đã bớt"), [article(TEXT)]
    )
    assert summary.text.endswith("đi lại nhiều lần.")


def test_another_wording_is_taken_when_it_is_faithful_only() -> None:
    bad, good, worse = "Tỉnh đứng thứ 9 về PAPI.", "Tỉnh đứng thứ 3 về PAPI.", "Tỉnh đứng thứ 8 về PAPI."
    assert guard(written(bad), [article(TEXT)], rewrite=lambda *_: good).text == good
    assert guard(written(bad), [article(TEXT)], rewrite=lambda *_: worse).text not in (bad, worse)
    assert guard(written(bad), [article(TEXT)], rewrite=lambda *_: None).sentences[0].span is not None


def test_replacements_keep_within_the_length() -> None:
    summary = guard(written("Tỉnh đứng thứ 9.", "Cấp 13.000 chữ ký số."), [article(TEXT)], length=Length(words=13))
    assert 0 < len(summary.text.split()) <= 15


def test_a_verbatim_summary_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    span = Span(0, TEXT.index(". ") + 1)
    sentence = SummarySentence(span.of(TEXT), "a", span, (("a", span),), True)
    summary = Summary(sentence.text, (sentence,), None, None, None, "extractive")
    monkeypatch.setattr(module, "evidence_of", lambda _: pytest.fail("checked what needs no check"))
    assert guard(summary, [article(TEXT)]) is summary


def test_a_span_that_does_not_hold_the_sentence_is_not_believed() -> None:
    lie = SummarySentence("Nghệ An xếp thứ 1.", "a", Span(0, 18), (), True)
    summary = guard(Summary(lie.text, (lie,), None, None, None, "x"), [article(TEXT)])
    assert "Nghệ An" not in summary.text
    assert summary.sentences


def test_several_articles_bear_out_together() -> None:
    articles = [
        article("Lũ cuốn trôi 12 căn nhà ở Mường Lát.", "a"),
        article("Đã có 300 hộ dân được sơ tán an toàn.", "b"),
    ]
    summary = guard(written("12 căn nhà bị cuốn trôi.", "Có 300 hộ dân sơ tán.", "Có 400 hộ dân sơ tán."), articles)
    assert [sentence.article for sentence in summary.sentences][:2] == ["a", "b"]
    assert "400" not in summary.text


def test_the_year_of_publication_completes_a_date() -> None:
    source = article("Lễ khai mạc diễn ra ngày 6/11.", published="2023-11-07T09:00:00+07:00")
    assert not problems("Lễ khai mạc diễn ra ngày 6/11/2023.", evidence_of([source]))
    assert problems("Lễ khai mạc diễn ra ngày 6/11/2022.", evidence_of([source]))


@pytest.mark.parametrize("text", ["", "Ừ."])
def test_articles_that_say_next_to_nothing(text: str) -> None:
    assert guard(written("Nghệ An xếp thứ 1."), [article(text)]).sentences == ()
    assert guard(written(), [article(text)]).sentences == ()


def test_the_same_twice() -> None:
    made = [guard(written("Tỉnh đứng thứ 9 về PAPI.", "Cấp 13 chữ ký."), [article(TEXT)]) for _ in range(2)]
    assert made[0] == made[1]
