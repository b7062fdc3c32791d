"""Step 3: packed examples → the salience head's weights, averaged over the end of the run; a killed run goes on."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - the customary name

from models.pieces import NULL, SIGN
from models.salience.network import POSITIONS
from models.salience.page import FloatArray, Page, Row, page_of, set_figures
from models.training.salience.config import Plan
from models.training.salience.network import Architecture, Network
from models.training.salience.step_02_examples import Example, Packed

_NO_TITLE = Row(np.asarray([NULL], np.int32), np.asarray([SIGN], np.int32), (False, False, False, True))


@dataclass(slots=True)
class Progress:
    """Where a run stands; saved with the weights."""

    step: int = 0
    seconds: float = 0.0
    examples: int = 0


def new_network(work: Path, sizes: dict[str, int]) -> Network:
    """A network whose piece vectors are those of step 1."""
    vectors = torch.from_numpy(np.load(work / "vectors.npy"))
    torch.manual_seed(0)
    network = Network(Architecture(*vectors.shape, **sizes))
    network.pieces.weight.data.copy_(vectors * 0.3)
    return network


def batch_of(examples: Sequence[Example], pages: Sequence[Page]) -> dict[str, Any]:
    """Articles as one batch: pieces and rows on one line, see ``Network`` for the shapes."""
    rows = [len(page.starts) for page in pages]
    most = max(rows)
    offsets = np.cumsum([0, *(len(page.ids) for page in pages)])
    starts = np.concatenate([page.starts + offset for page, offset in zip(pages, offsets, strict=False)])
    total = int(offsets[-1])
    first, last = np.zeros(total, dtype=bool), np.zeros(total, dtype=bool)
    first[starts] = True
    last[np.append(starts[1:], total) - 1] = True
    base = np.cumsum([0, *rows[:-1]]) + 1  # sentence 0 of each article, in rows
    members = [
        np.where(example.sets.members < 0, sum(rows), example.sets.members + at)
        for example, at in zip(examples, base, strict=True)
    ]
    sizes = np.asarray([len(one) for one in members])
    told = [np.isin(page.ids, example.gold) for example, page in zip(examples, pages, strict=True)]
    arrays = {
        "ids": np.concatenate([page.ids for page in pages]).astype(np.int64),
        "shapes": np.concatenate([page.shapes for page in pages]).astype(np.int64),
        "pieces": np.concatenate([page.pieces for page in pages]),
        "row": np.cumsum(first) - 1,
        "first": first,
        "last": last,
        "rows": np.concatenate([page.rows for page in pages]),
        "mask": np.arange(most)[None, :] < np.asarray(rows)[:, None],
        "places": np.minimum(np.arange(most), POSITIONS - 1),
        "members": np.concatenate(members).astype(np.int64),
        "sets": np.concatenate(
            [set_figures(e.sets.members.astype(np.int64), page) for e, page in zip(examples, pages, strict=True)]
        ),
        "article": np.repeat(np.arange(len(pages)), sizes),
        "rewards": np.concatenate([example.sets.rewards for example in examples]),
        "told": np.concatenate(told).astype(np.float32),
    }
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def choice(values: Tensor, article: Tensor, many: int) -> Tensor:
    """Logarithms of the softmax of ``values`` ``[N]`` within each article."""
    top = values.new_full((many,), -1e9).scatter_reduce(0, article, values.detach(), "amax")
    shifted = values - top[article]
    total = values.new_zeros(many).index_add(0, article, shifted.exp())
    return shifted - total.log()[article]


def loss_of(network: Network, batch: dict[str, Any], plan: Plan) -> tuple[Tensor, float]:
    """Cross entropy between the choice of sets by their true and by their foreseen worth, the squared error of the
    worth, and the pieces' own loss. Also: the mean true reward of the sets that come out first."""
    worth, told = network(batch)
    article, rewards, many = batch["article"], batch["rewards"], len(batch["mask"])
    logs = choice(worth / plan.temperature, article, many)
    wanted = choice(rewards / plan.temperature, article, many).exp()
    entropy = -(wanted * wanted.clamp_min(1e-9).log()).sum() / many
    ranking = -(wanted * logs).sum() / many - entropy
    error = ((worth - rewards) ** 2).mean() * 10
    pieces = F.binary_cross_entropy_with_logits(told, batch["told"])
    with torch.no_grad():
        best = worth.new_full((many,), -1e9).scatter_reduce(0, article, worth, "amax")
        reward = float(rewards[worth == best[article]].mean())
    return ranking + error + plan.told * pieces, reward


def rate_at(plan: Plan, done: float) -> float:
    """Learning rate at ``done`` (0..1) of the run."""
    if done < plan.warmup:
        return plan.peak * (done + 1e-3) / plan.warmup
    return plan.peak * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))


class Order:
    """Which articles each step takes: all of them, shuffled anew each turn; the same in a run that goes on."""

    def __init__(self, shards: Sequence[Path], plan: Plan) -> None:
        self._shards = [Packed(path) for path in shards]
        self._places = [(shard, number) for shard in self._shards for number in range(len(shard))]
        self._plan = plan
        self.steps = plan.steps or max(1, int(plan.epochs * len(self._places) / plan.batch))

    def at(self, step: int) -> list[Example]:
        size = self._plan.batch
        turn, at = divmod(step, max(1, len(self._places) // size))
        order = np.random.default_rng(self._plan.seed + turn).permutation(len(self._places))
        places = [self._places[number] for number in order[at * size : (at + 1) * size]]
        return [shard[number] for shard, number in places]


def pages_of(examples: Sequence[Example], idf: FloatArray, hidden: np.ndarray) -> list[Page]:
    """Pages of the examples; where ``hidden`` the title is not shown."""
    return [
        page_of((_NO_TITLE, *example.rows[1:]) if hide else example.rows, idf)
        for example, hide in zip(examples, hidden, strict=True)
    ]


class Run:
    """Network, optimiser, averaged weights and progress of one training, saved together."""

    def __init__(self, network: Network, plan: Plan, folder: Path) -> None:
        self.network, self.plan, self.folder, self.progress = network, plan, folder, Progress()
        self.optimiser = torch.optim.AdamW(
            network.parameters(), lr=plan.peak, betas=(0.9, 0.98), weight_decay=plan.weight_decay, fused=True
        )
        self.average = {name: value.detach().clone() for name, value in network.state_dict().items()}
        if (folder / "progress").is_file():
            self._resume()

    def learn(self, batch: dict[str, Any], rate: float) -> tuple[float, float]:
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        loss, reward = loss_of(self.network, batch, self.plan)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        decay = min(self.plan.average, (self.progress.step + 1) / (self.progress.step + 10))
        for name, value in self.network.state_dict().items():
            self.average[name].lerp_(value, 1 - decay)
        return float(loss.detach()), reward

    def save(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        save_file(self.average, self.folder / "weights.part")
        save_file(self.network.state_dict(), self.folder / "network")
        torch.save(self.optimiser.state_dict(), self.folder / "optimiser")
        (self.folder / "weights.part").replace(self.folder / "weights")
        (self.folder / "progress").write_text(json.dumps(asdict(self.progress)))

    def _resume(self) -> None:
        self.progress = Progress(**json.loads((self.folder / "progress").read_text()))
        self.network.load_state_dict(load_file(self.folder / "network"))
        self.optimiser.load_state_dict(torch.load(self.folder / "optimiser", weights_only=True))
        self.average = load_file(self.folder / "weights")


def train(
    network: Network,
    plan: Plan,
    order: Order,
    idf: FloatArray,
    folder: Path,
    told: Callable[[str], None] = lambda _: None,
) -> Progress:
    """Learn until the plan is done; writes ``weights`` (averaged) into ``folder``."""
    run = Run(network, plan, folder)
    seen: list[tuple[float, float]] = []
    while run.progress.step < order.steps:
        began = time.process_time()
        examples = order.at(run.progress.step)
        hidden = np.random.default_rng(run.progress.step).random(len(examples)) < plan.dropout_title
        batch = batch_of(examples, pages_of(examples, idf, hidden))
        seen.append(run.learn(batch, rate_at(plan, run.progress.step / order.steps)))
        run.progress.step += 1
        run.progress.examples += len(examples)
        run.progress.seconds += time.process_time() - began
        if run.progress.step % plan.save_steps == 0 or run.progress.step == order.steps:
            run.save()
            loss, reward = np.mean(seen, axis=0)
            told(f"{run.progress} of {order.steps}: loss {loss:.4f}, mean ROUGE of the choice {100 * reward:.2f}")
            seen.clear()
    return run.progress


def run(work: Path, plan: Plan, sizes: dict[str, int]) -> None:
    torch.set_num_threads(1)
    order = Order(sorted((work / "examples").glob("news-?.npz")), plan)
    idf = np.load(work / "idf.npy").astype(np.float32)
    train(new_network(work, sizes), plan, order, idf, work / "train", lambda line: print(line, flush=True))
