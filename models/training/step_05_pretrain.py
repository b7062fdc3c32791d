"""Step 5: packed made questions → a network that already matches and locates."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from models.training.examples import Encoder
from models.training.looking import quick_look
from models.training.loop import Plan, new_network, set_threads, train

SIZES = {"width": 256, "layers": 5, "heads": 4, "hidden": 768}


def shards_of(work: Path, round_number: int) -> list[Path]:
    """One shard of made questions a round, and once there are any, one of real ones."""
    cloze = sorted((work / "cloze").glob("[0-9]*.npz"))
    mixed = sorted((work / "mix").glob("[0-9]*.npz"))
    return [cloze[round_number % len(cloze)], *([mixed[round_number % len(mixed)]] if mixed else [])]


def run(work: Path, plan: Plan, sizes: dict[str, int] = SIZES, watched: bool = True) -> None:
    set_threads()
    network = new_network(work, sizes).to("cuda" if torch.cuda.is_available() else "cpu")
    look = quick_look(Encoder.open(work)) if watched else None
    train(network, plan, lambda r: shards_of(work, r), work / "pretrain", look)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=42.0)
    parser.add_argument("--compile", action="store_true")
    chosen = parser.parse_args()
    run(Path(".work/reader"), Plan("pretrain", chosen.minutes, final=0.35, compile=chosen.compile))
