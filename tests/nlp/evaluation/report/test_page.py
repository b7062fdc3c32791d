from __future__ import annotations

import html
import html.parser
import json
import re
import unicodedata
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.records import Gold, Question
from corpus.summaries import SourceText, SummaryItem
from nlp.evaluation.evaluate import evaluate_qa
from nlp.evaluation.evaluate_summaries import evaluate_summaries
from nlp.evaluation.predictions import Prediction
from nlp.evaluation.report import plots
from nlp.evaluation.report.build import Evaluation, System, build_report
from nlp.evaluation.report.highlight import marked_up
from nlp.evaluation.report.labels import LABELS
from nlp.evaluation.report.page import html_report
from nlp.evaluation.report.recall import recall_at
from nlp.evaluation.report.text import report_markdown
from nlp.evaluation.report.write import write_report
from nlp.evaluation.signature import Signature

CONTEXT = "Tỉnh <b>xếp</b> thứ 3 về PAPI & thứ 5 về SIPAS."
QUESTIONS = (
    Question("1", "Thứ mấy về <PAPI>?", CONTEXT, (Gold("thứ 3", CONTEXT.index("thứ 3")),), tags=(("type", "rank"),)),
    Question("2", "Ai nói?", CONTEXT, tags=(("type", "person"), ("source", "Báo | A"))),
)
VOID = {"meta", "path", "use", "line", "rect"}


def evaluation() -> Evaluation:
    systems = [
        System(
            name,
            evaluate_qa(
                QUESTIONS,
                lambda question, text=text: Prediction(question.id, text, 0.7, CONTEXT, elapsed_ms=5.0),  # type: ignore[misc]
                signature=Signature("thử#0", "em+f1", name),
            ),
            peak_mb=120.0,
        )
        for name, text in (("một", "thứ 5"), ("hai", ""))
    ]
    item = SummaryItem("1", (SourceText("", ("Tỉnh xếp thứ 3.",)),), ("Tỉnh xếp thứ 3.",))
    summaries = [evaluate_summaries([item], lambda *_: "Tỉnh.", signature=Signature("tt#0", "rouge", "trích"))]
    return build_report(systems, summaries, recall_at(QUESTIONS, lambda _: [CONTEXT]), lambda: QUESTIONS)


class Balance(html.parser.HTMLParser):
    """Collects tags that are left open or closed out of turn, and ids that come twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.faults.append(tag)


@pytest.fixture(scope="module")
def page() -> str:
    return html_report(evaluation())


def test_the_page_is_well_formed_and_escaped(page: str) -> None:
    found = Balance()
    found.feed(page)
    assert (found.open, found.faults) == ([], [])
    assert len(found.ids) == len(set(found.ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(found.ids)
    assert "<b>xếp</b>" not in page
    assert "&lt;PAPI&gt;" in page


def test_the_page_asks_no_host_and_runs_no_script(page: str) -> None:
    assert not re.search(r"https?:|//\w|<script|<link|<img|@import|url\((?!#)", page)
    assert "default-src 'none'" in page


def test_the_page_serves_light_dark_and_keys(page: str) -> None:
    assert "prefers-color-scheme: dark" in page
    assert 'lang="vi"' in page
    assert 'class="skip"' in page
    assert all('tabindex="0"' in region for region in re.findall(r'<div class="scroll"[^>]*>', page))


def test_every_part_is_there(page: str) -> None:
    for id in (
        "signatures",
        "overview",
        "significance",
        "splits",
        "reliability",
        "confusion",
        "recall",
        "summary",
        "errors",
    ):
        assert f'<section id="{id}">' in page
    assert "data=thử#0" in page
    assert "ORACLE-3" in page


def test_the_same_evaluation_gives_the_same_page(page: str) -> None:
    assert html_report(evaluation()) == page


def test_the_page_in_english(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plots, "available", lambda: False)
    glance = "Question answering at a glance"
    assert glance not in page
    assert glance in html_report(evaluation(), "en")


def test_without_plots_the_tables_remain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plots, "available", lambda: False)
    page = html_report(evaluation())
    assert "hoibao[report]" in page
    assert "<svg" not in page
    assert "ECE = " in page


def test_plots_differ_by_marker_and_take_the_page_colours() -> None:
    pytest.importorskip("matplotlib")
    svg = plots.risk_plot(evaluation().systems) + plots.reliability_plot(evaluation().systems)
    assert "currentColor" in svg
    assert "var(--series-1)" in svg
    assert not re.search(r"#0[0-9a-f]0[0-9a-f]{3}", svg)
    assert "độ phủ" in svg
    assert 'role="img" aria-label=' in svg


def test_marks_overlap_and_name_themselves() -> None:
    prediction = Prediction("1", "thứ 3 về", 0.5, evidence="thứ 3 về PAPI")
    found = marked_up(QUESTIONS[0], prediction)
    assert '<mark class="evidence gold predicted">thứ 3</mark>' in found
    assert found.count("⟦") == found.count("⟧") == found.count("⟨") == found.count("⟩") == 1
    assert re.sub(r"<[^>]+>|[⟦⟧⟨⟩]", "", found) == CONTEXT.replace("&", "&amp;").replace("<", "&lt;").replace(
        ">", "&gt;"
    )


def test_a_decomposed_article_is_marked_too() -> None:
    context = unicodedata.normalize("NFD", CONTEXT)
    gold = unicodedata.normalize("NFD", "thứ 3")
    question = Question("1", "?", context, (Gold(gold, context.index(gold)),))
    assert "⟦" in marked_up(question, Prediction("1", "", 0.5))


def test_what_stands_nowhere_is_not_marked() -> None:
    assert "<mark" not in marked_up(QUESTIONS[1], Prediction("2", "bịa", 0.5))


def test_markdown_tables_have_as_many_cells_as_columns() -> None:
    text = report_markdown(evaluation())
    widths: set[int] = set()
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            widths.add(len(re.findall(r"(?<!\\)\|", line)))
            continue
        assert len(widths) <= 1
        widths.clear()
    assert "`data=thử#0" in text


def test_three_files_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plots, "available", lambda: False)
    paths = write_report(tmp_path / "báo cáo", evaluation())
    assert [path.name for path in paths] == ["report.html", "report.json", "report.md"]
    row = json.loads(paths[1].read_text("utf-8"))
    assert [system["name"] for system in row["systems"]] == ["một", "hai"]
    assert row["systems"][0]["scores"]["em"] == 0
    assert row["retrieval"]["recall"]["1"][0] == 100
    (tmp_path / "tệp").write_text("", "utf-8")
    with pytest.raises(SourceError):
        write_report(tmp_path / "tệp", evaluation())


def test_labels_have_both_languages() -> None:
    assert all(vietnamese and english for vietnamese, english in LABELS.values())
    fields = [[re.findall(r"{\w+}", words) for words in pair] for pair in LABELS.values()]
    assert all(vietnamese == english for vietnamese, english in fields)
