"""What goes into the store of a library and what comes out, and the form of its tables. No database is opened here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from corpus.records import Article, Passage

#: Of the tables; a library with a higher one was made by a later program.
VERSION: Final = 1
FILE_NAME: Final = "library.sqlite"
#: What a library of several shards is told by: what it is built from.
BUILD_RECORD: Final = "build.json"

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, title TEXT, sapo TEXT, published TEXT,
    day INTEGER, source TEXT, author TEXT, url TEXT, text TEXT NOT NULL, blocks TEXT NOT NULL, sketch BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS articles_by_day ON articles (day);
CREATE TABLE IF NOT EXISTS passages (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL, stop INTEGER NOT NULL, role TEXT NOT NULL, PRIMARY KEY (article, ordinal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS origins (
    origin TEXT PRIMARY KEY, stamp TEXT NOT NULL, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE
    ) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS origins_by_article ON origins (article);
CREATE TABLE IF NOT EXISTS bands (
    key INTEGER NOT NULL, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, PRIMARY KEY (key, article)
    ) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bands_by_article ON bands (article);
CREATE TABLE IF NOT EXISTS links (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    near INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, likeness REAL NOT NULL,
    PRIMARY KEY (article, near)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS links_by_near ON links (near);
CREATE TABLE IF NOT EXISTS pending (article INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Outcome(StrEnum):
    """What adding an article came to."""

    ADDED = "added"
    KNOWN = "known"  # the same content is there already
    REPLACED = "replaced"  # the origin held other content before


@dataclass(frozen=True, slots=True)
class Entry:
    """An article on its way into a library.

    ``origin`` is where it came from (a path, an address, a file and row), ``stamp`` tells whether that has changed
    since (size and time of a file, hash of a row). ``terms`` are those of each passage, where they are known already,
    joined (:func:`corpus.index.joined`): thousands of articles wait for the index at a time.
    """

    article: Article
    passages: tuple[Passage, ...]
    origin: str
    stamp: str
    sketch: bytes
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """An article of a library with its number, its origins and its near-duplicates (their ids, most alike first)."""

    number: int
    article: Article
    origins: tuple[str, ...]
    near: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list shows of an article."""

    id: str
    title: str | None
    published: str | None
    source: str | None
    origin: str
    number: int = 0


def day_of(published: str | None) -> int | None:
    """An ISO date or moment as a number that sorts: "2023-11-06T09:00" → 20231106."""
    digits = (published or "")[:10].replace("-", "")
    return int(digits) if len(digits) == 8 and digits.isdigit() else None
