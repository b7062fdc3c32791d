"""The search index of a library, on disk: the one door to its engine (tantivy).

It holds terms, never text, and nothing that the store does not hold: it can be thrown away and built again. Each
document is one passage, known by its article's number and its place in that article. Scores are BM25 as the engine
computes it (k1 = 1.2, b = 0.75); higher is better, and scores of different indexes compare only through
:mod:`corpus.index_union`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from corpus.library_faults import index_faults
from corpus.read_only import Linked, writable

if TYPE_CHECKING:
    import tantivy

#: Bytes that the writer may gather before it writes a segment.
_HEAP: Final = 64_000_000
_ANALYZER: Final = "terms"
BODY: Final = "body"
HEADING: Final = "heading"
SOURCE: Final = "source"
_LAST_DAY: Final = 99_991_231
_PAIRS: Final = "\n\n"  # between joined single terms and those of several syllables


@dataclass(frozen=True, slots=True)
class Posting:
    """One passage as the index wants it: its terms :func:`joined`.

    ``heading`` and ``source`` are those of its article, ``day`` that of publication (20231106; 0 when unknown).
    """

    article: int
    ordinal: int
    body: str
    heading: str = ""
    source: str = ""
    day: int = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles are searched: published from ``since`` to ``until`` (numbers like 20231106, both included), by a
    source that has all the terms of ``source``, and among ``articles`` (their numbers) where these are named. An
    article without a date is in no period."""

    since: int | None = None
    until: int | None = None
    source: tuple[str, ...] = ()
    articles: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that matches, by the numbers it was added under."""

    article: int
    ordinal: int
    score: float


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name, detail in ((BODY, "freq"), (HEADING, "freq"), (SOURCE, "basic")):
        builder.add_text_field(name, stored=False, tokenizer_name=_ANALYZER, index_option=detail)
    builder.add_unsigned_field("day", stored=False, indexed=True, fast=True)
    # Signed, though no number is negative: tantivy 0.27 for Python finds no unsigned term to delete by.
    builder.add_integer_field("article", stored=False, indexed=True, fast=True)
    builder.add_unsigned_field("ordinal", stored=False, indexed=False, fast=True)
    return builder.build()


def joined(terms: Iterable[str]) -> str:
    """Terms as one string for the engine's white-space tokenizer; they may hold inner spaces, never an underscore.

    Single terms come first, so that :func:`single` has them at no cost. Joined texts are joined by a line break in
    their turn.

    >>> joined(["thanh hoa", "=hóa"]).split()
    ['=hóa', 'thanh_hoa']
    """
    kept = list(terms)
    pairs = [term for term in kept if " " in term]
    if not pairs:
        return "\n".join(kept)
    return "\n".join(term for term in kept if " " not in term) + _PAIRS + "\n".join(pairs).replace(" ", "_")


def single(body: str) -> str:
    """The terms without inner spaces of what was joined once.

    >>> single(joined(["thanh", "thanh hoa", "hoa"])).split()
    ['thanh', 'hoa']
    """
    return body.partition(_PAIRS)[0]


class SearchIndex:
    """An index in a folder two levels below its library's. Many may read it; :class:`IndexWriter` is alone, which the
    library's lock sees to.

    Raises:
        LibraryError: ("damaged-index") the folder does not hold an index of this form.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        import tantivy

        self.folder = folder
        with index_faults(folder.parent.parent):
            self._linked = None if create or writable(folder) else Linked(folder)
            if create:
                folder.mkdir(parents=True, exist_ok=True)
                self._index = tantivy.Index(_schema(), path=str(folder), reuse=True)
            else:
                if not tantivy.Index.exists(str(folder)):
                    raise ValueError("không có chỉ mục")
                self._index = tantivy.Index.open(str(self._linked.folder if self._linked else folder))
            self._index.config_reader(reload_policy="manual")
            analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
            self._index.register_tokenizer(_ANALYZER, analyzer)
            self._schema = self._index.schema
            self._index.reload()
            self._seen = self._state()

    def __len__(self) -> int:
        """How many passages are searchable."""
        return int(self._index.searcher().num_docs)

    def reload(self) -> None:
        """See what was committed since, by this process or another. Costs one look at a file when nothing was."""
        state = self._state()
        if state != self._seen:
            with index_faults(self.folder.parent.parent):
                if self._linked is not None:
                    self._linked.refresh()
                self._index.reload()
            self._seen = state

    def _state(self) -> tuple[int, int]:
        """The engine renames a new ``meta.json`` into place at every commit."""
        with index_faults(self.folder.parent.parent):
            state = (self.folder / "meta.json").stat()
            return state.st_mtime_ns, state.st_ino

    def search(
        self, fields: Mapping[str, Mapping[str, float]], k: int, selection: Selection | None = None
    ) -> tuple[Found, ...]:
        """The ``k`` best passages for weighted terms by field, best first; equal ones by their numbers."""
        import tantivy

        clauses = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(field, term), weight))
            for field, terms in fields.items()
            for term, weight in terms.items()
            if weight > 0
        ]
        if not clauses:
            return ()
        with index_faults(self.folder.parent.parent):
            searcher = self._index.searcher()
            query = self._within(tantivy.Query.boolean_query(clauses), selection or Selection())
            hits = searcher.search(query, limit=k, count=False).hits
            addresses = [address for _, address in hits]
            articles = searcher.fast_field_values("article", addresses)
            ordinals = searcher.fast_field_values("ordinal", addresses)
        found = [
            Found(int(article or 0), int(ordinal or 0), float(hit[0] or 0.0))
            for hit, article, ordinal in zip(hits, articles, ordinals, strict=True)
        ]
        return tuple(sorted(found, key=lambda each: (-each.score, each.article, each.ordinal)))

    def frequencies(self, field: str, terms: Sequence[str]) -> tuple[int, ...]:
        """How many documents have each term in that field; those removed may count until their segment is merged."""
        with index_faults(self.folder.parent.parent):
            searcher = self._index.searcher()
            return tuple(int(searcher.doc_freq(field, term.replace(" ", "_"))) for term in terms)

    def _within(self, query: tantivy.Query, selection: Selection) -> tantivy.Query:
        """The query, and beside it what must hold without adding to the score."""
        import tantivy

        must = [tantivy.Query.const_score_query(self._term(SOURCE, term, "basic"), 0.0) for term in selection.source]
        if selection.since is not None or selection.until is not None:
            period = tantivy.Query.range_query(
                self._schema,
                "day",
                tantivy.FieldType.Unsigned,
                lower_bound=max(1, selection.since or 1),
                upper_bound=selection.until or _LAST_DAY,
            )
            must.append(tantivy.Query.const_score_query(period, 0.0))
        if selection.articles is not None:
            must.insert(0, self._one_of(selection.articles))
        if not must:
            return query
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in (query, *must)])

    def _one_of(self, articles: Sequence[int]) -> tantivy.Query:
        import tantivy

        one = partial(tantivy.Query.term_query, self._schema, "article", index_option="basic")
        numbers = tantivy.Query.boolean_query([(tantivy.Occur.Should, one(number)) for number in articles])
        return tantivy.Query.const_score_query(numbers, 0.0)

    def _term(self, field: str, term: str, detail: str = "freq") -> tantivy.Query:
        import tantivy

        return tantivy.Query.term_query(self._schema, field, term.replace(" ", "_"), index_option=detail)

    def writer(self) -> IndexWriter:
        with index_faults(self.folder.parent.parent):
            return IndexWriter(self, self._index.writer(heap_size=_HEAP, num_threads=1))


class IndexWriter:
    """Adds and removes; nothing is seen before ``commit``, and a killed writer leaves the last commit."""

    def __init__(self, index: SearchIndex, writer: tantivy.IndexWriter) -> None:
        self._of = index
        self._writer: Any = writer

    def add(self, posting: Posting) -> None:
        import tantivy

        document = tantivy.Document()
        document.add_text(BODY, posting.body)
        for name, terms in ((HEADING, posting.heading), (SOURCE, posting.source)):
            if terms:
                document.add_text(name, terms)
        document.add_unsigned("day", posting.day)
        document.add_integer("article", posting.article)
        document.add_unsigned("ordinal", posting.ordinal)
        with index_faults(self._of.folder.parent.parent):
            self._writer.add_document(document)

    def remove(self, article: int) -> None:
        """Take out every passage of an article; without effect on passages added after this call."""
        with index_faults(self._of.folder.parent.parent):
            self._writer.delete_documents_by_term("article", article)

    def commit(self) -> None:
        with index_faults(self._of.folder.parent.parent):
            self._writer.commit()
        self._of.reload()

    def close(self) -> None:
        """Wait for merges to end and give the engine's own lock back. What was not committed is dropped."""
        with index_faults(self._of.folder.parent.parent):
            self._writer.wait_merging_threads()
