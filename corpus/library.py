"""A library: a folder of articles that can be searched. Keeps the store (the truth) and its index (a copy) together.

    DIR/library.sqlite    articles, passages, origins, links; every change one transaction
    DIR/index-N/          the two search indexes; N grows when it is rebuilt, and the store says which N counts
    DIR/writer.lock       held by the one process that writes; the system frees it when that process dies

Commit order: first the store with a note of what the index lacks (``pending``), then the index, then the note is
struck out. Killed between any two of these, the next writer (or reader, when nobody writes) applies the note again,
which does no harm twice: an article is taken out of the index before it is put in.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from corpus.index import joined
from corpus.index_pair import IndexPair, PairWriter, changed_index_files
from corpus.library_faults import LibraryError, fault
from corpus.locking import contents, locked, made
from corpus.records import Article
from corpus.store import Store
from corpus.store_records import BUILD_RECORD, FILE_NAME, Entry, Outcome, day_of

_CHUNK: Final = 4000  # articles an index commit: each costs a third of a second and leaves a segment to merge
Terms = Callable[[str], Sequence[str]]


class Library:
    """An open library. ``terms`` turns a text into what it is searched by; the same function must be used for life."""

    def __init__(self, folder: Path, store: Store, terms: Terms) -> None:
        self.folder = folder
        self.store = store
        self._terms = terms
        self._index: tuple[str, IndexPair] | None = None

    @classmethod
    def open(cls, folder: Path, terms: Terms) -> Library:
        """Open a library to read. What a killed writer left unindexed is indexed first, unless somebody writes now.

        Raises:
            LibraryError: there is no library, or it is damaged or newer than this program.
        """
        library = cls(folder, Store(folder), terms)
        if library.store.pending(1):
            with suppress(LibraryError), library.writing():
                pass
        return library

    @classmethod
    def create(cls, folder: Path, terms: Terms) -> Library:
        """Open a library, made first where there is none. A folder with other things in it is left alone."""
        if (folder / BUILD_RECORD).exists():
            raise fault("built-library", folder)
        if folder.is_file():
            raise fault("not-a-library", folder, "một tệp")
        others = folder.is_dir() and contents(folder)  # looked at first: another process may be making the library
        if others and not (folder / FILE_NAME).exists():
            raise fault("not-a-library", folder, "một thư mục có sẵn tệp khác")
        made(folder)
        return cls(folder, Store(folder, create=True), terms)

    def close(self) -> None:
        self.store.close()

    @property
    def index(self) -> IndexPair:
        """The index that counts, as last committed; opened when first asked for."""
        name = self._index_folder.name
        if self._index is None or self._index[0] != name:
            self._index = (name, IndexPair.open(self.folder / name))
        self._index[1].reload()
        return self._index[1]

    @property
    def _index_folder(self) -> Path:
        name = self.store.meta("index")
        if name is None:
            raise fault("damaged-index", self.folder, "chưa được dựng")
        return self.folder / name

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """The right to write, for one process at a time. On leaving, everything added is searchable.

        Raises:
            LibraryError: ("library-busy") somebody else is writing.
        """
        with locked(self.folder):
            if self.store.meta("index") is None:
                self._rebuild()
            writer = Writer(self.store, PairWriter.open(self._index_folder), self._terms)
            try:
                writer.flush()
                yield writer
                writer.flush()
            except BaseException:
                with suppress(LibraryError):  # the first error is the one to tell
                    writer.close()
                raise
            else:
                writer.close()

    def remove(self, numbers: Iterable[int]) -> None:
        """Take these articles out, of store and index."""
        with self.writing() as writer:
            for number in numbers:
                writer.remove(number)

    def waiting(self) -> int:
        """How many articles the index still holds otherwise than the store: what was added there is not found yet."""
        return len(self.store.pending())

    def sizes(self) -> tuple[int, int]:
        """Bytes of the store and of the index."""
        index = sum(path.stat().st_size for path in self.folder.glob("index-*/*/*") if path.is_file())
        return sum(path.stat().st_size for path in self.folder.glob(f"{FILE_NAME}*")), index

    def repair(self) -> int:
        """Build the index anew from the store, beside the old one; return how many passages it holds."""
        with locked(self.folder):
            return self._rebuild()

    def _rebuild(self) -> int:
        before = self.store.meta("index")
        name = f"index-{int(before.rpartition('-')[2]) + 1 if before else 1}"
        shutil.rmtree(self.folder / name, ignore_errors=True)  # of a rebuild that was killed
        writer = Writer(self.store, PairWriter.open(self.folder / name, create=True), self._terms)
        pending = self.store.pending()
        writer.fill()
        with self.store.transaction():
            self.store.put_meta("index", name)
            self.store.settle(pending)
        self._index = None
        for old in self.folder.glob("index-*"):
            if old.name != name:
                shutil.rmtree(old, ignore_errors=True)
        return len(self.index)

    def problems(self) -> tuple[str, ...]:
        """What is wrong, one line each, in Vietnamese; empty when all is well.

        Raises:
            LibraryError: ("library-busy") somebody is writing, and store and index are not to be compared meanwhile.
        """
        found = tuple(f"kho bài: {each}" for each in self.store.problems())
        try:
            with locked(self.folder):
                return (*found, *self._index_problems())
        except LibraryError as error:
            if error.code != "unwritable-library":
                raise
        return (*found, *self._index_problems())  # nobody can write here

    def _index_problems(self) -> tuple[str, ...]:
        """Where the index is not a true copy of the store."""
        counts = self.store.counts()
        if not counts["articles"] and self.store.meta("index") is None:
            return ()
        try:
            held, articles = len(self.index), self.index.articles
        except LibraryError as error:
            return (str(error),)
        found = [f"chỉ mục: tệp {name} không như lúc được ghi" for name in changed_index_files(self._index_folder)]
        if counts["pending"]:
            found.append(f"chỉ mục: còn {counts['pending']} bài chờ đưa vào")
        elif held != counts["passages"]:
            found.append(f"chỉ mục: cần {counts['passages']} đoạn như kho bài, nhưng có {held}")
        elif articles != counts["articles"]:
            found.append(f"chỉ mục: cần {counts['articles']} bài như kho bài, nhưng có {articles}")
        return tuple(found)


class Writer:
    """Adds and removes articles. Made by :meth:`Library.writing`, which holds the lock around it."""

    def __init__(self, store: Store, index: PairWriter, terms: Terms) -> None:
        self._store = store
        self._index = index
        self._terms = terms
        self._ready: dict[int, Entry] = {}

    def add(self, entries: Iterable[Entry]) -> tuple[Outcome, ...]:
        """Add a batch in one transaction: when this returns, all of it is safe on the disk."""
        outcomes: list[Outcome] = []
        ready: dict[int, Entry] = {}
        with self._store.transaction():
            for entry in entries:
                outcome, number = self._store.add(entry)
                outcomes.append(outcome)
                if outcome is not Outcome.KNOWN:
                    ready[number] = entry
        self._ready |= ready
        return tuple(outcomes)

    def remove(self, number: int) -> None:
        with self._store.transaction():
            self._store.remove(number)

    def flush(self) -> int:
        """Bring the index up to the store; return how many articles that took."""
        count = 0
        while numbers := self._store.pending(_CHUNK):
            for number in numbers:
                self._index.remove(number)
                self._put(number)
            self._index.commit()
            with self._store.transaction():
                self._store.settle(numbers)
            count += len(numbers)
        self._ready.clear()
        return count

    def fill(self) -> None:
        """Put every article of the store into an empty index."""
        after = 0
        while numbers := self._store.numbers(after, _CHUNK):
            for number in numbers:
                self._put(number)
            after = numbers[-1]
        self._index.commit()
        self._index.close()

    def _put(self, number: int) -> None:
        entry = self._ready.get(number)
        article = self._store.article(number)
        if article is None:
            return
        if entry is not None and len(entry.terms) == len(entry.passages):
            bodies: Sequence[str] = entry.terms
        else:
            bodies = [joined(self._terms(passage.text)) for passage in self._store.passages(number)]
        heading, source = (joined(self._terms(text)) for text in (heading_of(article), source_of(article)))
        day = day_of(article.published) or 0
        self._index.add(number, bodies, heading, source, day)

    def close(self) -> None:
        self._index.close()


def heading_of(article: Article) -> str:
    """What every passage of an article is found by a little: its title and the year it appeared in."""
    return " ".join(filter(None, (article.title, (article.published or "")[:4])))


def source_of(article: Article) -> str:
    """What an article's source is found by: its name, and the host that it was fetched from."""
    return " ".join(filter(None, (article.source, urlsplit(article.url or "").hostname)))
