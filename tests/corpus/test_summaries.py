from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import FormatError
from corpus.summaries import read_summaries

NEWS = {"id": "1", "title": "Tựa", "abstract": "Tóm tắt.", "body": ["Câu một.", "Câu hai.", ""]}
CLUSTER = {"id": "c", "docs": [NEWS, {"title": "Hai", "body": ["Khác."]}], "gold": ["Một.", "Hai."], "labels": []}
ANNOTATED = {"id": "hb", "split": "test", "title": "Tựa", "text": "Trang.", "summary": "Mẫu.", "questions": []}


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_three_forms(tmp_path: Path) -> None:
    news, cluster, annotated = read_summaries(write(tmp_path / "a.jsonl", NEWS, CLUSTER, ANNOTATED))
    assert news.documents[0].body == ("Câu một.", "Câu hai.")
    assert news.references == ("Tóm tắt.",)
    assert len(cluster.documents) == 2
    assert cluster.references == ("Một.", "Hai.")
    assert annotated.documents[0].page == "Trang."
    assert annotated.tags == (("split", "test"),)


def test_rows_without_reference_and_of_another_split_are_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", ANNOTATED | {"summary": ""}, ANNOTATED, NEWS)
    assert [item.id for item in read_summaries(path, "dev")] == ["1"]
    assert [item.id for item in read_summaries(path)] == ["hb", "1"]


@pytest.mark.parametrize("row", [{"id": "1"}, {"body": [1], "abstract": "a"}, {"docs": 3}, {"docs": ["a"], "gold": []}])
def test_faults_name_the_line(tmp_path: Path, row: object) -> None:
    with pytest.raises(FormatError, match="dòng 2"):
        list(read_summaries(write(tmp_path / "a.jsonl", NEWS, row)))
