"""The two indexes of a library as one: of passages, and of whole articles.

A question is answered by one passage but an article is about it as a whole: ranking articles by their whole text with
a little of their best passage beat either alone on questions and on titles (figures: docs/library.md). Articles are
told apart by all their terms and their headings, passages by single terms of their text: pairs of neighbours are three
quarters of the work of indexing and half of the index, and of passages they tell little more (0.1 of MRR less on
questions, as much more on titles).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from corpus.index import BODY, Found, IndexWriter, Posting, SearchIndex, Selection, single
from corpus.index_files import changed_files
from corpus.index_union import Fields, Searchable, idf
from corpus.library_faults import fault

#: How much of an article's score is that of its best passage.
_PASSAGE_SHARE: Final = 0.1
#: Hits that are fused for each one wanted; of passages several belong to one article.
_DEEPER: Final = 2
_DEEPER_PASSAGES: Final = 10
#: Terms that an article's best passage is told by, the weightiest. All of them took twice as long for nothing.
_PASSAGE_TERMS: Final = 16

_PASSAGES: Final = "passages"
_ARTICLES: Final = "articles"


def changed_index_files(folder: Path) -> tuple[str, ...]:
    """The committed files of both indexes that are not as they were written, by their paths within ``folder``."""
    return tuple(f"{name}/{file}" for name in (_PASSAGES, _ARTICLES) for file in changed_files(folder / name))


class IndexPair:
    """The two as one to whoever searches. ``len`` counts passages."""

    def __init__(self, passages: Searchable, whole: Searchable) -> None:
        self.of_passages = passages
        self.of_articles = whole

    @classmethod
    def open(cls, folder: Path) -> IndexPair:
        """The indexes that :class:`PairWriter` made in a folder.

        Raises:
            LibraryError: ("damaged-index") one of them is missing or damaged.
        """
        if not folder.is_dir():
            raise fault("damaged-index", folder.parent, "không có chỉ mục")
        return cls(SearchIndex(folder / _PASSAGES), SearchIndex(folder / _ARTICLES))

    def __len__(self) -> int:
        return len(self.of_passages)

    @property
    def articles(self) -> int:
        """How many articles are searchable."""
        return len(self.of_articles)

    def reload(self) -> None:
        """See what was committed since."""
        self.of_passages.reload()
        self.of_articles.reload()

    def search(self, fields: Fields, k: int, selection: Selection | None = None) -> tuple[Found, ...]:
        """The ``k`` best passages by single terms of their text; weights of other terms and fields count nothing."""
        return self.of_passages.search(_single(fields), k, selection)

    def search_articles(
        self, fields: Fields, k: int, selection: Selection | None = None
    ) -> tuple[tuple[int, float], ...]:
        """The numbers of the ``k`` best articles and their scores, best first; equal ones by number.

        Passages are looked for in the best articles only and by the weightiest terms only: searching all of a million
        by all terms costs twice as much as finding the articles. An article below the best is not lifted by a passage.
        """
        whole = self.of_articles.search(fields, k * _DEEPER, selection)
        scores = {hit.article: (1 - _PASSAGE_SHARE) * hit.score for hit in whole}
        within = replace(selection or Selection(), articles=tuple(scores))
        seen: set[int] = set()
        for hit in (
            self.of_passages.search(_single(fields, _PASSAGE_TERMS), k * _DEEPER_PASSAGES, within) if scores else ()
        ):
            if hit.article not in seen:
                seen.add(hit.article)
                scores[hit.article] += _PASSAGE_SHARE * hit.score
        ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(ranked[:k])

    def rarity(self, term: str) -> float:
        """The idf of a term over whole articles."""
        return idf(self.articles, self.of_articles.frequencies(BODY, (term,))[0])


def _single(fields: Fields, most: int | None = None) -> Fields:
    """The weightiest single terms of the text: all that passages are indexed by."""
    weights = [(term, weight) for term, weight in fields.get(BODY, {}).items() if " " not in term]
    return {BODY: dict(sorted(weights, key=lambda pair: (-pair[1], pair[0]))[:most])}


class PairWriter:
    """Writes both indexes. Killed between their commits it leaves them apart; the store's note mends that."""

    def __init__(self, passages: IndexWriter, articles: IndexWriter) -> None:
        self._both = (passages, articles)
        self._passages, self._articles = self._both

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> PairWriter:
        """Write to the indexes of a folder, made first when ``create``."""
        both = [SearchIndex(folder / name, create=create) for name in (_PASSAGES, _ARTICLES)]
        return cls(both[0].writer(), both[1].writer())

    def add(self, article: int, bodies: Sequence[str], heading: str, source: str, day: int) -> None:
        """Put an article in, the terms of its passages in order, each's joined (:func:`corpus.index.joined`)."""
        for ordinal, body in enumerate(bodies):
            self._passages.add(Posting(article, ordinal, single(body), source=source, day=day))
        self._articles.add(Posting(article, 0, "\n".join(bodies), heading, source, day))

    def remove(self, article: int) -> None:
        for writer in self._both:
            writer.remove(article)

    def commit(self) -> None:
        for writer in self._both:
            writer.commit()

    def close(self) -> None:
        for writer in self._both:
            writer.close()
