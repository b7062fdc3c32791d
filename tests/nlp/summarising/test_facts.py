"""Facts of an article: what is found, and that every place holds."""

from __future__ import annotations

from corpus.records import Article, Block, Role
from corpus.spans import Span
from nlp.summarising.facts import FactKind, facts

TITLE = "Nghệ An khánh thành trường"
BODY = (
    "(Báo Mới) - Sáng 6/11/2023, ông Lê Văn An khánh thành 12 trường học ở Nghệ An, tổng vốn 45 tỷ đồng. "
    "Ông Lê Văn An nói 98% học sinh được đến lớp. UBND tỉnh đứng thứ 15/63 về chỉ số này."
)
CAPTION = "Ảnh: bà Trần Thị Bình ở Huế."


def article() -> Article:
    text = "\n\n".join((TITLE, BODY, CAPTION))
    spans = [Span(text.index(piece), text.index(piece) + len(piece)) for piece in (TITLE, BODY, CAPTION)]
    roles = (Role.TITLE, Role.BODY, Role.CAPTION)
    return Article("a", text, tuple(map(Block, spans, roles)), title=TITLE)


def of_kind(kind: FactKind) -> list[str]:
    return [fact.text for fact in facts(article()) if fact.kind is kind]


def test_who_when_where_how_many() -> None:
    assert of_kind(FactKind.WHO) == ["Lê Văn An", "UBND tỉnh"]
    assert of_kind(FactKind.WHERE) == ["Nghệ An"]
    assert [text.removeprefix("Sáng ") for text in of_kind(FactKind.WHEN)] == ["6/11/2023"]
    assert of_kind(FactKind.HOW_MANY) == ["12 trường học", "45 tỷ đồng", "98%", "thứ 15/63"]


def test_places_hold() -> None:
    source = article()
    for fact in facts(source):
        assert fact.span.of(source.text) == fact.text
        assert fact.sentence.contains(fact.about)
        assert fact.about.contains(fact.span)


def test_values_are_normalised() -> None:
    values = {fact.text: dict(fact.value) for fact in facts(article()) if fact.value}
    assert values["thứ 15/63"] == {"kind": "rank", "value": 15, "of": 63}
    assert values["45 tỷ đồng"]["value"] == 45_000_000_000


def test_a_name_is_listed_once_and_counted() -> None:
    (person,) = [fact for fact in facts(article()) if fact.text == "Lê Văn An"]
    assert person.times == 2


def test_captions_and_datelines_give_no_facts() -> None:
    assert not {"Trần Thị Bình", "Huế", "Báo Mới"} & {fact.text for fact in facts(article())}


def test_an_empty_article_has_none() -> None:
    assert facts(Article("a", "")) == ()
