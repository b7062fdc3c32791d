"""The model card, in Vietnamese and English, from the manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).with_name("card_template.md")


def card(name: str, about: dict[str, Any]) -> str:
    """The text of MODEL_CARD.md."""
    data = "\n".join(f"| {d['name']} | {d['licence']} | `{d['sha256'][:16]}…` |" for d in about["data"])
    columns = ("em", "f1", "answerable_em", "unanswerable_em", "forced_f1", "sure_right", "sure_share")
    scores = "\n".join(
        f"| {key} | " + " | ".join(f"{values[c]:.1f}" for c in columns) + " |"
        for key, values in about["scores"].items()
    )
    return TEMPLATE.read_text(encoding="utf-8").format(
        name=name,
        parameters=about["parameters"] / 1e6,
        data=data,
        scores=scores,
        sample="whole development sets" if not about["sample"] else f"samples of {about['sample']} questions a set",
        signature=about["signature"],
        threshold=about["calibration"]["threshold"],
    )
