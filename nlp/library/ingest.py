"""Adding sources to a library: read, clean, cut and sketch in parallel; commit in batches; be killed and go on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from corpus.collection import Collection
from corpus.errors import CorpusError, SourceError
from corpus.index import joined
from corpus.library import Writer
from corpus.records import Article
from corpus.sketch import sketch
from corpus.store_records import Entry, Outcome
from nlp.answering.passages import passages
from nlp.batch.pool import ordered_map
from nlp.language.terms import terms
from nlp.library.items import Fault, Found, Item, Skipped, items_of

_BATCH: Final = 250  # articles a transaction
_FLUSH: Final = 4000  # articles an index commit, which costs more
_SHOWN: Final = 20  # faults that the report itself keeps


@dataclass(frozen=True, slots=True)
class AddReport:
    """What adding came to, in articles. ``faults`` holds the first few; ``on_fault`` was told of all of them."""

    added: int = 0
    known: int = 0
    replaced: int = 0
    skipped: int = 0
    failed: int = 0
    named_failed: int = 0
    faults: tuple[Fault, ...] = ()

    @property
    def articles(self) -> int:
        """How many sources gave an article, new or not."""
        return self.added + self.known + self.replaced


def add(
    library: Collection,
    sources: Iterable[str],
    *,
    workers: int = 1,
    offline: bool = False,
    on_fault: Callable[[Fault], None] | None = None,
    progress: Callable[[int], None] | None = None,
) -> AddReport:
    """Add everything the sources hold. Each batch is safe on the disk before the next; run again, it goes on.

    ``progress`` is told after every batch how many items are done.

    Raises:
        LibraryError: the library cannot be written (busy, disk full). Faults of single sources are in the report.
    """
    found = items_of(sources, offline=offline)
    return add_found(library, found, workers=workers, on_fault=on_fault, progress=progress)


def add_found(
    library: Collection,
    found: Iterable[Found],
    *,
    workers: int = 1,
    on_fault: Callable[[Fault], None] | None = None,
    progress: Callable[[int], None] | None = None,
) -> AddReport:
    """:func:`add` for single items that are told apart already."""
    tally = _Tally(on_fault)
    with library.writing() as writer:
        fresh = _fresh(library, found, tally)
        batch: list[Entry] = []
        unindexed = done = 0
        for done, result in enumerate(ordered_map(prepare, fresh, workers), start=1):
            if isinstance(result, Entry):
                batch.append(result)
            else:
                tally.note(result)
            if len(batch) >= _BATCH:
                unindexed = _commit(writer, batch, tally, unindexed)
            if progress is not None and done % _BATCH == 0:
                progress(done)
        _commit(writer, batch, tally, unindexed)
        if progress is not None:
            progress(done)
    return tally.report()


def _commit(writer: Writer, batch: list[Entry], tally: _Tally, unindexed: int) -> int:
    """Commit and empty the batch; return how many articles now wait for the index."""
    for outcome in writer.add(batch):
        tally.count(outcome)
    unindexed += len(batch)
    batch.clear()
    if unindexed < _FLUSH:
        return unindexed
    writer.flush()
    return 0


def _fresh(library: Collection, found: Iterable[Found], tally: _Tally) -> Iterator[Item]:
    """The items that need reading; the others go to the tally at once."""
    for each in found:
        if not isinstance(each, Item):
            tally.note(each)
        elif each.stamp and library.store.stamp(each.origin) == each.stamp:
            tally.count(Outcome.KNOWN)
        else:
            yield each


def prepare(item: Item) -> Entry | Fault:
    """One item → its entry, everything computed that does not need the library. Runs in any process."""
    try:
        return entry_of(_article(item), item.origin, item.stamp)
    except CorpusError as error:
        return Fault(item.origin, error.code, str(error), named=item.named)
    except (ValueError, RecursionError, MemoryError) as error:  # one bad page of thousands must not end the run
        message = f"{item.origin}: cần một bài báo, nhưng không đọc được ({type(error).__name__})."
        return Fault(item.origin, "unreadable", message)


def _article(item: Item) -> Article:
    from nlp.cleaning.clean import clean
    from nlp.library.rows import article_of_row
    from nlp.sources.ingest import load

    if item.row is not None:
        return article_of_row(item.row, item.origin)
    return clean(item.document if item.document is not None else load(str(item.path))).article


def entry_of(article: Article, origin: str, stamp: str) -> Entry:
    """An article ready for a library, known there by its content: the same text has the same id wherever it is from."""
    pieces = passages(article)
    if not pieces:
        raise SourceError(
            f"{origin}: cần một bài có nội dung, nhưng không còn đoạn nào sau khi làm sạch.", code="empty-article"
        )
    return Entry(
        article=replace(article, id=content_id(article.text)),
        passages=pieces,
        origin=origin,
        stamp=stamp or content_id(article.text),
        sketch=sketch(article.text),
        terms=tuple(joined(terms(piece.text)) for piece in pieces),
    )


def content_id(text: str) -> str:
    """The name of a text by its content, white space apart: 16 hexadecimal digits.

    >>> content_id("Hà  Nội\\n") == content_id("Hà Nội")
    True
    """
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()[:16]


class _Tally:
    """Counts while adding goes on."""

    def __init__(self, on_fault: Callable[[Fault], None] | None) -> None:
        self._counts = dict.fromkeys(Outcome, 0)
        self._skipped = self._failed = self._named = 0
        self._faults: list[Fault] = []
        self._on_fault = on_fault

    def count(self, outcome: Outcome) -> None:
        self._counts[outcome] += 1

    def note(self, result: Fault | Skipped) -> None:
        if isinstance(result, Skipped):
            self._skipped += 1
        else:
            self._failed += 1
            self._named += result.named
            if len(self._faults) < _SHOWN:
                self._faults.append(result)
            if self._on_fault is not None:
                self._on_fault(result)

    def report(self) -> AddReport:
        return AddReport(
            added=self._counts[Outcome.ADDED],
            known=self._counts[Outcome.KNOWN],
            replaced=self._counts[Outcome.REPLACED],
            skipped=self._skipped,
            failed=self._failed,
            named_failed=self._named,
            faults=tuple(self._faults),
        )
