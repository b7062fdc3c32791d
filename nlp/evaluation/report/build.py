"""From outcomes to everything a report shows. No layout here: tables, plots and pages come after."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from corpus.errors import FormatError
from corpus.records import Question
from nlp.evaluation.evaluate import Outcome, Report
from nlp.evaluation.evaluate_summaries import ROUGES, SummaryReport
from nlp.evaluation.intervals import Difference, McNemar, mcnemar, paired_bootstrap
from nlp.evaluation.metrics import calibration_error
from nlp.evaluation.report.kinds import answer_kind
from nlp.evaluation.report.recall import Recall

ERROR_CLASSES: Final = ("false_answer", "missed", "wrong", "partial")
WORST: Final = 50  # errors shown of each class


@dataclass(frozen=True, slots=True)
class System:
    """One reader's report and what it cost. ``peak_mb`` is the peak memory of the process that ran it, if known."""

    name: str
    report: Report
    peak_mb: float | None = None

    @property
    def answered(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.report.outcomes if outcome.answered)

    @property
    def ece(self) -> float:
        """Expected calibration error of the answers given, exact match being "right"."""
        given = self.answered
        return calibration_error([one.prediction.score for one in given], [one.em for one in given])

    def latency(self, share: float) -> float | None:
        """The time, in milliseconds, that this share of the questions took at most."""
        held = (one.prediction.elapsed_ms for one in self.report.outcomes)
        times = sorted(time for time in held if time is not None)
        return times[min(int(share * len(times)), len(times) - 1)] if times else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readers over the same questions; differences are first less second."""

    first: str
    second: str
    test: McNemar
    em: Difference
    f1: Difference


@dataclass(frozen=True, slots=True)
class SummaryComparison:
    """Two summarisers over the same articles, on syllables; differences are first less second."""

    first: str
    second: str
    rouge: tuple[tuple[str, Difference], ...]


@dataclass(frozen=True, slots=True)
class ErrorCase:
    """A wrong answer with the question it belongs to, article included."""

    outcome: Outcome
    question: Question


@dataclass(frozen=True, slots=True)
class ErrorList:
    """The worst errors of one class and system, and how many there are in all."""

    system: str
    name: str
    total: int
    cases: tuple[ErrorCase, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that a report shows."""

    systems: tuple[System, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    errors: tuple[ErrorList, ...] = ()
    summaries: tuple[SummaryReport, ...] = ()
    summary_comparisons: tuple[SummaryComparison, ...] = ()
    recall: Recall | None = None

    def row(self) -> dict[str, Any]:
        """The report as JSON; errors by id, their articles left out."""
        return {
            "systems": [
                {"name": system.name, "ece": round(system.ece, 4), "peak_mb": system.peak_mb}
                | {"ms_median": system.latency(0.5), "ms_p95": system.latency(0.95)}
                | {"confusion": [[*key, count] for key, count in sorted(confusion(system).items())]}
                | system.report.row()
                for system in self.systems
            ],
            "comparisons": [asdict(comparison) for comparison in self.comparisons],
            "errors": [
                {"system": found.system, "class": found.name, "total": found.total}
                | {"cases": [error_row(case.outcome) for case in found.cases]}
                for found in self.errors
            ],
            "summaries": [report.row() for report in self.summaries],
            "summary_comparisons": [asdict(comparison) for comparison in self.summary_comparisons],
            "retrieval": self.recall.row() if self.recall else None,
        }


def error_row(outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.id,
        "question": outcome.question,
        "golds": list(outcome.golds),
        "prediction": outcome.prediction.text,
        "score": round(outcome.prediction.score, 4),
        "f1": round(outcome.f1, 4),
        "evidence": outcome.prediction.evidence,
    }


def build_report(
    systems: Sequence[System],
    summaries: Sequence[SummaryReport] = (),
    recall: Recall | None = None,
    questions: Callable[[], Iterable[Question]] = tuple,
) -> Evaluation:
    """Everything a report shows of these systems, each run over the same data.

    ``questions`` reads the data once more, for the articles of the worst errors: nobody held them until now.

    Raises:
        FormatError: two systems were run over different questions.
    """
    for one, other in itertools.pairwise(systems):
        _same_items(one.name, [o.id for o in one.report.outcomes], other.name, [o.id for o in other.report.outcomes])
    return Evaluation(
        systems=tuple(systems),
        comparisons=tuple(compare(one, other) for one, other in itertools.combinations(systems, 2)),
        errors=tuple(worst_errors(systems, questions)) if systems else (),
        summaries=tuple(summaries),
        summary_comparisons=tuple(compare_summaries(summaries)),
        recall=recall,
    )


def _same_items(first: str, ones: Sequence[str], second: str, others: Sequence[str]) -> None:
    if list(ones) != list(others):
        raise FormatError(
            f"Cần các hệ chạy trên cùng một bộ dữ liệu, nhưng {first} có {len(ones)} mục, {second} có "
            f"{len(others)} mục không trùng. Hãy chạy lại với cùng DATA, --limit và --seed.",
            code="other-data",
        )


def compare(first: System, second: System) -> Comparison:
    """Is the difference of two readers more than luck?"""
    one, other = first.report.outcomes, second.report.outcomes
    return Comparison(
        first.name,
        second.name,
        mcnemar([o.em == 1 for o in one], [o.em == 1 for o in other]),
        paired_bootstrap([o.em for o in one], [o.em for o in other]),
        paired_bootstrap([o.f1 for o in one], [o.f1 for o in other]),
    )


def compare_summaries(reports: Sequence[SummaryReport]) -> list[SummaryComparison]:
    """Every summariser against each lead, and against every other summariser."""
    pairs = [(report, report, lead) for report in reports for lead, _ in report.systems if lead.startswith("LEAD")]
    pairs += [(one, other, other.model) for one, other in itertools.combinations(reports, 2)]
    return [_summary_comparison(one, other, name) for one, other, name in pairs]


def _summary_comparison(report: SummaryReport, against: SummaryReport, name: str) -> SummaryComparison:
    ours, theirs = report.outcomes(report.model), against.outcomes(name)
    _same_items(report.model, [one.id for one in ours], name, [one.id for one in theirs])
    differences = tuple(
        (rouge, paired_bootstrap(*([getattr(one.syllable, rouge) for one in held] for held in (ours, theirs))))
        for rouge in ROUGES
    )
    return SummaryComparison(report.model, name, differences)


def error_class(outcome: Outcome) -> str | None:
    """Which of :data:`ERROR_CLASSES` an outcome is; ``None`` when it is right."""
    if outcome.em == 1:
        return None
    if not outcome.golds:
        return "false_answer"
    if not outcome.answered:
        return "missed"
    return "partial" if outcome.f1 > 0 else "wrong"


def worst_errors(
    systems: Sequence[System], questions: Callable[[], Iterable[Question]], most: int = WORST
) -> list[ErrorList]:
    """For each system and class the errors it was surest of."""
    chosen = [
        (system.name, name, [one for one in system.report.outcomes if error_class(one) == name])
        for system in systems
        for name in ERROR_CLASSES
    ]
    ranked = [(system, name, len(held), sorted(held, key=_severity)[:most]) for system, name, held in chosen]
    wanted = {outcome.id for *_, held in ranked for outcome in held}
    texts = {question.id: question for question in questions() if question.id in wanted} if wanted else {}
    return [
        ErrorList(system, name, total, tuple(ErrorCase(one, texts.get(one.id) or _bare(one)) for one in held))
        for system, name, total, held in ranked
    ]


def _severity(outcome: Outcome) -> tuple[float, float, str]:
    return (-outcome.prediction.score, outcome.f1, outcome.id)


def _bare(outcome: Outcome) -> Question:
    return Question(outcome.id, outcome.question, "")


def confusion(system: System) -> Counter[tuple[str, str]]:
    """How often a question of one type got an answer of another; types of answers by their looks where not given."""
    return Counter(
        (expected, outcome.prediction.kind or answer_kind(outcome.prediction.text))
        for outcome in system.answered
        if (expected := outcome.group("type"))
    )
