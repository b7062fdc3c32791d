from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.validation import validate

TEXT = "Trang chủ\nTỉnh xếp thứ 3 về PAPI.\nẢnh: tỉnh xếp thứ 3.\nBài viết ngày 6/11/2023"
ARTICLE: dict[str, Any] = {
    "id": "hb-01",
    "split": "dev",
    "title": "Tựa",
    "text": TEXT,
    "summary": "tiếng " * 40,
    "noise": ["Trang chủ"],
    "captions": ["Ảnh: tỉnh xếp thứ 3."],
    "questions": [
        {
            "id": "hb-01-01",
            "question": "Thứ mấy?",
            "answers": [{"text": "thứ 3", "start": TEXT.index("thứ 3")}],
            "is_impossible": False,
            "type": "rank",
            "near_miss": None,
            "form": ["plain"],
            "normalized": {"kind": "rank", "value": 3},
        },
        {
            "id": "hb-01-02",
            "question": "còn SIPAS?",
            "answers": [],
            "is_impossible": True,
            "type": "rank",
            "near_miss": "index",
            "form": ["follow_up"],
            "follows": "hb-01-01",
        },
    ],
}


def faults_after(tmp_path: Path, change: Callable[[dict[str, Any]], object]) -> list[tuple[int, str]]:
    row = copy.deepcopy(ARTICLE)
    change(row)
    path = tmp_path / "a.jsonl"
    path.write_text("\n" + json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    return [(fault.line, fault.message) for fault in validate(path)]


def first(row: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = row["questions"][0]
    return found


def second(row: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = row["questions"][1]
    return found


def test_a_good_article_has_no_fault(tmp_path: Path) -> None:
    assert faults_after(tmp_path, lambda _: None) == []


CHANGES: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda row: row.pop("summary"), '"summary"'),
    (lambda row: row.update(summary="ngắn quá"), "2 tiếng"),
    (lambda row: row.update(split="train"), '"split"'),
    (lambda row: row.update(noise="Trang chủ"), '"noise"'),
    (lambda row: row["noise"].append("không có dòng này"), "trọn một dòng"),
    (lambda row: first(row)["answers"][0].update(start=12), "ở vị trí 12,"),
    (lambda row: first(row)["answers"][0].update(start="1"), '"start"'),
    (lambda row: first(row).update(answers=[]), "ít nhất một đáp án"),
    (lambda row: first(row).update(is_impossible=True), "trống khi"),
    (lambda row: first(row).update(type="xếp hạng"), '"type"'),
    (lambda row: first(row).update(near_miss="year"), "null khi"),
    (lambda row: first(row).update(form=["đẹp"]), '"form"'),
    (lambda row: first(row).update(normalized={"value": 3}), '"normalized"'),
    (lambda row: first(row).update(question="Thu\u031b\u0301 mấy?"), "NFC"),
    (lambda row: first(row)["answers"][0].update(text="Trang", start=0), "dòng nhiễu"),
    (lambda row: first(row)["answers"][0].update(start=TEXT.rindex("thứ 3")), "chú thích ảnh"),
    (lambda row: second(row).update(id="hb-01-01"), "không trùng"),
    (lambda row: second(row).update(follows="hb-01-09"), '"follows"'),
    (lambda row: second(row).pop("follows"), '"follows"'),
    (lambda row: second(row).update(near_miss="gần"), '"near_miss"'),
]


@pytest.mark.parametrize(("change", "says"), CHANGES, ids=[says for _, says in CHANGES])
def test_each_fault_is_explained_once(tmp_path: Path, change: Callable[[dict[str, Any]], object], says: str) -> None:
    ((line, message),) = faults_after(tmp_path, change)
    assert line == 2
    assert says in message


def test_all_faults_of_a_file_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = ["{", "[1]", json.dumps(ARTICLE), json.dumps(ARTICLE), '{"id": "z", "question": "a"}']
    path.write_text("\n".join(rows), "utf-8")
    assert [fault.line for fault in validate(path)] == [1, 2, 4, 4, 4, 5]


def test_plain_question_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = {"id": "1", "question": "Gì?", "context": "Là nó.", "answers": [{"text": "nó", "start": 3}]}
    wrong = row | {"id": "2", "answers": [{"text": "nó", "start": 2}]}
    path.write_text(json.dumps(row) + "\n" + json.dumps(wrong), "utf-8")
    assert [fault.line for fault in validate(path)] == [2]


def test_an_empty_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n", "utf-8")
    assert len(validate(tmp_path / "a.jsonl")) == 1


def test_the_shipped_corpus_is_valid() -> None:
    path = Path(__file__).resolve().parents[2] / "corpus" / "annotated" / "hoibao-v1.jsonl"
    assert validate(path) == ()


def test_documents_and_tables_are_checked_too(tmp_path: Path) -> None:
    entry = {"id": "a", "question": "Ai?", "answers": [{"text": "Nam", "answer_start": 4}]}
    wrong = entry | {"answers": [{"text": "Nam", "answer_start": 0}]}
    path = tmp_path / "squad.json"
    for entries, faults in (([entry], 0), ([wrong], 1), ([entry, entry], 1)):
        document = {"data": [{"title": "", "paragraphs": [{"context": "Ông Nam.", "qas": entries}]}]}
        path.write_text(json.dumps(document), "utf-8")
        assert len(validate(path)) == faults
    table = tmp_path / "a.tsv"
    table.write_text("id\tquestion\tcontext\tanswer\n1\tAi?\tÔng Nam.\tNam\n2\tAi?\tÔng Nam.\tBình\n", "utf-8")
    (fault,) = validate(table)
    assert fault.line == 3
