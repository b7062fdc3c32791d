"""What a run found, as ``docs/reliability/NAME.json``; ``scripts/reliability.py`` makes the page of these files."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "reliability"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was tried: how many times, what was seen, and how many confirmed things were lost by it."""

    tried: str
    times: int
    result: str
    lost: int = 0


def write(name: str, title: str, rows: Iterable[Row], notes: Iterable[str] = (), **more: Any) -> Path:
    """Write the file of a run; ``more`` are measurements that the page does not show."""
    found = {
        "title": title,
        "made": datetime.now(UTC).date().isoformat(),
        "version": version(),
        "rows": [asdict(row) for row in rows],
        "notes": [*notes, f"Máy: {machine()}."],
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.json"
    path.write_text(json.dumps(found | more, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for row in rows:
        print(f"{row.tried}: {row.times} × {row.result}; lost {row.lost}", flush=True)
    return path


def version() -> str:
    """The commit that was tried, with a sign when the working copy held more than it."""
    command = ["git", "describe", "--always", "--tags", "--dirty"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "?"


def machine() -> str:
    """Cores, memory and programs: nothing that tells one machine from another of its kind."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} nhân, {memory:.0f} GB, Python {platform.python_version()}, {platform.system()}"


def number(value: float, digits: int = 1) -> str:
    """A number as Vietnamese writes it.

    >>> number(1234.56)
    '1.234,6'
    """
    return f"{value:,.{digits}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
