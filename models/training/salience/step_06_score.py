"""Step 6: calibrated head + development articles → ROUGE of what the head would choose, beside the lead."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from models.salience.model import Salience
from models.training import sources
from models.training.salience.articles import Story, stories
from models.training.salience.network import Architecture
from models.training.salience.rouge import Reference, syllables
from models.training.salience.step_05_calibrate import best_of, opened

DEV: Final = "vietnews_dev_2000"

Choose = Callable[[Story], Sequence[int]]


def best(head: Salience, *sizes: int) -> Choose:
    """Chooses the set of one of these sizes that is worth most."""

    def choose(story: Story) -> Sequence[int]:
        read = head.read(story.title, story.sentences)
        return max(best_of(read, size) for size in sizes)[1]

    return choose


def scores(found: Sequence[Story], choose: Choose) -> dict[str, float]:
    """Means in points, and how many sentences and syllables were chosen."""
    rows = []
    for story in found:
        chosen = choose(story)
        units = [unit for at in chosen for unit in syllables(story.sentences[at])]
        rouge = (100 * value for value in Reference(story.abstract).rouge(units))
        rows.append((*rouge, float(len(chosen)), float(len(units))))
    names = ("rouge_1", "rouge_2", "rouge_l", "sentences", "syllables")
    return {name: round(value, 2) for name, value in zip(names, np.mean(rows, axis=0).tolist(), strict=True)}


def systems(head: Salience) -> dict[str, Choose]:
    """What is compared: the first sentence; the best one, two, three sentences; the best of all of these."""
    return {
        "LEAD-1": lambda _: (0,),
        "1 sentence": best(head, 1),
        "2 sentences": best(head, 2),
        "3 sentences": best(head, 3),
        "1 to 3 sentences": best(head, 1, 2, 3),
    }


def run(work: Path, a: Architecture, limit: int | None = None) -> dict[str, Any]:
    bonus = json.loads((work / "calibration.json").read_text(encoding="utf-8"))["bonus"]
    path = sources.DATA / "summaries_dev" / f"{DEV}.jsonl.xz"
    found = list(itertools.islice(stories([path]), limit))
    made = {name: scores(found, choose) for name, choose in systems(opened(work, a, bonus)).items()}
    out = {"articles": len(found), "scores": made}
    (work / "scores.json").write_text(json.dumps(out, indent=2) + "\n", encoding="utf-8")
    return out
