"""Step 4: question sets → packed shards of real questions, each shard one augmented pass over the mixture.

Questions without an answer are few, so more are made: a year, number or name in the question is exchanged for one
of another question, or the question meets another passage of the same article that lacks its answer.
"""

from __future__ import annotations

import itertools
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.pieces import fold
from models.training import sources
from models.training.examples import LONG, SHORT, Asked, Encoder, Example, augment, make_example, pack

_CAPITALS = "".join(chr(c) for c in range(0x41, 0x1EFF) if chr(c).isupper())
_SWAP = re.compile(rf"\b\d[\d./,]*\b|(?<=\s)[{_CAPITALS}][\w-]*(?: [{_CAPITALS}][\w-]*)*")
SWAPPED, ELSEWHERE = 0.10, 0.09

Row = dict[str, Any]


def read_sets(limit: int | None = None) -> dict[str, list[Row]]:
    return {
        name: list(itertools.islice(sources.rows(sources.question_file(name)), limit))
        for name, _, _ in sources.QUESTION_SETS
    }


def swapped(row: Row, others: dict[str, list[str]], rng: random.Random) -> str | None:
    """The question with one name or number exchanged for another of its kind that the passage does not mention."""
    places = list(_SWAP.finditer(row["question"]))
    if not places:
        return None
    place = rng.choice(places)
    options = others[_kind(place[0])]
    context = row["context"].lower()
    for _ in range(6):
        other = rng.choice(options)
        if other.lower() not in context and abs(len(other) - len(place[0])) < 8:
            return str(row["question"][: place.start()] + other + row["question"][place.end() :])
    return None


def _kind(text: str) -> str:
    if text[0].isdigit():
        return "year" if len(text) == 4 and text.isdigit() else "number"
    return "name" if " " in text else "word"


def exchange_table(rows: list[Row]) -> dict[str, list[str]]:
    """Names, years and numbers of all questions, by kind."""
    table: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for place in _SWAP.finditer(row["question"]):
            table[_kind(place[0])].append(place[0])
    return table


def elsewhere(row: Row, by_title: dict[str, list[str]], rng: random.Random) -> str | None:
    """Another passage of the same article that does not contain the answer."""
    options = by_title.get(row["title"], [])
    if len(options) < 2 or not row["answers"]:
        return None
    other = rng.choice(options)
    answer = fold(row["answers"][0]["text"]).lower()
    return other if other != row["context"] and answer not in fold(other).lower() else None


def as_asked(row: Row, question: str) -> Asked:
    answers = row["answers"]
    if not answers:
        return Asked(question, (row["context"],), None)
    start = answers[0]["start"]
    return Asked(question, (row["context"],), (0, start, start + len(answers[0]["text"])))


def made_impossible(
    row: Row, table: dict[str, list[str]], by_title: dict[str, list[str]], rng: random.Random
) -> Asked | None:
    """Now and then, the same question made unanswerable."""
    chance = rng.random()
    if chance < SWAPPED:
        question = swapped(row, table, rng)
        return Asked(augment(question, rng), (row["context"],), None) if question else None
    if chance < SWAPPED + ELSEWHERE:
        other = elsewhere(row, by_title, rng)
        return Asked(augment(row["question"], rng), (other,), None) if other else None
    return None


def one_pass(
    sets: dict[str, list[Row]], encoder: Encoder, rng: random.Random, budgets: tuple[int, ...] = SHORT
) -> Iterator[Example]:
    """Every question about as often as its set weighs, augmented, with some made unanswerable."""
    core = sets["viquad1_train"]
    table = exchange_table(core)
    by_title: dict[str, list[str]] = defaultdict(list)
    for row in core:
        if row["context"] not in by_title[row["title"]]:
            by_title[row["title"]].append(row["context"])
    for name, weight, _ in sources.QUESTION_SETS:
        for row in sets[name]:
            for _ in range(int(weight) + (rng.random() < weight % 1)):
                extra = made_impossible(row, table, by_title, rng) if name == "viquad1_train" else None
                asked = [as_asked(row, augment(row["question"], rng)), *([extra] if extra else [])]
                yield from (e for a in asked if (e := make_example(a, encoder, rng, budgets)))


def run(work: Path, passes: int = 4, limit: int | None = None, seed: int = 11) -> None:
    """Half of the passes in short windows, then as many in windows as long as those of run time."""
    encoder = Encoder.open(work)
    sets = read_sets(limit)
    for number in range(passes):
        budgets = LONG if 2 * number >= passes and passes > 1 else SHORT
        examples = one_pass(sets, encoder, random.Random(seed + number), budgets)
        pack(examples, work / "questions" / f"{number:03d}.npz")


if __name__ == "__main__":
    run(Path(".work/reader"))
