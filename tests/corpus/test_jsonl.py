"""Rows go out and come back unchanged; what is broken is named by file and line; a file is whole or absent."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import FormatError, SourceError
from corpus.jsonl import atomic_writer, dumps, read_rows, write_rows

ROWS = [{"id": "a", "text": "Đường về\u2028nhà"}, {"id": "b", "n": [1, None]}]


def test_rows_come_back_with_their_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    assert write_rows(path, ROWS) == 2
    assert list(read_rows(path)) == list(enumerate(ROWS, start=1))


def test_xz_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    packed = tmp_path / "rows.jsonl.xz"
    packed.write_bytes(lzma.compress(b'{"id": 1}\n\n{"id": 2}\n'))
    assert list(read_rows(packed)) == [(1, {"id": 1}), (3, {"id": 2})]
    marked = tmp_path / "rows.jsonl"
    marked.write_bytes('\ufeff{"id": 1}'.encode())
    assert list(read_rows(marked)) == [(1, {"id": 1})]


@pytest.mark.parametrize(
    ("content", "line"),
    [(b'{"a": 1}\n{"a": \n', "2"), (b"[1]\n", "1"), (b'{"a": 1}\n\xff\xfe\n', ""), (b"[" * 100_000, "1")],
    ids=["cut", "not-an-object", "not-utf-8", "too-deep"],
)
def test_a_broken_row_is_named(content: bytes, line: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=f"rows.jsonl.*dòng {line}"):
        list(read_rows(path))


def test_a_truncated_archive_is_a_format_error(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.xz"
    path.write_bytes(lzma.compress(b'{"a": 1}\n' * 1000)[:-20])
    with pytest.raises(FormatError):
        list(read_rows(path))


@pytest.mark.parametrize("name", ["nowhere.jsonl", "."])
def test_a_missing_file_or_a_folder_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        list(read_rows(tmp_path / name))


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("cũ", encoding="utf-8")
    with pytest.raises(RuntimeError), atomic_writer(path) as file:
        file.write("mới")
        raise RuntimeError
    assert path.read_text(encoding="utf-8") == "cũ"
    assert list(tmp_path.iterdir()) == [path]


@given(st.text(st.characters()))
def test_every_string_becomes_one_line_of_valid_utf_8(text: str) -> None:
    line = dumps({"text": text})
    line.encode("utf-8")
    assert "\n" not in line
