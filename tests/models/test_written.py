"""Questions written for the training: their file, and how they are put back to their passages."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from corpus.jsonl import read_rows
from models.training import sources, written

BODY = ["Cầu Định Tân dài 860 mét.", "Cầu bắc qua sông Mã."]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sources, "DATA", tmp_path)
    rows = {
        "news/news-3.jsonl.xz": {"id": "n/1", "title": "Thông cầu", "abstract": "Cầu mới.", "body": BODY},
        "qa/train/viquad1_train.jsonl.xz": {"id": "v/1", "title": "Cầu", "context": BODY[1]},
    }
    for name, row in rows.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        with lzma.open(tmp_path / name, "wt", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return tmp_path


def _written(folder: Path, *passages: dict[str, Any]) -> Path:
    path = folder / "written.jsonl"
    path.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in passages), encoding="utf-8")
    return path


def _asked(question: str, span: str, start: int, answerable: bool = True) -> dict[str, Any]:
    return {"question": question, "answerable": answerable, "span": span, "start": start}


def test_questions_come_back_with_their_passages(data: Path) -> None:
    text = f"Cầu mới. {BODY[0]} {BODY[1]}"
    start = text.index("Cầu Định")
    news = {"of": "news-3", "row": "n/1", "from": start, "to": start + len(BODY[0])}
    wiki = {"of": "viquad1_train", "row": "v/1", "from": 0, "to": len(BODY[1])}
    path = _written(
        data,
        news | {"questions": [_asked("Cầu dài mấy mét?", "860 mét", 17), _asked("Cầu rộng mấy mét?", "", 0, False)]},
        wiki | {"questions": [_asked("Cầu nào bắc qua sông Mã?", "sông Mã", 12, False)]},
    )
    rows = list(written.rows(path))
    assert [row["context"] for row in rows] == [BODY[0], BODY[0], BODY[1]]
    assert [row["title"] for row in rows] == ["Thông cầu", "Thông cầu", "Cầu"]
    assert [row["answers"] for row in rows] == [[{"text": "860 mét", "start": 17}], [], []]


def test_other_data_are_named(data: Path) -> None:
    for row, span in (("n/1", "861 mét"), ("n/2", "860 mét")):
        passage = {"of": "news-3", "row": row, "from": 9, "to": 34, "questions": [_asked("?", span, 17)]}
        with pytest.raises(ValueError, match=f"{span}.*at 17.*README"):
            list(written.rows(_written(data, passage)))


def test_every_written_question_is_whole() -> None:
    passages = [passage for path in written.PATHS for _, passage in read_rows(path)]
    assert passages
    for passage in passages:
        assert passage["of"] in {"viquad1_train", *sources.NEWS}
        asked = [question["question"] for question in passage["questions"]]
        assert len(asked) == len(set(asked)) > 0
        for question in passage["questions"]:
            assert question["question"].strip()
            assert question["span"] or not question["answerable"]
            assert question["start"] + len(question["span"]) <= passage["to"] - passage["from"]
