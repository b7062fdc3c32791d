"""``batch`` killed: the parts that are there are whole, and the next run makes the rest."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from tests.reliability.after import examine_parts, examine_whole, parts_of
from tests.reliability.commands import CLI, course_of, killed, run
from tests.reliability.material import data_file
from tests.reliability.tally import Tally

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
            whole[work] = parts_of(home)
    output = folder / "output"
    while tally.killed < wanted:
        tally.rounds += 1
        work, *options = draw.choice(WORKS)
        workers = draw.choice("12")
        command = _command(work, options, data, output, workers)
        done = killed(command, draw, courses[work, workers])
        worker = done.code == 3 and "đã dừng một tiến trình" in done.err  # only a worker was killed, and that was told
        tally.hold(done.killed or worker or done.code == 0, f"ended with {done.code}: {done.err[-300:]}")
        tally.killed += done.killed or worker
        examine_parts(output, whole[work], tally)
        examine_whole(output, whole[work], run(command), tally)
        shutil.rmtree(output)


def _command(work: str, options: list[str], data: Path, output: Path, workers: str) -> list[str]:
    return [*CLI, "batch", work, str(data), str(output), *options, "--workers", workers]
