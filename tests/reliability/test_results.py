"""The page of reliability says what the runs found, and nothing else."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "reliability"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    sys.modules.pop("reliability", None)
    import reliability

    return reliability


def test_the_page_is_what_the_files_say(script: Any) -> None:
    text = script.PAGE.read_text("utf-8")
    assert script.page(text, FOLDER) == text, "run: python scripts/reliability.py"


def test_every_row_of_a_file_is_on_the_page(script: Any, tmp_path: Path) -> None:
    rows = [{"tried": "a | b", "times": 1200, "result": "ổn", "lost": 3}]
    found = {"title": "Thử", "made": "2024-01-02", "version": "v1", "rows": rows, "notes": ["ghi chú"]}
    (tmp_path / "x.json").write_text(json.dumps(found), "utf-8")
    written = script.page(f"trước\n{script.START}\ncũ\n{script.END}\nsau\n", tmp_path)
    assert "| a \\| b | 1.200 | ổn | 3 |" in written
    assert written.startswith("trước\n")
    assert written.endswith("\nsau\n")
    assert "cũ" not in written


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_files_keep_to_their_form(path: Path) -> None:
    found = json.loads(path.read_text("utf-8"))
    assert {"title", "made", "version", "rows", "notes"} <= found.keys()
    for row in found["rows"]:
        assert {name: type(row[name]) for name in ("tried", "times", "result", "lost")} == {
            "tried": str,
            "times": int,
            "result": str,
            "lost": int,
        }
