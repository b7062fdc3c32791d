"""The steps in order, each from files to files: a step whose files are there is not made again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.training.salience import (
    step_01_pieces,
    step_02_examples,
    step_03_train,
    step_04_quantise,
    step_05_calibrate,
    step_06_score,
    step_07_pack,
)
from models.training.salience.config import Config
from models.training.stepwise import Step, run_steps


def pieces(c: Config) -> None:
    step_01_pieces.run(c.work)


def examples(c: Config) -> None:
    step_02_examples.run(c.work, c.news, c.each, c.limit)


def train(c: Config) -> None:
    step_03_train.run(c.work, c.plan, c.sizes)


def quantise(c: Config) -> None:
    step_04_quantise.run(c.work)


def calibrate(c: Config) -> None:
    step_05_calibrate.run(
        c.work, step_03_train.new_network(c.work, c.sizes).a, c.held_out, c.limit or c.held_out_articles
    )


def score(c: Config) -> None:
    step_06_score.run(c.work, step_03_train.new_network(c.work, c.sizes).a, c.dev_limit)


def pack(c: Config, target: Path) -> None:
    network = step_03_train.new_network(c.work, c.sizes)
    step_07_pack.run(c, network.a, sum(p.numel() for p in network.parameters()), target)


STEPS: tuple[Step[Config], ...] = (
    ("pieces", pieces, "vectors.npy"),
    ("examples", examples, None),
    ("train", train, None),
    ("quantise", quantise, None),
    ("calibrate", calibrate, None),
    ("score", score, None),
)


def run(config: Config, target: Path, only: Sequence[str] | None = None) -> Path:
    """Run the chain (or the steps ``only`` names) and pack the result into ``target``."""
    return run_steps(config, STEPS, pack, target, only)
