"""A disk that answers with EIO or ENOSPC at a chosen call: of SQLite, of the search engine, of Python itself."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from tests.reliability.after import examine, examine_parts, examine_whole, parts_of, refused
from tests.reliability.commands import CLI, GROUPS, Course, course_of, injecting, run
from tests.reliability.material import data_file
from tests.reliability.tally import Tally

#: Lines to the user go out by "write" too: it may fail once, the others from then on for good.
LASTING = (False, True, True)


def _fault(draw: random.Random, course: Course) -> list[str]:
    at = draw.randrange(len(GROUPS))
    first = draw.randint(1, max(1, course.calls[at]))
    lasts = "+" if LASTING[at] and draw.random() < 0.5 else ""
    return injecting(f"error={draw.choice(('EIO', 'ENOSPC'))}:when={first}{lasts}", GROUPS[at])


def adds(folder: Path, rounds: int, draw: random.Random, tally: Tally) -> None:
    """One library that grows; every round adds a file under a fault, then without."""
    count, library = 300, folder / "library"
    trial = data_file(folder / "trial.jsonl", range(count))
    course = course_of([*CLI, "library", "add", str(folder / "trial"), str(trial), "--workers", "1"])
    safe: set[str] = set()
    for _ in range(rounds):
        tally.rounds += 1
        numbers = range(count * tally.rounds, count * (tally.rounds + 1))
        data = data_file(folder / f"{tally.rounds}.jsonl", numbers)
        command = [*CLI, "library", "add", str(library), str(data), "--workers", "1"]
        done = run([*_fault(draw, course), *command])
        refused(done, tally, dumb=True)
        fresh = {f"{data}#a{number}" for number in numbers}
        safe |= fresh if done.code == 0 else set()
        tally.confirmed += len(safe)
        examine(library, safe, tally)
        again = run(command)
        tally.hold(again.code == 0, f"the next run ended with {again.code}: {again.err[-300:]}")
        safe |= fresh
        examine(library, safe, tally, whole=True)


def batches(folder: Path, rounds: int, draw: random.Random, tally: Tally) -> None:
    """Each round into a folder of its own, under a fault, then without."""
    for at in range(8):
        data_file(folder / "data" / f"{at}.jsonl", range(25 * at, 25 * at + 25))
    command = [*CLI, "batch", "clean", str(folder / "data")]
    course = course_of([*command, str(folder / "whole"), "--workers", "1"])
    whole, output = parts_of(folder / "whole"), folder / "out"
    for _ in range(rounds):
        tally.rounds += 1
        refused(run([*_fault(draw, course), *command, str(output), "--workers", "1"]), tally, dumb=True)
        examine_parts(output, whole, tally)
        examine_whole(output, whole, run([*command, str(output), "--workers", "1"]), tally)
        shutil.rmtree(output)
