"""Step 5: exported writer + development articles → ROUGE of what it writes, beside the lead."""

from __future__ import annotations

import itertools
import json
import time
from pathlib import Path
from typing import Any, Final

import numpy as np

from models.abstractive.source import source_of
from models.abstractive.writer import BEAM, READS, SAYABLE, WRITES, Writer
from models.pieces import Pieces
from models.salience.model import Salience
from models.sessions import session_of
from models.training import sources
from models.training.salience.articles import stories
from models.training.salience.rouge import Reference, syllables

DEV: Final = "vietnews_dev_2000"
BEAMS: Final = (1, BEAM, 4)
_NAMES: Final = ("rouge_1", "rouge_2", "rouge_l")


def opened(work: Path) -> Writer:
    """The exported writer, before it is packed."""
    reads, writes = (session_of(str(work / "export" / name)) for name in (READS, WRITES))
    sayable = np.load(work / SAYABLE, allow_pickle=False)
    return Writer(reads, writes, sayable, Pieces.open(work / "pieces.model"))


def run(work: Path, limit: int | None = None) -> dict[str, Any]:
    """Means in points, how many syllables were written, seconds an article; and the first outputs, to be read."""
    writer, head = opened(work), Salience.open()
    found = list(itertools.islice(stories([sources.DATA / "summaries_dev" / f"{DEV}.jsonl.xz"]), limit))
    pages = [
        source_of(story.title, story.sentences, head.read(story.title, story.sentences).alone(), writer.pieces)
        for story in found
    ]
    written: dict[str, list[str]] = {"LEAD-1": [story.sentences[0] for story in found]}
    seconds: dict[str, float] = {}
    for beam in BEAMS:
        start = time.perf_counter()
        written[f"beam {beam}"] = [writer.write(page, beam=beam) for page in pages]
        seconds[f"beam {beam}"] = (time.perf_counter() - start) / max(1, len(found))
    scores = {name: _scores(texts, [story.abstract for story in found]) for name, texts in written.items()}
    made = {"articles": len(found), "scores": scores, "seconds": {k: round(v, 3) for k, v in seconds.items()}}
    read = [
        {"title": story.title, "abstract": story.abstract, **{name: texts[at] for name, texts in written.items()}}
        for at, story in enumerate(found[:30])
    ]
    (work / "scores.json").write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    (work / "written.json").write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return made


def _scores(texts: list[str], abstracts: list[str]) -> dict[str, float]:
    units = [syllables(text) for text in texts]
    rouge = [Reference(abstract).rouge(one) for one, abstract in zip(units, abstracts, strict=True)]
    means = (100 * np.mean(rouge, axis=0)).tolist()
    named = {name: round(value, 2) for name, value in zip(_NAMES, means, strict=True)}
    return named | {"syllables": round(float(np.mean([len(one) for one in units])), 1)}
