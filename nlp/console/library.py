"""The commands of ``library``: each reads its options, calls one library function and prints what it returned."""

from __future__ import annotations

import contextlib
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from corpus.jsonl import atomic_writer, dumps
from nlp.console.messages import text

if TYPE_CHECKING:
    from corpus.store_records import Stored
    from nlp.library.ingest import AddReport
    from nlp.library.items import Fault


def library(options: Namespace) -> int:
    """Dispatch to the actions of ``library``."""
    return ACTIONS[options.action](options)


def add(options: Namespace) -> int:
    """Add sources; 3 when a source that was named gives nothing, or none of them an article."""
    from nlp.batch.pool import usable_cores
    from nlp.library.shelf import Shelf

    with Shelf.create(options.folder) as shelf, _fault_file(options) as note, _progress(options) as tick:
        report = shelf.add(
            options.sources,
            workers=options.workers or usable_cores(),
            offline=options.offline,
            on_fault=note,
            progress=tick,
        )
    for fault in report.faults:
        print(text("error", options.lang, message=fault.message), file=sys.stderr)
    if report.failed > len(report.faults):
        print(text("more-faults", options.lang, count=report.failed - len(report.faults)), file=sys.stderr)
    print(dumps(add_row(report)) if options.json else text("library-added", options.lang, **add_row(report)))
    if report.articles:
        return 3 if report.named_failed else 0
    return _no_article(options, told=bool(report.failed))


def _no_article(options: Namespace, *, told: bool) -> int:
    """Nothing came of it: one line says so where no error did."""
    if not told:
        print(text("error", options.lang, message=text("no-articles", options.lang)), file=sys.stderr)
    return 3


def add_row(report: AddReport) -> dict[str, Any]:
    return {
        "added": report.added,
        "known": report.known,
        "replaced": report.replaced,
        "skipped": report.skipped,
        "failed": report.failed,
    }


def build(options: Namespace) -> int:
    """Build a library of shards; 3 when not one article came of it."""
    from nlp.batch.pool import usable_cores
    from nlp.console.batch import progress_bar
    from nlp.library.build import SHARD_ROWS
    from nlp.library.shelf import Shelf

    with progress_bar("library build") as tick:
        report = Shelf.build(
            options.folder,
            options.input,
            engine=options.engine,
            workers=options.workers or usable_cores(),
            shard_rows=options.shard_rows or SHARD_ROWS,
            progress=tick,
        )
    row = asdict(report)
    print(dumps(row) if options.json else text("library-built", options.lang, folder=options.folder, **row))
    return 0 if report.articles else _no_article(options, told=False)


def list_(options: Namespace) -> int:
    """Every article, newest first."""
    from nlp.library.shelf import Shelf

    with Shelf.open(options.folder) as shelf:
        for each in shelf.listed():
            row = {"id": each.id, "title": each.title, "published": each.published, "source": each.source}
            if options.json:
                print(dumps(row | {"origin": each.origin}))
            else:
                title = each.title or text("untitled", options.lang)
                print("\t".join((each.id, (each.published or "")[:10] or "–", each.source or "–", title)))
    return 0


def show(options: Namespace) -> int:
    """One article, where it came from, and what is nearly the same."""
    from nlp.library.shelf import Shelf

    with Shelf.open(options.folder) as shelf:
        stored = shelf.show(options.name)
    print(dumps(stored_row(stored)) if options.json else _shown(stored, options))
    return 0


def stored_row(stored: Stored) -> dict[str, Any]:
    from nlp.console.rows import article_row

    near = [{"id": id, "likeness": round(share, 3)} for id, share in stored.near]
    return article_row(stored.article) | {"origins": list(stored.origins), "near": near}


def _shown(stored: Stored, options: Namespace) -> str:
    lines = [stored.article.text, ""]
    lines += [text("library-origin", options.lang, origin=origin) for origin in stored.origins]
    lines += [text("library-near", options.lang, id=id, share=round(100 * share)) for id, share in stored.near]
    return "\n".join(lines)


def remove(options: Namespace) -> int:
    """Remove the articles named."""
    from nlp.library.shelf import Shelf

    with Shelf.open(options.folder) as shelf:
        count = shelf.remove(options.names)
    print(dumps({"removed": count}) if options.json else text("library-removed", options.lang, count=count))
    return 0


def check(options: Namespace) -> int:
    """Compare store and index; with ``--repair`` build the index again. 3 when something is (still) wrong."""
    from nlp.library.shelf import Shelf

    with Shelf.open(options.folder) as shelf:
        built = shelf.repair() if options.repair else None
        problems = shelf.check()
    if options.json:
        print(dumps({"problems": list(problems), "rebuilt": built}))
    else:
        if built is not None:
            print(text("library-rebuilt", options.lang, count=built))
        print("\n".join(problems) if problems else text("library-sound", options.lang))
    return 3 if problems else 0


def stats(options: Namespace) -> int:
    """How many articles, passages, sources; how large."""
    from nlp.library.shelf import Shelf

    with Shelf.open(options.folder) as shelf:
        found = shelf.stats()
    if options.json:
        print(dumps(found.row()))
        return 0
    print(text("library-stats", options.lang, **found.row()))
    for name, count in found.sources[:20]:
        print(f"  {count:>7}  {name or text('library-no-source', options.lang)}")
    return 0


@contextmanager
def _fault_file(options: Namespace) -> Iterator[Callable[[Fault], None] | None]:
    """With ``--errors`` every fault becomes a row of that file."""
    if options.errors is None:
        yield None
        return
    with atomic_writer(options.errors) as file:

        def note(fault: Fault) -> None:
            file.write(dumps(fault.row()) + "\n")

        yield note


@contextmanager
def _progress(options: Namespace) -> Iterator[Callable[[int], None] | None]:
    """A count on standard error while it is a terminal: how many are to come is not known before they are read."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress, contextlib.ExitStack():
        task = progress.add_task(text("library-progress", options.lang), total=None)
        yield lambda done: progress.update(task, completed=done)


ACTIONS: dict[str, Callable[[Namespace], int]] = {
    "add": add,
    "build": build,
    "list": list_,
    "show": show,
    "remove": remove,
    "check": check,
    "stats": stats,
}
