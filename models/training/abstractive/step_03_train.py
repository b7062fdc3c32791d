"""Step 3: packed examples → weights: first gap sentences, then abstracts; both resume, both stop by the clock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor

from models.abstractive.source import KINDS
from models.abstractive.writer import SAYABLE
from models.training.abstractive.config import Config
from models.training.abstractive.examples import Packed
from models.training.abstractive.network import Architecture, Network
from models.training.checkpoint import SMOOTHED
from models.training.loop import Plan, Task, to_device, train
from models.training.precision import autocast
from models.training.team import set_threads

PRETRAIN, FINETUNE = "pretrain", "finetune"
_LOOKED = 256  # held-out articles


def writing_loss(forward: Callable[..., Tensor], data: dict[str, Tensor]) -> Tensor:
    """Of the writer."""
    with autocast(data["ids"].device):
        return forward(**data)


WRITING = Task(Packed, writing_loss)


def new_network(config: Config) -> Network:
    """A network whose encoder begins where a reader's is, as far as their shapes are the same."""
    vectors = torch.from_numpy(np.load(config.work / "vectors.npy", allow_pickle=False))
    sayable = torch.from_numpy(np.load(config.work / SAYABLE, allow_pickle=False).astype(np.int64))
    torch.manual_seed(0)
    network = Network(Architecture(len(vectors), vectors.shape[1], **config.sizes), sayable)
    network.pieces.weight.data.copy_(vectors)
    begin = next((path for path in (*config.encoders, config.work / "start" / "weights") if path.is_file()), None)
    if begin is not None:
        ours = network.state_dict()
        found = load_file(begin)
        rest = found["kinds.weight"][-1:].expand(KINDS - len(found["kinds.weight"]), -1)
        found["kinds.weight"] = torch.cat((found["kinds.weight"], rest))  # every sentence is of the body at first
        taken = {name: value for name, value in found.items() if _fits(name, value, ours)}
        network.load_state_dict(taken, strict=False)
    return network


def _fits(name: str, value: Tensor, ours: dict[str, Tensor]) -> bool:
    return name in ours and ours[name].shape == value.shape


def look(work: Path, held_out: str) -> Callable[[Network], dict[str, float]]:
    """The loss on held-out articles."""
    packed = Packed([work / "abstracts" / f"{held_out}.npz"])
    rows = np.arange(min(_LOOKED, len(packed)))

    def looked(network: Network) -> dict[str, float]:
        device = next(network.parameters()).device
        losses = []
        for part in np.array_split(rows, max(1, len(rows) // 16)):
            batch = packed.batch(part, int(packed.lengths[part].max()))
            losses.append(float(writing_loss(network, to_device(batch, device))))
        return {"held_out_loss": float(np.mean(losses))}

    return looked


def run(config: Config, plan: Plan, kind: str, begin: Path | None = None) -> None:
    """Learn from the shards of a kind; ``begin`` holds weights to go on from, if there are any."""
    set_threads()
    network = new_network(config)
    if begin is not None and begin.is_file():
        network.load_state_dict(load_file(begin))
    network = network.to("cuda" if torch.cuda.is_available() else "cpu")
    shards = [config.work / kind / f"{name}.npz" for name in config.news]
    watch: Any = look(config.work, config.held_out) if config.limit is None else None
    train(network, plan, lambda turn: [shards[turn % len(shards)]], config.work / plan.name, watch, WRITING)


def learnt(config: Config) -> Path:
    """The weights that count: the running mean of fine-tuning, where it keeps one."""
    folder = config.work / FINETUNE
    return folder / SMOOTHED / "weights" if config.finetune.smoothing else folder / "weights"
