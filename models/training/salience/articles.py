"""News articles as lists of sentences, with the sets of sentences that are compared and what each is worth."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.training import sources
from models.training.salience.rouge import Reference, syllables

MOST_SENTENCES: Final = 40  # of an article that are learnt from
_FEWEST: Final = (4, 5)  # sentences of an article, syllables of a sentence
_SENTENCE: Final = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ỸĐ\"“0-9])|\n+")
_FIRST: Final = 9  # sentences from which sets are drawn wherever the good ones stand
_GOOD: Final = 7
_PAIRS: Final = 60
_TRIPLES: Final = 24


@dataclass(frozen=True, slots=True)
class Story:
    """``sentences`` in page order; ``abstract`` is what a summary is measured by and never read by the network."""

    title: str
    abstract: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sets:
    """``members`` int16 ``[N, 3]``, numbers of sentences or -1; ``rewards`` float32 ``[N]``, mean ROUGE in [0, 1]."""

    members: NDArray[np.int16]
    rewards: NDArray[np.float32]


def story_of(row: dict[str, Any]) -> Story | None:
    """The article of a row of news; ``None`` when it is too short to choose from."""
    found: dict[str, None] = {}
    for item in row["body"]:
        for sentence in _SENTENCE.split(item.strip()):
            if len(sentence.split()) >= _FEWEST[1]:
                found.setdefault(sentence)
    abstract = row["abstract"] or ""
    if len(found) < _FEWEST[0] or len(abstract.split()) < _FEWEST[1]:
        return None
    return Story(row["title"] or "", abstract, tuple(found)[:MOST_SENTENCES])


def stories(files: Sequence[Path]) -> Iterator[Story]:
    for path in files:
        for row in sources.rows(path):
            story = story_of(row)
            if story:
                yield story


def sets_of(story: Story, rng: random.Random) -> Sets:
    """Every sentence alone, and pairs and triples drawn from the first sentences and from those worth most alone.

    >>> made = sets_of(Story("", "giá gạo tăng", ("Giá gạo tăng.", "Mưa to.", "Chợ vắng.", "Giá thịt giảm.")),
    ...                random.Random(0))
    >>> made.members[int(made.rewards.argmax())].tolist()
    [0, -1, -1]
    """
    gold = Reference(story.abstract)
    units = [syllables(sentence) for sentence in story.sentences]
    alone = [gold.reward(one) for one in units]
    good = sorted(range(len(units)), key=lambda at: -alone[at])[:_GOOD]
    pool = sorted({*range(min(_FIRST, len(units))), *good})
    chosen = {(at,) for at in range(len(units))} | _drawn(pool, 2, _PAIRS, rng) | _drawn(pool, 3, _TRIPLES, rng)
    members = sorted(chosen, key=lambda one: (len(one), one))
    rewards = [gold.reward([unit for at in one for unit in units[at]]) for one in members]
    table = np.full((len(members), 3), -1, dtype=np.int16)
    for number, one in enumerate(members):
        table[number, : len(one)] = one
    return Sets(table, np.asarray(rewards, dtype=np.float32))


def _drawn(pool: Sequence[int], size: int, many: int, rng: random.Random) -> set[tuple[int, ...]]:
    if len(pool) < size:
        return set()
    return {tuple(sorted(rng.sample(pool, size))) for _ in range(many)}
