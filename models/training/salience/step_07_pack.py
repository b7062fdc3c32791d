"""Step 7: weights, pieces and scores → a model folder that ``Salience.open`` takes."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from models.pack import write_manifest
from models.salience.model import SHIPPED
from models.training import sources
from models.training.salience.card import card
from models.training.salience.config import Config
from models.training.salience.network import Architecture
from models.training.salience.step_06_score import DEV

SIGNATURE: Final = (
    f"rouge-1/2/L F | syllables, NFC, lower case | {DEV}, sentences as the training chain cuts them | "
    f"hoibao {SHIPPED}, no rules of the summariser"
)
FILES: Final = ("weights.npz", "pieces.model")


def data_sets(news: tuple[str, ...]) -> list[dict[str, str]]:
    """Each file learnt from, with its licence and hash."""
    paths = [sources.DATA / "news" / f"{name}.jsonl.xz" for name in news]
    return [
        {"name": path.name, "licence": "none stated (vietnews, baomoi)", "sha256": sources.sha256(path)}
        for path in paths
    ]


def run(config: Config, a: Architecture, parameters: int, target: Path) -> Path:
    """Fill ``target`` with the files, the card and, last, the manifest."""
    work = config.work
    measured = json.loads((work / "scores.json").read_text(encoding="utf-8"))
    calibration = json.loads((work / "calibration.json").read_text(encoding="utf-8"))
    progress = json.loads((work / "train" / "progress").read_text(encoding="utf-8"))
    target.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(work / name, target / name)
    about: dict[str, Any] = {
        "name": SHIPPED,
        "version": config.name,
        "task": "extractive summarisation: the foreseen ROUGE of sets of sentences",
        "language": "vi",
        "licence": "Apache-2.0 for the code; trained on news that states no licence: see MODEL_CARD.md",
        "parameters": parameters,
        "sizes": asdict(a),
        "training": {"plan": asdict(config.plan), "seconds_of_one_core": round(progress["seconds"]), **_seen(progress)},
        "calibration": calibration,
        "signature": SIGNATURE,
        "articles": measured["articles"],
        "scores": measured["scores"],
        "data": data_sets(config.news),
    }
    (target / "MODEL_CARD.md").write_text(card(about), encoding="utf-8", newline="\n")
    write_manifest(target, list(FILES), about)
    return target


def _seen(progress: dict[str, Any]) -> dict[str, int]:
    return {name: int(progress[name]) for name in ("step", "examples")}
