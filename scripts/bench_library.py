"""How a library grows, in numbers, written between the markers of docs/benchmarks.md (``make bench-library``).

    python scripts/bench_library.py [NEWS.jsonl.xz …] [--sizes 10000 50000 149000] [--keep DIR] [--only PART …] [--dry]

Articles are taken in the order of the files. Times are of this machine and warm; a rate says little on another machine,
the growth from size to size says much. With ``--keep`` the finished libraries and every figure stay in that folder,
and what is there is not measured again: the whole may be done in pieces, each while the machine is quiet. Delete a line
of its ``stages.jsonl`` to measure that stage anew. What was measured is also kept as JSON, from which ``scale.py``
reckons. With ``--dry`` nothing is written into docs/: on a machine that is busy the figures are worth nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import figures
import library_tables
from library_stages import ROOT, rows_of

MEASURED = ROOT / "docs" / "library-measured.json"
_BATCH_ROWS = 400
_SHARDED = 50_000  # articles that are built into shards, at most: three times

Found = dict[str, Any]


def main() -> None:
    options = _options()
    with contextlib.ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bench = Bench(folder, [str(path) for path in options.news], sorted(options.sizes))
        measured: Found = {name: part(bench) for name, part in _PARTS.items() if name in options.only}
    shown = library_tables.tables(measured)
    print(shown)
    if not options.dry:
        MEASURED.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        figures.write("library", shown)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", nargs="*", type=Path)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 50_000, 149_000])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", nargs="+", choices=tuple(_PARTS), default=tuple(_PARTS))
    parser.add_argument("--dry", action="store_true")
    options = parser.parse_args()
    options.news = options.news or sorted((options.shared / "data" / "news").glob("news-*.jsonl.xz"))
    if not options.news:
        parser.error("no news files; name some")
    if set(options.only) != set(_PARTS):
        options.dry = True  # a part alone would take the other figures out of the page
    return options


class Bench:
    """The libraries of each size in one folder, and every stage that was measured on them."""

    def __init__(self, folder: Path, news: Sequence[str], sizes: Sequence[int]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.news = list(news)
        self.sizes = list(sizes)
        self._record = folder / "stages.jsonl"
        lines = self._record.read_text("utf-8").splitlines() if self._record.exists() else []
        self._known: dict[str, Found] = {each["stage"]: each["found"] for each in map(json.loads, lines)}

    def stage(self, name: str, threads: int | None = None, *, again: bool = False, **arguments: object) -> Found:
        """A stage in a process of its own; what was found before is told, unless it must be done ``again``."""
        key = json.dumps([name, threads, arguments])
        if again or key not in self._known:
            self._known[key] = found = _run(name, threads, arguments)
            print(f"  {name} {found}", file=sys.stderr)
            with self._record.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"stage": key, "found": found}) + "\n")
        return self._known[key]

    def library(self, size: int) -> Path:
        """Where the library of that size is, or will be."""
        return self.folder / f"library-{size}"

    def rows(self, size: int) -> Path:
        """The first ``size`` articles as one file."""
        return self._written(f"rows-{size}.jsonl", 0, size)

    def part(self, before: int, size: int) -> Path:
        """Those that a library of ``before`` articles lacks to have ``size``."""
        return self._written(f"part-{size}.jsonl", before, size)

    def _written(self, name: str, start: int, stop: int) -> Path:
        path = self.folder / name
        if not path.exists():
            beside = path.with_suffix(".partial")
            with beside.open("w", encoding="utf-8") as file:
                rows = itertools.islice(rows_of(self.news), start, stop)
                file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            beside.replace(path)
        return path


def _run(name: str, threads: int | None, arguments: Found) -> Found:
    command = [sys.executable, str(ROOT / "scripts" / "library_stages.py"), name, json.dumps(arguments)]
    environment = os.environ | ({"HOIBAO_THREADS": str(threads)} if threads else {})
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found


# ── parts ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _growth(bench: Bench) -> list[Found]:
    """A library of each size, which is that of the size before and more; each is searched and asked."""
    found: list[Found] = []
    for before, size in itertools.pairwise([0, *bench.sizes]):
        library, part = bench.library(size), bench.part(before, size)
        if not library.exists():
            beside = library.with_suffix(".partial")
            shutil.rmtree(beside, ignore_errors=True)
            if before:
                shutil.copytree(bench.library(before), beside)
            bench.stage("add", library=str(beside), rows=str(part), again=True)
            beside.replace(library)
        each = dict(bench.stage("add", library=str(library.with_suffix(".partial")), rows=str(part)))
        each |= bench.stage("find", library=str(library), rows=str(part))
        for reader in (None, "lexical", "small"):
            asked = bench.stage("ask", library=str(library), reader=reader)
            each |= {f"{name}_{reader or 'none'}": value for name, value in asked.items()}
        found.append(each)
    return found


def _shards(bench: Bench) -> list[Found]:
    """Articles of the growth again, in shards: one, then six, by one worker and by two."""
    size = max((size for size in bench.sizes if size <= _SHARDED), default=min(bench.sizes))
    source, whole = str(bench.rows(size)), str(bench.library(size))
    found: list[Found] = []
    for shards, workers in ((1, 1), (6, 1), (6, 2)):
        library = str(bench.folder / f"built-{shards}-{workers}")
        each: Found = {"workers": workers}
        each |= bench.stage("build", library=library, rows=source, shard_rows=-(-size // shards), workers=workers)
        each |= bench.stage("find", library=library, rows=source)
        each |= bench.stage("agreement", one=whole, other=library, rows=source)
        found.append(each)
    return found


def _batch(bench: Bench) -> list[Found]:
    """Rows a second of one worker and of two, one thread each."""
    found: list[Found] = []
    for task in ("clean", "summarise", "ask"):
        one, two = (
            bench.stage("batches", threads=1, news=bench.news, task=task, count=_BATCH_ROWS, workers=workers)["rows_s"]
            for workers in (1, 2)
        )
        found.append({"task": task, "rows_s": one, "ratio": two / one})
    return found


_PARTS: dict[str, Callable[[Bench], Any]] = {
    "growth": _growth,
    "shards": _shards,
    "index": lambda bench: bench.stage("index_rate", news=bench.news),
    "words": lambda bench: bench.stage("words", news=bench.news)["kinds"],
    "batch": _batch,
}


if __name__ == "__main__":
    main()
