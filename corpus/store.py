"""The articles of a library in SQLite: the truth, of which the search index is a copy.

Every change is one transaction, written through to the disk before it counts. What the index has not yet seen of it
stands in the table ``pending`` of the same transaction, so that a killed program never leaves the two apart for good.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from corpus.library_faults import fault, store_faults
from corpus.read_only import connected
from corpus.records import Article, Block, Passage, Role
from corpus.sketch import NEAR, bands, likeness
from corpus.spans import Span
from corpus.store_records import FILE_NAME, SCHEMA, VERSION, Entry, Listed, Outcome, Stored, day_of

_MOST_CANDIDATES: Final = 64


class Store:
    """One SQLite file. Reading never waits for a writer; who writes holds the library's lock."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.folder = folder
        path = folder / FILE_NAME
        if not create and not path.is_file():
            raise fault("not-a-library", folder, _what_is(folder))
        with store_faults(folder):
            self._db = connected(path)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def _prepare(self) -> None:
        version, tables = self._form()
        if version > VERSION:
            raise fault("newer-library", self.folder, version, VERSION)
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.execute("PRAGMA synchronous = FULL")
        if version == 0:
            if tables:
                raise fault("not-a-library", self.folder, "một cơ sở dữ liệu khác")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")

    def _form(self) -> tuple[int, int]:
        """Version and number of tables as of one moment: another process may be making them."""
        self._db.execute("BEGIN")
        try:
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            return int(version), int(self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
        finally:
            self._db.execute("COMMIT")

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is done inside, or nothing."""
        with store_faults(self.folder):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    # ── writing, inside a transaction ────────────────────────────────────────────────────────────────────────────

    def add(self, entry: Entry) -> tuple[Outcome, int]:
        """Put an article in, recognise it, or let it take the place of what its origin held; with its number."""
        before = self._one("SELECT article FROM origins WHERE origin = ?", entry.origin)
        known = self._one("SELECT number FROM articles WHERE id = ?", entry.article.id)
        number = int(known[0]) if known else self._insert(entry)
        self._db.execute(
            "INSERT INTO origins VALUES (?, ?, ?) "
            "ON CONFLICT (origin) DO UPDATE SET stamp = excluded.stamp, article = excluded.article",
            (entry.origin, entry.stamp, number),
        )
        replaced = before is not None and before[0] != number
        if replaced and not self._one("SELECT 1 FROM origins WHERE article = ?", before[0]):
            self.remove(int(before[0]))
        outcome = Outcome.REPLACED if replaced else Outcome.KNOWN if known else Outcome.ADDED
        return outcome, number

    def _insert(self, entry: Entry) -> int:
        article = entry.article
        blocks = json.dumps([[block.span.start, block.span.stop, block.role.value] for block in article.blocks])
        cursor = self._db.execute(
            "INSERT INTO articles (id, title, sapo, published, day, source, author, url, text, blocks, sketch) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(article.id, article.title, article.sapo, article.published, day_of(article.published)),
                *(article.source, article.author, article.url, article.text, blocks, entry.sketch),
            ),
        )
        number = int(cursor.lastrowid or 0)
        self._db.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?)",
            [(number, at, each.span.start, each.span.stop, each.role.value) for at, each in enumerate(entry.passages)],
        )
        self._link(number, entry.sketch)
        self._db.execute("INSERT INTO pending VALUES (?)", (number,))
        return number

    def _link(self, number: int, sketch: bytes) -> None:
        keys = bands(sketch)
        marks = ", ".join("?" * len(keys))
        likely = self._db.execute(
            f"SELECT number, sketch FROM articles WHERE number IN "
            f"(SELECT article FROM bands WHERE key IN ({marks}) LIMIT {_MOST_CANDIDATES}) ORDER BY number",
            keys,
        ).fetchall()
        alike = [(number, other, likeness(sketch, theirs)) for other, theirs in likely]
        self._db.executemany("INSERT INTO links VALUES (?, ?, ?)", [row for row in alike if row[2] >= NEAR])
        self._db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(key, number) for key in keys])

    def remove(self, number: int) -> None:
        self._db.execute("DELETE FROM articles WHERE number = ?", (number,))
        self._db.execute("INSERT OR IGNORE INTO pending VALUES (?)", (number,))

    def settle(self, numbers: Iterable[int]) -> None:
        """The index now holds these as the store does."""
        self._db.executemany("DELETE FROM pending WHERE article = ?", [(number,) for number in numbers])

    def put_meta(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

    def meta(self, name: str) -> str | None:
        with store_faults(self.folder):
            row = self._one("SELECT value FROM meta WHERE name = ?", name)
        return None if row is None else str(row[0])

    def pending(self, limit: int = -1) -> tuple[int, ...]:
        """Articles that the index holds otherwise than the store, oldest first."""
        with store_faults(self.folder):
            rows = self._db.execute("SELECT article FROM pending ORDER BY article LIMIT ?", (limit,)).fetchall()
        return tuple(int(row[0]) for row in rows)

    def stamp(self, origin: str) -> str | None:
        """The stamp under which an origin was last added."""
        with store_faults(self.folder):
            row = self._one("SELECT stamp FROM origins WHERE origin = ?", origin)
        return None if row is None else str(row[0])

    def article(self, number: int) -> Article | None:
        with store_faults(self.folder):
            row = self._one(f"SELECT {_COLUMNS} FROM articles WHERE number = ?", number)
        try:
            return None if row is None else _article(row)
        except (ValueError, TypeError) as error:  # a damaged cell, which the database takes for a good one
            raise fault("damaged-store", self.folder, error) from error

    def stored(self, number: int) -> Stored | None:
        """An article with its origins and near-duplicates."""
        article = self.article(number)
        if article is None:
            return None
        with store_faults(self.folder):
            origins = self._db.execute("SELECT origin FROM origins WHERE article = ? ORDER BY origin", (number,))
            near = self._db.execute(
                "SELECT id, likeness FROM links JOIN articles ON number = near WHERE article = ?1 "
                "UNION SELECT id, likeness FROM links JOIN articles ON number = article WHERE near = ?1 "
                "ORDER BY likeness DESC, id",
                (number,),
            )
            return Stored(number, article, tuple(row[0] for row in origins), tuple((id, share) for id, share in near))

    def passages(self, number: int) -> tuple[Passage, ...]:
        """The passages of an article in order; empty when it is not there."""
        article = self.article(number)
        if article is None:
            return ()
        with store_faults(self.folder):
            rows = self._db.execute(
                "SELECT start, stop, role FROM passages WHERE article = ? ORDER BY ordinal", (number,)
            )
            spans = [(Span(start, stop), Role(role)) for start, stop, role in rows]
        return tuple(Passage(article.id, span, span.of(article.text), role) for span, role in spans)

    def days(self, numbers: Iterable[int]) -> dict[int, tuple[int | None, str | None]]:
        """Day of publication and source of these articles, for those that are there."""
        found: dict[int, tuple[int | None, str | None]] = {}
        with store_faults(self.folder):
            for number in numbers:
                row = self._one("SELECT day, coalesce(source, url) FROM articles WHERE number = ?", number)
                if row is not None:
                    found[number] = (row[0], row[1])
        return found

    def numbers(self, after: int = 0, limit: int = -1) -> tuple[int, ...]:
        with store_faults(self.folder):
            rows = self._db.execute(
                "SELECT number FROM articles WHERE number > ? ORDER BY number LIMIT ?", (after, limit)
            ).fetchall()
        return tuple(int(row[0]) for row in rows)

    def find(self, name: str) -> int:
        """The number of the article of that id (or its beginning) or origin.

        Raises:
            LibraryError: none or several fit.
        """
        with store_faults(self.folder):
            row = self._one("SELECT article FROM origins WHERE origin = ?", name)
            if row is not None:
                return int(row[0])
            rows = self._db.execute(
                "SELECT number FROM articles WHERE id >= ?1 AND substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT 2",
                (name,),
            ).fetchall()
        if len(rows) != 1 or not name:
            raise fault("ambiguous-article" if rows else "no-such-article", self.folder, name)
        return int(rows[0][0])

    def listed(self) -> Iterator[Listed]:
        """Every article, newest first, those without a date last."""
        with store_faults(self.folder):
            for which in ("day IS NOT NULL ORDER BY day DESC, number", "day IS NULL ORDER BY number"):
                # Two questions, each in the order of an index: the first articles come before the last are read.
                yield from (
                    Listed(*row)
                    for row in self._db.execute(
                        "SELECT id, title, published, source, "
                        "coalesce((SELECT min(origin) FROM origins WHERE article = number), ''), number "
                        f"FROM articles WHERE {which}"
                    )
                )

    def counts(self) -> dict[str, int]:
        """How many rows of each kind, and the first and last day (0 when unknown)."""
        with store_faults(self.folder):
            tables = {
                name: int(self._db.execute(f"SELECT count(*) FROM {name}").fetchone()[0])
                for name in ("articles", "passages", "origins", "links", "pending")
            }
            first, last = self._db.execute("SELECT min(day), max(day) FROM articles").fetchone()
        return tables | {"first_day": first or 0, "last_day": last or 0}

    def sources(self) -> tuple[tuple[str, int], ...]:
        """Every source and its number of articles, most first."""
        with store_faults(self.folder):
            rows = self._db.execute(
                "SELECT coalesce(source, ''), count(*) FROM articles GROUP BY 1 ORDER BY 2 DESC, 1"
            ).fetchall()
        return tuple((str(name), int(count)) for name, count in rows)

    def problems(self) -> tuple[str, ...]:
        """What SQLite's own check finds wrong; empty when all is well."""
        with store_faults(self.folder):
            found = [row[0] for row in self._db.execute("PRAGMA integrity_check(20)")]
            found += [f"{row[0]} → {row[2]}" for row in self._db.execute("PRAGMA foreign_key_check")]
        return tuple(str(each) for each in found if each != "ok")

    def _one(self, statement: str, *values: object) -> Any:
        return self._db.execute(statement, values).fetchone()


_COLUMNS: Final = "id, text, blocks, title, sapo, published, source, author, url"


def _article(row: tuple[Any, ...]) -> Article:
    id, text, blocks, *rest = row
    return Article(
        id, text, tuple(Block(Span(start, stop), Role(role)) for start, stop, role in json.loads(blocks)), *rest
    )


def _what_is(folder: Path) -> str:
    if folder.is_file():
        return "một tệp"
    return "một thư mục không phải thư viện" if folder.is_dir() else "không có gì"
