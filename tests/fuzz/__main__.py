"""``python -m tests.fuzz --minutes N``: inputs for every target in turn, until the time is over.

    python -m tests.fuzz --minutes 10 [--target NAME] [--seed N] [--out FILE.json] [--coverage] [--guided]

A crash, a broken invariant or five seconds without an end is a finding: its seed is printed, and
``--target NAME --seed SEED --once`` plays it again. ``--guided`` lets atheris choose the bits by coverage (one target).
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from tests.fuzz.targets import TARGETS  # noqa: E402

SECONDS = 5.0
SHOWN = 5  # findings of a target that are printed whole


class Hang(Exception):
    """An input took too long."""


def _too_long(_: int, __: FrameType | None) -> None:
    raise Hang(f"more than {SECONDS:.0f} s")


def main() -> None:
    options = _options()
    signal.signal(signal.SIGALRM, _too_long)
    chosen = options.target or list(TARGETS)
    if options.once:
        for name in chosen:
            TARGETS[name](random.Random(f"{name}:{options.seed}"))
        return
    if options.guided:
        _guided(chosen[0], options.minutes)
        return
    with _coverage(options.coverage):
        report = run(chosen, 60 * options.minutes, options.seed)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    raise SystemExit(1 if any(each["findings"] for each in report["targets"].values()) else 0)


def run(names: list[str], seconds: float, seed: int) -> dict[str, Any]:
    """An equal share of the time for each target; returns inputs and findings of each."""
    targets = {}
    for name in names:
        targets[name] = _share(name, seconds / len(names), seed)
        print(f"{name:<12} {targets[name]['inputs']:>9,} inputs, {len(targets[name]['findings'])} findings", flush=True)
    total = sum(each["inputs"] for each in targets.values())
    print(f"{'all':<12} {total:>9,} inputs")
    return {"seed": seed, "seconds": round(seconds), "inputs": total, "targets": targets}


def _share(name: str, seconds: float, seed: int) -> dict[str, Any]:
    until = time.monotonic() + seconds
    findings: Counter[str] = Counter()
    number = seed
    while time.monotonic() < until:
        failed = attempt(name, number)
        if failed:
            findings[failed.splitlines()[-1][:160]] += 1
            if len(findings) <= SHOWN and findings[failed.splitlines()[-1][:160]] == 1:
                print(f"── {name}, seed {number}\n{failed}", file=sys.stderr, flush=True)
        number += 1
    return {"inputs": number - seed, "findings": dict(findings)}


def attempt(name: str, seed: int) -> str:
    """Run one input; the traceback of what went wrong, or nothing."""
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        TARGETS[name](random.Random(f"{name}:{seed}"))
    except Exception:
        return (
            traceback.format_exc().strip().encode("utf-8", "backslashreplace").decode()
        )  # surrogates can't be printed
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return ""


@contextmanager
def _coverage(wanted: bool) -> Iterator[None]:
    """Print which share of each package's lines the run reached; runs two to three times slower."""
    if not wanted:
        yield
        return
    import coverage

    watch = coverage.Coverage(source=["nlp", "corpus", "models"], omit=["models/training/*"], data_file=None)
    watch.start()
    yield
    watch.stop()
    watch.report(skip_covered=True, sort="cover")


def _guided(name: str, minutes: float) -> None:
    """Coverage-guided: the fuzzer's bytes are the bits that the drawing takes."""
    import atheris

    class Bits(random.Random):
        def __init__(self, data: bytes) -> None:
            self._left = atheris.FuzzedDataProvider(data)
            super().__init__(0)

        def getrandbits(self, k: int) -> int:
            return int(self._left.ConsumeIntInRange(0, (1 << k) - 1))

        def random(self) -> float:
            return self.getrandbits(24) / (1 << 24)

    with atheris.instrument_imports(include=["nlp", "corpus", "models"]):
        TARGETS[name](random.Random(0))
    atheris.Setup(
        [sys.argv[0], f"-max_total_time={round(60 * minutes)}", "-timeout=5"], lambda d: TARGETS[name](Bits(d))
    )
    atheris.Fuzz()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--target", action="append", choices=sorted(TARGETS))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--guided", action="store_true")
    parser.add_argument("--coverage", action="store_true")
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
