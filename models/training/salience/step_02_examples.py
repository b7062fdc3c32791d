"""Step 2: news → packed shards: the pieces of each article, sets of its sentences, and the worth of each set."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.pieces import Pieces
from models.salience.page import FloatArray, Page, Row, page_of, row_of
from models.training import sources
from models.training.salience.articles import Sets, Story, sets_of, stories


@dataclass(frozen=True, slots=True)
class Example:
    """``rows``: title and sentences; ``gold``: the distinct pieces of the abstract."""

    rows: tuple[Row, ...]
    sets: Sets
    gold: np.ndarray

    def page(self, idf: FloatArray) -> Page:
        return page_of(self.rows, idf)


def example_of(story: Story, pieces: Pieces, rng: random.Random) -> Example:
    rows = tuple(row_of(text, pieces) for text in (story.title, *story.sentences))
    return Example(rows, sets_of(story, rng), np.unique(pieces.encode(story.abstract).ids))


def pack(examples: Sequence[Example], path: Path) -> None:
    """Write examples as flat arrays; :class:`Packed` gives them back."""
    rows = [row for example in examples for row in example.rows]
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part.npz")
    np.savez(
        partial,
        ids=np.concatenate([row.ids for row in rows]).astype(np.uint16),
        shapes=np.concatenate([row.shapes for row in rows]).astype(np.uint8),
        flags=np.asarray([row.flags for row in rows], dtype=bool),
        row_sizes=np.asarray([len(row.ids) for row in rows], dtype=np.uint8),
        rows=np.asarray([len(example.rows) for example in examples], dtype=np.uint8),
        members=np.concatenate([example.sets.members for example in examples]).astype(np.int8),
        rewards=np.concatenate([example.sets.rewards for example in examples]).astype(np.float16),
        sets=np.asarray([len(example.sets.rewards) for example in examples], dtype=np.uint16),
        gold=np.concatenate([example.gold for example in examples]).astype(np.uint16),
        golds=np.asarray([len(example.gold) for example in examples], dtype=np.uint16),
    )
    partial.replace(path)


class Packed:
    """The examples of a shard, unpacked one at a time."""

    def __init__(self, path: Path) -> None:
        self._table: dict[str, Any] = dict(np.load(path, allow_pickle=False))
        self._stops = {
            name: np.cumsum(self._table[name].astype(np.int64)) for name in ("row_sizes", "rows", "sets", "golds")
        }

    def __len__(self) -> int:
        return len(self._table["rows"])

    def __getitem__(self, number: int) -> Example:
        sets, gold = self._cut("sets", number), self._cut("golds", number)
        rows = range(*self._cut("rows", number).indices(len(self._stops["row_sizes"])))
        return Example(
            tuple(self._row(row) for row in rows),
            Sets(self._table["members"][sets].astype(np.int16), self._table["rewards"][sets].astype(np.float32)),
            self._table["gold"][gold].astype(np.int32),
        )

    def _row(self, number: int) -> Row:
        cut = self._cut("row_sizes", number)
        return Row(
            self._table["ids"][cut].astype(np.int32),
            self._table["shapes"][cut].astype(np.int32),
            tuple(self._table["flags"][number].tolist()),
        )

    def _cut(self, name: str, number: int) -> slice:
        stops = self._stops[name]
        return slice(int(stops[number - 1]) if number else 0, int(stops[number]))


def examples(found: Iterable[Story], pieces: Pieces, seed: int) -> Iterator[Example]:
    rng = random.Random(seed)
    return (example_of(story, pieces, rng) for story in found)


def run(work: Path, news: tuple[str, ...], each: int, limit: int | None = None) -> None:
    """A shard a file of news, of ``each`` articles; what is there already is left."""
    pieces = Pieces.open(work / "pieces.model")
    for seed, name in enumerate(news):
        target = work / "examples" / f"{name}.npz"
        if not target.is_file():
            found = stories([sources.DATA / "news" / f"{name}.jsonl.xz"])
            pack(list(itertools.islice(examples(found, pieces, seed), limit or each)), target)
