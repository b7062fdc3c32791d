"""The two indexes of a library as one: of passages, and of whole articles.

A question is answered by one passage but an article is about it as a whole: ranking articles by their whole text with
a little of their best passage beat either alone on questions and on titles (figures: docs/library.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

from corpus.index import BODY, Found, IndexWriter, Posting, SearchIndex, Selection
from corpus.library_faults import fault

#: How much of an article's score is that of its best passage.
_PASSAGE_SHARE: Final = 0.07
#: Hits that are fused for each one wanted; of passages several belong to one article.
_DEEPER: Final = 5
_DEEPER_PASSAGES: Final = 10

Fields = Mapping[str, Mapping[str, float]]


class IndexPair:
    """Two folders, written together. ``len`` counts passages.

    Raises:
        LibraryError: ("damaged-index") one of them is missing or damaged.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.folder = folder
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        elif not folder.is_dir():
            raise fault("damaged-index", folder.parent, "không có chỉ mục")
        self._passages = SearchIndex(folder / "passages", create=create)
        self._articles = SearchIndex(folder / "articles", create=create)

    def __len__(self) -> int:
        return len(self._passages)

    @property
    def articles(self) -> int:
        """How many articles are searchable."""
        return len(self._articles)

    def reload(self) -> None:
        """See what was committed since."""
        self._passages.reload()
        self._articles.reload()

    def search(self, fields: Fields, k: int, selection: Selection | None = None) -> tuple[Found, ...]:
        """The ``k`` best passages."""
        return self._passages.search(fields, k, selection)

    def search_articles(
        self, fields: Fields, k: int, selection: Selection | None = None
    ) -> tuple[tuple[int, float], ...]:
        """The numbers of the ``k`` best articles and their scores, best first; equal ones by number."""
        scores: dict[int, float] = {}
        for hit in self._articles.search(fields, k * _DEEPER, selection):
            scores[hit.article] = (1 - _PASSAGE_SHARE) * hit.score
        seen: set[int] = set()
        for hit in self._passages.search(fields, k * _DEEPER_PASSAGES, selection):
            if hit.article not in seen:
                seen.add(hit.article)
                scores[hit.article] = scores.get(hit.article, 0.0) + _PASSAGE_SHARE * hit.score
        ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(ranked[:k])

    def rarity(self, term: str) -> float:
        """The idf of a term over whole articles, as BM25 has it; never negative."""
        count = min(self.articles, self._articles.frequency(BODY, term))
        return math.log(1 + (self.articles - count + 0.5) / (count + 0.5))

    def writer(self) -> PairWriter:
        return PairWriter(self._passages.writer(), self._articles.writer())


class PairWriter:
    """Writes both indexes. Killed between their commits it leaves them apart; the store's note mends that."""

    def __init__(self, passages: IndexWriter, articles: IndexWriter) -> None:
        self._both = (passages, articles)
        self._passages, self._articles = self._both

    def add(
        self, article: int, bodies: Iterable[Sequence[str]], heading: Sequence[str], source: Sequence[str], day: int
    ) -> None:
        """Put an article in, the terms of its passages in order."""
        kept = [tuple(body) for body in bodies]
        for ordinal, body in enumerate(kept):
            self._passages.add(Posting(article, ordinal, body, heading, source, day))
        self._articles.add(Posting(article, 0, tuple(chain.from_iterable(kept)), heading, source, day))

    def remove(self, article: int) -> None:
        for writer in self._both:
            writer.remove(article)

    def commit(self) -> None:
        for writer in self._both:
            writer.commit()

    def close(self) -> None:
        for writer in self._both:
            writer.close()
