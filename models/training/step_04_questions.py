"""Step 4: question sets → packed shards of real questions, each shard one augmented pass over the mixture.

Questions without an answer are few, so more are made (``models.training.variants``); some rows are told of other names.
"""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.training import sources, variants, written
from models.training.examples import LONG, SHORT, Asked, Encoder, Example, augment, make_example, pack
from models.training.variants import Row

#: Of the questions of the core set, the shares that are also asked unanswerably, by the way it is done.
OF_ANOTHER, MIXED_UP, ELSEWHERE = 0.07, 0.15, 0.08
#: The questions written for the training (``models.training.written``), and how often a pass asks each: they are of the
#: kinds that the other sets lack, unanswerable ones and those that readers of news ask.
WRITTEN, WRITTEN_WEIGHT = "written", 2.0
#: The share of rows told of other names.
RENAMED = 0.3


def read_sets(limit: int | None = None) -> dict[str, list[Row]]:
    sets = {
        name: list(itertools.islice(sources.rows(sources.question_file(name)), limit))
        for name, _, _ in sources.QUESTION_SETS
    }
    for name in sets.keys() & {"zalo2019_pairs"}:
        sets[name] = [
            {**row, "context": row["paragraph"], "answers": []} for row in sets[name] if row["label"] is False
        ]
    sets[WRITTEN] = list(itertools.islice(written.rows(), limit))
    return sets


@dataclass(frozen=True, slots=True)
class Exchange:
    """What rows are changed with: names by kind, passages by title."""

    names: dict[str, list[str]]
    by_title: dict[str, list[str]]

    @classmethod
    def of(cls, rows: list[Row]) -> Exchange:
        by_title: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            if row["context"] not in by_title[row["title"]]:
                by_title[row["title"]].append(row["context"])
        return cls(variants.exchange_table(rows), by_title)


def as_asked(row: Row, rng: random.Random) -> Asked:
    question = augment(row["question"], rng)
    if not row["answers"]:
        return Asked(question, (row["context"],), None)
    start = row["answers"][0]["start"]
    return Asked(question, (row["context"],), (0, start, start + len(row["answers"][0]["text"])))


def made_impossible(row: Row, exchange: Exchange, rng: random.Random) -> Asked | None:
    """Now and then, the same question made unanswerable."""
    question, context = None, row["context"]
    chance = rng.random()
    if (chance := chance - OF_ANOTHER) < 0:
        question = variants.of_another(row, exchange.names, rng)
    elif (chance := chance - MIXED_UP) < 0:
        question = variants.mixed_up(row, rng)
    elif chance - ELSEWHERE < 0:
        question, context = row["question"], variants.elsewhere(row, exchange.by_title, rng)
    return Asked(augment(question, rng), (context,), None) if question and context else None


def one_pass(
    sets: dict[str, list[Row]], encoder: Encoder, exchange: Exchange, rng: random.Random, budgets: tuple[int, ...]
) -> Iterator[Example]:
    """Every question about as often as its set weighs, augmented, with some made unanswerable."""
    weights = {name: weight for name, weight, _ in sources.QUESTION_SETS} | {WRITTEN: WRITTEN_WEIGHT}
    for name, weight in weights.items():
        for row in sets[name]:
            for _ in range(int(weight) + (rng.random() < weight % 1)):
                told = variants.renamed(row, exchange.names, rng) if rng.random() < RENAMED else None
                extra = made_impossible(told or row, exchange, rng) if name == "viquad1_train" else None
                asked = [as_asked(told or row, rng), *([extra] if extra else [])]
                yield from (e for a in asked if (e := make_example(a, encoder, rng, budgets)))


def run(work: Path, passes: int = 4, limit: int | None = None, seed: int = 11, first: int = 0) -> None:
    """Half of the passes in short windows, then as many in windows as long as those of run time."""
    encoder = Encoder.open(work)
    sets = read_sets(limit)
    exchange = Exchange.of(sets["viquad1_train"])
    for number in range(first, passes):
        budgets = LONG if 2 * number >= passes and passes > 1 else SHORT
        examples = one_pass(sets, encoder, exchange, random.Random(seed + number), budgets)
        pack(examples, work / "questions" / f"{number:03d}.npz")


if __name__ == "__main__":
    run(Path(".work/reader"))
