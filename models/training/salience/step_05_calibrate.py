"""Step 5: quantised weights + news held out → what is added to the worth of two and of three sentences.

The network is trained to rank, and what it foresees for its own favourites of one, two and three sentences is not
equally too much: a few thousandths decide how many sentences a summary has. They are set where the sentences that come
out are nearest to the abstracts of articles that the training did not see.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from models.pieces import Pieces
from models.salience.model import MOST_MEMBERS, Salience, Weighed, unscaled
from models.salience.network import Network
from models.training import sources
from models.training.salience.articles import Story, stories
from models.training.salience.network import Architecture
from models.training.salience.rouge import Reference, syllables

_NEAR: Final = 10  # sentences that are worth most alone, among which sets are looked for
_STEPS: Final = np.arange(-0.02, 0.0801, 0.005)


def opened(work: Path, a: Architecture, bonus: Sequence[float] = (0.0, 0.0, 0.0)) -> Salience:
    """The head as it is before it is packed."""
    with np.load(work / "weights.npz", allow_pickle=False) as table:
        tensors = {name: table[name] for name in table.files}
    idf = tensors.pop("idf").astype(np.float32)
    network = Network(unscaled(tensors), a.heads, a.pools)
    return Salience(network, Pieces.open(work / "pieces.model"), idf, tuple(bonus))


def best_of(read: Weighed, size: int) -> tuple[float, tuple[int, ...]]:
    """The worth and the members of the best set of a size; of all sentences where there are fewer."""
    alone = read.alone()
    near = sorted(sorted(range(len(alone)), key=lambda at: -alone[at])[:_NEAR])
    sets = list(itertools.combinations(near, min(size, len(near))))
    return max(zip(read.worth(sets), sets, strict=True))


def reward(story: Story, chosen: Sequence[int]) -> float:
    return Reference(story.abstract).reward([unit for at in chosen for unit in syllables(story.sentences[at])])


def bonus_of(worth: np.ndarray, rewards: np.ndarray) -> tuple[float, ...]:
    """What to add for one, two, three sentences: ``worth`` and ``rewards`` ``[articles, 3]`` of the best of each size.

    >>> worth = np.asarray([[0.30, 0.257, 0.2], [0.3, 0.2, 0.1]])
    >>> bonus_of(worth, rewards=np.asarray([[0.2, 0.3, 0.1], [0.3, 0.2, 0.1]]))[1] > 0.04
    True
    """
    at = np.arange(len(worth))

    def reached(bonus: tuple[float, ...]) -> float:
        return float(rewards[at, (worth + bonus).argmax(axis=1)].mean())

    tried = [(0.0, float(two), float(three)) for two in _STEPS for three in _STEPS]
    return tuple(round(value, 4) for value in max(tried, key=lambda one: (reached(one), -one[1], -one[2])))


def run(work: Path, a: Architecture, news: str, many: int) -> dict[str, Any]:
    """``news``: the file held out; ``many``: articles of it."""
    head = opened(work, a)
    found = itertools.islice(stories([sources.DATA / "news" / f"{news}.jsonl.xz"]), many)
    worth, rewards = [], []
    for story in found:
        read = head.read(story.title, story.sentences)
        best = [best_of(read, size) for size in range(1, MOST_MEMBERS + 1)]
        worth.append([value for value, _ in best])
        rewards.append([reward(story, chosen) for _, chosen in best])
    out = {"file": news, "articles": len(worth), "bonus": bonus_of(np.asarray(worth), np.asarray(rewards))}
    (work / "calibration.json").write_text(json.dumps(out, indent=2) + "\n", encoding="utf-8")
    return out
