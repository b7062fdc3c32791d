"""A library on a medium that may not be written is read like any other, and nothing is put beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus import index, read_only
from corpus.library import Library
from corpus.library_faults import LibraryError
from tests.corpus.test_library import fill, found, terms


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Path]:
    """A finished library that this process believes it may not write to."""
    folder = tmp_path / "thư viện?"
    fill(folder, "lúa được mùa", "cá được giá").close()
    with believed(False):
        yield folder


@contextmanager
def believed(writable: bool) -> Iterator[None]:
    """Meanwhile every folder may be written to, or none."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (read_only, index):
            patch.setattr(module, "writable", lambda _: writable)
        yield


def _files(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def test_it_is_read_and_nothing_is_put_beside_it(sealed: Path) -> None:
    before = _files(sealed)
    library = Library.open(sealed, terms)
    assert found(library, "giá") == [2]
    assert library.store.passages(1)[0].text == "lúa được mùa"
    assert library.index.articles == 2
    assert _files(sealed) == before
    library.close()


def test_what_stands_in_the_journal_is_not_passed_over(sealed: Path) -> None:
    with believed(True):
        open_one = Library.open(sealed, terms)
        with open_one.writing() as writer:
            writer.remove(1)
    assert Path(f"{sealed / 'library.sqlite'}-wal").stat().st_size > 0
    library = Library.open(sealed, terms)
    assert library.store.numbers() == (2,)
    library.close()
    open_one.close()


def test_what_is_added_from_elsewhere_is_found_after_a_reload(sealed: Path) -> None:
    reading = index.SearchIndex(sealed / "index-1" / "articles")
    with believed(True):
        other = Library.open(sealed, terms)
        with other.writing() as writer:
            writer.remove(1)
        other.close()
    assert len(reading) == 2
    reading.reload()
    assert len(reading) == 1


def test_links_are_copies_where_links_are_not_allowed(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Path, target: Path) -> None:
        raise OSError("not allowed")

    monkeypatch.setattr(Path, "symlink_to", refused)
    library = Library.open(sealed, terms)
    assert found(library, "mùa") == [1]
    library.close()


def test_a_place_without_a_library_is_still_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_only, "writable", lambda _: False)
    with pytest.raises(LibraryError, match="không có gì"):
        Library.open(tmp_path / "x", terms)
