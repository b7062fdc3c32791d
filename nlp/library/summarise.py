"""What a library says about something, as one summary with its citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from corpus.collection import Collection
from corpus.index import Selection
from corpus.records import Article, Role
from corpus.store_records import Stored
from nlp.library.search import search, search_articles
from nlp.summarising.guard import guard
from nlp.summarising.summarise import Length, Summariser, Summary

_MOST_ARTICLES: Final = 8
_LEAST_MATCH: Final = 0.5  # of the best article's score
_MOST_PASSAGES: Final = 60
_LEAST_PASSAGE: Final = 0.4  # of the best passage's score


@dataclass(frozen=True, slots=True)
class LibrarySummary:
    """A summary and the articles it was drawn from, best match first; no sentences when the library says nothing.

    ``citations`` numbers the articles that the sentences come from, in the order in which they are first needed.
    """

    query: str
    summary: Summary
    articles: tuple[Article, ...]

    @property
    def citations(self) -> dict[str, int]:
        """Article.id → number, counted from 1.

        A summary reads "… [1] … [2]" by it.
        """
        needed = dict.fromkeys(sentence.article for sentence in self.summary.sentences)
        return {id: number for number, id in enumerate(needed, start=1)}

    @property
    def text(self) -> str:
        """The summary, each sentence with the number of its article."""
        numbers = self.citations
        return " ".join(f"{sentence.text} [{numbers[sentence.article]}]" for sentence in self.summary.sentences)


def summarise(
    library: Collection, query: str, summariser: Summariser, length: Length, *, selection: Selection | None = None
) -> LibrarySummary:
    """Sum up what the articles that match ``query`` say about it: only their matching passages are read.

    Of near-duplicates the best match alone counts, so that a report is not weighed by how many papers printed it.
    """
    hits = search_articles(library, query, _MOST_ARTICLES, selection=selection)
    stored = [library.store.stored(hit.number) for hit in hits if hit.score >= _LEAST_MATCH * hits[0].score]
    kept = _without_near([each for each in stored if each is not None])
    passages = _matching(library, query, tuple(each.number for each in kept))
    articles = [_narrowed(each.article, passages.get(each.number, set()), library, each.number) for each in kept]
    summary = guard(summariser.summarise(articles, length), articles, length=length)
    return LibrarySummary(query, summary, tuple(each.article for each in kept))


def _without_near(stored: Sequence[Stored]) -> list[Stored]:
    kept: list[Stored] = []
    for each in stored:
        near = {id for id, _ in each.near}
        if not any(other.article.id in near for other in kept):
            kept.append(each)
    return kept


def _matching(library: Collection, query: str, articles: tuple[int, ...]) -> dict[int, set[int]]:
    """Article number → the places of its passages that match well enough."""
    found = search(library, query, _MOST_PASSAGES, selection=Selection(articles=articles))
    places: dict[int, set[int]] = {}
    for hit in found:
        if hit.score >= _LEAST_PASSAGE * found[0].score:
            places.setdefault(hit.article, set()).add(hit.ordinal)
    return places


def _narrowed(article: Article, ordinals: set[int], library: Collection, number: int) -> Article:
    """The article with only the blocks that hold these passages; offsets stay those of the whole article."""
    spans = [passage.span for at, passage in enumerate(library.store.passages(number)) if at in ordinals]
    wanted = [block for block in article.blocks if any(block.span.overlaps(span) for span in spans)]
    if all(block.role is Role.TITLE for block in wanted):
        return article
    return replace(article, blocks=tuple(dict.fromkeys((*article.blocks_of(Role.TITLE), *wanted))))


def sources_rows(found: LibrarySummary) -> list[dict[str, Any]]:
    """The cited articles in the order of their numbers, for JSON."""
    articles = {article.id: article for article in found.articles}
    return [
        {
            "number": number,
            "article": id,
            "title": articles[id].title,
            "source": articles[id].source,
            "published": articles[id].published,
        }
        for id, number in found.citations.items()
        if id in articles
    ]
