"""The tasks of ``evaluate``: each reads its options, calls one library function and prints what it returned."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import TypeVar

from corpus.datasets import read_all, sample
from corpus.errors import SourceError
from corpus.jsonl import dumps
from corpus.records import Question
from corpus.summaries import SummaryItem, read_summaries
from corpus.validation import validate as faults_of
from models.catalog import DEFAULT_READER
from nlp.console.messages import text
from nlp.evaluation import evaluate as scoring
from nlp.evaluation.evaluate_summaries import SummaryReport, evaluate_summaries
from nlp.evaluation.predictions import (
    Prediction,
    predicted,
    read_predictions,
    replay,
    require_writable,
    write_predictions,
)
from nlp.evaluation.report.diff import diff as compare
from nlp.evaluation.report.gate import check as falls_of
from nlp.evaluation.report.gate import read_baseline
from nlp.evaluation.report.text import diff_text, falls_text, qa_text, summary_text
from nlp.evaluation.signature import QA_METRIC, SUMMARY_METRIC, sign

T = TypeVar("T")


def qa(options: Namespace) -> int:
    """EM and F1 of a reader, or of somebody else's predictions."""
    if options.predictions:
        require_writable(options.predictions)
    report = qa_report(options, options.reader)
    if options.predictions:
        write_predictions(options.predictions, report.predictions)
    print(dumps(report.row()) if options.json else qa_text(report, options.lang))
    return 0


def qa_report(options: Namespace, reader: str) -> scoring.Report:
    """Run (or replay, with ``--from``) one reader over the questions that the options select."""
    from nlp.assistant import Assistant
    from nlp.evaluation.systems import QuestionAnswerer, kind_of

    source = getattr(options, "from_", None)
    if source:
        answer, model = replay(read_predictions(source)), f"từ {source.name}"
    else:
        assistant = Assistant.open(reader=reader, summariser=None, offline=True)
        answer, model = QuestionAnswerer(assistant), reader
    questions = selected(read_all(options.data, options.split), options)
    signature = sign(options.data, QA_METRIC, model, selection_of(options))
    with progress_bar(questions, options) as tick:
        return scoring.evaluate_qa(
            questions, answer, signature=signature, kind_of=lambda question: kind_of(question), progress=tick
        )


def summary(options: Namespace) -> int:
    """ROUGE of a summariser, or of somebody else's summaries, beside LEAD and the oracle."""
    if options.predictions:
        require_writable(options.predictions)
    report = summary_report(options, options.summariser)
    if options.predictions:
        write_predictions(options.predictions, report.predictions)
    print(dumps(report.row()) if options.json else summary_text(report, options.lang))
    return 0


def summary_report(options: Namespace, summariser: str) -> SummaryReport:
    """Run (or replay, with ``--from``) one summariser over the articles that the options select."""
    from nlp.assistant import Assistant
    from nlp.evaluation.systems import summary_writer
    from nlp.summarising.summarise import Length

    source = getattr(options, "from_", None)
    if source:
        given, model = read_predictions(source), f"từ {source.name}"
        summarise = lambda item, _: predicted(given, item.id).text  # noqa: E731
    else:
        assistant = Assistant.open(reader=None, summariser=summariser, offline=True)
        length = Length(getattr(options, "sentences", None), getattr(options, "words", None))
        summarise, model = summary_writer(assistant, length), summariser
    items = selected((item for path in options.data for item in read_summaries(path, options.split)), options)
    signature = sign(options.data, SUMMARY_METRIC, model, selection_of(options))
    with progress_bar(items, options) as tick:
        return evaluate_summaries(items, summarise, signature=signature, progress=tick)


def report(options: Namespace) -> int:
    """One report of all the readers and summarisers named, each over the same data."""
    from nlp.evaluation.report.build import System, build_report
    from nlp.evaluation.report.recall import recall_at
    from nlp.evaluation.report.write import write_report
    from nlp.evaluation.systems import passages_for

    questions = selected(read_all(options.data, options.split), options)
    readers = options.reader or ([DEFAULT_READER] if questions else [])
    systems = [System(name, qa_report(options, name), peak_memory()) for name in readers]
    summaries = [summary_report(options, name) for name in options.summariser]
    recall = recall_at(questions, passages_for) if questions else None
    for path in write_report(options.out, build_report(systems, summaries, recall, lambda: questions), options.lang):
        print(text("written", options.lang, path=path))
    return 0


def peak_memory() -> float | None:
    """Peak resident memory of this process so far, in MB; ``None`` where the platform does not tell."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def diff(options: Namespace) -> int:
    """What got better and what got worse between two prediction files."""
    old, new = read_predictions(options.old), read_predictions(options.new)
    found = compare(old, new, _answered(old, new, options) if options.data else None)
    print(dumps(found.row()) if options.json else diff_text(found, options.lang))
    return 0


def _answered(old: Mapping[str, Prediction], new: Mapping[str, Prediction], options: Namespace) -> list[Question]:
    """The questions of the data that either file answers: predictions may come from a part of it (``--limit``)."""
    found = [question for question in read_all(options.data, options.split) if question.id in old or question.id in new]
    if not found:
        raise SourceError(
            "Cần dự đoán cho các câu hỏi của dữ liệu, nhưng không id nào trùng. Hãy kiểm tra lại --data và --split.",
            code="other-data",
        )
    return found


def check(options: Namespace) -> int:
    """The quality gate: 5 when a score fell below the baseline by more than the tolerance."""
    baseline = read_baseline(options.baseline)
    summaries = baseline.get("task") == "summary"
    report = summary_report(options, options.summariser) if summaries else qa_report(options, options.reader)
    falls = falls_of(report, baseline, options.tolerance)
    if options.json:
        print(dumps({"passed": not falls, "falls": [asdict(fall) for fall in falls]}))
    else:
        tolerance = f"{options.tolerance:g}".replace(".", "," if options.lang == "vi" else ".")
        key = "check-failed" if falls else "check-passed"
        print(text(key, options.lang, tolerance=tolerance, baseline=options.baseline))
        if falls:
            print(falls_text(falls, options.lang))
    return 5 if falls else 0


def validate(options: Namespace) -> int:
    """Each fault of an annotated file in a line with its number; 3 when there is one."""
    faulty = False
    for path in options.data:
        faults = faults_of(path)
        faulty = faulty or bool(faults)
        for fault in faults:
            print(text("fault", options.lang, path=path, line=fault.line, message=fault.message))
        if not faults:
            print(text("valid", options.lang, path=path))
    return 3 if faulty else 0


def draw(options: Namespace) -> int:
    """Some questions drawn at random, as rows or for reading."""
    for question in sample(read_all(options.data, options.split), options.n, options.seed):
        golds = [gold.text for gold in question.answers]
        if options.json:
            print(dumps({"id": question.id, "question": question.question, "answers": golds}))
        else:
            print(f"{question.id}\t{question.question}\t{' | '.join(golds) or text('not-in-article', options.lang)}")
    return 0


# ── what several tasks share ─────────────────────────────────────────────────────────────────────────────────────────


def selected(items: Iterable[T], options: Namespace) -> list[T]:
    """All items, or ``--limit`` of them drawn with ``--seed``."""
    return list(items) if options.limit is None else sample(items, options.limit, options.seed)


def selection_of(options: Namespace) -> str:
    """What part of the data was taken, for the signature."""
    parts = [f"split={options.split}"] if options.split else []
    if options.limit is not None:
        parts.append(f"limit={options.limit} seed={options.seed}")
    return " ".join(parts) or "all"


@contextmanager
def progress_bar(
    items: list[Question] | list[SummaryItem], options: Namespace
) -> Iterator[Callable[[int], None] | None]:
    """A bar on standard error while it is a terminal; silence in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(f"evaluate {options.task}", total=len(items))
        yield lambda done: progress.update(task, completed=done)


def library(options: Namespace) -> int:
    """Questions across the articles of a library."""
    from nlp.console import library_evaluation

    return library_evaluation.library(options)


def retrieval(options: Namespace) -> int:
    """Retrieval over large pools, beside a baseline."""
    from nlp.console import library_evaluation

    return library_evaluation.retrieval(options)


TASKS: dict[str, Callable[[Namespace], int]] = {
    "qa": qa,
    "summary": summary,
    "report": report,
    "diff": diff,
    "check": check,
    "validate": validate,
    "sample": draw,
    "library": library,
    "retrieval": retrieval,
}
