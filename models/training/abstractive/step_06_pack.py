"""Step 6: graphs, pieces and scores → a model folder that ``Writer.open`` takes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Final

from models.abstractive.writer import READS, SAYABLE, SHIPPED, WRITES
from models.pack import write_manifest
from models.training.abstractive.config import Config
from models.training.abstractive.step_05_score import DEV
from models.training.salience.card import filled
from models.training.salience.step_07_pack import data_sets

TEMPLATE: Final = Path(__file__).with_name("card_template.md")
OTHERS: Final = (SAYABLE, "pieces.model")
COLUMNS: Final = ("rouge_1", "rouge_2", "rouge_l", "syllables")
SIGNATURE: Final = f"rouge-1/2/L F | syllables, NFC, lower case | {DEV} | hoibao {SHIPPED}, before the guard"


def run(config: Config, parameters: int, target: Path) -> Path:
    """Fill ``target`` with the files, the card and, last, the manifest."""
    work = config.work
    measured = json.loads((work / "scores.json").read_text(encoding="utf-8"))
    target.mkdir(parents=True, exist_ok=True)
    for name in (READS, WRITES):
        shutil.copyfile(work / "export" / name, target / name)
    for name in OTHERS:
        shutil.copyfile(work / name, target / name)
    plans = (config.pretrain, config.finetune)
    about: dict[str, Any] = {
        "name": SHIPPED,
        "version": config.name,
        "task": "abstractive summarisation",
        "language": "vi",
        "licence": "Apache-2.0 for the code; trained on news that states no licence: see MODEL_CARD.md",
        "parameters": parameters,
        "sizes": config.sizes,
        "training": {plan.name: _spent(work / plan.name) for plan in plans if plan.minutes},
        "signature": SIGNATURE,
        "articles": measured["articles"],
        "scores": measured["scores"],
        "data": data_sets(config.news),
    }
    card = filled(TEMPLATE, about, COLUMNS, about["training"][config.finetune.name]["examples"])
    (target / "MODEL_CARD.md").write_text(card, encoding="utf-8", newline="\n")
    write_manifest(target, [READS, WRITES, *OTHERS], about)
    return target


def _spent(folder: Path) -> dict[str, int]:
    progress = json.loads((folder / "progress").read_text(encoding="utf-8"))
    return {name: round(progress[name]) for name in ("step", "examples", "tokens", "seconds")}
