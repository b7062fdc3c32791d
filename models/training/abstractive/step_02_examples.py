"""Step 2: news → packed shards: ``gaps/`` (a sentence to be found again) and ``abstracts/``, and what may be said."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np

from models.pieces import Pieces
from models.training import sources
from models.training.abstractive.examples import abstracts, gaps, pack, sayable
from models.training.salience.articles import stories

#: ``[V]`` bool: what the writer may say without copying.
SAYABLE = "sayable.npy"


def run(work: Path, news: tuple[str, ...], held_out: str, each: int, limit: int | None = None) -> None:
    """A shard of each kind a file of news; what is there already is left."""
    pieces = Pieces.open(work / "pieces.model")
    for name in (*news, held_out):
        targets = {work / "gaps" / f"{name}.npz": gaps, work / "abstracts" / f"{name}.npz": abstracts}
        if all(target.is_file() for target in targets):
            continue
        found = list(itertools.islice(stories([sources.DATA / "news" / f"{name}.jsonl.xz"]), limit or each))
        for target, make in targets.items():
            examples = list(make(found, pieces))
            pack(examples, target)
            if make is abstracts and name == news[0]:
                np.save(work / SAYABLE, sayable(examples, pieces.size, pieces))
