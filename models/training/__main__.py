"""``python -m models.training run --config small``: the whole chain, each step skipped when its files are there."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from models.training.chain import STEPS, run
from models.training.config import CONFIGS


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m models.training", description=__doc__)
    parser.add_argument("command", choices=("run",))
    parser.add_argument("--config", choices=sorted(CONFIGS), default="small")
    parser.add_argument("--work", type=Path, help="folder of everything in between")
    parser.add_argument("--target", type=Path, help="where the packed model goes; default: WORK/pack")
    parser.add_argument("--minutes", type=float, help="budget of both trainings together")
    parser.add_argument("--only", choices=[name for name, _, _ in STEPS], action="append", help="this step alone")
    chosen = parser.parse_args(arguments)
    config = CONFIGS[chosen.config]
    if chosen.work:
        config = dataclasses.replace(config, work=chosen.work)
    if chosen.minutes:
        share = chosen.minutes / (config.pretrain.minutes + config.finetune.minutes)
        config = dataclasses.replace(
            config,
            pretrain=dataclasses.replace(config.pretrain, minutes=config.pretrain.minutes * share),
            finetune=dataclasses.replace(config.finetune, minutes=config.finetune.minutes * share),
        )
    run(config, chosen.target or config.work / "pack", only=chosen.only)


if __name__ == "__main__":
    main()
