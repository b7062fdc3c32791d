"""A batch from input to output folder: shard after shard, resumable, the same rows whichever engine does the work.

OUTPUT/batch.json               what the output depends on; another job is refused the same folder
OUTPUT/writer.lock              held by the one process that works on it; the system frees it when that process dies
OUTPUT/part-000000.jsonl        the rows of a finished shard, sorted by id
OUTPUT/part-000000.errors.jsonl the rows at fault, each with its reason; written before the part itself
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from corpus.errors import SourceError
from corpus.jsonl import atomic_writer, sweep, write_rows
from corpus.library_faults import LibraryError
from corpus.locking import contents, locked, made
from nlp.batch.engines import Engine, engine_of
from nlp.batch.shards import Shard, ShardReport, files_of, rows_of, shards_of
from nlp.batch.tasks import Task, run

#: Rows a shard: small enough that little is lost when a machine is, large enough that files stay few.
SHARD_ROWS: Final = 500
_RECORD: Final = "batch.json"


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What became of a batch. ``skipped`` shards were finished by an earlier run."""

    shards: int
    skipped: int
    rows: int
    failed: int


def batch(
    task: Task,
    source: Path,
    output: Path,
    *,
    engine: Engine = "local",
    workers: int = 1,
    shard_rows: int = SHARD_ROWS,
    progress: Callable[[int, int], None] | None = None,
) -> BatchReport:
    """Do the task for every row. Run again after a stop, it does what is left.

    ``progress`` is told after each shard how many of how many are done.

    Raises:
        SourceError: no data files, or the output folder belongs to another job, or another process works on it.
        ModelError: the task's model, or the engine's library, is not here.
    """
    shards = shards_of(files_of(source), shard_rows)
    reports: list[ShardReport] = []
    with _alone(output):
        _claim(output, task, source, shard_rows)
        left = [shard for shard in shards if not _part(output, shard).exists()]
        for report in engine_of(engine)(partial(do_shard, task, output), left, workers):
            reports.append(report)
            if progress is not None:
                progress(len(shards) - len(left) + len(reports), len(shards))
    rows, failed = sum(each.rows for each in reports), sum(each.failed for each in reports)
    return BatchReport(len(shards), len(shards) - len(left), rows, failed)


def do_shard(task: Task, output: Path, shard: Shard) -> ShardReport:
    """One shard, from its input rows to its two output files. Runs in any process; files appear whole."""
    results = [run(task, row, id) for id, row in rows_of(shard)]
    rows = sorted((row for result in results for row in result.rows), key=lambda row: str(row["id"]))
    errors = sorted((result.error for result in results if result.error), key=lambda row: row["id"])
    part = _part(output, shard)
    if errors:
        write_rows(part.with_name(f"{shard.name}.errors.jsonl"), errors)
    write_rows(part, rows)
    return ShardReport(shard.number, len(rows), len(errors))


def _part(output: Path, shard: Shard) -> Path:
    return output / f"{shard.name}.jsonl"


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    """The right to write into the folder, cleared of what a killed run left unfinished."""
    if not (output / _RECORD).exists() and (output.is_file() or (output.is_dir() and contents(output))):
        raise SourceError(
            f"Cần một thư mục mới hoặc trống ở {output}, nhưng ở đó đã có thứ khác. Hãy chọn thư mục khác.",
            code="other-batch",
        )
    with ExitStack() as held:
        try:
            held.enter_context(locked(made(output)))
        except LibraryError as error:
            if error.code == "library-busy":
                message = f"Cần thư mục kết quả {output}, nhưng một tiến trình khác đang ghi. Hãy đợi nó xong."
                raise SourceError(message, code="batch-busy", subject=str(output)) from error
            message = f"Cần một thư mục kết quả ghi được ở {output}, nhưng không được. Hãy kiểm tra quyền ghi và đĩa."
            raise SourceError(message, code="not-writable", subject=str(output)) from error
        sweep(output)
        yield


def _claim(output: Path, task: Task, source: Path, shard_rows: int) -> None:
    """Note what the folder is for, or see that it is for this very job."""
    job = task.row() | {"source": str(source.resolve()), "files": list(_states(source)), "shard_rows": shard_rows}
    record = output / _RECORD
    if record.exists():
        if _held(record) != job:
            raise SourceError(
                f"Cần thư mục kết quả của đúng việc này ở {output}, nhưng ở đó là kết quả của một việc khác "
                "(lệnh, câu hỏi hoặc dữ liệu đã đổi). Hãy chọn thư mục khác hoặc xóa thư mục cũ.",
                code="other-batch",
            )
        return
    with atomic_writer(record) as file:
        json.dump(job, file, ensure_ascii=False, indent=1)


def _held(record: Path) -> object:
    """What the record says; nothing when it is damaged."""
    try:
        return json.loads(record.read_text(encoding="utf-8"))
    except ValueError:
        return None


def _states(source: Path) -> Iterable[list[object]]:
    """Name and size of each input file: a batch does not go on over other data."""
    return ([path.name, path.stat().st_size] for path in files_of(source))
