"""The training loop that every training shares: budget in minutes, resumable, logged. What is learnt is a ``Task``."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor, nn

from models.pieces import MASK
from models.training.checkpoint import Checkpoint, Progress, Smoothed
from models.training.examples import Packed
from models.training.network import Architecture, Network, loss_of
from models.training.optimisers import GENTLE, Optimisers
from models.training.precision import autocast, faster_in_bfloat16
from models.training.team import Team
from models.windows import CONTEXT


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn. The rate rises over ``warmup`` of the budget, then falls linearly from
    ``peak`` to ``peak * final``. ``smoothing`` is the share of themselves that the running mean's weights keep at a
    step (0.999: a mean over about the last thousand); 0 keeps no such mean. The piece vectors move at ``gentle`` times
    the rate. ``hidden`` is the share of positions whose piece is hidden (``hide``)."""

    name: str
    minutes: float
    peak: float = 1.5e-3
    final: float = 0.0
    warmup: float = 0.03
    tokens: int = 8192
    weight_decay: float = 0.02
    smoothing: float = 0.0
    gentle: float = GENTLE
    hidden: float = 0.0
    save_minutes: float = 4.0
    look_minutes: float = 6.0
    compile: bool = False
    steps: int | None = None
    seed: int = 7

    def done(self, progress: Progress, seconds: float) -> float:
        """The share of the budget that is spent: of the time, or of the steps where those are limited too."""
        share = seconds / (60 * self.minutes)
        return max(share, progress.step / self.steps) if self.steps else share


class Examples(Protocol):
    """Packed examples: which rows go together, and the arrays of such rows."""

    def plan(self, tokens: int, seed: int) -> list[tuple[np.ndarray, int]]: ...

    def batch(self, rows: np.ndarray, length: int) -> dict[str, np.ndarray]: ...


@dataclass(frozen=True, slots=True)
class Task:
    """``opened`` reads packed files; ``loss`` runs a (perhaps compiled) network over a batch, ``ids`` ``[B, L]`` of
    which counts tokens and examples."""

    opened: Callable[[list[Path]], Examples]
    loss: Callable[[Callable[..., Any], dict[str, Tensor]], Tensor]


def hide(data: dict[str, Tensor], share: float) -> Tensor:
    """``ids`` with that share of all positions hidden, context pieces of every other question: no one word can be
    counted on then, so fewer questions are learnt by heart. Their features stay: that the question holds them too."""
    ids = data["ids"]
    chance = torch.rand(ids.shape, device=ids.device) * (data["kinds"] == CONTEXT)
    chance *= torch.rand(len(ids), 1, device=ids.device) < 0.5
    hidden = chance.flatten().topk(int(share * ids.numel())).indices
    return ids.flatten().index_fill(0, hidden, MASK).view_as(ids)


def span_loss(forward: Callable[..., Tensor], data: dict[str, Tensor], hidden: float = 0.0) -> Tensor:
    """Of the reader."""
    ids = hide(data, hidden) if hidden else data["ids"]
    with autocast(ids.device):
        scores = forward(ids, data["shapes"], data["kinds"], data["features"])
    return loss_of(scores, data["start"], data["end"])


def spans(plan: Plan) -> Task:
    """What a reader learns by this plan."""
    return Task(Packed, partial(span_loss, hidden=plan.hidden))


def rate_at(plan: Plan, done: float) -> float:
    """Learning rate at ``done`` (0..1) of the budget."""
    if done < plan.warmup:
        return plan.peak * (0.05 + 0.95 * done / plan.warmup)
    left = max(0.0, 1.0 - done) / (1.0 - plan.warmup)
    return plan.peak * (plan.final + (1.0 - plan.final) * left)


def to_device(batch: dict[str, np.ndarray], device: torch.device) -> dict[str, Tensor]:
    return {k: torch.from_numpy(v).to(device, non_blocking=True) for k, v in batch.items()}


def train(
    network: nn.Module,
    plan: Plan,
    shards: Callable[[int], list[Path]],
    folder: Path,
    look: Callable[[Any], dict[str, float]] | None = None,
    task: Task | None = None,
) -> Progress:
    """Train until the budget is spent. ``shards(round)`` names the packed files of each round.

    Under ``models.training.workers`` several processes share the work: each takes its part of the batches, and
    gradients are averaged at every step. Only the first writes and looks.
    """
    task = task or spans(plan)
    team = Team.join()
    optimiser = Optimisers(network, plan.weight_decay, plan.gentle)
    smoothed = Smoothed(network, plan.smoothing) if plan.smoothing and team.leads else None
    checkpoint = Checkpoint(folder, smoothed)
    shown = smoothed.network if smoothed else network
    progress = checkpoint.load(network, optimiser)
    forward = torch.compile(network, dynamic=False) if plan.compile else network
    clock = _Clock(progress.seconds)
    log = _Log(folder / "log.jsonl", plan) if team.leads else None
    saved = looked = clock.seconds()
    losses: list[float] = []
    for batch in _stream(plan, task, shards, progress, team):
        loss = gradient(network, forward, batch, task)
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
        progress.examples += len(batch["ids"]) * team.size
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


def gradient(network: nn.Module, forward: Callable[..., Any], batch: dict[str, np.ndarray], task: Task) -> float:
    """Leave the gradients of one batch in the network; return its loss."""
    loss = task.loss(forward, to_device(batch, next(network.parameters()).device))
    network.zero_grad(set_to_none=True)
    loss.backward()
    return float(loss.detach())


def _looking(network: nn.Module, look: Callable[[Any], dict[str, float]]) -> dict[str, float]:
    learning = network.training
    network.eval()
    try:
        with torch.no_grad():
            return look(network)
    finally:
        network.train(learning)


def _stream(
    plan: Plan, task: Task, shards: Callable[[int], list[Path]], progress: Progress, team: Team
) -> Iterator[dict[str, np.ndarray]]:
    """This process's part of the batches, from where ``progress`` stands (which counts whole steps of the team)."""
    while True:
        packed = task.opened(shards(progress.round))
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
        device = "cuda" if torch.cuda.is_available() else "cpu"
        self._write({"plan": asdict(plan), "bfloat16": faster_in_bfloat16(device)})

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


def new_network(work: Path, sizes: dict[str, Any], seed: int = 0) -> Network:
    """A network whose piece vectors start from step 2."""
    vectors = np.load(work / "vectors.npy", allow_pickle=False)
    torch.manual_seed(seed)
    network = Network(Architecture(vocabulary=len(vectors), embedding=vectors.shape[1], **sizes))
    network.start_from(torch.from_numpy(vectors))
    return network
