"""The facts of an article as a sheet that an editor can check: who, when, where, how many, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from corpus.records import Article, Role
from corpus.spans import Span
from nlp.language.names import NameKind, find_names
from nlp.language.orthography import canonical
from nlp.language.sentences import split
from nlp.language.values import ValueKind
from nlp.summarising.claims import clause, figures


class FactKind(StrEnum):
    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how-many"


@dataclass(frozen=True, slots=True)
class Fact:
    """``article.text[span] == text``. ``about``: the clause around it; ``sentence``: the whole sentence.

    ``detail`` is the kind of name ("person", "organisation", "place") or figure ("rank", "money", …), ``value`` the
    figure as a row for JSON. ``times`` counts the sentences that state it.
    """

    kind: FactKind
    detail: str
    text: str
    article: str
    span: Span
    about: Span
    sentence: Span
    value: tuple[tuple[str, Any], ...] = ()
    times: int = 1


_NAMED: Final = {
    NameKind.PERSON: FactKind.WHO,
    NameKind.ORGANISATION: FactKind.WHO,
    NameKind.ACRONYM: FactKind.WHO,
    NameKind.PLACE: FactKind.WHERE,
}
_TIMES: Final = (ValueKind.DATE, ValueKind.TIME)
_FACT_ROLES: Final = (Role.SAPO, Role.BODY)
_FEWEST_LETTERS: Final = 2


def facts(article: Article) -> tuple[Fact, ...]:
    """The facts of an article in the order of their first mention, each once.

    Names by what they name, figures by what they measure; the same figure of something else is another fact.

    >>> from corpus.records import Block
    >>> text = "Ngày 6/11, ông Lê Văn An khánh thành 12 trường học ở Nghệ An."
    >>> found = facts(Article("a", text, (Block(Span(0, len(text)), Role.BODY),)))
    >>> [(fact.kind.value, fact.text) for fact in found]
    [('when', 'Ngày 6/11'), ('who', 'Lê Văn An'), ('how-many', '12 trường học'), ('where', 'Nghệ An')]
    """
    first: dict[tuple[object, ...], Fact] = {}
    counts: dict[tuple[object, ...], set[Span]] = {}
    for fact in _facts(article):
        key = _identity(fact)
        first.setdefault(key, fact)
        counts.setdefault(key, set()).add(fact.sentence)
    return tuple(_counted(fact, len(counts[key])) for key, fact in first.items())


def _counted(fact: Fact, times: int) -> Fact:
    return Fact(
        fact.kind, fact.detail, fact.text, fact.article, fact.span, fact.about, fact.sentence, fact.value, times
    )


def _identity(fact: Fact) -> tuple[object, ...]:
    return (fact.kind, canonical(fact.text)) if not fact.value else (fact.kind, fact.value, canonical(fact.text))


def _facts(article: Article) -> Iterator[Fact]:
    for block in article.blocks_of(*_FACT_ROLES):
        for sentence in split(block.span.of(article.text)):
            where = sentence.span.shift(block.span.start)
            found = [*_names(article, where), *_figures(article, where)]
            yield from sorted(found, key=lambda fact: fact.span)


def _names(article: Article, sentence: Span) -> Iterator[Fact]:
    text = sentence.of(article.text)
    for name in find_names(text):
        kind = _NAMED.get(name.kind)
        if kind is not None and len(name.span) >= _FEWEST_LETTERS:
            yield _fact(article, sentence, name.span, (kind, name.kind.value, ()))


def _figures(article: Article, sentence: Span) -> Iterator[Fact]:
    text = sentence.of(article.text)
    for value in figures(text):
        kind = FactKind.WHEN if value.kind in _TIMES else FactKind.HOW_MANY
        span = _with_noun(text, value.span) if value.kind is ValueKind.COUNT else value.span
        yield _fact(article, sentence, span, (kind, value.kind.value, tuple(value.as_row().items())))


def _fact(
    article: Article, sentence: Span, span: Span, what: tuple[FactKind, str, tuple[tuple[str, Any], ...]]
) -> Fact:
    kind, detail, value = what
    text = sentence.of(article.text)
    about = clause(text, span).trim(text)
    return Fact(
        kind,
        detail,
        span.of(text),
        article.id,
        span.shift(sentence.start),
        about.shift(sentence.start),
        sentence,
        value,
    )
