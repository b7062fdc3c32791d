"""``batch`` killed: the parts that are there are whole, and the next run makes the rest."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.reliability.commands import CLI, course_of, killed, run
from tests.reliability.material import data_file

if TYPE_CHECKING:
    from tests.reliability.kills import Tally

FILES, ROWS = 8, 25  # each file is a shard of its own
WORKS = (["clean"], ["ask", "--reader", "lexical"])


def rounds(folder: Path, wanted: int, draw: random.Random, tally: Tally) -> None:
    """Rounds until so many were killed; each into a folder of its own, with one worker or two."""
    data = folder / "data"
    for at in range(FILES):
        data_file(data / f"{at}.jsonl", range(at * ROWS, (at + 1) * ROWS))
    whole, courses = {}, {}
    for work, *options in WORKS:
        for workers in ("1", "2"):
            home = folder / f"{work}-{workers}"
            courses[work, workers] = course_of(_command(work, options, data, home, workers))
            whole[work] = _rows(home)
    output = folder / "output"
    while tally.killed < wanted:
        tally.rounds += 1
        work, *options = draw.choice(WORKS)
        workers = draw.choice("12")
        command = _command(work, options, data, output, workers)
        done = killed(command, draw, courses[work, workers])
        tally.hold(done.killed or done.code == 0, f"ended with {done.code}: {done.err[-300:]}")
        tally.killed += done.killed
        parts = _rows(output)
        tally.confirmed += sum(map(len, parts.values()))
        for name, found in parts.items():
            tally.hold(found == whole[work][name], f"{name} is not as it should be")
        again = run(command)
        tally.hold(again.code == 0, f"the next run ended with {again.code}: {again.err[-300:]}")
        made = _rows(output)
        tally.hold(made == whole[work], "the whole is not as in a run that nobody killed")
        ids = Counter(row["id"] for part in made.values() for row in part)
        tally.hold(max(ids.values(), default=1) == 1, f"twice: {ids.most_common(2)}")
        left = [path.name for path in output.iterdir() if path.name.startswith(".")]
        tally.hold(not left, f"left behind: {left}")
        shutil.rmtree(output)


def _command(work: str, options: list[str], data: Path, output: Path, workers: str) -> list[str]:
    return [*CLI, "batch", work, str(data), str(output), *options, "--workers", workers]


def _rows(output: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of every part, without the time they took."""
    found = {}
    for path in sorted(output.glob("part-*.jsonl")) if output.is_dir() else ():
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        found[path.name] = [{name: value for name, value in row.items() if name != "elapsed_ms"} for row in rows]
    return found
