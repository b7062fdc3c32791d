"""Step 6: pretrained network + packed real questions → the reader's weights."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file

from models.training.examples import Encoder
from models.training.looking import quick_look
from models.training.loop import Plan, new_network, train
from models.training.step_05_pretrain import SIZES, START
from models.training.team import set_threads


def shards_of(work: Path, round_number: int, made: int = 0) -> list[Path]:
    """One pass of real questions a round, with ``made`` shards of made ones; the first with some made ones anyhow, so
    that the change is not abrupt.

    A network that went on from another has met the short windows in the step before: it gets the long ones alone.
    """
    real = sorted((work / "questions").glob("[0-9]*.npz"))
    if (work / START).is_file():
        real = real[len(real) // 2 :]
    cloze = sorted((work / "cloze").glob("[0-9]*.npz"))
    extra = [cloze[(made * round_number + i) % len(cloze)] for i in range(made)]
    if round_number == 0 and not made:
        extra = cloze[-1:]
    return [real[round_number % len(real)], *extra]


def run(
    work: Path, plan: Plan, sizes: dict[str, Any] = SIZES, watched: bool = True, seed: int = 0, made: int = 0
) -> None:
    set_threads()
    network = new_network(work, sizes, seed)
    start = work / "pretrain" / "weights"
    if start.is_file():
        network.load_state_dict(load_file(start))
    network = network.to("cuda" if torch.cuda.is_available() else "cpu")
    look = quick_look(Encoder.open(work)) if watched else None
    train(network, plan, lambda r: shards_of(work, r, made), work / "finetune", look)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=55.0)
    parser.add_argument("--peak", type=float, default=1.0e-3)
    parser.add_argument("--compile", action="store_true")
    chosen = parser.parse_args()
    run(
        Path(".work/reader"),
        Plan("finetune", chosen.minutes, peak=chosen.peak, look_minutes=7.0, compile=chosen.compile),
    )
