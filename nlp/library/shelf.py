"""One library, everything that can be done with it: what the command line and a program call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from corpus.collection import Collection, open_collection
from corpus.index import Selection
from corpus.library import Library
from corpus.library_faults import LibraryError
from corpus.store_records import Listed, Stored
from models.errors import MissingModel
from nlp.batch.engines import Engine
from nlp.language.terms import terms
from nlp.library.build import SHARD_ROWS, BuildReport, build
from nlp.library.ingest import AddReport, add, content_id
from nlp.library.items import Fault

if TYPE_CHECKING:  # adding to a library must not cost the import of the pipeline that answers
    from nlp.assistant import Assistant
    from nlp.library.ask import LibraryAnswer
    from nlp.library.summarise import LibrarySummary
    from nlp.summarising.summarise import Length


@dataclass(frozen=True, slots=True)
class Stats:
    """How much a library holds. Days are numbers like 20231106, 0 when no article has a date; sizes in bytes."""

    counts: dict[str, int]
    sources: tuple[tuple[str, int], ...]
    store_bytes: int
    index_bytes: int

    def row(self) -> dict[str, Any]:
        named = [{"source": name, "articles": count} for name, count in self.sources]
        return self.counts | {"store_bytes": self.store_bytes, "index_bytes": self.index_bytes, "sources": named}


@dataclass(frozen=True, slots=True)
class Shelf:
    """An open library. Use it in a ``with`` block, or close it."""

    library: Collection

    @classmethod
    def open(cls, folder: str | Path) -> Shelf:
        """Open a library that is there.

        Raises:
            LibraryError: there is none, or it is damaged, or made by a newer program.
        """
        return cls(open_collection(Path(folder), terms))

    @classmethod
    def build(
        cls,
        folder: str | Path,
        source: str | Path,
        *,
        engine: Engine = "local",
        workers: int = 1,
        shard_rows: int = SHARD_ROWS,
        progress: Callable[[int, int], None] | None = None,
    ) -> BuildReport:
        """Build a library of shards from data files; see :func:`nlp.library.build.build`. Open it afterwards."""
        places = Path(folder), Path(source)
        return build(*places, engine=engine, workers=workers, shard_rows=shard_rows, progress=progress)

    @classmethod
    def create(cls, folder: str | Path) -> Shelf:
        """Open a library to add to, made when the folder is new or empty."""
        return cls(Library.create(Path(folder), terms))

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.library.close()

    def add(
        self,
        sources: Iterable[str | Path],
        *,
        workers: int = 1,
        offline: bool = False,
        on_fault: Callable[[Fault], None] | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> AddReport:
        """Add files, folders, patterns, data files, addresses and feeds; see :func:`nlp.library.ingest.add`."""
        named = [str(source) for source in sources]
        return add(self.library, named, workers=workers, offline=offline, on_fault=on_fault, progress=progress)

    def ask(
        self,
        question: str,
        assistant: Assistant,
        *,
        selection: Selection | None = None,
        top: int = 5,
        this_year: int | None = None,
    ) -> LibraryAnswer:
        """What the library says, grouped by answer; ``this_year`` (the present one by default) tells "năm ngoái".

        Raises:
            MissingModel: the assistant was opened without a reader.
        """
        from nlp.library.ask import ask

        year = date.today().year if this_year is None else this_year
        return ask(
            self.library,
            question,
            assistant.ask,
            reader=assistant.needed_reader.name,
            this_year=year,
            selection=selection,
            top=top,
        )

    def summarise(
        self, query: str, assistant: Assistant, length: Length, *, selection: Selection | None = None
    ) -> LibrarySummary:
        """One summary of what the library says about ``query``.

        Raises:
            MissingModel: the assistant was opened without a summariser.
        """
        from nlp.library.summarise import summarise

        if assistant.summariser is None:
            raise MissingModel("Cần một bộ tóm tắt; hãy mở Assistant với summariser=…", code="no-summariser")
        return summarise(self.library, query, assistant.summariser, length, selection=selection)

    def listed(self) -> Iterator[Listed]:
        """Every article, newest first."""
        return self.library.store.listed()

    def show(self, name: str) -> Stored:
        """The article of that id, beginning of an id, or origin."""
        stored = self.library.store.stored(self.library.store.find(name))
        assert stored is not None, "find gave a number that is there"
        return stored

    def remove(self, names: Sequence[str]) -> int:
        """Remove articles, all of those named or, when one of them is unknown, none."""
        numbers = dict.fromkeys(self.library.store.find(name) for name in names)
        self.library.remove(numbers)
        return len(numbers)

    def check(self) -> tuple[str, ...]:
        """What is wrong with the library, one line each; empty when all is well. Reads every article.

        Raises:
            LibraryError: somebody is writing, or the articles cannot be read at all.
        """
        return (*self.library.problems(), *self._changed())

    def _changed(self) -> Iterator[str]:
        """Articles whose text is not the one that their name was made from."""
        try:
            for each in self.library.store.listed():
                article = self.library.store.article(each.number)
                if article is None or content_id(article.text) != each.id:
                    yield f"kho bài: bài {each.id} không còn như lúc được ghi"
        except LibraryError as error:
            yield str(error)

    def repair(self) -> int:
        """Build the index again from the articles; return how many passages it holds."""
        return self.library.repair()

    def stats(self) -> Stats:
        store, index = self.library.sizes()
        return Stats(self.library.store.counts(), self.library.store.sources(), store, index)
