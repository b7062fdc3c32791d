"""What a training keeps so that it can be killed: weights, their running mean, the optimiser, the place in the data."""

from __future__ import annotations

import copy
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import nn

from models.training.optimisers import Optimisers

#: Folder of the running mean beside a training's own weights.
SMOOTHED = "smoothed"


@dataclass(slots=True)
class Progress:
    """Where a run stands; saved with the weights so that a killed run goes on from there."""

    step: int = 0
    seconds: float = 0.0
    tokens: int = 0
    examples: int = 0
    round: int = 0
    position: int = 0


class Smoothed:
    """The running mean of a network's weights, which generalises better than where the rate throws them (Polyak
    averaging); early on it covers the steps that there were."""

    def __init__(self, network: nn.Module, keep: float) -> None:
        self.keep = keep
        self._live = network
        self.network = copy.deepcopy(network).eval().requires_grad_(False)

    def follow(self, step: int) -> None:
        keep = min(self.keep, (step + 1) / (step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.network.parameters()), list(self._live.parameters()), 1.0 - keep)


class Checkpoint:
    """Weights, their running mean, optimiser and place in the data, replaced as a whole."""

    def __init__(self, folder: Path, smoothed: Smoothed | None = None) -> None:
        self.folder = folder
        self.smoothed = smoothed

    def save(self, network: nn.Module, optimiser: Optimisers, progress: Progress) -> None:
        from safetensors.torch import save_file

        self.folder.mkdir(parents=True, exist_ok=True)
        save_file(network.state_dict(), self.folder / "weights.new")
        names = ["weights", "optimiser", "progress"]  # progress last: it is what resuming looks for
        if self.smoothed:
            (self.folder / SMOOTHED).mkdir(exist_ok=True)
            save_file(self.smoothed.network.state_dict(), self.folder / SMOOTHED / "weights.new")
            names.insert(0, f"{SMOOTHED}/weights")
        torch.save(optimiser.state_dict(), self.folder / "optimiser.new")
        (self.folder / "progress.new").write_text(json.dumps(asdict(progress)))
        for name in names:
            (self.folder / f"{name}.new").replace(self.folder / name)

    def load(self, network: nn.Module, optimiser: Optimisers | None) -> Progress:
        from safetensors.torch import load_file

        if not (self.folder / "progress").is_file():
            return Progress()
        network.load_state_dict(load_file(self.folder / "weights"))
        if self.smoothed:
            self.smoothed.network.load_state_dict(load_file(self.folder / SMOOTHED / "weights"))
        if optimiser is not None:
            optimiser.load_state_dict(torch.load(self.folder / "optimiser", weights_only=True))
        return Progress(**json.loads((self.folder / "progress").read_text()))
