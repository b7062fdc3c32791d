"""A run over many targets: worker processes, counters that go on where the last run stopped, and what was covered."""

from __future__ import annotations

import io
import multiprocessing
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.fuzz.attempt import many, prepare
from tests.fuzz.tally import Tally, save

CHUNK: Final = 500  # inputs that a worker is given at once


@dataclass(frozen=True, slots=True)
class Plan:
    """Which targets, up to how many inputs each in all runs together (none: as time allows), and for how long."""

    names: tuple[str, ...]
    count: int | None
    seconds: float
    workers: int
    state: Path


def run(plan: Plan, tallies: dict[str, Tally]) -> None:
    """Targets in turn, the one that has had the least processor time first: what is quick is soon done with."""
    until = time.time() + plan.seconds
    plan.state.parent.mkdir(parents=True, exist_ok=True)
    while time.time() < until and (left := _left(plan, tallies)):
        try:
            with ProcessPoolExecutor(
                plan.workers, multiprocessing.get_context("spawn"), prepare, (plan.state.with_name("current"),)
            ) as pool:
                _rounds(pool, plan, tallies, until)
        except BrokenProcessPool:
            if not _bury(plan, tallies, left):
                raise  # no input is to blame: a worker cannot even begin
    save(plan.state, tallies)


def _left(plan: Plan, tallies: dict[str, Tally]) -> list[str]:
    names = [name for name in plan.names if plan.count is None or tallies[name].inputs < plan.count]
    return sorted(names, key=lambda name: tallies[name].seconds)


def _rounds(pool: ProcessPoolExecutor, plan: Plan, tallies: dict[str, Tally], until: float) -> None:
    while time.time() < until and (left := _left(plan, tallies)):
        jobs = {}
        for name in (left * plan.workers)[: plan.workers]:
            tally = tallies[name]
            most = CHUNK if plan.count is None else min(CHUNK, plan.count - tally.inputs)
            if most > 0:
                jobs[pool.submit(many, name, tally.next, most, until)] = name
                tally.next += most
        wait(jobs)
        for job, name in jobs.items():
            _add(name, tallies[name], job.result())
        save(plan.state, tallies)


def _add(name: str, tally: Tally, done: Tally) -> None:
    for what, found in done.findings.items():
        if what not in tally.findings:
            print(f"── {name}, seed {found['seed']}\n{found['trace']}", file=sys.stderr, flush=True)
    tally.add(done)


def _bury(plan: Plan, tallies: dict[str, Tally], left: list[str]) -> bool:
    """A worker died: the input it was at is the finding. The inputs of its chunk that came after it are not tried."""
    is_known = False
    for file in plan.state.parent.glob("current.*"):
        name, _, seed = file.read_text("ascii").strip().partition(" ")
        file.unlink()
        if name in left:
            print(f"── {name}, seed {seed}: the process died", file=sys.stderr, flush=True)
            tallies[name].found("the process died", int(seed), "")
            tallies[name].inputs += 1
            is_known = True
    return is_known


@contextmanager
def covered(into: list[str], packages: tuple[str, ...] = ("nlp", "corpus", "models")) -> Iterator[None]:
    """Which share of each package's lines the block reaches, printed, and the total put into ``into``."""
    import coverage

    watch = coverage.Coverage(source=list(packages), omit=["models/training/*", "models/hub/*"], data_file=None)
    watch.start()
    yield
    watch.stop()
    text = io.StringIO()
    total = watch.report(file=text, skip_covered=True, sort="cover")
    print(text.getvalue())
    into.append(f"{total:.0f}%".replace(".", ","))
