"""The right to write to a folder, for one process at a time; the system frees it when that process dies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from corpus.jsonl import is_unfinished
from corpus.library_faults import fault, store_faults

LOCK_NAME: Final = "writer.lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """An exclusive SQLite transaction on a file of its own: works on every platform and ends with its process.

    Raises:
        LibraryError: ("library-busy") somebody else is writing.
    """
    with store_faults(folder):
        lock = sqlite3.connect(folder / LOCK_NAME, isolation_level=None, timeout=0.0)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except BaseException:
            lock.close()
            raise
    try:
        yield
    finally:
        lock.close()


def made(folder: Path) -> Path:
    """The folder, made where there is none.

    Raises:
        LibraryError: ("unwritable-library") it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise fault("unwritable-library", folder, error.strerror or error) from error
    return folder


def contents(folder: Path) -> bool:
    """True when the folder holds anything but a lock (and the lock's own journal) and what a killed process left
    unfinished."""
    return any(not path.name.startswith(LOCK_NAME) and not is_unfinished(path) for path in folder.iterdir())
