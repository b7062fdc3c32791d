"""``library add`` killed: by the command line on one large file, and by a program that adds many small ones."""

from __future__ import annotations

import random
import sys
from pathlib import Path

from tests.reliability.after import examine
from tests.reliability.commands import CLI, Course, cli, course_of, killed
from tests.reliability.material import data_file
from tests.reliability.tally import Tally

LARGE, SMALL, FILES = 600, 5, 20  # articles of the large file and of each small one; small ones
A_LIBRARY = 8  # rounds, before a new library begins

#: Adds file after file to an open library and says which of them is safe.
PROGRAM = """
import sys
from nlp.library.shelf import Shelf
with Shelf.create(sys.argv[1]) as shelf:
    for path in sys.argv[2:]:
        assert not shelf.add([path]).failed
        print(path, flush=True)
"""


def rounds(folder: Path, wanted: int, draw: random.Random, tally: Tally) -> None:
    """Rounds until so many were killed; every one begins with new articles."""
    data, start = folder / "data", 0
    courses = _courses(folder)
    while tally.killed < wanted:
        library = folder / f"library-{tally.rounds // A_LIBRARY}"
        if tally.rounds % A_LIBRARY == 0:
            safe: set[str] = set()
        tally.rounds += 1
        if draw.random() < 0.5:
            files = {str(data_file(data / f"{start}.jsonl", range(start, start + LARGE))): range(start, start + LARGE)}
            command = [*CLI, "library", "add", str(library), *files, "--workers", "1"]
        else:
            ranges = [range(start + SMALL * at, start + SMALL * (at + 1)) for at in range(FILES)]
            files = {str(data_file(data / f"{each.start}.jsonl", each)): each for each in ranges}
            command = [sys.executable, "-c", PROGRAM, str(library), *files]
        start += LARGE
        done = killed(command, draw, courses[len(files) > 1])
        tally.hold(done.killed or done.code == 0, f"ended with {done.code}: {done.err[-300:]}")
        tally.killed += done.killed
        finished = files if done.code == 0 else [line for line in done.out.splitlines() if line in files]
        safe |= {f"{path}#a{number}" for path in finished for number in files[path]}
        tally.confirmed += sum(len(files[path]) for path in finished)
        examine(library, safe, tally)
        again = cli("library", "add", library, *files, "--workers", 1)
        tally.hold(again.code == 0, f"the next run ended with {again.code}: {again.err[-300:]}")
        safe |= {f"{path}#a{number}" for path, numbers in files.items() for number in numbers}
        examine(library, safe, tally, whole=True)


def _courses(folder: Path) -> tuple[Course, Course]:
    """What the command and the program do when nobody kills them."""
    files = [
        str(data_file(folder / "trial" / f"{at}.jsonl", range(SMALL * at, SMALL * (at + 1)))) for at in range(FILES)
    ]
    large = str(data_file(folder / "trial" / "large.jsonl", range(LARGE)))
    command = [*CLI, "library", "add", str(folder / "trial-library"), large, "--workers", "1"]
    return course_of(command), course_of([sys.executable, "-c", PROGRAM, str(folder / "trial-many"), *files])
