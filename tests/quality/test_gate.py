"""The project's own quality gate: no score on the annotated dev articles falls below its baseline.

The test articles stay out of it: they are measured for the README only. After a change that makes scores better, write
the baselines again with `evaluate qa|summary … --split dev --json`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import qa_cli

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "corpus/annotated/hoibao-v1.jsonl"
BASELINES = sorted((Path(__file__).parent / "baselines").glob("*.json"))


@pytest.mark.parametrize("baseline", BASELINES, ids=lambda path: path.stem)
def test_no_score_falls_below_its_baseline(baseline: Path, capsys: pytest.CaptureFixture[str]) -> None:
    task, _, name = baseline.stem.partition("-")
    system = ["--reader" if task == "qa" else "--summariser", name]
    code = qa_cli.main(["evaluate", "check", str(DATA), "--split", "dev", "--baseline", str(baseline), *system])
    assert code == 0, capsys.readouterr().out


def test_the_gate_closes_when_scores_fall(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A gate that cannot fail is none: a baseline one point above what is reached must be refused."""
    import json

    raised = json.loads(BASELINES[0].read_text("utf-8"))
    raised["scores"] = {name: min(100.0, score + 1.0) for name, score in raised["scores"].items()}
    path = tmp_path / "raised.json"
    path.write_text(json.dumps(raised), encoding="utf-8")
    reader = BASELINES[0].stem.partition("-")[2]
    arguments = ["evaluate", "check", str(DATA), "--split", "dev", "--baseline", str(path), "--reader", reader]
    assert qa_cli.main(arguments) == 5


def test_the_shipped_corpus_is_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert qa_cli.main(["evaluate", "validate", str(DATA)]) == 0, capsys.readouterr().out


def test_the_demo_article_is_the_annotated_one() -> None:
    import json

    first = json.loads(DATA.read_text("utf-8").splitlines()[0])
    article = ROOT / "corpus/annotated/articles/thanh-hoa-cchc.txt"
    assert article.read_text("utf-8") == first["text"]
