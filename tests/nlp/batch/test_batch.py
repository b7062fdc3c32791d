"""A batch gives the same rows in any number of processes and engines, goes on where it stopped, and loses no row."""

from __future__ import annotations

import importlib.util
import json
import lzma
from pathlib import Path
from typing import Any

import pytest

import qa_cli
from corpus.errors import SourceError
from nlp.batch import job
from nlp.batch.job import batch
from nlp.batch.tasks import Task

BODY = "Huyện Yên Lạc vừa gieo cấy xong {} ha lúa xuân, đạt 98% kế hoạch. Nông dân kỳ vọng một vụ mùa bội thu."
ASK = Task("ask", questions=("Huyện gieo cấy bao nhiêu ha lúa?",), reader="lexical")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "vào"
    folder.mkdir()
    rows = [json.dumps({"id": f"r{at}", "title": f"Tin {at}", "body": [BODY.format(100 + at)]}) for at in range(7)]
    rows[3:3] = ["{hỏng", json.dumps({"id": "rỗng"})]
    (folder / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (folder / "b.jsonl").write_text(json.dumps({"text": "Lúa\n\n" + BODY.format(5)}), encoding="utf-8")
    (folder / "ghi chú.txt").write_text("x", encoding="utf-8")
    return folder


def rows_in(folder: Path, pattern: str = "part-??????.jsonl") -> list[dict[str, Any]]:
    """Every row of the parts, without the time it took."""
    rows = [json.loads(line) for path in sorted(folder.glob(pattern)) for line in path.read_text("utf-8").splitlines()]
    return [{name: value for name, value in row.items() if name != "elapsed_ms"} for row in rows]


def test_every_row_is_answered_or_told(data: Path, tmp_path: Path) -> None:
    report = batch(ASK, data, tmp_path / "ra", shard_rows=4)
    assert (report.shards, report.skipped, report.rows, report.failed) == (4, 0, 8, 2)
    rows = rows_in(tmp_path / "ra")
    assert {row["id"]: row["answer"] for row in rows}["r6"] == "106 ha"
    assert {row["id"] for row in rows} == {*(f"r{at}" for at in range(7)), "b.jsonl#1"}
    errors = rows_in(tmp_path / "ra", "*.errors.jsonl")
    assert {row["code"] for row in errors} == {"bad-json", "row-without-text"}


def test_it_goes_on_where_it_stopped(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, plain = tmp_path / "một lần", job.run
    batch(ASK, data, whole, shard_rows=2)

    def stop(*arguments: Any) -> Any:
        if arguments[2] == "r4":
            raise KeyboardInterrupt
        return plain(*arguments)

    monkeypatch.setattr(job, "run", stop)
    with pytest.raises(KeyboardInterrupt):
        batch(ASK, data, tmp_path / "ra", shard_rows=2)
    monkeypatch.setattr(job, "run", plain)
    report = batch(ASK, data, tmp_path / "ra", shard_rows=2)
    assert 0 < report.skipped < report.shards
    assert rows_in(tmp_path / "ra") == rows_in(whole)
    assert batch(ASK, data, tmp_path / "ra", shard_rows=2).rows == 0


def test_another_job_is_refused_the_folder(data: Path, tmp_path: Path) -> None:
    batch(Task("clean"), data, tmp_path / "ra")
    with pytest.raises(SourceError) as caught:
        batch(ASK, data, tmp_path / "ra")
    assert caught.value.code == "other-batch"
    with pytest.raises(SourceError) as caught:
        batch(ASK, data, data)
    assert caught.value.code == "other-batch"
    with pytest.raises(SourceError) as caught:
        batch(ASK, data / "ghi chú.txt", tmp_path / "khác")
    assert caught.value.code == "no-data-files"


def test_a_row_may_bring_its_question(tmp_path: Path) -> None:
    row = {"id": 1, "context": BODY.format(7), "question": "Huyện gieo cấy bao nhiêu ha lúa?"}
    (tmp_path / "q.jsonl").write_text(json.dumps(row) + '\n{"id": 2, "text": "Lúa xuân."}', encoding="utf-8")
    batch(Task("ask", reader="lexical"), tmp_path / "q.jsonl", tmp_path / "ra")
    assert [row["answer"] for row in rows_in(tmp_path / "ra")] == ["7 ha"]
    assert [row["code"] for row in rows_in(tmp_path / "ra", "*.errors.jsonl")] == ["row-without-question"]


def test_two_processes_give_the_same(data: Path, tmp_path: Path) -> None:
    batch(Task("clean"), data, tmp_path / "một", shard_rows=4)
    batch(Task("clean"), data, tmp_path / "hai", shard_rows=4, workers=2)
    assert rows_in(tmp_path / "một") == rows_in(tmp_path / "hai")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="needs ray")
def test_ray_gives_the_same(data: Path, tmp_path: Path) -> None:
    batch(ASK, data, tmp_path / "một", shard_rows=4)
    report = batch(ASK, data, tmp_path / "ray", shard_rows=4, engine="ray", workers=2)
    assert report.rows == 8
    assert rows_in(tmp_path / "một") == rows_in(tmp_path / "ray")
    assert rows_in(tmp_path / "một", "*.errors.jsonl") == rows_in(tmp_path / "ray", "*.errors.jsonl")


@pytest.mark.skipif(importlib.util.find_spec("pyarrow") is None, reason="needs pyarrow")
def test_parquet(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    rows = [{"id": f"r{at}", "text": BODY.format(at)} for at in range(5)]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    assert batch(ASK, tmp_path / "a.parquet", tmp_path / "ra", shard_rows=2).rows == 5
    (tmp_path / "b.parquet").write_bytes(b"PAR1 rubbish")
    with pytest.raises(SourceError) as caught:
        batch(ASK, tmp_path / "b.parquet", tmp_path / "rb")
    assert caught.value.code == "damaged"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.jsonl", b'{"text": "x"}\n\xff\xfe', "bad-encoding"),
        ("a.jsonl.xz", lzma.compress(b"{}\n" * 99)[:50], "bad-xz"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_first(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError) as caught:
        batch(Task("clean"), tmp_path / name, tmp_path / "ra")
    assert caught.value.code == code
    assert not (tmp_path / "ra").exists()


def test_the_command(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["batch", "summarise", str(data), str(tmp_path / "ra"), "--sentences", "1", "--workers", "1", "--json"]
    assert qa_cli.main(arguments) == 0
    assert json.loads(capsys.readouterr().out) == {"shards": 2, "skipped": 0, "rows": 8, "failed": 2}
    assert {"id", "summary", "sentences", "elapsed_ms"} <= json.loads(
        (tmp_path / "ra" / "part-000000.jsonl").read_text("utf-8").splitlines()[0]
    ).keys()
    assert qa_cli.main(["batch", "ask", str(tmp_path / "không"), str(tmp_path / "rb"), "-q", "x"]) == 3
