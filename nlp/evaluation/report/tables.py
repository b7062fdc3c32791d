"""The report as tables of text, laid out the same way in a terminal, in Markdown and in HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nlp.evaluation.evaluate import Group, Report
from nlp.evaluation.evaluate_summaries import ROUGES, SummaryReport, rouge_interval
from nlp.evaluation.intervals import Difference, Interval
from nlp.evaluation.metrics import Tokenizer, mean, reliability
from nlp.evaluation.report.build import Evaluation, System, confusion
from nlp.evaluation.report.labels import Language, group_label, label
from nlp.evaluation.report.recall import Recall
from nlp.evaluation.splits import LENGTH_ORDERS

MOST_GROUPS: Final = 20  # of one split; sources and topics can be many
ROUGE_NAMES: Final = {"rouge_1": "ROUGE-1", "rouge_2": "ROUGE-2", "rouge_l": "ROUGE-L"}


@dataclass(frozen=True, slots=True)
class Table:
    """Cells are text, ready to be shown; the first column names the row."""

    key: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def number(value: float | None, lang: Language = "vi", places: int = 1) -> str:
    """A number as written in the language; "–" for none.

    >>> number(72.345), number(72.345, "en")
    ('72,3', '72.3')
    """
    if value is None:
        return "–"
    shown = f"{value:.{places}f}"
    return shown.replace(".", ",") if lang == "vi" else shown


def shown(interval: Interval, lang: Language = "vi") -> str:
    """A share in points with its interval."""
    value, low, high = (number(100 * one, lang) for one in (interval.value, interval.low, interval.high))
    return f"{value} [{low}–{high}]"


def _signed(difference: Difference, lang: Language) -> str:
    one = difference.interval
    value, low, high = (f"{'+' if x > 0 else ''}{number(100 * x, lang)}" for x in (one.value, one.low, one.high))
    return f"{value} [{low}; {high}]"


def _p(value: float, lang: Language) -> str:
    return f"< {number(0.001, lang, 3)}" if value < 0.001 else number(value, lang, 3)


# ── question answering ───────────────────────────────────────────────────────────────────────────────────────────────


def overview(systems: Sequence[System], lang: Language = "vi") -> Table:
    """One row a system: totals, answerable and unanswerable apart, calibration and cost."""
    names = ("system", "count")
    scores = [f"{metric} {label(f'answerable.{part}', lang)}" for part in ("yes", "no") for metric in ("EM", "F1")]
    header = (
        *(label(name, lang) for name in names),
        "EM",
        "F1",
        *scores[:3],
        *(label(name, lang) for name in ("no-answer", "ece", "latency", "memory")),
    )
    return Table("overview", label("overview", lang), header, tuple(_overview_row(system, lang) for system in systems))


def _overview_row(system: System, lang: Language) -> tuple[str, ...]:
    report = system.report
    precision, recall = report.no_answer
    yes, no = report.answerable, report.unanswerable
    return (
        system.name,
        str(report.overall.count),
        shown(report.overall.em, lang),
        shown(report.overall.f1, lang),
        shown(yes.em, lang) if yes else "–",
        shown(yes.f1, lang) if yes else "–",
        shown(no.em, lang) if no else "–",
        f"{number(100 * precision, lang)} / {number(100 * recall, lang)}" if no else "–",
        number(system.ece, lang, 3),
        f"{number(system.latency(0.5), lang)} / {number(system.latency(0.95), lang)}",
        number(system.peak_mb, lang, 0),
    )


def significance(evaluation: Evaluation, lang: Language = "vi") -> Table:
    header = ("pair", "only-first", "only-second", "mcnemar", "em-difference", "f1-difference", "bootstrap-p")
    rows = tuple(
        (
            f"{one.first} − {one.second}",
            str(one.test.only_first),
            str(one.test.only_second),
            _p(one.test.p, lang),
            _signed(one.em, lang),
            _signed(one.f1, lang),
            _p(one.f1.p, lang),
        )
        for one in evaluation.comparisons
    )
    return Table("significance", label("significance", lang), tuple(label(key, lang) for key in header), rows)


def splits(systems: Sequence[System], lang: Language = "vi") -> Iterator[Table]:
    """One table a split, a row a group, EM and F1 of each system side by side."""
    for split in dict.fromkeys(group.split for system in systems for group in system.report.groups):
        groups = _in_order(split, systems[0].report.by(split))
        if split == "all" or not groups:
            continue
        header = [label("group", lang), label("count", lang)]
        header += [f"{system.name}: {metric}" for system in systems for metric in ("EM", "F1")]
        rows = [_split_row(group, systems, lang) for group in groups[:MOST_GROUPS]]
        left = len(groups) - len(rows)
        yield Table(f"split-{split}", label(split, lang), tuple(header), tuple(rows), f"+ {left}" if left else "")


def _in_order(split: str, groups: Sequence[Group]) -> Sequence[Group]:
    """Lengths from short to long; others stay as they are, largest first."""
    order = LENGTH_ORDERS.get(split)
    return sorted(groups, key=lambda group: order.index(group.name)) if order else groups


def _split_row(group: Group, systems: Sequence[System], lang: Language) -> tuple[str, ...]:
    found = [system.report.group(group.split, group.name) for system in systems]
    cells = [shown(interval, lang) if one else "–" for one in found for interval in ((one.em, one.f1) if one else ())]
    return (group_label(group.split, group.name, lang), str(group.count), *cells)


def confusions(system: System, lang: Language = "vi") -> Table:
    """Expected types down, returned types across; only of questions that got an answer."""
    counts = confusion(system)
    rows = sorted({one for one, _ in counts}, key=lambda kind: -sum(n for (e, _), n in counts.items() if e == kind))
    columns = sorted({one for _, one in counts}, key=lambda kind: -sum(n for (_, r), n in counts.items() if r == kind))
    header = (label("expected", lang), *(group_label("type", kind, lang) for kind in columns))
    body = tuple(
        (group_label("type", row, lang), *(str(counts[row, column] or "·") for column in columns)) for row in rows
    )
    return Table(f"confusion-{system.name}", system.name, header, body, label("answered-only", lang))


def calibration(system: System, lang: Language = "vi") -> Table:
    """The bins of the reliability diagram."""
    given = system.answered
    bins = reliability([one.prediction.score for one in given], [one.em for one in given])
    header = (label("score-range", lang), label("share-right", lang), label("count", lang))
    rows = tuple(
        (number(mean(claimed), lang, 2), number(mean(right), lang, 2), str(len(right))) for claimed, right in bins
    )
    note = f"ECE = {number(system.ece, lang, 3)}. {label('answered-only', lang)}"
    return Table(f"calibration-{system.name}", system.name, header, rows, note)


def recall_table(recall: Recall, lang: Language = "vi") -> Table:
    rows = tuple((str(k), shown(interval, lang)) for k, interval in recall.at)
    note = f"MRR = {number(100 * recall.mrr, lang)} (n = {recall.count})"
    return Table("recall", label("recall", lang), (label("passages", lang), "recall@k"), rows, note)


# ── summaries ────────────────────────────────────────────────────────────────────────────────────────────────────────


def summary_tables(report: SummaryReport, lang: Language = "vi") -> Iterator[Table]:
    """ROUGE on syllables, ROUGE on ASCII, and the shape of the summaries, beside LEAD and oracle."""
    for kind in Tokenizer:
        header = (label("system", lang), *ROUGE_NAMES.values())
        rows = tuple(
            (name, *(shown(rouge_interval(outcomes, kind, rouge), lang) for rouge in ROUGES))
            for name, outcomes in report.systems
        )
        yield Table(f"summary-{kind.value}", label(f"summary-{kind.value}", lang), header, rows)
    yield _shape(report, lang)


def _shape(report: SummaryReport, lang: Language) -> Table:
    columns: tuple[tuple[str, float, int], ...] = (
        ("length", 1, 1),
        ("novelty", 100, 1),
        ("coverage", 100, 1),
        ("density", 1, 2),
        ("faithful", 100, 1),
    )
    rows = tuple(
        (
            name,
            *(number(scale * mean(getattr(o, key) for o in outcomes), lang, places) for key, scale, places in columns),
        )
        for name, outcomes in report.systems
    )
    header = (label("system", lang), *(label(key, lang) for key, _, _ in columns))
    return Table("summary-shape", label("summary-shape", lang), header, rows)


def summary_significance(evaluation: Evaluation, lang: Language = "vi") -> Table:
    rows = tuple(
        (
            f"{one.first} − {one.second}",
            *(f"{_signed(difference, lang)}, p {_p(difference.p, lang)}" for _, difference in one.rouge),
        )
        for one in evaluation.summary_comparisons
    )
    return Table("summary-pairs", label("summary-pairs", lang), (label("pair", lang), *ROUGE_NAMES.values()), rows)


# ── one report in a terminal ─────────────────────────────────────────────────────────────────────────────────────────


def report_tables(report: Report, lang: Language = "vi") -> Iterator[Table]:
    """What ``evaluate qa`` prints: totals, answerable and unanswerable, then by type and by form."""
    header = (label("group", lang), label("count", lang), "EM", "F1")
    yield Table("overview", label("overview", lang), header, tuple(_report_row(one, lang) for one in _totals(report)))
    for split in ("type", "form"):
        if groups := report.by(split):
            yield Table(split, label(split, lang), header, tuple(_report_row(group, lang) for group in groups))


def _totals(report: Report) -> list[Group]:
    return [group for group in (report.overall, report.answerable, report.unanswerable) if group]


def _report_row(group: Group, lang: Language) -> tuple[str, ...]:
    name = label("all", lang) if group.split == "all" else group_label(group.split, group.name, lang)
    return name, str(group.count), shown(group.em, lang), shown(group.f1, lang)
