"""``python -m models.training.abstractive run --config small``: the whole chain, done steps skipped."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from models.training.abstractive.chain import STEPS, run
from models.training.abstractive.config import CONFIGS, Config


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m models.training.abstractive", description=__doc__)
    parser.add_argument("command", choices=("run",))
    parser.add_argument("--config", choices=sorted(CONFIGS), default="small")
    parser.add_argument("--work", type=Path, help="folder of everything in between")
    parser.add_argument("--target", type=Path, help="where the packed model goes; default: WORK/pack")
    parser.add_argument("--minutes", type=float, help="budget of both trainings together")
    names = [*(name for name, _, _ in STEPS), "pack"]
    parser.add_argument("--only", choices=names, action="append", help="this step alone")
    chosen = parser.parse_args(arguments)
    config = CONFIGS[chosen.config]
    if chosen.work:
        config = dataclasses.replace(config, work=chosen.work)
    if chosen.minutes:
        config = within(config, chosen.minutes)
    run(config, chosen.target or config.work / "pack", only=chosen.only)


def within(config: Config, minutes: float) -> Config:
    """The same with its two trainings in so many minutes together, shared as before."""
    share = minutes / (config.pretrain.minutes + config.finetune.minutes)
    pretrain, finetune = (
        dataclasses.replace(plan, minutes=plan.minutes * share) for plan in (config.pretrain, config.finetune)
    )
    return dataclasses.replace(config, pretrain=pretrain, finetune=finetune)


if __name__ == "__main__":
    main()
