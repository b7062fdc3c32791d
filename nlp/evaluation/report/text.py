"""Reports as plain text, for the terminal, and as one Markdown file."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.evaluation.evaluate import Report
from nlp.evaluation.evaluate_summaries import SummaryReport
from nlp.evaluation.report.build import Evaluation
from nlp.evaluation.report.diff import Change, Diff
from nlp.evaluation.report.gate import Fall
from nlp.evaluation.report.labels import Language, label
from nlp.evaluation.report.tables import (
    Table,
    calibration,
    confusions,
    number,
    overview,
    recall_table,
    report_tables,
    significance,
    splits,
    summary_significance,
    summary_tables,
)


def plain(table: Table) -> str:
    """Columns in line, for a terminal or a pipe."""
    cells = [table.header, *table.rows]
    widths = [max(len(row[at]) for row in cells if at < len(row)) for at in range(len(table.header))]
    lines = [
        "  ".join(_aligned(text, width, at) for at, (text, width) in enumerate(zip(row, widths, strict=False)))
        for row in cells
    ]
    return "\n".join([table.title, *(line.rstrip() for line in lines), *([table.note] if table.note else [])])


def _aligned(text: str, width: int, column: int) -> str:
    return text.rjust(width) if column else text.ljust(width)


def markdown(table: Table) -> str:
    """A table of GitHub-flavoured Markdown."""
    lines = [table.header, tuple("---" if at == 0 else "---:" for at in range(len(table.header))), *table.rows]
    body = "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines)
    return f"### {table.title}\n\n{body}\n" + (f"\n{table.note}\n" if table.note else "")


def qa_text(report: Report, lang: Language = "vi") -> str:
    """What ``evaluate qa`` prints: the signature, then the tables."""
    return "\n\n".join([str(report.signature), *(plain(table) for table in report_tables(report, lang))])


def summary_text(report: SummaryReport, lang: Language = "vi") -> str:
    """What ``evaluate summary`` prints: the signature, then the tables."""
    return "\n\n".join([str(report.signature), *(plain(table) for table in summary_tables(report, lang))])


def diff_text(found: Diff, lang: Language = "vi", most: int = 20) -> str:
    """What ``evaluate diff`` prints: how many of each kind, then the first of them."""
    groups = (("better", found.better), ("worse", found.worse), ("changed", found.changed))
    lines = [f"{label(key, lang)}: {len(changes)}" for key, changes in groups] + [
        f"{label('same', lang)}: {found.same}"
    ]
    if found.test:
        lines.append(f"p (McNemar) = {number(found.test.p, lang, 4)}")
    for key, changes in groups:
        if changes:
            lines += ["", label(key, lang), *(_change(change, lang) for change in changes[:most])]
    return "\n".join(lines)


def _change(change: Change, lang: Language) -> str:
    old, new = (text or label("nothing", lang) for text in (change.old, change.new))
    golds = f" ({label('gold', lang)}: {' | '.join(change.golds) or label('nothing', lang)})" if change.question else ""
    return f"  {change.id}  {change.question}\n      {old} → {new}{golds}"


def falls_text(falls: tuple[Fall, ...], lang: Language = "vi") -> str:
    """A line for each score that fell."""
    return "\n".join(f"  {one.name}: {number(one.baseline, lang, 2)} → {number(one.found, lang, 2)}" for one in falls)


def report_markdown(evaluation: Evaluation, lang: Language = "vi") -> str:
    """The whole report without plots and without articles."""
    parts = [f"# {label('title', lang)}\n", f"## {label('signatures', lang)}\n", *_signatures(evaluation)]
    parts += [f"\n{label('how-read', lang)}\n", *(markdown(table) for table in _tables(evaluation, lang))]
    parts += [f"## {label('errors', lang)}\n", *_errors(evaluation, lang)] if evaluation.errors else []
    return "\n".join(parts)


def _signatures(evaluation: Evaluation) -> Iterator[str]:
    yield from (f"- `{system.report.signature}`" for system in evaluation.systems)
    yield from (f"- `{report.signature}`" for report in evaluation.summaries)


def _tables(evaluation: Evaluation, lang: Language) -> Iterator[Table]:
    systems = evaluation.systems
    if systems:
        yield overview(systems, lang)
        yield from splits(systems, lang)
        yield from (calibration(system, lang) for system in systems)
        yield from (confusions(system, lang) for system in systems)
    if evaluation.comparisons:
        yield significance(evaluation, lang)
    if evaluation.recall:
        yield recall_table(evaluation.recall, lang)
    for report in evaluation.summaries:
        yield from summary_tables(report, lang)
    if evaluation.summary_comparisons:
        yield summary_significance(evaluation, lang)


def _errors(evaluation: Evaluation, lang: Language) -> Iterator[str]:
    for found in evaluation.errors:
        shown = label("shown-of", lang).format(shown=len(found.cases), total=found.total)
        yield f"### {found.system}: {label(found.name, lang)} ({shown})\n"
        for case in found.cases:
            golds = " | ".join(case.outcome.golds) or label("nothing", lang)
            answer = case.outcome.prediction.text or label("nothing", lang)
            yield f"- `{case.outcome.id}` {case.outcome.question}: {golds} ← {answer}"
        yield ""
