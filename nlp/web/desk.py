"""What the routes call: each method one piece of blocking work on open articles, its result a JSON row."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import CorpusError
from corpus.jsonl import read_rows
from corpus.records import Article, Document
from models.errors import ModelError
from nlp.cleaning.clean import Cleaned
from nlp.console.rows import answer_row, article_row, cleaned_row, summary_row
from nlp.sources.faults import refuse
from nlp.sources.fetch import is_address
from nlp.sources.ingest import load, read_bytes
from nlp.summarising.summarise import Length
from nlp.web.faults import WebError
from nlp.web.raw_lines import block_lines
from nlp.web.settings import Limits
from nlp.web.shelf import Opened, Shelf
from nlp.web.suggest import Suggestion, suggestions

if TYPE_CHECKING:
    from nlp.assistant import Assistant

_SAMPLES = 4
_TRIED = 14  # questions asked at most to find suggestions
_FIRST = "Huyện Yên Lạc gieo cấy xong 4.520 ha lúa. Bà con phấn khởi vì lúa tốt."
_UTF8_MARK = "\ufeff"  # tells the reader of bytes which encoding this is, whatever the page declares

Row = dict[str, Any]


class Desk:
    """The assistant and the articles that lie open. Not for two threads at once: a gate stands before it."""

    def __init__(self, assistant: Assistant, limits: Limits) -> None:
        self._assistant = assistant
        self._limits = limits
        self.shelf = Shelf(limits.articles, limits.characters)

    @property
    def reader(self) -> str | None:
        return self._assistant.reader.name if self._assistant.reader else None

    @property
    def summariser(self) -> str | None:
        return self._assistant.summariser.name if self._assistant.summariser else None

    def warm(self) -> None:
        """Do once what is slow the first time (dictionaries, sessions), so that no visitor waits for it."""
        article = self._assistant.clean(Document("khởi động", _FIRST)).article
        with suppress(CorpusError, ModelError):
            self._assistant.summarise([article], Length(sentences=1))
            self._assistant.ask([article], "Huyện gieo cấy bao nhiêu ha lúa?")

    # ── articles ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def document_of_text(self, text: str) -> Document:
        if not any(map(str.isalnum, text)):  # also blank, invisible, or nothing but signs
            raise refuse("empty-article", "đoạn văn bản đã dán")
        return Document("văn bản đã dán", text)

    def document_of_html(self, html: str) -> Document:
        return read_bytes((_UTF8_MARK + html).encode("utf-8", "replace"), "trang.html")

    def document_of_upload(self, name: str, data: bytes) -> Document:
        return read_bytes(data, name or "tệp gửi lên")

    def document_at(self, url: str) -> Document:
        """The page at an address; never a file of this machine."""
        if not is_address(url):
            raise refuse("bad-url", url, found="thiếu https://")
        return load(url, offline=self._assistant.offline)

    def document_of_sample(self, id: str) -> Document:
        for row in _sample_rows():
            if row.get("id") == id:
                return Document(id, str(row.get("text", "")))
        raise WebError("unknown-article", found=id[:40])

    def open(self, document: Document) -> Row:
        """Clean a document, put it on the shelf, and tell all of it."""
        check_length(document.text, self._limits.raw)
        cleaned = self._assistant.clean(document)
        if not cleaned.article.text.strip():
            raise refuse("empty-article", document.name)
        check_length(cleaned.article.text, self._limits.article)
        return opened_row(self.shelf.put(cleaned, block_lines(document.text, cleaned.article)))

    def lay_open(self, article: Article) -> Row:
        """Put an article that is clean already, one of the library, on the shelf."""
        check_length(article.text, self._limits.article)
        return opened_row(self.shelf.put(Cleaned(article, ()), [0] * len(article.blocks)))

    def ideas(self, id: str) -> tuple[Suggestion, ...]:
        """Questions that the article may answer, from the facts found in it."""
        return suggestions(self.shelf.get(id).article)[:_TRIED]

    def answers(self, id: str, made: Suggestion) -> bool:
        """Whether the reader answers that question where the fact was found."""
        span = self._assistant.ask([self.shelf.get(id).article], made.question, top=1).span
        return span is not None and span.overlaps(made.fact)

    # ── questions and summaries ──────────────────────────────────────────────────────────────────────────────────────

    def ask(self, ids: Sequence[str], question: str, top: int, previous: str | None) -> Row:
        """``ask --json``'s object; ``previous`` is the full question that a follow-up leans on."""
        conversation = self._assistant.converse(self._articles(ids))
        conversation.previous = previous
        start = time.perf_counter()
        answer = conversation.ask(_encodable(question), top=top)
        return answer_row(answer, (time.perf_counter() - start) * 1000)

    def summarise(self, ids: Sequence[str], length: Length) -> Row:
        articles = self._articles(ids)
        start = time.perf_counter()
        summary = self._assistant.summarise(articles, length)
        return summary_row(summary, (time.perf_counter() - start) * 1000)

    def _articles(self, ids: Sequence[str]) -> tuple[Article, ...]:
        return tuple(self.shelf.get(id).article for id in dict.fromkeys(ids))


def check_length(text: str, most: int) -> None:
    """One long text would hold up everybody: the time for a summary or an answer grows with it."""
    if len(text) > most:
        found, limit = (f"{count:,}".replace(",", ".") for count in (len(text), most))
        raise WebError("article-too-long", found=found, limit=limit)


def opened_row(opened: Opened) -> Row:
    """``clean --json --explain``'s object, and the raw line of each block."""
    row = cleaned_row(opened.cleaned, explain=True)
    blocks = [block | {"line": line} for block, line in zip(row["blocks"], opened.lines, strict=True)]
    return row | {"blocks": blocks, "syllables": len(opened.article.text.split())}


def listed_row(opened: Opened) -> Row:
    """An article as a line of a list: everything short about it."""
    row = article_row(opened.article)
    kept = {name: row[name] for name in ("id", "title", "published", "source", "author", "url")}
    return kept | {"syllables": len(opened.article.text.split())}


def samples() -> list[Row]:
    """A few articles that ship with the project, to try the page with."""
    return [{"id": row["id"], "title": row.get("title"), "topic": row.get("topic")} for row in _sample_rows()]


def _sample_rows() -> Iterator[Mapping[str, Any]]:
    """From the part that tuning may look at, one of each topic."""
    path = Path(str(files("corpus"))) / "annotated" / "hoibao-v1.jsonl"
    seen: set[object] = set()
    for _, row in read_rows(path):
        if len(seen) < _SAMPLES and row.get("split") == "dev" and row.get("topic") not in seen:
            seen.add(row.get("topic"))
            yield row


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
