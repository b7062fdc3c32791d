"""What must hold of a library and of a batch after whatever happened to them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Set
from pathlib import Path
from typing import Any

from tests.reliability.commands import Done, cli, rows
from tests.reliability.tally import Tally


def examine(library: Path, safe: Set[str], tally: Tally, *, whole: bool = False) -> None:
    """The check is clean, every origin in ``safe`` is there once; ``whole`` when there may be nothing else."""
    check = cli("library", "check", library, "--json")
    if not safe and "không có gì" in check.err and check.code == 3:
        return  # it ended before there was a library
    tally.hold(check.code == 0, f"check said {check.out} {check.err}")
    listed = rows(cli("library", "list", library, "--json"))
    origins = Counter(str(row["origin"]) for row in listed)
    ids = Counter(str(row["id"]) for row in listed)
    missing = safe - origins.keys()
    tally.lost += max(0, len(missing) - 1)
    tally.hold(not missing, f"{len(missing)} confirmed articles are missing, such as {sorted(missing)[:1]}")
    twice = [name for names in (origins, ids) for name, count in names.items() if count > 1]
    tally.hold(not twice, f"twice: {twice[:3]}")
    tally.hold(not whole or len(origins) == len(safe), f"{len(origins)} articles, not {len(safe)}")


def parts_of(output: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of every part of a batch, without the time they took."""
    found = {}
    for path in sorted(output.glob("part-*.jsonl")) if output.is_dir() else ():
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        found[path.name] = [{name: value for name, value in row.items() if name != "elapsed_ms"} for row in rows]
    return found


def examine_parts(output: Path, whole: dict[str, list[dict[str, Any]]], tally: Tally) -> None:
    """The parts that are there are as in a run that nothing happened to."""
    parts = parts_of(output)
    tally.confirmed += sum(map(len, parts.values()))
    for name, found in parts.items():
        tally.hold(found == whole[name], f"{name} is not as it should be")


def examine_whole(output: Path, whole: dict[str, list[dict[str, Any]]], again: Done, tally: Tally) -> None:
    """The next run finished: all is there, once, and nothing is left lying about."""
    tally.hold(again.code == 0, f"the next run ended with {again.code}: {again.err[-300:]}")
    made = parts_of(output)
    tally.hold(made == whole, "the whole is not as in a run that nothing happened to")
    ids = Counter(row["id"] for part in made.values() for row in part)
    tally.hold(max(ids.values(), default=1) == 1, f"twice: {ids.most_common(2)}")
    left = [path.name for path in output.iterdir() if path.name.startswith(".")]
    tally.hold(not left, f"left behind: {left}")


def refused(done: Done, tally: Tally, *, dumb: bool = False) -> None:
    """It ended well, or with one clear line; with none when what it says fails to be written too (``dumb``)."""
    tally.hold(not done.crashed, f"crashed with {done.code}: {done.err[-400:]}")
    if done.code:
        tally.refused += 1
        tally.hold(done.err.count("\n") <= 2 and ("Lỗi" in done.err or dumb), f"not one clear line: {done.err[-400:]}")
