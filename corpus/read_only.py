"""Reading a library where nothing may be written: a read-only medium, a share on which one may only read.

Both engines put small files beside what they read: SQLite the shared memory of its journal, tantivy a lock. Here SQLite
is told that the file does not change, and tantivy gets a folder of links. What is added from elsewhere meanwhile is
seen when the library is opened again.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import weakref
from pathlib import Path

_SEGMENTS = "meta.json"


def writable(folder: Path) -> bool:
    """Whether this process may make files in the folder."""
    return os.access(folder, os.W_OK)


def connected(path: Path) -> sqlite3.Connection:
    """The database at ``path``, taken as unchanging where its folder may not be written and no journal waits there."""
    if writable(path.parent) or not path.is_file() or _journal_waits(path):
        return sqlite3.connect(path, isolation_level=None, timeout=10.0)
    address = f"{path.absolute().as_uri()}?immutable=1"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=10.0)


def _journal_waits(path: Path) -> bool:
    """True when transactions stand beside the database: taking it as unchanging would lose them."""
    journal = path.with_name(f"{path.name}-wal")
    return journal.exists() and journal.stat().st_size > 0


class Linked:
    """A folder of this process, thrown away at its end, with a link to every file of one that may not be written."""

    def __init__(self, folder: Path) -> None:
        self._of = folder
        self.folder = Path(tempfile.mkdtemp(prefix="hoibao-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self.refresh()

    def refresh(self) -> None:
        """Link what was added since; the list of segments last, as the engine itself does."""
        for path in sorted(self._of.iterdir(), key=lambda path: path.name == _SEGMENTS):
            link = self.folder / path.name
            if path.is_file() and (path.name == _SEGMENTS or not link.exists()) and path.suffix != ".lock":
                _link(path.absolute(), link)


def _link(path: Path, link: Path) -> None:
    beside = link.with_name(f"{link.name}.new")
    try:
        beside.symlink_to(path)
    except OSError:  # a system that lets only administrators link
        shutil.copyfile(path, beside)
    beside.replace(link)
