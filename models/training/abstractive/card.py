"""The model card, in Vietnamese and English, from the manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

TEMPLATE: Final = Path(__file__).with_name("card_template.md")
_COLUMNS: Final = ("rouge_1", "rouge_2", "rouge_l", "syllables")


def card(about: dict[str, Any]) -> str:
    """The text of MODEL_CARD.md."""
    data = "\n".join(f"| {d['name']} | {d['licence']} | `{d['sha256'][:16]}…` |" for d in about["data"])
    scores = "\n".join(
        f"| {name} | " + " | ".join(f"{values[column]:.1f}" for column in _COLUMNS) + " |"
        for name, values in about["scores"].items()
    )
    return TEMPLATE.read_text(encoding="utf-8").format(
        name=about["name"],
        parameters=about["parameters"] / 1e6,
        examples=about["training"]["finetune"]["examples"],
        articles=about["articles"],
        signature=about["signature"],
        data=data,
        scores=scores,
    )
