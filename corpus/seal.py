"""What binds shards into one library: which shards count, which articles stand in two of them, which are nearly alike.

The seal is one SQLite file that appears whole when every shard is there: the moment at which a build counts. Shards
that are made later are not seen before the next seal; a library goes on answering while it grows.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

from corpus.library_faults import fault, store_faults
from corpus.numbers import apart, whole
from corpus.sketch import NEAR, likeness
from corpus.store_records import FILE_NAME

SEAL_NAME: Final = "seal.sqlite"
SHARDS: Final = "shards"
#: Of the seal's tables; a higher one was made by a later program.
VERSION: Final = 1
_MOST_CANDIDATES: Final = 64  # earlier articles that one is compared with, as in a single library
_SCHEMA: Final = """
CREATE TABLE shards (place INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE twins (number INTEGER PRIMARY KEY, first INTEGER NOT NULL, passages INTEGER NOT NULL);
CREATE INDEX twins_by_first ON twins (first);
CREATE TABLE links (
    article INTEGER NOT NULL, near INTEGER NOT NULL, likeness REAL NOT NULL, PRIMARY KEY (article, near)) WITHOUT ROWID;
CREATE INDEX links_by_near ON links (near);
"""
_WORK: Final = """
PRAGMA work.synchronous = OFF;
CREATE TABLE work.ids (id TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE work.bands (key INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, number)) WITHOUT ROWID;
CREATE TABLE work.pairs (earlier INTEGER NOT NULL, later INTEGER NOT NULL, PRIMARY KEY (earlier, later)) WITHOUT ROWID;
CREATE TABLE work.sketches (number INTEGER PRIMARY KEY, sketch BLOB NOT NULL);
"""


class Seal:
    """An open seal: small, and read into memory but for the links."""

    def __init__(self, folder: Path) -> None:
        """Raises LibraryError where there is none, or it is damaged or newer than this program."""
        path = folder / SEAL_NAME
        if not path.is_file():
            raise fault("unfinished-build", folder)
        self.folder = folder
        with store_faults(folder):
            self._db = sqlite3.connect(path, isolation_level=None, timeout=10.0)
            try:
                version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
                if version > VERSION:
                    raise fault("newer-library", folder, version, VERSION)
                self.shards = tuple(row[0] for row in self._db.execute("SELECT name FROM shards ORDER BY place"))
                self._read_twins()
            except BaseException:
                self._db.close()
                raise

    def _read_twins(self) -> None:
        rows = self._db.execute("SELECT number, first, passages FROM twins ORDER BY number").fetchall()
        self.first = {number: first for number, first, _ in rows}
        self.hidden_passages = sum(passages for _, _, passages in rows)

    def close(self) -> None:
        self._db.close()

    def copies(self, number: int) -> tuple[int, ...]:
        """The article itself and every later one with the same text."""
        with store_faults(self.folder):
            rows = self._db.execute("SELECT number FROM twins WHERE first = ? ORDER BY number", (number,)).fetchall()
        return (number, *(int(row[0]) for row in rows))

    def near(self, number: int) -> tuple[tuple[int, float], ...]:
        """Articles of other shards that are nearly the same."""
        with store_faults(self.folder):
            rows = self._db.execute(
                "SELECT near, likeness FROM links WHERE article = ?1 "
                "UNION SELECT article, likeness FROM links WHERE near = ?1",
                (number,),
            ).fetchall()
        return tuple((int(other), float(share)) for other, share in rows)

    def links(self) -> int:
        with store_faults(self.folder):
            return int(self._db.execute("SELECT count(*) FROM links").fetchone()[0])

    def forget(self, numbers: Iterable[int]) -> None:
        """Drop what is known of articles that are about to be removed."""
        rows = [(number,) for number in numbers]
        with store_faults(self.folder):
            self._db.execute("BEGIN IMMEDIATE")
            for statement in ("twins WHERE number = ?1", "links WHERE article = ?1 OR near = ?1"):
                self._db.executemany(f"DELETE FROM {statement}", rows)
            self._db.execute("COMMIT")
            self._read_twins()


def seal(folder: Path, shards: Sequence[str]) -> None:
    """Bind these shards, in this order, into one library. What was bound before is bound anew.

    Costs one pass over the keys of all articles, about 0.3 KB of disk each while it runs; texts are not read.
    """
    with tempfile.TemporaryDirectory(prefix=".seal-", dir=folder) as beside, store_faults(folder):
        path = Path(beside) / SEAL_NAME
        database = sqlite3.connect(path, isolation_level=None)
        try:
            database.execute("ATTACH ? AS work", (str(Path(beside) / "work.sqlite"),))
            database.executescript(_SCHEMA + _WORK)
            database.create_function("likeness", 2, likeness, deterministic=True)
            database.executemany("INSERT INTO shards VALUES (?, ?)", enumerate(shards))
            for place, name in enumerate(shards):
                _with_shard(database, folder / SHARDS / name, place, _GATHERED)
            database.execute("BEGIN")
            database.executemany("INSERT OR IGNORE INTO work.pairs VALUES (?, ?)", _pairs(database))
            database.execute("COMMIT")
            for place, name in enumerate(shards):
                _with_shard(database, folder / SHARDS / name, place, _SKETCHES)
            database.execute(_LINKS, (NEAR,))
            database.execute(f"PRAGMA user_version = {VERSION}")
        finally:
            database.close()
        os.replace(path, folder / SEAL_NAME)


#: What is taken from each shard; ``?1`` is the number that its articles are counted from.
_GATHERED: Final = (
    "INSERT INTO twins SELECT number + ?1, (SELECT ids.number FROM work.ids WHERE ids.id = articles.id), "
    "(SELECT count(*) FROM shard.passages WHERE article = articles.number) "
    "FROM shard.articles WHERE id IN (SELECT id FROM work.ids)",
    "INSERT OR IGNORE INTO work.ids SELECT id, number + ?1 FROM shard.articles",
    "INSERT INTO work.bands SELECT key, article + ?1 FROM shard.bands "
    "WHERE article + ?1 NOT IN (SELECT number FROM twins)",
)
_SKETCHES: Final = (
    "INSERT INTO work.sketches SELECT number + ?1, sketch FROM shard.articles WHERE number + ?1 IN "
    "(SELECT earlier FROM work.pairs UNION SELECT later FROM work.pairs)",
)
_LINKS: Final = (
    "INSERT INTO links SELECT later, earlier, likeness(one.sketch, other.sketch) AS share FROM work.pairs "
    "JOIN work.sketches AS one ON one.number = earlier JOIN work.sketches AS other ON other.number = later "
    "WHERE share >= ?"
)


def _with_shard(database: sqlite3.Connection, shard: Path, place: int, statements: Sequence[str]) -> None:
    if not (shard / FILE_NAME).is_file():
        raise fault("missing-shard", shard)
    database.execute("ATTACH ? AS shard", (str(shard / FILE_NAME),))
    try:
        database.execute("BEGIN")
        for statement in statements:
            database.execute(statement, (whole(place, 0),))
        database.execute("COMMIT")
    finally:
        if database.in_transaction:
            database.execute("ROLLBACK")
        database.execute("DETACH shard")


def _pairs(database: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Articles of different shards that share a key; of one shard it was looked for when the shard was made."""
    rows = database.execute("SELECT key, number FROM work.bands ORDER BY key, number")
    for _, group in groupby(rows, key=itemgetter(0)):
        earlier: list[int] = []
        for _, number in group:
            place = apart(number)[0]
            yield from ((other, number) for other in earlier if apart(other)[0] != place)
            if len(earlier) < _MOST_CANDIDATES:
                earlier.append(number)
