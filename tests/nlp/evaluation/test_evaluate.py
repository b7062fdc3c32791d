from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.records import Gold, Question
from nlp.evaluation.evaluate import evaluate_qa
from nlp.evaluation.predictions import Prediction
from nlp.evaluation.signature import Signature, fingerprint, sign

SIGNATURE = Signature("thử#0123456789ab", "em+f1", "máy")
CONTEXT = "Tỉnh xếp thứ 3 về PAPI."
QUESTIONS = (
    Question("1", "Xếp thứ mấy?", CONTEXT, (Gold("thứ 3", 9),), tags=(("type", "rank"), ("topic", "y tế"))),
    Question("2", "tinh nao", CONTEXT, (Gold("Tỉnh", 0), Gold("Tỉnh xếp", 0)), tags=(("form", "no_marks"),)),
    Question("3", "Ai nói?", CONTEXT, tags=(("type", "person"), ("near_miss", "entity"))),
    Question("4", "Khi nào?", CONTEXT),
)
ANSWERS = {"1": "xếp thứ 3", "2": "tỉnh xếp", "3": "", "4": "PAPI"}


def answer(question: Question) -> Prediction:
    return Prediction(question.id, ANSWERS[question.id], 0.9)


def test_totals_and_parts() -> None:
    report = evaluate_qa(QUESTIONS, answer, signature=SIGNATURE, kind_of=lambda _: "date")
    scores = report.scores
    assert (scores["em"], scores["f1"]) == (50, 70)
    assert (scores["answerable.yes.em"], scores["answerable.yes.f1"]) == (50, 90)
    assert (scores["answerable.no.em"], scores["answerable.no.f1"]) == (50, 50)
    assert scores["type.rank.f1"] == 80
    assert {group.name for group in report.by("type")} == {"rank", "person", "date"}
    assert scores["marks.no.em"] == 100
    assert scores["near_miss.entity.em"] == 100
    assert report.no_answer == (1.0, 0.5)
    assert report.overall.count == 4


def test_always_empty_scores_the_share_of_unanswerable() -> None:
    report = evaluate_qa(QUESTIONS, lambda question: Prediction(question.id, "", 1.0), signature=SIGNATURE)
    assert report.scores["em"] == 50
    assert report.answerable is not None
    assert report.answerable.f1.value == 0


def test_questions_are_asked_once_in_order_and_let_go() -> None:
    asked: list[str] = []
    told: list[int] = []

    def questions() -> Iterator[Question]:
        for question in QUESTIONS:
            assert asked == [one.id for one in QUESTIONS[: len(asked)]]
            yield question

    def remember(question: Question) -> Prediction:
        asked.append(question.id)
        return answer(question)

    report = evaluate_qa(questions(), remember, signature=SIGNATURE, progress=told.append)
    assert told == [1, 2, 3, 4]
    assert [one.id for one in report.predictions] == asked
    assert all(outcome.prediction.elapsed_ms is not None for outcome in report.outcomes)
    assert not any(hasattr(outcome, "context") for outcome in report.outcomes)


def test_no_unanswerable_questions_no_such_group() -> None:
    report = evaluate_qa(QUESTIONS[:2], answer, signature=SIGNATURE)
    assert report.unanswerable is None
    assert "answerable.no.em" not in report.scores


def test_a_score_says_what_it_is_a_score_of(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"abc")
    signature = sign([path], "em+f1", "lexical", "split=dev")
    assert fingerprint(path) == "a.jsonl#ba7816bf8f01"
    for part in ("a.jsonl#ba7816bf8f01", "em+f1", "lexical", "split=dev", "hoibao="):
        assert part in str(signature)
    assert evaluate_qa(QUESTIONS, answer, signature=signature).row()["signature"] == str(signature)
    with pytest.raises(SourceError):
        fingerprint(tmp_path / "b.jsonl")
