"""Step 9: weights, vocabulary and scores → a model folder that ``SmallReader.open`` takes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from models.pack import write_manifest
from models.reader import SHIPPED
from models.training import sources, written
from models.training.card import card
from models.training.curves import read_log

SIGNATURE = (
    "em+f1 | norm: NFC, lower case, punctuation deleted, no article stripping | max over golds | hoibao reader-small"
)
FILES = ["weights.onnx", "pieces.model", "vocabulary.npz"]


def data_sets() -> list[dict[str, str]]:
    """Each file learnt from, with its licence and hash."""
    named = [(sources.question_file(n), licence) for n, _, licence in sources.QUESTION_SETS]
    named.extend((path, written.LICENCE) for path in written.PATHS)
    news = [(sources.news_file(n), "none stated (vietnews, baomoi)") for n in sources.NEWS]
    text = [
        (sources.DATA / "text" / "wikipedia.jsonl.xz", "CC BY-SA (Wikipedia, 2017)"),
        (sources.DATA / "text" / "laws.jsonl.xz", "public documents"),
    ]
    return [
        {"name": path.name, "licence": licence, "sha256": sources.sha256(path)}
        for path, licence in (*named, *news, *text)
        if path.is_file()
    ]


def spent(work: Path) -> dict[str, Any]:
    """What each training saw: steps, seconds, pieces, examples, by its own record."""
    out: dict[str, Any] = {}
    for name in ("pretrain", "finetune"):
        path = work / name / "progress"
        if path.is_file():
            progress = json.loads(path.read_text())
            out[name] = {k: round(progress[k]) for k in ("step", "seconds", "tokens", "examples")}
            looks = [row for row in read_log(work / name) if "viquad1_dev_f1" in row]
            keep = [k for k in (looks[0] if looks else {}) if k == "examples" or k.endswith(("_f1", "_em"))]
            out[name]["looks"] = [{k: row[k] for k in keep} for row in looks]
    return out


def run(work: Path, target: Path, version: str, parameters: int, training: dict[str, Any]) -> Path:
    """Fill ``target`` with the files, the card and, last, the manifest."""
    measured = json.loads((work / "export" / "scores.json").read_text())
    target.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        source = work / "export" / name if name == "weights.onnx" else work / name
        shutil.copyfile(source, target / name)
    about = {
        "name": SHIPPED,
        "version": version,
        "task": "extractive question answering",
        "language": "vi",
        "licence": "Apache-2.0 for the code; trained in part on data for research use (UIT): see MODEL_CARD.md",
        "parameters": parameters,
        "training": training,
        "calibration": measured["calibration"],
        "options": measured["options"],
        "sample": measured["sample"],
        "signature": SIGNATURE,
        "scores": measured["scores"],
        "data": data_sets(),
    }
    (target / "MODEL_CARD.md").write_text(card(SHIPPED, about), encoding="utf-8", newline="\n")
    write_manifest(target, FILES, about)
    return target
