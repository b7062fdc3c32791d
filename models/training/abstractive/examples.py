"""Articles with what is to be written of them, as flat arrays, and batches of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from models.abstractive.source import source_of
from models.pieces import GLUED, LOWER, NULL, PAD, SEP, SIGN, Encoded, IntArray, Pieces
from models.salience.model import Salience
from models.training.salience.articles import Story
from models.training.salience.rouge import Reference, syllables

MOST_TOLD: Final = 72  # pieces of an abstract; longer ones are cut off
_FIRST: Final = 12  # sentences among which the one that says most is looked for


@dataclass(frozen=True, slots=True)
class Example:
    """A source's ``ids``, ``shapes``, ``kinds`` ``[L]``; the ``told`` pieces ``[T]``."""

    ids: IntArray
    shapes: IntArray
    kinds: IntArray
    told: IntArray


def example_of(story: Story, told: str, head: Salience, pieces: Pieces) -> Example:
    """Of an article's title and best sentences, and what is to be written of them."""
    worth = head.read(story.title, story.sentences).alone()
    source = source_of(story.title, story.sentences, worth, pieces)
    return Example(source.ids, source.shapes, source.kinds, pieces.encode(told).ids[:MOST_TOLD])


def abstracts(found: Iterable[Story], head: Salience, pieces: Pieces) -> Iterator[Example]:
    """Title and body → abstract, which is no part of what is read."""
    return (example_of(story, story.abstract, head, pieces) for story in found)


def gaps(found: Iterable[Story], head: Salience, pieces: Pieces) -> Iterator[Example]:
    """The sentence that says most of what the others say, to be written without having been read (gap sentences, Zhang
    et al. 2020). The title stays: it is what a summary is about."""
    for story in found:
        rest = Reference(" ".join(story.sentences))
        worth = [rest.rouge(syllables(sentence))[0] for sentence in story.sentences[:_FIRST]]
        best = int(np.argmax(worth))
        kept = tuple(sentence for at, sentence in enumerate(story.sentences) if at != best)
        yield example_of(replace(story, sentences=kept), story.sentences[best], head, pieces)


def sayable(abstracts: Iterable[Encoded], pieces: Pieces, often: int = 1) -> IntArray:
    """The pieces that may be written where the source does not have them. Whole syllables and signs: a piece that
    mostly goes on a word cannot be written after a space. Such as are mostly written small: a name, like a figure,
    must be one that the article states. ``often``: how many times a piece must have been written."""
    seen, begun, small = (np.zeros(pieces.size, np.int64) for _ in range(3))
    for one in abstracts:
        shape, signs, first = one.shapes % GLUED, one.shapes % GLUED == SIGN, np.arange(len(one)) == 0
        np.add.at(seen, one.ids, 1)
        np.add.at(begun, one.ids[(one.shapes < GLUED) | signs], 1)
        np.add.at(small, one.ids[(shape == LOWER) | signs | first], 1)  # the first has its capital in any case
    surfaces = [pieces.surface(piece) for piece in range(pieces.size)]
    plain = np.asarray([surface.isalpha() or (len(surface) == 1 and not surface.isalnum()) for surface in surfaces])
    found = plain & (2 * begun > seen) & (2 * small > seen) & (seen >= often)
    found[SEP] = True
    return np.flatnonzero(found).astype(np.int32)


def pack(examples: Iterable[Example], target: Path) -> int:
    """Write examples flat to an ``.npz``; return how many."""
    kept = list(examples)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name("." + target.name)
    with beside.open("wb") as file:
        np.savez(
            file,
            sizes=np.asarray([(len(one.ids), len(one.told)) for one in kept], dtype=np.uint16),
            ids=np.concatenate([one.ids for one in kept]).astype(np.uint16),
            shapes=np.concatenate([one.shapes for one in kept]).astype(np.uint8),
            kinds=np.concatenate([one.kinds for one in kept]).astype(np.uint8),
            told=np.concatenate([one.told for one in kept]).astype(np.uint16),
        )
    beside.replace(target)
    return len(kept)


class Packed:
    """Examples read back from one or more packed files."""

    def __init__(self, paths: Iterable[Path]) -> None:
        parts = [dict(np.load(path, allow_pickle=False)) for path in paths]
        self._columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        sizes = self._columns.pop("sizes").astype(np.int64)
        self.lengths, self.tolds = sizes.T
        self._firsts, self._begins = (np.cumsum(column) - column for column in sizes.T)

    def __len__(self) -> int:
        return len(self.lengths)

    def batch(self, rows: np.ndarray, length: int) -> dict[str, np.ndarray]:
        """Padded: the source ``[B, length]``; ``written`` ``[B, T]`` begins with NULL, ``told`` ends with SEP."""
        source = {name: self._padded(name, rows, self._firsts, self.lengths, length) for name in _SOURCE}
        told = self._padded("told", rows, self._begins, self.tolds, int(self.tolds[rows].max()))
        written = np.concatenate((np.full((len(rows), 1), NULL), told), axis=1)
        told = np.concatenate((told, np.full((len(rows), 1), PAD)), axis=1)
        ended = self.tolds[rows] < MOST_TOLD  # what was cut off has no end that could be learnt
        told[np.flatnonzero(ended), self.tolds[rows][ended]] = SEP
        return source | {"written": written, "told": told}

    def _padded(self, name: str, rows: np.ndarray, firsts: np.ndarray, sizes: np.ndarray, length: int) -> np.ndarray:
        inside = np.arange(length) < sizes[rows, None]
        at = np.where(inside, firsts[rows, None] + np.arange(length), 0)
        return np.where(inside, self._columns[name][at].astype(np.int64), PAD)

    def plan(self, tokens: int, seed: int, step: int = 32) -> list[tuple[np.ndarray, int]]:
        """All rows once (but for remainders), in shuffled batches of about ``tokens`` source positions and of few
        padded lengths: a compiled network is compiled once for each shape it meets."""
        random_state = np.random.default_rng(seed)
        padded = -(-self.lengths // step) * step
        made = [
            (rows, int(length))
            for length in np.unique(padded)
            for rows in _cut(random_state.permutation(np.flatnonzero(padded == length)), max(1, tokens // int(length)))
        ]
        whole = [one for one in made if len(one[0]) == max(1, tokens // one[1])] or made
        return [whole[at] for at in random_state.permutation(len(whole))]


_SOURCE: Final = ("ids", "shapes", "kinds")


def _cut(rows: np.ndarray, size: int) -> list[np.ndarray]:
    return [rows[at : at + size] for at in range(0, len(rows), size)]
