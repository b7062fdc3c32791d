from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import FormatError
from corpus.records import Gold, Question
from nlp.evaluation.evaluate import Report, evaluate_qa
from nlp.evaluation.predictions import Prediction
from nlp.evaluation.report.diff import diff
from nlp.evaluation.report.gate import check, read_baseline, write_baseline
from nlp.evaluation.report.text import diff_text, falls_text
from nlp.evaluation.signature import Signature

CONTEXT = "Tỉnh xếp thứ 3 về PAPI."
QUESTIONS = tuple(Question(str(at), "Thứ mấy?", CONTEXT, (Gold("thứ 3", 9),)) for at in range(4))


def predictions(*texts: str) -> dict[str, Prediction]:
    return {str(at): Prediction(str(at), text, 1.0) for at, text in enumerate(texts)}


def report(*texts: str, data: str = "a#1") -> Report:
    found = predictions(*texts)
    return evaluate_qa(QUESTIONS, lambda question: found[question.id], signature=Signature(data, "em+f1", "m"))


OLD = ("thứ 3", "thứ 3", "thứ 3", "PAPI")


def test_the_gate_stands_at_the_tolerance(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(path, report(*OLD), ("em", "f1"))
    baseline = read_baseline(path)
    assert baseline["scores"] == {"em": 75.0, "f1": 75.0}
    assert check(report(*OLD), baseline, 0) == ()
    assert check(report("thứ 3", "thứ 3", "thứ 3", "thứ 3"), baseline, 0) == ()
    worse = report("thứ 3", "thứ 3", "xếp thứ 3", "PAPI")
    assert [fall.name for fall in check(worse, baseline, 4.9)] == ["em", "f1"]
    assert [fall.name for fall in check(worse, baseline, 5)] == ["em"]
    assert check(worse, baseline, 25) == ()
    assert falls_text(check(worse, baseline, 5)) == "  em: 75,00 → 50,00"


def test_the_printed_row_serves_as_a_baseline(tmp_path: Path) -> None:
    path = tmp_path / "row.json"
    path.write_text(json.dumps(report(*OLD).row()), "utf-8")
    assert check(report(*OLD), read_baseline(path), 0) == ()


def test_a_baseline_of_other_data_is_refused() -> None:
    with pytest.raises(FormatError) as caught:
        check(report(*OLD, data="a#2"), report(*OLD).row(), 0.5)
    assert caught.value.code == "other-data"
    with pytest.raises(FormatError, match="loại"):
        check(report(*OLD), {"scores": {"loại": 3.0}}, 0.5)


@pytest.mark.parametrize("text", ["", "[]", '{"em": 3}', '{"scores": {}}', '{"scores": {"em": "cao"}}'])
def test_a_broken_baseline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, "utf-8")
    with pytest.raises(FormatError):
        read_baseline(path)


def test_what_got_better_and_worse() -> None:
    found = diff(predictions(*OLD), predictions("Thứ 3.", "xếp thứ 3", "", "thứ 3"), QUESTIONS)
    assert [change.id for change in found.better] == ["3"]
    assert [change.id for change in found.worse] == ["2", "1"]
    assert found.same == 1
    assert found.test is not None
    assert (found.test.only_first, found.test.only_second) == (2, 1)
    assert "không có trong bài" in diff_text(found)
    assert "Better: 1" in diff_text(found, "en")


def test_without_golds_only_the_change_is_known() -> None:
    found = diff(predictions("a", "b"), predictions("a.", "c"))
    assert [(change.old, change.new) for change in found.changed] == [("b", "c")]
    assert (found.same, found.test) == (1, None)
    with pytest.raises(FormatError):
        diff(predictions("a", "b"), predictions("a"))
