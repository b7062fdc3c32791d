"""Write docs/reliability.md from docs/reliability/*.json, which the runs of ``tests`` left.

    python scripts/reliability.py

A run that has not been made has no table; nothing on the page between the markers is typed by hand.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reliability.md"
FOLDER = ROOT / "docs" / "reliability"
START, END = "<!-- reliability:start -->", "<!-- reliability:end -->"

#: The order of the page; other files follow by name.
ORDER = ("fuzz", "attacks", "kills", "disk", "damage", "crowd", "load", "offline", "audit")


def page(text: str, folder: Path) -> str:
    """The page with what stands between its markers written anew from the files of ``folder``."""
    before, _, rest = text.partition(START)
    return f"{before}{START}\n{section(folder)}\n{END}{rest.partition(END)[2]}"


def section(folder: Path) -> str:
    """A table of each file."""
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
    names = sorted(found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    return "\n\n".join(_table(found[name]) for name in names)


def _table(found: dict[str, Any]) -> str:
    rows = (
        f"| {_cell(row['tried'])} | {_count(row['times'])} | {_cell(row['result'])} | {row['lost']} |"
        for row in found["rows"]
    )
    lines = [f"## {found['title']}", "", "| Đã thử | Lần | Thấy gì | Mất |", "|---|---|---|---|", *rows]
    lines += ["", *(f"* {_cell(note)}" for note in found["notes"])]
    return "\n".join([*lines, f"* Chạy ngày {found['made']}, bản {found['version']}."])


def _count(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8"), FOLDER), "utf-8")
    print(PAGE.relative_to(ROOT), file=sys.stderr)
