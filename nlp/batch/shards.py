"""The rows of a batch in shards: pieces of the input that are done, or not, as a whole."""

from __future__ import annotations

import itertools
import json
import lzma
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from corpus.errors import SourceError
from corpus.jsonl import lines_of, open_text
from models.errors import MissingModel

SUFFIXES: Final = (".jsonl", ".jsonl.xz", ".parquet")


@dataclass(frozen=True, slots=True)
class Shard:
    """``count`` rows of a file from row ``first`` on (counted from 0), as the ``number``-th piece of the batch."""

    number: int
    path: str
    first: int
    count: int

    @property
    def name(self) -> str:
        return f"part-{self.number:06d}"


@dataclass(frozen=True, slots=True)
class ShardReport:
    """What became of a shard: output rows and rows at fault."""

    number: int
    rows: int
    failed: int


Row = tuple[str, dict[str, Any]]  # id, row
Work = Callable[[Shard], ShardReport]


def files_of(source: Path) -> tuple[Path, ...]:
    """The data files of a source, sorted by name.

    Raises:
        SourceError: there are none.
    """
    if source.is_dir():
        found = sorted(path for path in source.rglob("*") if path.is_file() and path.name.lower().endswith(SUFFIXES))
    else:
        found = [source] if source.is_file() and source.name.lower().endswith(SUFFIXES) else []
    if not found:
        raise SourceError(
            f"Cần tệp {', '.join(SUFFIXES)} hoặc thư mục có các tệp ấy ở {source}, nhưng không thấy. "
            "Hãy kiểm tra đường dẫn.",
            code="no-data-files",
        )
    return tuple(found)


def shards_of(files: Sequence[Path], size: int) -> tuple[Shard, ...]:
    """The shards of some files. Counts the rows of every file once."""
    return cut([(path, count_rows(path)) for path in files], size)


def cut(files: Iterable[tuple[Path, int]], size: int) -> tuple[Shard, ...]:
    """The shards of files whose rows are counted; no shard has rows of two files.

    >>> [(shard.first, shard.count) for shard in cut([(Path("a.jsonl"), 5), (Path("b.jsonl"), 2)], 3)]
    [(0, 3), (3, 2), (0, 2)]
    """
    found: list[Shard] = []
    for path, total in files:
        for first in range(0, total, size):
            found.append(Shard(len(found), str(path), first, min(size, total - first)))
    return tuple(found)


def rows_of(shard: Shard) -> Iterator[Row]:
    """The rows of a shard with their ids: the row's own, else file name and number. A bad line has only ``error``."""
    path = Path(shard.path)
    rows = _parquet_rows(path) if path.suffix == ".parquet" else _json_rows(path)
    for number, row in enumerate(itertools.islice(rows, shard.first, shard.first + shard.count), start=shard.first + 1):
        id = row.get("id")
        yield (str(id) if isinstance(id, str | int) and str(id).strip() else f"{path.name}#{number}"), row


def count_rows(path: Path) -> int:
    """How many rows a file has, blank lines apart.

    Raises:
        SourceError: the file is not UTF-8, or damaged.
    """
    if path.suffix == ".parquet":
        return int(_parquet(path).metadata.num_rows)
    return sum(1 for _ in _lines(path))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with open_text(path) as lines:
        number = 0
        try:
            for number, line in enumerate(lines_of(lines), start=1):
                if line.strip():
                    yield number, line
        except UnicodeDecodeError as error:
            raise SourceError(
                f"{path}: sau dòng {number}, cần văn bản UTF-8 nhưng không đọc được ({error.reason}). "
                "Hãy lưu lại tệp dưới dạng UTF-8.",
                code="bad-encoding",
            ) from error
        except (lzma.LZMAError, EOFError) as error:
            raise SourceError(
                f"{path}: sau dòng {number}, cần tệp nén xz nguyên vẹn nhưng gặp tệp hỏng ({error}). "
                "Hãy nén hoặc tải lại tệp.",
                code="bad-xz",
            ) from error


def _json_rows(path: Path) -> Iterator[dict[str, Any]]:
    return (_json_row(line, path, number) for number, line in _lines(path))


def _json_row(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"error": f"{path}, dòng {number}: cần một đối tượng JSON, nhưng không phân tích được ({error})."}
    if isinstance(row, dict):
        return row
    return {"error": f"{path}, dòng {number}: cần một đối tượng JSON {{…}}, nhưng gặp {type(row).__name__}."}


def _parquet_rows(path: Path) -> Iterator[dict[str, Any]]:
    for group in _parquet(path).iter_batches(batch_size=256):
        yield from group.to_pylist()


def _parquet(path: Path) -> Any:
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise MissingModel(
            'Cần thư viện pyarrow để đọc Parquet, nhưng chưa cài. Hãy chạy: pip install "hoibao[ray]"',
            code="missing-ray",
        ) from error
    try:
        return ParquetFile(path)
    except (OSError, ValueError) as error:  # pyarrow's own errors derive from these
        raise SourceError(f"Cần tệp Parquet ở {path}, nhưng không đọc được ({error}).", code="damaged") from error
