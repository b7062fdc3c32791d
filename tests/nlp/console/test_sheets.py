"""``summarise --headline`` and ``--facts`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import qa_cli

TEXT = (
    "Yên Lạc có thêm trường học\n\n"
    "Sáng 6/11/2023, huyện Yên Lạc khánh thành 12 trường học mới, nhằm đón 4.000 học sinh vùng xa.\n\n"
    "Ông Trần Văn Bình, Chủ tịch UBND huyện, cho biết tổng vốn xây dựng là 45 tỷ đồng.\n"
)


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "bai.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_headlines(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa_cli.main(["summarise", source, "--headline"]) == 0
    assert "Huyện Yên Lạc khánh thành 12 trường học mới" in capsys.readouterr().out.splitlines()
    assert qa_cli.main(["summarise", source, "--headline", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert set(row) == {"headlines", "elapsed_ms"}
    assert set(row["headlines"][0]) == {"text", "article", "start", "end"}


def test_facts(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa_cli.main(["summarise", source, "--facts", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)["facts"]
    assert {"who", "when", "how-many"} <= {fact["kind"] for fact in facts}
    assert "45 tỷ đồng" in [fact["text"] for fact in facts]
    assert qa_cli.main(["summarise", source, "--facts"]) == 0
    shown = capsys.readouterr().out
    assert "Bao nhiêu" in shown
    assert "[45 tỷ đồng]" in shown


def test_the_two_do_not_go_together(source: str) -> None:
    with pytest.raises(SystemExit) as stop:
        qa_cli.main(["summarise", source, "--facts", "--headline"])
    assert stop.value.code == 2
