"""Write what the shipped model's manifest measured into docs/reader.md, between its markers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from models.reader import SHIPPED

ROOT = Path(__file__).resolve().parents[2]
_MARKED = re.compile(r"(<!-- figures:[^\n]*-->\n).*?(<!-- /figures -->)", re.DOTALL)
COLUMNS = (
    ("EM", "em"),
    ("F1", "f1"),
    ("answerable EM", "answerable_em"),
    ("unanswerable EM", "unanswerable_em"),
    ("EM, forced", "forced_em"),
    ("F1, forced", "forced_f1"),
    ("right of score ≥ 0.8", "sure_right"),
    ("share with such an answer", "sure_share"),
)


def score_table(manifest: dict[str, Any]) -> str:
    """Scores of every set; "forced" leaves no question unanswered and counts the answerable ones."""
    head = "| set | n | " + " | ".join(title for title, _ in COLUMNS) + " |\n|" + "---|" * (len(COLUMNS) + 2)
    rows = (
        f"| {name} | {values['questions']} | " + " | ".join(f"{values[key]:.1f}" for _, key in COLUMNS) + " |"
        for name, values in manifest["scores"].items()
    )
    return "\n".join((head, *rows))


def curve_table(manifest: dict[str, Any]) -> str:
    """How samples of the development sets were read along the way, by this network and by those beside it."""
    head = "| run | examples seen | ViQuAD 1.0 F1 (EM) | ViQuAD 2.0 F1 | ViNewsQA F1 |\n|---|---|---|---|---|"
    trainings = {"": manifest["training"], **manifest["training"].get("beside", {})}
    rows = (
        f"| {f'{of} {name}'.strip()} | {look['examples']:,} | "
        f"{look['viquad1_dev_f1']:.1f} ({look['viquad1_dev_em']:.1f}) | "
        f"{look['viquad2_dev_a_f1']:.1f} | {look['vinewsqa_dev_f1']:.1f} |"
        for of, training in trainings.items()
        for name in ("pretrain", "finetune")
        for look in training.get(name, {}).get("looks", [])
    )
    return "\n".join((head, *rows))


def figures(manifest: dict[str, Any]) -> str:
    calibration = manifest["calibration"]
    sample = manifest["sample"] or "all"
    millions = manifest["parameters"] / 1e6
    return (
        f"Version {manifest['version']}, {millions:.1f} M parameters, int8; questions a set: {sample}.\n"
        f"Signature: {manifest['signature']}. Threshold: log-odds {calibration['threshold']:.2f}.\n\n"
        f"{score_table(manifest)}\n\n"
        f"Along the way (samples of 150–240 questions, every question of ViQuAD 1.0 and ViNewsQA answered):\n\n"
        f"{curve_table(manifest)}\n"
    )


def main() -> None:
    manifest = json.loads((ROOT / "models" / "shipped" / SHIPPED / "manifest.json").read_text(encoding="utf-8"))
    page = ROOT / "docs" / "reader.md"
    text = _MARKED.sub(lambda m: m[1] + figures(manifest) + m[2], page.read_text(encoding="utf-8"))
    page.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
