"""Building a library of shards from data files: each shard made by one worker, whole or not at all, seen together.

Nothing is shared between workers but folders, so that they may be processes or machines. A build that was stopped goes
on with the shards that are missing. New files in the input folder become new shards when it is run again; those that
are there stay as they are.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from corpus.jsonl import atomic_writer, dumps, keep_names, sweep, write_rows
from corpus.library import Library
from corpus.library_faults import fault
from corpus.locking import contents, locked, made
from corpus.seal import SHARDS, VERSION, seal
from corpus.shards import ShardedLibrary
from corpus.store_records import BUILD_RECORD
from nlp.batch.engines import Engine, engine_of
from nlp.batch.shards import Shard, ShardReport, count_rows, cut, files_of, rows_of
from nlp.language.terms import terms
from nlp.library.ingest import add_found
from nlp.library.items import Fault, Found, Item

#: Rows a shard: minutes of work are lost with a machine, and two hundred shards hold ten million articles.
SHARD_ROWS: Final = 50_000
_PARTIAL: Final = ".partial-"
_SWEPT: Final = ".swept"

Progress = Callable[[int, int], None]
DataFile = tuple[str, int, int]  # path within the source, bytes, rows


@dataclass(frozen=True, slots=True)
class BuildReport:
    """``skipped`` shards were finished by an earlier run; ``failed`` are rows at fault of this one. ``articles`` and
    ``passages`` are those of the whole library, what stands in two shards counted once."""

    shards: int
    skipped: int
    articles: int
    passages: int
    failed: int


def build(
    folder: Path,
    source: Path,
    *,
    engine: Engine = "local",
    workers: int = 1,
    shard_rows: int = SHARD_ROWS,
    progress: Progress | None = None,
) -> BuildReport:
    """Build what is missing of the library of ``source``; ``progress`` is told after each shard how many are done.

    Raises:
        SourceError: there are no data files, or one of them cannot be read.
        LibraryError: the folder is another's, another process builds in it, or it cannot be written.
        ModelError: the engine's library is not here.
    """
    if folder.resolve().is_relative_to(source.resolve()):  # its own error files would be input the next time
        raise fault("other-build", folder, "một thư mục nằm trong chính dữ liệu đầu vào")
    files = files_of(source)
    before = _record(folder)
    with locked(made(folder)):
        sweep(folder)
        shards = _planned(folder, before, _job(source, shard_rows), source, files)
        _sweep(folder / SHARDS)
        left = [shard for shard in shards if not _home(folder, shard).is_dir()]
        reports: list[ShardReport] = []
        for report in engine_of(engine)(partial(build_shard, folder), left, workers):
            reports.append(report)
            if progress is not None:
                progress(len(shards) - len(left) + len(reports), len(shards))
        seal(folder, [shard.name for shard in shards])
    counts = _counts(folder)
    failed = sum(report.failed for report in reports)
    return BuildReport(len(shards), len(shards) - len(left), counts["articles"], counts["passages"], failed)


def build_shard(folder: Path, shard: Shard) -> ShardReport:
    """One shard, from its rows to a library of its own, renamed into place when it is whole. Runs in any process."""
    home = _home(folder, shard)
    beside = home.with_name(f"{shard.name}{_PARTIAL}{uuid.uuid4().hex[:8]}")  # nobody else writes under this name
    faults: list[Fault] = []
    library = Library.create(beside, terms)
    try:
        report = add_found(library, _found(shard), on_fault=faults.append)
    finally:
        library.close()
    if faults:
        write_rows(home.with_name(f"{shard.name}.errors.jsonl"), (each.row() for each in faults))
    os.replace(beside, home)
    keep_names(home.parent)
    return ShardReport(shard.number, report.articles, report.failed)


def _sweep(shards: Path) -> None:
    """Take away what killed workers left. One that still lives finds its folder renamed, and cannot put it in place."""
    sweep(shards)
    for name in (f"*{_PARTIAL}*", f"*{_SWEPT}"):
        for left in sorted(shards.glob(name)):
            swept = left if left.name.endswith(_SWEPT) else left.with_name(left.name + _SWEPT)
            os.replace(left, swept)
            shutil.rmtree(swept, ignore_errors=True)


def _found(shard: Shard) -> Iterator[Found]:
    """The rows of a shard as items; their origins are those that ``library add`` gives them."""
    path = Path(shard.path)
    for id, row in rows_of(shard):
        origin = f"{path.resolve()}#{id.removeprefix(f'{path.name}#')}"
        if row.get("error"):  # the line could not be read as a row
            yield Fault(origin, "bad-json", str(row["error"]))
        else:
            yield Item(origin, hashlib.sha256(dumps_of(row)).hexdigest()[:32], row=row)


def dumps_of(row: dict[str, Any]) -> bytes:
    """A row as bytes that are the same for the same row; values that JSON lacks (dates of Parquet) as text."""
    return json.dumps(row, ensure_ascii=False, default=str).encode("utf-8", "replace")


# ── which shards there are ───────────────────────────────────────────────────────────────────────────────────────────


def _record(folder: Path) -> dict[str, Any] | None:
    """What the folder was built from so far; None when it is new.

    Raises:
        LibraryError: ("other-build") it holds something else; ("newer-library") a later program built it.
    """
    record = folder / BUILD_RECORD
    if record.is_file():
        try:
            found = json.loads(record.read_text("utf-8"))
        except ValueError as error:
            raise fault("other-build", folder, f"{BUILD_RECORD} hỏng ({error})") from error
        if not isinstance(found, dict):
            raise fault("other-build", folder, f"{BUILD_RECORD} hỏng")
        if int(found.get("version", 0)) > VERSION:
            raise fault("newer-library", folder, found["version"], VERSION)
        return found
    if folder.is_file():
        raise fault("other-build", folder, "một tệp")
    if folder.is_dir() and contents(folder):
        raise fault("other-build", folder, "một thư mục đã có thứ khác")
    return None


def _job(source: Path, shard_rows: int) -> dict[str, Any]:
    return {"version": VERSION, "source": str(source.resolve()), "shard_rows": shard_rows}


def _planned(
    folder: Path, before: dict[str, Any] | None, job: dict[str, Any], source: Path, files: Sequence[Path]
) -> tuple[Shard, ...]:
    """Every shard, in an order that new files do not change; noted in the folder before any of them is made."""
    known: list[DataFile] = [] if before is None else [tuple(each) for each in before.get("files", ())]
    if before is not None and {name: before.get(name) for name in job} != job:
        raise fault("other-build", folder, "kết quả dựng từ dữ liệu khác hoặc với cỡ mảnh khác")
    sizes = {_name(path, source): path.stat().st_size for path in files}
    for name, size, _ in known:
        if sizes.get(name) != size:
            raise fault("other-build", folder, f"dữ liệu đã đổi ({name})")
    held = {name for name, _, _ in known}
    fresh = [(name, size, count_rows(_path(name, source))) for name, size in sizes.items() if name not in held]
    if fresh or before is None:
        with atomic_writer(folder / BUILD_RECORD) as file:
            file.write(dumps(job | {"files": [list(each) for each in (*known, *fresh)]}) + "\n")
    made(folder / SHARDS)
    return cut(((_path(name, source), rows) for name, _, rows in (*known, *fresh)), job["shard_rows"])


def _name(path: Path, source: Path) -> str:
    return path.relative_to(source).as_posix() if source.is_dir() else path.name


def _path(name: str, source: Path) -> Path:
    return source / name if source.is_dir() else source


def _home(folder: Path, shard: Shard) -> Path:
    return folder / SHARDS / shard.name


def _counts(folder: Path) -> dict[str, int]:
    library = ShardedLibrary.open(folder, terms)
    try:
        return library.store.counts()
    finally:
        library.close()
