"""The report as one HTML file: no script, no request to anywhere, light and dark, usable with keys alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from nlp.evaluation.report import plots
from nlp.evaluation.report.build import ErrorCase, ErrorList, Evaluation
from nlp.evaluation.report.highlight import marked_up
from nlp.evaluation.report.labels import Language, label
from nlp.evaluation.report.tables import (
    Table,
    calibration,
    confusions,
    number,
    overview,
    recall_table,
    significance,
    splits,
    summary_significance,
    summary_tables,
)

Section = tuple[str, str, str]  # (id, title, HTML)


def html_report(evaluation: Evaluation, lang: Language = "vi") -> str:
    """The whole page."""
    sections = [section for section in _sections(evaluation, lang) if section[2]]
    title = escape(label("title", lang))
    style = files("nlp.evaluation.report").joinpath("page.css").read_text("utf-8")
    contents = "".join(f'<li><a href="#{id}">{escape(name)}</a></li>' for id, name, _ in sections)
    body = "".join(f'<section id="{id}"><h2>{escape(name)}</h2>{html}</section>' for id, name, html in sections)
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">{escape(label("skip", lang))}</a>\n<header><h1>{title}</h1>'
        f"<p>{escape(label('how-read', lang))}</p></header>\n"
        f'<nav aria-label="{escape(label("contents", lang))}"><ol>{contents}</ol></nav>\n'
        f'<main id="main" tabindex="-1">{body}</main>\n</body>\n</html>\n'
    )


def _sections(evaluation: Evaluation, lang: Language) -> Iterator[Section]:
    yield "signatures", label("signatures", lang), _signatures(evaluation)
    if evaluation.systems:
        yield from _question_sections(evaluation, lang)
    if evaluation.recall:
        drawn = _figure(plots.recall_plot(evaluation.recall, lang) if plots.available() else "")
        yield "recall", label("recall", lang), drawn + _table(recall_table(evaluation.recall, lang))
    if evaluation.summaries:
        yield "summary", label("summary", lang), _summaries(evaluation, lang)
    if evaluation.errors:
        yield "errors", label("errors", lang), _errors(evaluation.errors, lang)


def _question_sections(evaluation: Evaluation, lang: Language) -> Iterator[Section]:
    systems = evaluation.systems
    yield "overview", label("overview", lang), _table(overview(systems, lang))
    if evaluation.comparisons:
        yield "significance", label("significance", lang), _table(significance(evaluation, lang))
    yield "splits", label("splits", lang), _folded(splits(systems, lang), opened=3)
    note = "" if plots.available() else f"<p>{escape(label('no-plots', lang))}</p>"
    drawn = _figure(plots.reliability_plot(systems, lang)) if plots.available() else note
    yield (
        "reliability",
        label("reliability", lang),
        drawn + _folded((calibration(system, lang) for system in systems), opened=0 if plots.available() else 9),
    )
    yield (
        "risk",
        label("risk-coverage", lang),
        _figure(plots.risk_plot(systems, lang)) if plots.available() else note,
    )
    yield "confusion", label("confusion", lang), _folded((confusions(system, lang) for system in systems), opened=1)


def _signatures(evaluation: Evaluation) -> str:
    signed = [*(one.report.signature for one in evaluation.systems), *(one.signature for one in evaluation.summaries)]
    return "<ul>" + "".join(f"<li><code>{escape(str(signature))}</code></li>" for signature in signed) + "</ul>"


def _summaries(evaluation: Evaluation, lang: Language) -> str:
    parts = [
        f"<h3>{escape(report.model)}</h3>" + "".join(_table(table, captioned=True) for table in tables)
        for report in evaluation.summaries
        for tables in [summary_tables(report, lang)]
    ]
    return "".join(parts) + _table(summary_significance(evaluation, lang), captioned=True)


def _table(table: Table, *, captioned: bool = False) -> str:
    """A table that scrolls by itself where the screen is narrow, reachable by key."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.header)
    rows = "".join(_row(row) for row in table.rows)
    caption = f"<caption>{escape(table.title)}</caption>" if captioned else ""
    note = f'<p class="note">{escape(table.note)}</p>' if table.note else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(table.title)}">'
        f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{note}"
    )


def _row(row: tuple[str, ...]) -> str:
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
    return f'<tr><th scope="row">{escape(row[0])}</th>{cells}</tr>'


def _folded(tables: Iterable[Table], opened: int) -> str:
    """Tables that unfold; the first ``opened`` are open."""
    return "".join(
        f"<details{' open' if at < opened else ''}><summary>{escape(table.title)}</summary>{_table(table)}</details>"
        for at, table in enumerate(tables)
    )


def _figure(svg: str) -> str:
    return f"<figure>{svg}</figure>" if svg else ""


# ── errors ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _errors(errors: Iterable[ErrorList], lang: Language) -> str:
    return f'<p class="note">{escape(label("legend", lang))}</p>' + "".join(_error_list(one, lang) for one in errors)


def _error_list(found: ErrorList, lang: Language) -> str:
    shown = label("shown-of", lang).format(shown=len(found.cases), total=found.total)
    cases = "".join(_case(case, lang) for case in found.cases) or f"<p>{escape(label('none', lang))}</p>"
    return (
        f"<details><summary>{escape(found.system)}: {escape(label(found.name, lang))} ({escape(shown)})</summary>"
        f"{cases}</details>"
    )


def _case(case: ErrorCase, lang: Language) -> str:
    outcome, prediction = case.outcome, case.outcome.prediction
    nothing = label("nothing", lang)
    facts = [
        (label("gold", lang), " | ".join(outcome.golds) or nothing),
        (label("predicted", lang), prediction.text or nothing),
        (label("score", lang), f"{number(prediction.score, lang, 2)} (F1 {number(100 * outcome.f1, lang)})"),
        (label("evidence", lang), prediction.evidence),
    ]
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in facts if text)
    article = ""
    if case.question.context:
        article = (
            f"<details><summary>{escape(label('article', lang))}: {escape(case.question.title or outcome.id)}</summary>"
            f'<div class="article">{marked_up(case.question, prediction)}</div></details>'
        )
    title = f'<h3>{escape(outcome.question)}</h3><p class="id">{escape(outcome.id)}</p>'
    return f"<article>{title}<dl>{rows}</dl>{article}</article>"
