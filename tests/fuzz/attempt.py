"""One input under a watchdog, and many of them in a process that may die of one."""

from __future__ import annotations

import logging
import os
import random
import resource
import signal
import time
import traceback
from pathlib import Path
from types import FrameType
from typing import Final

from tests.fuzz import mutations
from tests.fuzz.tally import Tally
from tests.fuzz.targets import TARGETS

SECONDS = 5.0  # of processor time: another process on the machine must not make a hang
STANDSTILL: Final = 30  # seconds on the clock; twice that without an end is a standstill
MEMORY: Final = 6_000_000_000  # bytes of address space: an input that eats more fails here and not the machine


class Hang(Exception):
    """An input took too long."""


_fires = 0


def _too_long(number: int, __: FrameType | None) -> None:
    """Processor time is over; or the clock fired twice, for a process that was paused from outside wakes up late."""
    global _fires
    _fires += 1
    if number == signal.SIGPROF or _fires > 1:
        raise Hang(f"more than {SECONDS:.0f} s" if number == signal.SIGPROF else "stands still")


def watch() -> None:
    """Let the watchdog's signals through. Once a process."""
    signal.signal(signal.SIGPROF, _too_long)
    signal.signal(signal.SIGALRM, _too_long)


def attempt(name: str, seed: int) -> str:
    """Run one input; the traceback of what went wrong, or nothing."""
    return attempted(name, random.Random(f"{name}:{seed}"))


def attempted(name: str, rng: random.Random) -> str:
    global _fires
    _fires = 0
    mutations.drawn_from_a_page = False
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.setitimer(signal.ITIMER_REAL, STANDSTILL, STANDSTILL)
    try:
        TARGETS[name](rng)
    except Exception:
        return (
            traceback.format_exc().strip().encode("utf-8", "backslashreplace").decode()
        )  # surrogates can't be printed
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
    return ""


def signature(trace: str) -> str:
    """What tells one finding from another: the innermost line of ours and the kind of error, never what was typed."""
    lines = trace.splitlines()
    places = [line.strip() for line in lines if line.startswith("  File ")]
    last = max((at for at, line in enumerate(lines) if line.startswith("  File ")), default=-1)
    error = next((line for line in lines[last + 1 :] if not line.startswith(" ")), lines[-1])
    ours = [place for place in places if any(f"/{room}/" in place for room in ("nlp", "corpus", "models"))]
    where = (ours or places or [""])[-1]
    return f"{where.rpartition('/')[2].replace(chr(34), '')}: {error.partition(':')[0]}"[:160]


# ── many ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def prepare(current: Path) -> None:
    """A worker's beginning. The input being tried is written to ``current``, for whoever finds the process dead."""
    global _current
    logging.disable()
    os.environ.setdefault("HOIBAO_THREADS", "1")  # small inputs: a second thread would only spin
    watch()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _current = os.open(current.with_suffix(f".{os.getpid()}"), os.O_RDWR | os.O_CREAT, 0o600)


_current = -1


def many(name: str, first: int, count: int, until: float) -> Tally:
    """The inputs from seed ``first`` on: ``count`` of them, or as many as there is time for (``time.time()``)."""
    done = Tally()
    for seed in range(first, first + count):
        if time.time() > until:
            break
        if _current >= 0:
            os.pwrite(_current, f"{name} {seed}".ljust(60).encode(), 0)
        start = time.process_time()
        failed = attempt(name, seed)
        took = time.process_time() - start
        done.inputs += 1
        done.real += mutations.drawn_from_a_page
        done.seconds += took
        done.slowest = max(done.slowest, took)
        if failed:
            done.found(signature(failed), seed, failed)
    return done
