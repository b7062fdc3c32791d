from __future__ import annotations

import pytest

from corpus.errors import FormatError
from corpus.records import Gold, Question
from corpus.summaries import SourceText, SummaryItem
from nlp.evaluation.evaluate import evaluate_qa
from nlp.evaluation.evaluate_summaries import evaluate_summaries
from nlp.evaluation.predictions import Prediction
from nlp.evaluation.report.build import System, build_report, confusion, error_class
from nlp.evaluation.report.kinds import answer_kind
from nlp.evaluation.report.recall import recall_at
from nlp.evaluation.signature import Signature

CONTEXT = "Sáng nay trời mưa. Tỉnh xếp thứ 3 về PAPI. Xã có 3 trường."
QUESTIONS = (
    Question("1", "Xếp thứ mấy?", CONTEXT, (Gold("thứ 3", CONTEXT.index("thứ 3")),), tags=(("type", "rank"),)),
    Question("2", "Mấy trường?", CONTEXT, (Gold("3", CONTEXT.index("3 trường")),), tags=(("type", "count"),)),
    Question("3", "Ai nói?", CONTEXT, tags=(("type", "person"),)),
    Question("4", "Xếp thứ mấy về PAPI?", CONTEXT, (Gold("thứ 3", CONTEXT.index("thứ 3")),), tags=(("type", "rank"),)),
)


def system(name: str, *answers: str) -> System:
    """A system with these answers, each surer and slower than the one before."""
    given = {
        question.id: Prediction(question.id, text, 0.5 + at / 10, elapsed_ms=10.0 * at)
        for at, (question, text) in enumerate(zip(QUESTIONS, answers, strict=True))
    }
    signature = Signature("thử#0", "em+f1", name)
    report = evaluate_qa(QUESTIONS, lambda question: given[question.id], signature=signature)
    return System(name, report)


GOOD = system("good", "thứ 3", "3", "", "thứ 3")
POOR = system("poor", "xếp thứ 3", "", "PAPI", "Sáng nay")


def test_every_error_has_one_class() -> None:
    assert [error_class(outcome) for outcome in POOR.report.outcomes] == ["partial", "missed", "false_answer", "wrong"]
    assert {error_class(outcome) for outcome in GOOD.report.outcomes} == {None}


def test_systems_are_compared_on_the_same_questions() -> None:
    found = build_report([GOOD, POOR], questions=lambda: QUESTIONS)
    (comparison,) = found.comparisons
    assert (comparison.test.only_first, comparison.test.only_second) == (4, 0)
    assert comparison.em.interval.value == 1
    assert comparison.test.p == pytest.approx(1 / 8)
    shorter = System(
        "kurz", evaluate_qa(QUESTIONS[:2], lambda q: Prediction(q.id, "", 0), signature=Signature("", "", ""))
    )
    with pytest.raises(FormatError) as caught:
        build_report([GOOD, shorter])
    assert caught.value.code == "other-data"


def test_worst_errors_come_with_their_articles() -> None:
    found = build_report([GOOD, POOR], questions=lambda: QUESTIONS)
    lists = {(one.system, one.name): one for one in found.errors}
    assert lists["good", "wrong"].total == 0
    (case,) = lists["poor", "false_answer"].cases
    assert case.outcome.id == "3"
    assert case.question.context == CONTEXT


def test_the_surest_errors_come_first() -> None:
    sure = system("sure", "Sáng", "mưa", "", "Tỉnh")
    (errors,) = (one for one in build_report([sure]).errors if one.name == "wrong")
    assert [case.outcome.id for case in errors.cases] == ["4", "2", "1"]


def test_costs() -> None:
    assert GOOD.latency(0.5) == 20
    assert GOOD.latency(0.95) == 30
    assert GOOD.ece == pytest.approx(1 - (0.5 + 0.6 + 0.8) / 3)


def test_confusion_counts_answers_by_type() -> None:
    assert confusion(POOR) == {("rank", "rank"): 1, ("rank", "phrase"): 1, ("person", "name"): 1}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("", ""),
        ("thứ 3 cả nước", "rank"),
        ("12,5%", "percent"),
        ("2,5 tỷ đồng", "money"),
        ("26.918 trường hợp", "count"),
        ("ngày 6/11/2023", "date"),
        ("“Áo dài cộng đồng”", "quoted"),
        ("lúa, ngô và sắn", "list"),
        ("Sở Y tế Thanh Hóa", "name"),
        ("do mưa kéo dài", "phrase"),
    ],
)
def test_kinds_of_answers(answer: str, kind: str) -> None:
    assert answer_kind(answer) == kind


def test_recall_wants_the_answer_in_its_place() -> None:
    passages = ["Xã có 3 trường.", "Tỉnh xếp thứ 3 về PAPI."]
    found = recall_at(QUESTIONS, lambda _: passages, ks=(1, 2))
    assert found.count == 3
    assert dict(found.at)[1].value == pytest.approx(1 / 3)  # "3" alone would be found for all three
    assert dict(found.at)[2].value == 1
    assert found.mrr == pytest.approx((1 / 2 + 1 + 1 / 2) / 3)


def test_summarisers_are_compared_with_lead_and_each_other() -> None:
    item = SummaryItem("1", (SourceText("", ("Trời mưa.", "Tỉnh xếp thứ 3.")),), ("Tỉnh xếp thứ 3.",))
    reports = [
        evaluate_summaries([item], lambda *_, text=text: text, signature=Signature("thử#0", "rouge", name))  # type: ignore[misc]
        for name, text in (("hay", "Tỉnh xếp thứ 3."), ("dở", "Trời mưa."))
    ]
    found = build_report([], reports).summary_comparisons
    pairs = {(one.first, one.second): dict(one.rouge)["rouge_1"].interval.value for one in found}
    assert pairs["hay", "LEAD-1"] == 1
    assert pairs["dở", "LEAD-1"] == 0
    assert pairs["hay", "dở"] == 1
