"""The steps in order, each from files to files: a step whose files are there is not made again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.training.abstractive import (
    step_01_start,
    step_02_examples,
    step_03_train,
    step_04_export,
    step_05_score,
    step_06_pack,
)
from models.training.abstractive.config import Config
from models.training.abstractive.step_03_train import PRETRAIN
from models.training.curves import draw
from models.training.stepwise import Step, run_steps


def start(c: Config) -> None:
    step_01_start.run(c.work, c.reader)


def examples(c: Config) -> None:
    kinds = ["gaps", "abstracts"] if c.pretrain.minutes else ["abstracts"]
    step_02_examples.run(c.work, c.news, c.held_out, kinds, c.limit or c.each)


def pretrain(c: Config) -> None:
    if c.pretrain.minutes:
        step_03_train.run(c, c.pretrain, "gaps")
        draw(c.work / PRETRAIN)


def finetune(c: Config) -> None:
    step_03_train.run(c, c.finetune, "abstracts", c.work / PRETRAIN / "weights")
    draw(c.work / c.finetune.name)


def export(c: Config) -> None:
    step_04_export.run(c.work, step_03_train.new_network(c), step_03_train.learnt(c))


def score(c: Config) -> None:
    step_05_score.run(c.work, c.dev_limit)


def pack(c: Config, target: Path) -> None:
    network = step_03_train.new_network(c)
    step_06_pack.run(c, sum(parameter.numel() for parameter in network.parameters()), target)


STEPS: tuple[Step[Config], ...] = (
    ("start", start, "start/weights"),
    ("examples", examples, None),
    ("pretrain", pretrain, None),
    ("finetune", finetune, None),
    ("export", export, None),
    ("score", score, None),
)


def run(config: Config, target: Path, only: Sequence[str] | None = None) -> Path:
    """Run the chain (or the steps ``only`` names) and pack the result into ``target``."""
    return run_steps(config, STEPS, pack, target, only)
