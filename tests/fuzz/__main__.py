"""``python -m tests.fuzz --minutes N``: inputs for every target in turn, until the time is over.

    python -m tests.fuzz [--minutes N] [--count N] [--target NAME] [--workers N] [--coverage] [--report FILE.json]
    python -m tests.fuzz --replay                                   every finding once more: which are fixed
    python -m tests.fuzz --target NAME --seed N --once              one input, its error shown whole
    python -m tests.fuzz --engine atheris --target NAME             coverage-guided, where atheris is installed

A crash (an error that is not the project's own), a broken invariant, or five seconds of processor time without an end
is a finding. Counters add up over runs in ``.work/fuzz/state.json``; with ``--count`` a target that has had as many
inputs is left alone.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from tests.fuzz import mutations  # noqa: E402
from tests.fuzz.attempt import attempt, many, watch  # noqa: E402
from tests.fuzz.campaign import Plan, covered, run  # noqa: E402
from tests.fuzz.tally import STATE, Tally, load, report, save  # noqa: E402
from tests.fuzz.targets import TARGETS  # noqa: E402

COVERED_INPUTS = 100  # of each target in the pass that looks at coverage, which is several times slower


def main() -> None:
    options = _options()
    names = tuple(options.target or TARGETS)
    if options.once:
        watch()
        for name in names:
            TARGETS[name](random.Random(f"{name}:{options.seed}"))
        return
    if options.engine == "atheris":
        from tests.fuzz.guided import guided

        guided(names[0], 60 * options.minutes, options.state)
        return
    if len(mutations.real_pages()) < 1000:
        print("the real pages are not beside the checkout: the project's own articles stand in for them")
    tallies = load(options.state, names)
    for name in names:
        tallies[name].next = max(tallies[name].next, options.seed)
    if options.replay:
        _replay(tallies)
    elif not options.coverage:
        run(Plan(names, options.count, 60 * options.minutes, options.workers, options.state), tallies)
    save(options.state, tallies)
    coverage = _coverage(names) if options.coverage else None
    _show(tallies)
    if options.report:
        _write(options.report, tallies, coverage)
    raise SystemExit(1 if any(not found.get("fixed") for t in tallies.values() for found in t.findings.values()) else 0)


def _replay(tallies: dict[str, Tally]) -> None:
    """Mark the findings that no longer fail. Those of atheris keep their bytes and are not played here."""
    watch()
    for name, tally in tallies.items():
        for what, found in tally.findings.items():
            failed = found["seed"] < 0 or attempt(name, found["seed"])
            found["fixed"] = not failed
            print(f"{name:<12} {'still fails' if failed else 'fixed':<12} seed {found['seed']}: {what}")


def _coverage(names: tuple[str, ...]) -> str:
    total: list[str] = []
    watch()
    with covered(total):
        for name in names:
            many(name, 0, COVERED_INPUTS, float("inf"))
    return total[0]


def _show(tallies: dict[str, Tally]) -> None:
    for name, tally in tallies.items():
        print(
            f"{name:<12} {tally.inputs:>9,} inputs, {tally.real:>8,} of real pages, {len(tally.findings)} findings, "
            f"slowest {tally.slowest:.2f} s, {tally.inputs / max(tally.seconds, 1e-9):,.0f} a second"
        )
    print(f"{'all':<12} {sum(t.inputs for t in tallies.values()):>9,} inputs")


def _write(path: Path, tallies: dict[str, Tally], coverage: str | None) -> None:
    from nlp import __version__

    kept = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    made = report(tallies, version=__version__, coverage=coverage or kept.get("coverage"), notes=())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--count", type=int, help="inputs of each target, over all runs")
    parser.add_argument("--target", action="append", choices=sorted(TARGETS))
    parser.add_argument("--seed", type=int, default=0, help="where the seeds of targets without a tally begin")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--state", type=Path, default=STATE)
    parser.add_argument("--engine", choices=("plain", "atheris"), default="plain")
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--replay", action="store_true")
    parser.add_argument("--coverage", action="store_true", help="a short pass that prints what is reached")
    parser.add_argument("--report", type=Path, help="write the rows of docs/reliability.md")
    return parser.parse_args()


if __name__ == "__main__":
    main()
