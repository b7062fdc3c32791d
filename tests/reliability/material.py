"""Articles to lose: as many as wanted, each different, made from our own annotated ones."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from corpus.jsonl import read_rows
from tests.reliability.results import ROOT

QUESTION = "Huyện gieo cấy bao nhiêu ha lúa?"


@cache
def _bodies() -> tuple[list[str], ...]:
    rows = [row for _, row in read_rows(ROOT / "corpus" / "annotated" / "library-v1.jsonl") if row.get("body")]
    return tuple(list(row["body"]) for row in rows)


def row(number: int) -> dict[str, Any]:
    """The article of a number; it says the number, so that it can be asked for and no two are alike."""
    said = f"Huyện Số {number} vừa gieo cấy xong {number + 1000} ha lúa xuân, đạt 98% kế hoạch."
    body = [said, *_bodies()[number % len(_bodies())]]
    return {"id": f"a{number}", "title": f"Huyện Số {number} vào vụ", "body": body, "question": QUESTION}


def answer(number: int) -> str:
    """What the article of a number says to ``QUESTION``."""
    return f"{number + 1000} ha"


def data_file(path: Path, numbers: range) -> Path:
    """A JSONL file of these articles."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row(number), ensure_ascii=False) + "\n" for number in numbers), "utf-8")
    return path
