"""The facts of an article as a sheet that an editor can check: who, when, where, how many, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from corpus.records import Article
from corpus.spans import Span
from nlp.language.names import NameKind, find_names
from nlp.language.orthography import canonical
from nlp.language.stopwords import STOPWORDS
from nlp.language.values import ValueKind
from nlp.summarising.claim_table import NAMELESS
from nlp.summarising.claims import clause, figures
from nlp.summarising.summarise import sentence_spans


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
_NAMELESS: Final = frozenset(NAMELESS.split()) | {"tp", "ts", "gs", "pgs", "ths"}
_FEWEST_LETTERS: Final = 2
_NOUN_SYLLABLES: Final = 2
_NEXT: Final = re.compile(r" ([^\W\d_]+)")
_COUNTERS: Final = ("người", "con", "cái", "chiếc", "em", "bản", "việc", "cách", "lần")
_NOT_NOUNS: Final = ("so", "trở", "toàn", "mới", "tốt")


def facts(article: Article) -> tuple[Fact, ...]:
    """The facts of an article in the order of their first mention, each once.

    Names by what they name, figures by what they measure; the same figure of something else is another fact.

    >>> from corpus.records import Block, Role
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
    return replace(fact, times=times)


def _identity(fact: Fact) -> tuple[object, ...]:
    return (fact.kind, canonical(fact.text)) if not fact.value else (fact.kind, fact.value, canonical(fact.text))


def _facts(article: Article) -> Iterator[Fact]:
    for sentence in sentence_spans(article):
        found = [*_names(article, sentence), *_figures(article, sentence)]
        yield from sorted(found, key=lambda fact: fact.span)


def _names(article: Article, sentence: Span) -> Iterator[Fact]:
    text = sentence.of(article.text)
    taken = [value.span for value in figures(text)]
    for name in find_names(text):
        kind = _NAMED.get(name.kind)
        says = len(name.span) >= _FEWEST_LETTERS and canonical(name.span.of(text)) not in _NAMELESS
        if kind is not None and says and not any(name.span.overlaps(span) for span in taken):
            yield _fact(article, sentence, name.span, (kind, name.kind.value, ()))


def _figures(article: Article, sentence: Span) -> Iterator[Fact]:
    text = sentence.of(article.text)
    for value in figures(text):
        kind = FactKind.WHEN if value.kind in _TIMES else FactKind.HOW_MANY
        span = _with_noun(text, value.span) if value.kind is ValueKind.COUNT else value.span
        yield _fact(article, sentence, span, (kind, value.kind.value, tuple(value.as_row().items())))


def _with_noun(text: str, figure: Span) -> Span:
    """ "12 trường học": a count with the one or two syllables that say of what."""
    stop = figure.stop
    for _ in range(_NOUN_SYLLABLES):
        word = _NEXT.match(text, stop)
        if word is None or (word[1] in STOPWORDS and word[1] not in _COUNTERS) or word[1] in _NOT_NOUNS:
            break
        stop = word.end()
    return Span(figure.start, stop)


def _fact(
    article: Article, sentence: Span, span: Span, what: tuple[FactKind, str, tuple[tuple[str, Any], ...]]
) -> Fact:
    kind, detail, value = what
    text = sentence.of(article.text)
    about = clause(text, span).trim(text)
    if any(name.span.overlaps(about) and not about.contains(name.span) for name in find_names(text)):
        about = Span(0, len(text))  # an "và" within a name begins no clause
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
