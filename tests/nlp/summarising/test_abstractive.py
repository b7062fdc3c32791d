"""The abstractive summariser around a writer that writes what it is told to, and on its way through the guard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from corpus.records import Article
from nlp.assistant import Assistant
from nlp.summarising.abstractive import AbstractiveSummariser, sentences_of
from nlp.summarising.summarise import Length
from tests.nlp.summarising.test_small import BODY, PAGE, BySpace, Told, article

WROTE = "Cam chín vàng khắp đồi phía tây, vốn khoảng 85 tỷ đồng."
INVENTED = "Cam chín vàng khắp đồi, vốn khoảng 99 tỷ đồng."


@dataclass(slots=True)
class Says:
    """Writes these drafts; keeps what it was given."""

    drafts: tuple[str, ...]
    given: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def abstracts(self, title: str, sentences: Sequence[str], worth: Sequence[float]) -> tuple[str, ...]:
        assert len(sentences) == len(worth)
        self.given.append((title, tuple(sentences)))
        return self.drafts


def summed(
    drafts: Sequence[str], length: Length | None = None, *articles: Article, writer: Says | None = None
) -> list[str]:
    """The sentences of the summary, after the guard."""
    told = Told({"Gamma": 0.9, "Delta": 0.8, "Epsilon": 0.7}, 0.0)
    summariser = AbstractiveSummariser(BySpace(), told, writer or Says(tuple(drafts)))
    made = Assistant(summariser=summariser).summarise(list(articles or (PAGE,)), length or Length())
    assert all(sentence.faithful and sentence.support for sentence in made.sentences)
    assert made.text == " ".join(sentence.text for sentence in made.sentences)
    return [sentence.text for sentence in made.sentences]


def test_without_a_length_the_abstract_is_the_summary() -> None:
    assert summed([WROTE]) == [WROTE]


def test_the_writer_reads_the_title_and_the_sentences() -> None:
    writer = Says((WROTE,))
    summed([], writer=writer)
    ((title, sentences),) = writer.given
    assert title == "Tít bài"
    assert sentences[0].startswith("Alpha")


def test_the_first_draft_without_a_fault_is_taken() -> None:
    assert summed([INVENTED, WROTE]) == [WROTE]


def test_where_every_draft_has_a_fault_the_source_speaks() -> None:
    (said,) = summed([INVENTED])
    assert said in " ".join(BODY)


def test_what_was_cut_off_and_scraps_are_left_out() -> None:
    assert summed([f"{WROTE} Không. Nhiều hộ dân lo ngại"]) == [WROTE]
    assert sentences_of("không có gì") == []
    assert sentences_of('Ông nói "cam chín vàng khắp đồi.') == []
    assert summed([f'{WROTE} Ông nói "cam chín khắp đồi.']) == [WROTE]
    assert summed([]) == summed(["không có gì"])
    assert all(sentence in " ".join(BODY) for sentence in summed([]))


def test_with_a_length_sentences_that_add_to_the_abstract_follow() -> None:
    found = summed([WROTE], Length(sentences=3))
    assert found[0] == WROTE
    assert [text.split()[0] for text in found[1:]] == ["Gamma", "Delta"]
    assert len(summed([WROTE], Length(sentences=1))) == 1


@pytest.mark.parametrize("words", [5, 13, 20, 24, 30, 45])
def test_a_length_in_syllables_is_kept(words: int) -> None:
    found = summed([WROTE], Length(words=words))
    size = sum(len(text.split()) for text in found)
    assert size <= 1.15 * words or len(found) == 1
    if words >= 13:
        assert found[0] == WROTE


def test_an_abstract_that_has_no_room_gives_way_to_a_sentence() -> None:
    found = summed([" ".join([WROTE] * 3)], Length(words=9))
    assert len(found) == 1
    assert found[0] in " ".join(BODY)


def test_of_several_articles_the_leading_one_is_written_of() -> None:
    other = article("Zeta mưa lớn gây ngập tuyến phố trung tâm thành phố. Gamma nhiều hộ lo.", identifier="b")
    writer = Says((WROTE,))
    assert summed([], None, PAGE, other, writer=writer) == [WROTE]
    assert len(writer.given) == 1
    found = summed([WROTE], Length(sentences=3), PAGE, other)
    assert found[0] == WROTE
    assert len(found) == 3


def test_one_article_is_compared_with_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def unit_vectors(_: object) -> None:
        raise AssertionError("one article alone was weighed as several")

    monkeypatch.setattr("nlp.summarising.several.unit_vectors", unit_vectors)
    assert summed([WROTE], Length(words=13)) == [WROTE]
    assert len(summed([WROTE], Length(sentences=2))) == 2


def test_an_empty_article_has_an_empty_summary() -> None:
    assert summed([WROTE], None, Article("e", "", ())) == []
