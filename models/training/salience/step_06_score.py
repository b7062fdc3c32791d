"""Step 6: calibrated head + development articles → ROUGE of what the head would choose, beside the lead."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from models.salience.model import MOST_MEMBERS, Salience
from models.training import sources
from models.training.salience.articles import Story, stories
from models.training.salience.network import Architecture
from models.training.salience.rouge import Reference, syllables
from models.training.salience.step_05_calibrate import best_of, opened

DEV: Final = "vietnews_dev_2000"

Chosen = dict[str, Sequence[int]]


def chosen_of(head: Salience, story: Story) -> Chosen:
    """What is compared: the first sentence; the best one, two, three sentences; the best of all of these."""
    read = head.read(story.title, story.sentences)
    best = [best_of(read, size) for size in range(1, MOST_MEMBERS + 1)]
    named = zip(("1 sentence", "2 sentences", "3 sentences"), (members for _, members in best), strict=True)
    return {"LEAD-1": (0,), **dict(named), "1 to 3 sentences": max(best)[1]}


def scores(found: Sequence[Story], chosen: Sequence[Sequence[int]]) -> dict[str, float]:
    """Means in points, and how many sentences and syllables were chosen."""
    rows = []
    for story, members in zip(found, chosen, strict=True):
        units = [unit for at in members for unit in syllables(story.sentences[at])]
        rouge = (100 * value for value in Reference(story.abstract).rouge(units))
        rows.append((*rouge, float(len(members)), float(len(units))))
    names = ("rouge_1", "rouge_2", "rouge_l", "sentences", "syllables")
    return {name: round(value, 2) for name, value in zip(names, np.mean(rows, axis=0).tolist(), strict=True)}


def run(work: Path, a: Architecture, limit: int | None = None) -> dict[str, Any]:
    bonus = json.loads((work / "calibration.json").read_text(encoding="utf-8"))["bonus"]
    path = sources.DATA / "summaries_dev" / f"{DEV}.jsonl.xz"
    found = list(itertools.islice(stories([path]), limit))
    head = opened(work, a, bonus)
    chosen = [chosen_of(head, story) for story in found]
    made = {name: scores(found, [one[name] for one in chosen]) for name in chosen[0]}
    out = {"articles": len(found), "scores": made}
    (work / "scores.json").write_text(json.dumps(out, indent=2) + "\n", encoding="utf-8")
    return out
