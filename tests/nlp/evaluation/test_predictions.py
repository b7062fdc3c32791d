from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import FormatError
from corpus.records import Question
from nlp.evaluation.predictions import Prediction, read_predictions, replay, write_predictions


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    predictions = [Prediction("1", "thứ 3", 0.75), Prediction("2", "", 0.5, evidence="không ghi ra")]
    assert write_predictions(path, predictions) == 2
    assert path.read_text("utf-8").splitlines()[1] == '{"id": "2", "prediction": "", "score": 0.5}'
    assert read_predictions(path) == {"1": predictions[0], "2": Prediction("2", "", 0.5)}


def test_squad_predictions(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text('{"1": "thứ 3", "2": ""}', "utf-8")
    assert read_predictions(path)["1"].text == "thứ 3"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"id": "1"}', "dòng 2"),
        ('{"id": "1", "prediction": null}', "dòng 2"),
        ('{"id": "1", "prediction": "a", "score": 2}', "từ 0 đến 1"),
        ('{"id": "0", "prediction": "a"}', "đã có"),
    ],
)
def test_faults_name_the_line(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text('{"id": "0", "prediction": "a", "score": 1}\n' + line, "utf-8")
    with pytest.raises(FormatError, match=says):
        read_predictions(path)


def test_a_gap_is_not_an_answer() -> None:
    answer = replay({"1": Prediction("1", "a", 1.0)})
    assert answer(Question("1", "?", "a")).text == "a"
    with pytest.raises(FormatError) as caught:
        answer(Question("2", "?", "a"))
    assert caught.value.code == "missing-prediction"
