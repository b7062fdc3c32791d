"""The training loop that pretraining and fine-tuning share: budget in minutes, resumable, logged."""

from __future__ import annotations

import copy
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from models.training.examples import Packed
from models.training.network import Architecture, Network, loss_of
from models.training.optimisers import Optimisers

#: Folder of the running mean beside a training's own weights.
SMOOTHED = "smoothed"


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn. The rate rises over ``warmup`` of the budget, then falls linearly from
    ``peak`` to ``peak * final``. ``smoothing`` is the share of themselves that the running mean's weights keep at a
    step (0.999: a mean over about the last thousand); 0 keeps no such mean."""

    name: str
    minutes: float
    peak: float = 1.5e-3
    final: float = 0.0
    warmup: float = 0.03
    tokens: int = 8192
    weight_decay: float = 0.02
    smoothing: float = 0.0
    save_minutes: float = 4.0
    look_minutes: float = 6.0
    compile: bool = False
    steps: int | None = None
    seed: int = 7

    def done(self, progress: Progress, seconds: float) -> float:
        """The share of the budget that is spent: of the time, or of the steps where those are limited too."""
        share = seconds / (60 * self.minutes)
        return max(share, progress.step / self.steps) if self.steps else share


@dataclass(slots=True)
class Progress:
    """Where a run stands; saved with the weights so that a killed run goes on from there."""

    step: int = 0
    seconds: float = 0.0
    tokens: int = 0
    examples: int = 0
    round: int = 0
    position: int = 0


def rate_at(plan: Plan, done: float) -> float:
    """Learning rate at ``done`` (0..1) of the budget."""
    if done < plan.warmup:
        return plan.peak * (0.05 + 0.95 * done / plan.warmup)
    left = max(0.0, 1.0 - done) / (1.0 - plan.warmup)
    return plan.peak * (plan.final + (1.0 - plan.final) * left)


def to_device(batch: dict[str, np.ndarray], device: torch.device) -> dict[str, Tensor]:
    return {k: torch.from_numpy(v).to(device, non_blocking=True) for k, v in batch.items()}


class Smoothed:
    """The running mean of a network's weights, which generalises better than where the rate throws them (Polyak
    averaging); early on it covers the steps that there were."""

    def __init__(self, network: Network, keep: float) -> None:
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

    def save(self, network: Network, optimiser: Optimisers, progress: Progress) -> None:
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

    def load(self, network: Network, optimiser: Optimisers | None) -> Progress:
        from safetensors.torch import load_file

        if not (self.folder / "progress").is_file():
            return Progress()
        network.load_state_dict(load_file(self.folder / "weights"))
        if self.smoothed:
            self.smoothed.network.load_state_dict(load_file(self.folder / SMOOTHED / "weights"))
        if optimiser is not None:
            optimiser.load_state_dict(torch.load(self.folder / "optimiser", weights_only=True))
        return Progress(**json.loads((self.folder / "progress").read_text()))


def train(
    network: Network,
    plan: Plan,
    shards: Callable[[int], list[Path]],
    folder: Path,
    look: Callable[[Network], dict[str, float]] | None = None,
) -> Progress:
    """Train until the budget is spent. ``shards(round)`` names the packed files of each round.

    Under ``models.training.workers`` several processes share the work: each takes its part of the batches, and
    gradients are averaged at every step. Only the first writes and looks.
    """
    team = Team.join()
    optimiser = Optimisers(network, plan.weight_decay)
    smoothed = Smoothed(network, plan.smoothing) if plan.smoothing and team.leads else None
    checkpoint = Checkpoint(folder, smoothed)
    shown = smoothed.network if smoothed else network
    progress = checkpoint.load(network, optimiser)
    forward = torch.compile(network, dynamic=False) if plan.compile else network
    clock = _Clock(progress.seconds)
    log = _Log(folder / "log.jsonl", plan) if team.leads else None
    saved = looked = clock.seconds()
    losses: list[float] = []
    for batch in _stream(plan, shards, progress, team):
        loss = gradient(network, forward, batch)
        done = team.share(network, plan.done(progress, clock.seconds()))
        if done >= 1.0:
            break
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step(rate_at(plan, done))
        if smoothed:
            smoothed.follow(progress.step)
        losses.append(loss)
        progress.step += 1
        progress.tokens += int((batch["ids"] != 0).sum()) * team.size
        progress.examples += len(batch["start"]) * team.size
        progress.seconds = clock.seconds()
        if not log:
            continue
        if len(losses) == 20:
            log.write(progress, loss=float(np.mean(losses)), rate=rate_at(plan, done))
            losses.clear()
        if progress.seconds - saved > 60 * plan.save_minutes:
            checkpoint.save(network, optimiser, progress)
            saved = progress.seconds
        if look and progress.seconds - looked > 60 * plan.look_minutes:
            log.write(progress, **_looking(shown, look))
            looked = clock.seconds()
    if log:
        checkpoint.save(network, optimiser, progress)
        if look:
            log.write(progress, **_looking(shown, look))
    return progress


def gradient(network: Network, forward: Callable[..., Tensor], batch: dict[str, np.ndarray]) -> float:
    """Leave the gradients of one batch in the network; return its loss."""
    device = next(network.parameters()).device
    data = to_device(batch, device)
    with torch.autocast(device.type, dtype=torch.bfloat16):
        scores = forward(data["ids"], data["shapes"], data["kinds"], data["features"])
    loss = loss_of(scores, data["start"], data["end"])
    network.zero_grad(set_to_none=True)
    loss.backward()
    return float(loss.detach())


class Team:
    """The processes that train together; alone unless ``WORLD_SIZE`` says otherwise.

    On CPU two processes of one thread each beat one process of two threads on a busy machine by far: they wait for
    each other once a step, not at every operation.
    """

    def __init__(self, rank: int, size: int) -> None:
        self.rank, self.size = rank, size
        self.leads = rank == 0

    @classmethod
    def join(cls) -> Team:
        size = int(os.environ.get("WORLD_SIZE", "1"))
        if size > 1 and not torch.distributed.is_initialized():
            torch.distributed.init_process_group("gloo")
        return cls(int(os.environ.get("RANK", "0")), size)

    def share(self, network: Network, done: float) -> float:
        """Average all gradients, and the share of the budget that is done, so that all stop at the same step."""
        if self.size == 1:
            return done
        grads = [p.grad for p in network.parameters() if p.grad is not None]
        flat = torch.cat([g.flatten() for g in grads] + [torch.tensor([done])])
        torch.distributed.all_reduce(flat)
        flat /= self.size
        at = 0
        for grad in grads:
            grad.copy_(flat[at : at + grad.numel()].view_as(grad))
            at += grad.numel()
        return float(flat[-1])


def _looking(network: Network, look: Callable[[Network], dict[str, float]]) -> dict[str, float]:
    learning = network.training
    network.eval()
    try:
        with torch.no_grad():
            return look(network)
    finally:
        network.train(learning)


def _stream(
    plan: Plan, shards: Callable[[int], list[Path]], progress: Progress, team: Team
) -> Iterator[dict[str, np.ndarray]]:
    """This process's part of the batches, from where ``progress`` stands (which counts whole steps of the team)."""
    while True:
        packed = Packed(shards(progress.round))
        batches = packed.plan(plan.tokens // team.size, plan.seed + progress.round)
        steps = len(batches) // team.size
        for step in range(progress.position, steps):
            rows, length = batches[step * team.size + team.rank]
            progress.position += 1
            yield packed.batch(rows, length)
        progress.round += 1
        progress.position = 0


class _Clock:
    """Seconds spent on this plan, over all its runs."""

    def __init__(self, before: float) -> None:
        self._begin = time.monotonic() - before

    def seconds(self) -> float:
        return time.monotonic() - self._begin


class _Log:
    """One JSON object a line; speed is counted from the line before."""

    def __init__(self, path: Path, plan: Plan) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._last: Progress | None = None
        self._write({"plan": asdict(plan)})

    def write(self, progress: Progress, **values: float) -> None:
        row: dict[str, Any] = {**asdict(progress), **{k: round(v, 5) for k, v in values.items()}}
        if self._last and progress.seconds > self._last.seconds:
            speed = (progress.tokens - self._last.tokens) / (progress.seconds - self._last.seconds)
            row["tokens_per_second"] = round(speed)
        self._last = Progress(**asdict(progress))
        self._write(row)

    def _write(self, row: dict[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def new_network(work: Path, sizes: dict[str, int]) -> Network:
    """A network whose piece vectors start from step 2."""
    vectors = np.load(work / "vectors.npy", allow_pickle=False)
    torch.manual_seed(0)
    network = Network(Architecture(vocabulary=len(vectors), embedding=vectors.shape[1], **sizes))
    network.start_from(torch.from_numpy(vectors))
    return network


def set_threads() -> None:
    """All cores for a process alone, an equal share for each of a team."""
    cores = os.cpu_count() or 2
    torch.set_num_threads(max(1, cores // int(os.environ.get("WORLD_SIZE", "1"))))
