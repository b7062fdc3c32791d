"""Step 5: packed made questions → a network that already matches and locates."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file

from models.training.examples import Encoder
from models.training.looking import quick_look
from models.training.loop import Plan, new_network, train
from models.training.team import set_threads

#: Weights to go on from, where there are any (``models.training.revive``).
START = Path("start") / "weights"
SIZES = {"width": 256, "layers": 5, "heads": 4, "hidden": 768}


#: Shards of made questions beside each pass of real ones, for a network that can already read: with fewer it learns the
#: real ones by heart (docs/reader.md).
MADE = 2


def shards_of(work: Path, round_number: int) -> list[Path]:
    """One shard of made questions a round; several, and a pass of real ones, for a network that can already read."""
    cloze = sorted((work / "cloze").glob("[0-9]*.npz"))
    if not (work / START).is_file():
        return [cloze[round_number % len(cloze)]]
    real = sorted((work / "questions").glob("[0-9]*.npz"))
    made = [cloze[(MADE * round_number + i) % len(cloze)] for i in range(min(MADE, len(cloze)))]
    turn = round_number * (len(real) // 2 + 1)  # a pass in short windows, then one in long ones
    return [*made, real[turn % len(real)]]


def run(work: Path, plan: Plan, sizes: dict[str, Any] = SIZES, watched: bool = True, seed: int = 0) -> None:
    set_threads()
    network = new_network(work, sizes, seed)
    if (work / START).is_file():
        network.load_state_dict(load_file(work / START))
    network = network.to("cuda" if torch.cuda.is_available() else "cpu")
    look = quick_look(Encoder.open(work)) if watched else None
    train(network, plan, lambda r: shards_of(work, r), work / "pretrain", look)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=42.0)
    parser.add_argument("--compile", action="store_true")
    chosen = parser.parse_args()
    run(Path(".work/reader"), Plan("pretrain", chosen.minutes, final=0.35, compile=chosen.compile))
