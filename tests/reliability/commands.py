"""Commands as people start them, some of them killed or told by the system that its disk is ill."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.reliability.results import ROOT

CLI = (sys.executable, str(ROOT / "qa_cli.py"))
LIMIT = 300  # seconds, after which a command hangs
#: The calls by which a program changes what is on a disk.
GROUPS = (("write", "pwrite64", "ftruncate"), ("fsync", "fdatasync"), ("rename", "unlink", "link", "mkdir"))


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended: exit code (minus the signal's number when killed) and what it said."""

    code: int
    out: str
    err: str

    @property
    def killed(self) -> bool:
        return self.code in (-signal.SIGKILL, 128 + signal.SIGKILL)

    @property
    def crashed(self) -> bool:
        """True when it ended otherwise than by one of the exit codes that the program documents, or with a traceback."""
        return "Traceback" in self.err or self.code not in (0, 2, 3, 4, 130)


def cli(*arguments: object, before: Sequence[str] = ()) -> Done:
    """``qa_cli.py`` with these arguments; ``before`` is what starts it, such as strace."""
    return run([*before, *CLI, *map(str, arguments)])


def run(command: Sequence[str], after: float | None = None) -> Done:
    """A command to its end, or killed without warning ``after`` so many seconds."""
    pipes: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environment(), text=True, encoding="utf-8", **pipes) as process:
        try:
            out, err = process.communicate(timeout=LIMIT if after is None else after)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            if after is None:
                raise
    return Done(process.returncode, out, err)


def environment() -> dict[str, str]:
    """That of this process, without settings of hoibao, and one thread each."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HOIBAO_")}
    return kept | {"HOIBAO_THREADS": "1", "PYTHONPATH": str(ROOT)}


def rows(done: Done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.out.splitlines()]


@cache
def can_inject() -> bool:
    """True where strace is here and may watch a process."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], check=False, capture_output=True).returncode == 0


def injecting(fault: str, calls: Sequence[str], under: Path | None = None) -> list[str]:
    """What to put before a command so that the system does ``fault`` ("signal=KILL:when=7", "error=EIO:when=3+") to
    these calls, those on files ``under`` a folder only when one is given."""
    where = [] if under is None else ["-P", str(under)]
    named = ",".join(calls)
    watch = ["strace", "-f", "-qq", "-o", os.devnull, *where]
    return [*watch, "-e", f"trace={named}", "-e", f"inject={named}:{fault}"]


@dataclass(frozen=True, slots=True)
class Course:
    """What a command does when it is left alone: how long it takes, and how many calls of each group one of its
    threads makes at most."""

    seconds: float
    calls: tuple[int, ...]


def course_of(command: Sequence[str]) -> Course:
    """Watch a command that must end well. It is run once."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        named = ",".join(call for group in GROUPS for call in group)
        watch = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={named}"] if can_inject() else []
        done = run([*watch, *command])
        if done.code:
            raise SystemExit(done.err)
        lines = log.read_text("utf-8", "replace").splitlines() if watch else []
    seconds = time.monotonic() - start
    found = Counter(tuple(line.split("(")[0].split()) for line in lines if "(" in line)
    calls = []
    for group in GROUPS:
        by_thread: Counter[str] = Counter()
        for (thread, *call), count in found.items():
            by_thread[thread] += count if call and call[0] in group else 0
        calls.append(max(by_thread.values(), default=0))
    return Course(seconds, tuple(calls))


def killed(command: Sequence[str], draw: random.Random, course: Course) -> Done:
    """A command killed at a random moment or, where strace is here, two times of three at one of the calls by which
    it changes the disk."""
    at = draw.randrange(len(GROUPS))
    if course.calls[at] and draw.random() < 0.67:
        return run([*injecting(f"signal=KILL:when={draw.randint(1, course.calls[at])}", GROUPS[at]), *command])
    return run(command, after=draw.uniform(0.15, 1.0) * course.seconds)
