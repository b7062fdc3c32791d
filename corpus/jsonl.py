"""JSON Lines, plain or compressed with xz: one JSON object a line, and an error that names the line."""

from __future__ import annotations

import contextlib
import json
import lzma
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Final

from corpus.errors import FormatError, SourceError

MAX_LINE: Final = 50_000_000  #: characters; as many as a document may have bytes
MAX_DOCUMENT: Final = 500_000_000  #: characters of a file that is one JSON value; the field's largest have a tenth
#: How the name of a file ends that is being written beside its place; it begins with a dot.
_UNFINISHED: Final = ".unfinished"


def open_text(path: Path, *, pipes: bool = False) -> IO[str]:
    """Open a UTF-8 text file for reading, through xz when its name ends in ``.xz``.

    ``pipes`` also takes what can be read only once, such as the shell's ``<(…)``.
    """
    if not path.is_file() and not (pipes and (path.is_fifo() or path.is_char_device())):
        found = "ở đó là một thư mục" if path.is_dir() else "không có tệp nào ở đó"
        message = f"Cần một tệp ở {path}, nhưng {found}. Hãy kiểm tra lại đường dẫn."
        raise SourceError(message, code="not-found", subject=str(path))
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8-sig")


def lines_of(file: IO[str]) -> Iterator[str]:
    """The lines of a file, each cut off at ``MAX_LINE``: a few kilobytes of xz can stand for a line of gigabytes."""
    while line := file.readline(MAX_LINE):
        yield line
        while len(line) == MAX_LINE and not line.endswith("\n"):  # what is left of it is passed over
            line = file.readline(MAX_LINE)


def read_rows(path: Path, *, pipes: bool = False) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield ``(line number, row)`` of every non-blank line, counting lines from 1; ``pipes`` as in :func:`open_text`.

    Raises:
        SourceError: the file is not there.
        FormatError: a line is not a JSON object, or the file is not UTF-8 or not xz.
    """
    with open_text(path, pipes=pipes) as lines:
        number = 0
        try:
            for number, line in enumerate(lines_of(lines), start=1):
                if line.strip():
                    yield number, _row(line, path, number)
        except (UnicodeDecodeError, lzma.LZMAError, EOFError) as error:
            raise FormatError(
                f"{path}: sau dòng {number}, cần văn bản UTF-8 nhưng không đọc được ({error}). "
                "Hãy lưu lại tệp dưới dạng UTF-8.",
                code="bad-encoding",
                subject=str(path),
            ) from error


def read_document(path: Path) -> Any:
    """The one JSON value that a whole file holds.

    Raises:
        SourceError: the file is not there.
        FormatError: it is not JSON, or longer than ``MAX_DOCUMENT``: a few kilobytes of xz can stand for gigabytes.
    """
    with open_text(path) as file:
        try:
            text = file.read(MAX_DOCUMENT)
            if file.read(1):
                raise ValueError(f"dài hơn {MAX_DOCUMENT:,} ký tự; hãy chia nhỏ, hoặc lưu mỗi dòng một đối tượng")
            return json.loads(text)
        except (ValueError, RecursionError, lzma.LZMAError, EOFError) as error:
            # ValueError: also bytes that are not UTF-8, a number of thousands of digits
            raise FormatError(
                f"{path}: cần một tài liệu JSON, nhưng không phân tích được ({error}).",
                code="bad-json",
                subject=str(path),
            ) from error


def _row(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        raise FormatError(
            f"{path}, dòng {number}: cần một đối tượng JSON, nhưng không phân tích được ({error}). "
            "Hãy sửa hoặc bỏ dòng này.",
            code="bad-json",
            subject=f"{path}, dòng {number}",
        ) from error
    if not isinstance(row, dict):
        raise FormatError(
            f"{path}, dòng {number}: cần một đối tượng JSON {{…}}, nhưng gặp {type(row).__name__}. "
            "Hãy sửa hoặc bỏ dòng này.",
            code="bad-json",
            subject=f"{path}, dòng {number}",
        )
    return row


def dumps(row: dict[str, Any]) -> str:
    """One row as one line, Vietnamese left readable. Lone surrogates become "?", so the line is valid UTF-8."""
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


@contextlib.contextmanager
def atomic_writer(path: Path) -> Iterator[IO[str]]:
    """A text file that appears at ``path`` whole or not at all: written beside it, then renamed. When this ends, file
    and name are on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_UNFINISHED, dir=path.parent)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, 0o666 & ~_umask())  # a temporary file is private; the finished one is as others are
        os.replace(beside, path)
        keep_names(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


def keep_names(folder: Path) -> None:
    """Write a folder's new names through to the disk, where the system lets folders be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_unfinished(path: Path) -> bool:
    """True for what :func:`atomic_writer` leaves when its process is killed."""
    return path.name.startswith(".") and path.name.endswith(_UNFINISHED)


def sweep(folder: Path) -> None:
    """Take away what killed processes left unfinished. For who alone writes into the folder."""
    for path in folder.iterdir():
        if is_unfinished(path):
            path.unlink(missing_ok=True)


def _umask() -> int:
    """The process's mask of permissions, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write rows to ``path`` atomically; return how many."""
    count = 0
    with atomic_writer(path) as file:
        for row in rows:
            file.write(dumps(row) + "\n")
            count += 1
    return count
