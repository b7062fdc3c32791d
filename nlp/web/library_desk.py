"""The library view's work: search, articles, questions asked across. One thread at a time, as its engines want."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from corpus.index import Selection
from corpus.records import Article
from corpus.store_records import day_of
from nlp.language.terms import terms
from nlp.library.ask import answer_row
from nlp.library.search import search_articles, source_terms
from nlp.library.shelf import Shelf
from nlp.web.faults import WebError

if TYPE_CHECKING:
    from nlp.assistant import Assistant

_LISTED: Final = 50  # articles at most
Row = dict[str, Any]


class LibraryDesk:
    """A library on disk, opened by the thread that first works with it, which must be the only one."""

    def __init__(self, folder: Path | None, assistant: Assistant) -> None:
        self._folder = folder
        self._assistant = assistant
        self._shelf: Shelf | None = None

    def _open(self) -> Shelf:
        if self._folder is None:
            raise WebError("no-library")
        if self._shelf is None:
            self._shelf = Shelf.open(self._folder)
        return self._shelf

    def find(self, typed: str, selection: Selection) -> Row:
        """The articles that match best, or the newest where nothing was typed; fifty at most."""
        shelf = self._open()
        if typed.strip():
            hits = search_articles(shelf.library, typed, _LISTED, selection=selection)
            articles = (shelf.library.store.article(hit.number) for hit in hits)
            rows = [_row(article) for article in articles if article is not None]
        else:
            rows = list(itertools.islice(self._newest(shelf, selection), _LISTED))
        return {"articles": rows, "total": shelf.library.store.counts()["articles"]}

    def _newest(self, shelf: Shelf, selection: Selection) -> Iterator[Row]:
        for each in shelf.listed():
            day = day_of(each.published) or 0
            fits = (selection.since or 0) <= day <= (selection.until or 99_999_999)
            if fits and set(selection.source) <= set(terms(each.source or "")):
                yield {"id": each.id, "title": each.title, "published": each.published, "source": each.source}

    def ask(self, question: str, selection: Selection, top: int) -> Row:
        """``ask --library --json``'s object."""
        start = time.perf_counter()
        answer = self._open().ask(question, self._assistant, selection=selection, top=top)
        return answer_row(answer, (time.perf_counter() - start) * 1000)

    def article(self, id: str) -> Article:
        return self._open().show(id).article


def selection_of(since: str | None, until: str | None, source: str | None) -> Selection:
    """The filter that dates like "2023", "2023-11", "2023-11-06" and a source's name make; both ends included."""
    return Selection(_day(since, "0101"), _day(until, "1231"), source_terms(source))


def _day(typed: str | None, rest: str) -> int | None:
    """A date as a number that sorts, what is left out filled from ``rest``.

    >>> _day("2023-11", "1231"), _day("", "0101")
    (20231131, None)
    """
    digits = (typed or "").replace("-", "")
    return int(digits + rest[len(digits) - 4 :]) if digits else None


def _row(article: Article) -> Row:
    return {"id": article.id, "title": article.title, "published": article.published, "source": article.source}
