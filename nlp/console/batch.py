"""``batch``: a task over many rows; one library call, then what came of it."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from corpus.jsonl import dumps
from nlp.console.messages import text


def batch(options: Namespace) -> int:
    """Run the task; 3 when no row at all could be done."""
    from nlp.batch.job import batch as run
    from nlp.batch.pool import usable_cores
    from nlp.batch.tasks import Task

    asks, sums = options.work == "ask", options.work == "summarise"
    task = Task(
        options.work,
        questions=tuple(options.question) if asks else (),
        reader=options.reader if asks else None,
        summariser=options.summariser if sums else None,
        sentences=options.sentences if sums else None,
        words=options.words if sums else None,
    )
    with progress_bar(f"batch {options.work}") as tick:
        report = run(
            task,
            options.input,
            options.output,
            engine=options.engine,
            workers=options.workers or usable_cores(),
            progress=tick,
        )
    row = {"shards": report.shards, "skipped": report.skipped, "rows": report.rows, "failed": report.failed}
    print(dumps(row) if options.json else text("batch-done", options.lang, output=options.output, **row))
    return 3 if report.failed and not report.rows and not report.skipped else 0


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar of shards on standard error, while it is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task(label, total=None)
        yield lambda done, total: progress.update(bar, completed=done, total=total)
