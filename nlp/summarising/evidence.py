"""The articles as evidence: which figures, names and quotations they hold, and in which sentences."""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.records import Article, Role
from corpus.spans import Span
from nlp.language.abbreviations import common, find_definitions
from nlp.language.orthography import canonical
from nlp.language.sentences import split
from nlp.language.terms import syllables
from nlp.language.values import Value, ValueKind
from nlp.summarising.agreement import agrees, completed
from nlp.summarising.claim_table import SAME
from nlp.summarising.claims import Run, clause, figures, following, keys, readings, runs
from nlp.summarising.summarise import sentence_spans

_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Source:
    """One sentence of an article. ``usable``: it may stand in a summary."""

    article: str
    span: Span
    text: str
    usable: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A figure of a source, the names in its clause, and what follows it there (:func:`claims.following`)."""

    value: Value
    beside: frozenset[str]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Built once for all sentences of a summary. ``stream`` and ``names`` hold keys as :func:`claims.keys` does."""

    sources: tuple[Source, ...]
    stream: str
    names: str  # the runs, with a bar between: "| lê hòa | ubnd |"
    held: tuple[Held, ...]
    grams: tuple[Counter[str], ...]
    renamed: tuple[tuple[str, ...], ...]  # other forms of what the articles say, in units

    def values_like(self, value: Value) -> Iterator[Held]:
        return (held for held in self.held if agrees(value, held.value))

    def says(self, key: str) -> bool:
        return f" {key} " in self.stream

    def names_whole(self, key: str) -> bool:
        return f"| {key} |" in self.names

    def names_last(self, key: str) -> bool:
        return f" {key} |" in self.names

    def names_within(self, key: str) -> bool:
        return f" {key} " in self.names

    def ranked(self, sentence: str) -> list[int]:
        """The usable sources by how much of ``sentence`` they hold, rare syllables counting more; best first.

        Sources that share nothing with it are left out.
        """
        wanted = grams_of(sentence)
        spread = Counter(gram for grams in self.grams for gram in wanted if gram in grams)
        weights = {gram: math.log(1 + len(self.sources) / (0.5 + spread[gram])) for gram in wanted}
        scored = [
            (sum(weights[gram] * min(count, grams[gram]) for gram, count in wanted.items() if gram in grams), -at)
            for at, grams in enumerate(self.grams)
            if self.sources[at].usable
        ]
        return [-at for score, at in sorted(scored, reverse=True) if score > 0]


def grams_of(text: str) -> Counter[str]:
    """Syllables and pairs of neighbouring syllables, in one spelling."""
    found = syllables(canonical(text))
    return Counter([*found, *(f"{one} {two}" for one, two in itertools.pairwise(found))])


def evidence_of(articles: Sequence[Article]) -> Evidence:
    """The articles made ready for checking; about 40 ms for 1,000 syllables. Those of the last call are kept: who
    writes a summary may check it, and the guard does so again."""
    return _evidence(tuple(articles))


@functools.lru_cache(maxsize=1)
def _evidence(articles: tuple[Article, ...]) -> Evidence:
    sources = tuple(source for article in articles for source in _sources(article))
    texts = [article.text for article in articles]
    published = _published(articles)
    stream = "".join(keys(text) for text in [*texts, *_metadata(articles)])
    return Evidence(
        sources=sources,
        stream=stream,
        names=_names([source.text for source in sources]),
        held=tuple(_held(sources, published)),
        grams=tuple(grams_of(source.text) for source in sources),
        renamed=tuple(_renamed(texts, stream)),
    )


def _renamed(texts: Sequence[str], stream: str) -> Iterator[tuple[str, ...]]:
    """The other form of each abbreviation, long form or second name that the articles hold."""
    own = [(one.short.of(text), one.long.of(text)) for text in texts for one in find_definitions(text)]
    defined = {keys(short) for short, _ in own}
    usual = [pair for pair in _usual() if pair[0] not in defined]
    for here, there in (*((keys(short), keys(long)) for short, long in own), *usual):
        for one, other in ((here, there), (there, here)):
            if other in stream:
                yield tuple(one.split())


@functools.cache
def _usual() -> tuple[tuple[str, str], ...]:
    return tuple((keys(short), keys(long)) for short, long in (*common().pairs, *SAME))


def _sources(article: Article) -> Iterator[Source]:
    """Every sentence of every block; those that a summary may use, with their datelines off, marked."""
    usable = {span.stop: span for span in sentence_spans(article)}
    blocks = article.blocks or ()
    for block in blocks:
        for sentence in split(block.span.of(article.text)):
            span = sentence.span.shift(block.span.start)
            good = usable.get(span.stop) if block.role in (Role.SAPO, Role.BODY) else None
            span = good or span
            text = span.of(article.text)
            yield Source(article.id, span, text, good is not None and text.rstrip()[-1:] not in (":", ";", ","))


def _metadata(articles: Sequence[Article]) -> list[str]:
    return [piece for article in articles for piece in (article.title, article.source, article.author) if piece]


def _published(articles: Sequence[Article]) -> dict[str, str]:
    return {article.id: article.published[:10] for article in articles if article.published}


def _names(texts: Sequence[str]) -> str:
    return "|" + "".join(f" {run.key} |" for text in texts for run in runs(text))


def _held(sources: Sequence[Source], published: dict[str, str]) -> Iterator[Held]:
    """The figures of all sources; a date without its year is also held with that of publication."""
    for number, source in enumerate(sources):
        day = published.get(source.article, "")
        if _ISO_DATE.fullmatch(day) and (not number or sources[number - 1].article != source.article):
            yield Held(Value(Span(0, 0), ValueKind.DATE, day), frozenset(), ())
        found = runs(source.text)
        for value in figures(source.text):
            around = clause(source.text, value.span)
            beside = frozenset(_parts(tuple(run for run in found if around.contains(run.span))))
            after = following(source.text, value.span)
            for reading in readings(source.text, value):
                for one in completed(reading, published.get(source.article)):
                    yield Held(one, beside, after)


def _parts(found: tuple[Run, ...]) -> Iterator[str]:
    """A run, and its pieces of one and two units: "Chủ tịch UBND Lê Hòa" is met as "Lê Hòa" too."""
    for run in found:
        names = [unit.key for unit in run.units]
        yield run.key
        yield from names
        yield from (f"{one} {two}" for one, two in itertools.pairwise(names))
        yield from (" ".join(names[at:]) for at in range(len(names)))
