"""Step 2: news → packed shards: ``gaps/`` (a sentence to be found again) and ``abstracts/``, and what may be said."""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from models.abstractive.writer import SAYABLE
from models.pieces import Pieces
from models.salience.model import Salience
from models.threads import algebra_of_one
from models.training import sources
from models.training.abstractive.examples import Example, abstracts, gaps, pack, sayable
from models.training.salience.articles import Story, stories

KINDS: Final[dict[str, Callable[..., Iterator[Example]]]] = {"gaps": gaps, "abstracts": abstracts}
_OFTEN, _FEW = 3, 1000  # a piece must be written so many times, unless there are few articles


def run(work: Path, news: Sequence[str], held_out: str, kinds: Sequence[str], each: int) -> None:
    """A shard of each kind a file of news, ``each`` articles at most; what is there already is left."""
    jobs = [(kind, name) for name in (*news, held_out) for kind in kinds]
    missing = [job for job in jobs if not (work / job[0] / f"{job[1]}.npz").is_file()]
    fresh = multiprocessing.get_context("spawn")  # a copy of a process that has threads may hang
    with algebra_of_one(), ProcessPoolExecutor(os.cpu_count(), mp_context=fresh) as workers:
        list(workers.map(partial(_shard, sources.DATA, work, each), missing))
    if not (work / SAYABLE).is_file():
        pieces = Pieces.open(work / "pieces.model")
        told = (pieces.encode(story.abstract) for story in _stories(sources.DATA, news[0], each))
        np.save(work / SAYABLE, sayable(told, pieces, _OFTEN if each > _FEW else 1))


def _shard(data: Path, work: Path, each: int, job: tuple[str, str]) -> None:
    """In a process of its own, hence told where the ``data`` are: what was set in ours is unknown there."""
    kind, name = job
    pieces = Pieces.open(work / "pieces.model")
    pack(KINDS[kind](_stories(data, name, each), Salience.open(), pieces), work / kind / f"{name}.npz")


def _stories(data: Path, name: str, each: int) -> Iterator[Story]:
    return itertools.islice(stories([data / "news" / f"{name}.jsonl.xz"]), each)
