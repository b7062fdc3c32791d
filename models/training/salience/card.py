"""The model card, in Vietnamese and English, from the manifest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

TEMPLATE: Final = Path(__file__).with_name("card_template.md")
_COLUMNS: Final = ("rouge_1", "rouge_2", "rouge_l", "sentences", "syllables")


def card(about: dict[str, Any]) -> str:
    """The text of MODEL_CARD.md."""
    return filled(TEMPLATE, about, _COLUMNS, about["training"]["examples"])


def filled(template: Path, about: dict[str, Any], columns: Sequence[str], examples: int) -> str:
    """A card's template with what a manifest says; ``columns`` of its scores, learnt from so many ``examples``."""
    data = "\n".join(f"| {d['name']} | {d['licence']} | `{d['sha256'][:16]}…` |" for d in about["data"])
    scores = "\n".join(
        f"| {name} | " + " | ".join(f"{values[column]:.1f}" for column in columns) + " |"
        for name, values in about["scores"].items()
    )
    return template.read_text(encoding="utf-8").format(
        name=about["name"],
        parameters=about["parameters"] / 1e6,
        examples=examples,
        articles=about["articles"],
        signature=about["signature"],
        data=data,
        scores=scores,
    )
