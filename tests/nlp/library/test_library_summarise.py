"""What a library says about something: from matching passages only, each sentence with its article, nothing twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import qa_cli
from nlp.assistant import Assistant
from nlp.library.shelf import Shelf
from nlp.summarising.summarise import Length

FLOOD = (
    "Mưa lớn từ đêm 10/9 làm nước sông Thao lên nhanh, hàng nghìn ngôi nhà ở Yên Bái bị ngập sâu đến hai mét. "
    "Chính quyền đã đưa 3.200 hộ dân đến nơi an toàn và phát mì, nước uống cho bà con trong đêm. "
    "Đường từ thành phố đi Lục Yên bị sạt lở ở mười hai điểm, phải hai ngày nữa mới thông xe trở lại."
)
RICE = (
    "Nông dân An Giang xuống giống 226.500 ha lúa hè thu, giá phân bón giảm nhẹ so với vụ trước nên ai cũng phấn khởi."
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    at = tmp_path_factory.mktemp("library")
    rows = [
        {"title": "Lũ lớn ở Yên Bái", "published": "2024-09-11", "source": "Báo Yên Bái", "body": [FLOOD, RICE]},
        {"title": "Lũ lớn ở Yên Bái", "published": "2024-09-12", "source": "Tin Dân", "body": [FLOOD, RICE + " Thêm."]},
        {"title": "Lúa hè thu", "published": "2024-06-12", "source": "Nhà nông", "body": [RICE]},
    ]
    (at / "tin.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    with Shelf.create(at / "lib") as shelf:
        shelf.add([at / "tin.jsonl"])
    return at / "lib"


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant.open(reader=None, summariser="extractive")


def test_only_what_matches_and_nothing_twice(folder: Path, assistant: Assistant) -> None:
    with Shelf.open(folder) as shelf:
        found = shelf.summarise("mưa lũ ở Yên Bái", assistant, Length(sentences=3))
        assert len(found.summary.sentences) == 3
        assert "226.500" not in found.text
        assert list(found.citations.values()) == [1]  # the near-duplicate is not read
        for sentence in found.summary.sentences:
            assert sentence.span is not None
            assert sentence.span.of(shelf.show(sentence.article).article.text) == sentence.text


def test_nothing_matches(folder: Path, assistant: Assistant) -> None:
    with Shelf.open(folder) as shelf:
        assert shelf.summarise("xyzw", assistant, Length()).summary.sentences == ()


def test_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["summarise", "--library", str(folder), "--query", "lúa hè thu An Giang", "--sentences", "1"]
    assert qa_cli.main([*arguments, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["citations"][0]["number"] == 1
    assert "226.500" in row["summary"]
    assert qa_cli.main(arguments) == 0
    assert "[1]" in capsys.readouterr().out
    with pytest.raises(SystemExit) as stop:
        qa_cli.main(["summarise", "--library", str(folder)])
    assert stop.value.code == 2
