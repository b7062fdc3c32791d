"""Annotations kept as the rows that ``evaluate`` reads, saved whole or not at all, safe for two people at once.

    DIR/questions.jsonl    {"id", "article", "title", "question", "answers", "is_impossible"} and the signature
    DIR/summaries.jsonl    {"id", "article_id", "title", "text", "summary"} and the signature
    DIR/articles/ID.txt    the cleaned text that the offsets count in

The signature is {"author", "time", "revision"}. Who changes a row says which revision they saw; when somebody else was
faster nothing is written and they are told who.
"""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from corpus.errors import SourceError
from corpus.jsonl import atomic_writer, dumps, read_rows, sweep, write_rows
from corpus.records import Article, Gold
from nlp.web.faults import WebError

_LOCK: Final = "writer.lock"
_TEXTS: Final = "articles"
_PATIENCE: Final = 10.0  # seconds that a save waits for another server that saves
Kind = Literal["questions", "summaries"]
KINDS: tuple[Kind, ...] = ("questions", "summaries")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a person says of an article: a question with its answers (none: it does not say), or a summary.

    ``id`` and ``revision`` name the row to change; without them a new one is made.
    """

    author: str
    question: str = ""
    answers: tuple[Gold, ...] = ()
    summary: str = ""
    id: str = ""
    revision: int = 0

    @property
    def kind(self) -> Kind:
        return "questions" if self.question else "summaries"


class AnnotationStore:
    """A folder of annotations. Every change reads the file, checks, and writes it anew, one writer at a time.

    The lock is in the folder, not in this process alone: two servers may share the folder, and the system frees the
    lock of one that dies.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._swept = False

    def rows(self, kind: Kind) -> list[Row]:
        path = self.path(kind)
        return [row for _, row in read_rows(path)] if path.is_file() else []

    def path(self, kind: Kind) -> Path:
        return self.folder / f"{kind}.jsonl"

    def of_article(self, article: str) -> list[Row]:
        """Every row about one article, questions first."""
        return [row for kind in KINDS for row in self.rows(kind) if article_of(row) == article]

    def exported(self, kind: Kind) -> str:
        """The rows as a file that ``evaluate`` reads away from the folder: each with its article's text."""
        texts: dict[str, str] = {}
        lines = []
        for row in self.rows(kind):
            if kind == "questions":
                row = row | {"context": self._text_of(row, texts)}
            lines.append(dumps(row) + "\n")
        return "".join(lines)

    def _text_of(self, row: Row, texts: dict[str, str]) -> str:
        name = text_name(article_of(row))
        if name not in texts:
            with open(self.folder / name, encoding="utf-8", newline="") as file:
                texts[name] = file.read()
        return texts[name]

    def save(self, annotation: Annotation, article: Article) -> Row:
        """Add a row, or replace the one that the annotation names; return it as written.

        Raises:
            WebError: "conflict", "bad-span", "unknown-annotation".
        """
        check(annotation, article)
        with self._writing():
            rows = self.rows(annotation.kind)
            at = _place(rows, annotation.id, annotation.revision)
            if at is None:
                row = _row(annotation, _new_id(annotation, article, rows), article, 1)
                rows.append(row)
            else:
                row = rows[at] = _row(annotation, annotation.id, article, _revision(rows[at]) + 1)
            self._write(annotation.kind, rows, article)
        return row

    def remove(self, id: str, revision: int) -> None:
        with self._writing():
            for kind in KINDS:
                rows = self.rows(kind)
                if any(row.get("id") == id for row in rows):
                    at = _place(rows, id, revision)
                    self._write(kind, [row for number, row in enumerate(rows) if number != at])
                    return
        raise WebError("unknown-annotation", found=id)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                with closing(sqlite3.connect(self.folder / _LOCK, isolation_level=None, timeout=_PATIENCE)) as lock:
                    lock.execute("BEGIN EXCLUSIVE")
                    self._sweep()
                    yield
            except (OSError, sqlite3.Error) as error:
                raise self._not_writable(error) from error

    def _sweep(self) -> None:
        """Take away what a killed server left, the first time that this one writes."""
        if not self._swept:
            for folder in (self.folder, self.folder / _TEXTS):
                if folder.is_dir():
                    sweep(folder)
            self._swept = True

    def _write(self, kind: Kind, rows: Sequence[Row], article: Article | None = None) -> None:
        if article is not None and kind == "questions":
            self._keep_text(article)
        write_rows(self.path(kind), rows)

    def _not_writable(self, error: OSError | sqlite3.Error) -> SourceError:
        found = error.strerror if isinstance(error, OSError) else error
        return SourceError(
            f"Cần ghi được vào {self.folder}, nhưng hệ điều hành báo: {found}. Hãy kiểm tra quyền ghi.",
            code="not-writable",
            subject=str(self.folder),
        )

    def _keep_text(self, article: Article) -> None:
        path = self.folder / text_name(article.id)
        if not path.is_file():
            with atomic_writer(path) as file:
                file.write(article.text)


def check(annotation: Annotation, article: Article) -> None:
    """Each answer must stand in the article where it says it does."""
    if not annotation.question and not annotation.summary:
        raise WebError("empty-annotation")
    for gold in annotation.answers:
        if not gold.text or gold.start < 0 or not article.text.startswith(gold.text, gold.start):
            raise WebError("bad-span", found=gold.start)


def article_of(row: Mapping[str, Any]) -> str:
    """The identifier of the article that a row is about."""
    return str(row.get("article_id") or Path(str(row.get("article", ""))).stem)


def text_name(article: str) -> str:
    return f"{_TEXTS}/{article}.txt"


def _place(rows: Sequence[Row], id: str, revision: int) -> int | None:
    """Where the row to change stands; ``None`` for a new one."""
    if not id:
        return None
    for number, row in enumerate(rows):
        if row.get("id") == id:
            if _revision(row) != revision:
                raise WebError("conflict", found=row.get("author", "?"))
            return number
    raise WebError("unknown-annotation", found=id)


def _new_id(annotation: Annotation, article: Article, rows: Sequence[Row]) -> str:
    """A name that no row has yet, whatever the clock says: it may stand still or be set back."""
    taken = {row.get("id") for row in rows}
    seed = "\n".join((annotation.kind, annotation.author, annotation.question, annotation.summary, _now()))
    for number in itertools.count():
        digest = hashlib.sha256(f"{seed}\n{number}".encode("utf-8", "replace")).hexdigest()
        if (id := f"{article.id}-{digest[:10]}") not in taken:
            return id
    raise AssertionError("counting does not end")


def _row(annotation: Annotation, id: str, article: Article, revision: int) -> Row:
    signed = {"author": annotation.author, "time": _now(), "revision": revision}
    title = article.title or ""
    if annotation.kind == "summaries":
        about = {"id": id, "article_id": article.id, "title": title, "text": article.text}
        return about | {"summary": annotation.summary} | signed
    answers = [{"text": gold.text, "start": gold.start} for gold in annotation.answers]
    about = {"id": id, "article": text_name(article.id), "title": title, "question": annotation.question}
    return about | {"answers": answers, "is_impossible": not answers} | signed


def _revision(row: Mapping[str, Any]) -> int:
    value = row.get("revision", 0)
    return value if isinstance(value, int) else 0


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
