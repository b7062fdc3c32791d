"""The attacks that are quickly made and quickly refused; ``python -m tests.fuzz.attacks`` tries all, and measures them."""

from __future__ import annotations

import io
import json
import lzma
from pathlib import Path

import pytest

from corpus import datasets, jsonl
from corpus.errors import FormatError
from corpus.validation import validate
from nlp.batch.job import batch
from nlp.batch.tasks import Task
from tests.fuzz import attacks
from tests.fuzz.hostile import DOCUMENTS, ROWS, Attack
from tests.fuzz.hostile_servers import SERVERS, Server
from tests.loopback import PUBLIC


@pytest.mark.parametrize("attack", [each for each in DOCUMENTS if not each.slow], ids=lambda each: each.name)
def test_documents_that_attack(attack: Attack) -> None:
    assert attacks.ended(attack, attack.make()) in attack.ends


@pytest.mark.parametrize("server", SERVERS, ids=lambda each: each.name)
def test_servers_that_attack(server: Server) -> None:
    end, met = attacks.fetched(server, seconds=0.5 if server.slow else 20.0)
    assert end in server.ends
    assert set(met) <= {PUBLIC}


@pytest.mark.slow
@pytest.mark.parametrize("attack", [each for each in DOCUMENTS if each.slow], ids=lambda each: each.name)
def test_large_documents_that_attack(attack: Attack) -> None:
    assert attacks.ended(attack, attack.make()) in attack.ends


def test_a_batch_goes_on_over_hostile_rows(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes("\n".join(line for _, line, _ in ROWS).encode("utf-8", "replace"))
    report = batch(Task("clean"), tmp_path / "a.jsonl", tmp_path / "out")
    rows = [json.loads(line) for line in (tmp_path / "out" / "part-000000.jsonl").read_text("utf-8").splitlines()]
    errors = (tmp_path / "out" / "part-000000.errors.jsonl").read_text("utf-8").splitlines()
    assert len(rows) == report.rows == sum(read for _, _, read in ROWS)
    assert len(errors) == report.failed == sum(not read for _, _, read in ROWS)
    assert {"đầu", "cuối"} <= {row["id"] for row in rows}


def test_a_line_without_end_is_cut_off_and_the_next_one_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(jsonl, "MAX_LINE", 10)
    assert list(jsonl.lines_of(io.StringIO("a\n" + "b" * 35 + "\nc\n" + "d" * 10 + "\n\ne"))) == [
        "a\n", "b" * 10, "c\n", "d" * 10, "\n", "e",
    ]  # fmt: skip
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": "' + "x" * 50 + '"}\n', "utf-8")
    with pytest.raises(FormatError):
        list(jsonl.read_rows(path))


def test_whole_documents_and_tables_are_bounded_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(jsonl, "MAX_DOCUMENT", 100)
    monkeypatch.setattr(jsonl, "MAX_LINE", 60)
    document = tmp_path / "squad.json.xz"
    with lzma.open(document, "wt", encoding="utf-8") as file:
        file.write('{"data": [' + " " * 5000 + "]}")
    with pytest.raises(FormatError, match="dài hơn 100 ký tự"):
        jsonl.read_document(document)
    with pytest.raises(FormatError, match="dài hơn"):
        list(datasets.read_questions(document))
    table = tmp_path / "a.csv"
    table.write_text("question,answer,context\nAi?,Lan,Lan.\nAi?,Lan," + "L" * 90 + "\n", "utf-8")
    assert [len(question.context) for question in datasets.read_questions(table)] == [4, 52]
    rows = tmp_path / "a.jsonl"
    rows.write_text('{"a": "' + "x" * 90 + '"}\n', "utf-8")
    assert [fault.line for fault in validate(rows)] == [1]
