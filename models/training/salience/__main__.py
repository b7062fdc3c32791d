"""``python -m models.training.salience run --config small``: the whole chain, done steps skipped."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from models.training.salience.chain import STEPS, run
from models.training.salience.config import CONFIGS


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m models.training.salience", description=__doc__)
    parser.add_argument("command", choices=("run",))
    parser.add_argument("--config", choices=sorted(CONFIGS), default="small")
    parser.add_argument("--work", type=Path, help="folder of everything in between")
    parser.add_argument("--target", type=Path, help="where the packed model goes; default: WORK/pack")
    names = [*(name for name, _, _ in STEPS), "pack"]
    parser.add_argument("--only", choices=names, action="append", help="this step alone")
    chosen = parser.parse_args(arguments)
    config = CONFIGS[chosen.config]
    if chosen.work:
        config = dataclasses.replace(config, work=chosen.work)
    run(config, chosen.target or config.work / "pack", only=chosen.only)


if __name__ == "__main__":
    main()
