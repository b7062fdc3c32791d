"""``evaluate library`` and ``evaluate retrieval``: one library call each, then a table or JSON."""

from __future__ import annotations

import itertools
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.datasets import sample
from corpus.jsonl import dumps, read_rows
from nlp.evaluation.signature import sign
from nlp.library.evaluate import METRIC, LibraryReport, evaluate_library
from nlp.library.retrieval import METRIC as RETRIEVAL_METRIC
from nlp.library.retrieval import Pool, evaluate_pool, question_pool, title_pool


def library(options: Namespace) -> int:
    """Questions across articles: right groups, right first group, right articles."""
    from nlp.assistant import Assistant

    assistant = Assistant.open(reader=options.reader, summariser=None, offline=True)
    signature = sign(options.data, METRIC, options.reader, f"split={options.split}" if options.split else "all")
    report = evaluate_library(
        options.data,
        lambda shelf, question, year: shelf.ask(question, assistant, this_year=year),
        signature,
        split=options.split,
    )
    print(dumps(report.row()) if options.json else library_table(report))
    return 0


def library_table(report: LibraryReport) -> str:
    """A line for all the questions and one for each type."""
    row = report.row()
    lines = [f"{'':<16}{'n':>5}{'đúng hết':>10}{'nhóm đầu':>10}{'nhóm F1':>10}{'bài dẫn':>10}"]
    for name, found in (("tất cả", row["scores"]), *row["types"].items()):
        cells = [found.get(key) for key in ("exact", "first", "groups", "supported")]
        shown = "".join(f"{'–' if cell is None else f'{cell:.1f}':>10}" for cell in cells)
        lines.append(f"{name:<16}{int(found['count']):>5}{shown}")
    return "\n".join([*lines, str(report.signature)])


def retrieval(options: Namespace) -> int:
    """Recall and MRR of our retrieval beside the baseline, pool after pool."""
    print_table = not options.json
    signature = sign(options.data, RETRIEVAL_METRIC, "hoibao + bm25s", f"limit={options.limit} seed={options.seed}")
    if print_table:
        print(f"{'':<14}{'':<20}{'văn bản':>9}{'câu hỏi':>9}{'R@1':>8}{'R@5':>8}{'R@10':>8}{'MRR@10':>8}")
    for pool in pools(options.data, options.limit, options.seed, options.texts):
        for score in evaluate_pool(pool):
            row = score.row()
            if print_table:
                figures = "".join(f"{row[key]:>8.2f}" for key in ("recall@1", "recall@5", "recall@10", "mrr@10"))
                print(f"{score.pool:<14}{score.system:<20}{score.texts:>9}{score.queries:>9}{figures}", flush=True)
            else:
                print(dumps(row | {"signature": str(signature)}), flush=True)
    if print_table:
        print(signature)
    return 0


def pools(paths: Sequence[Path], limit: int | None, seed: int, texts: int | None = None) -> Iterator[Pool]:
    """One pool of all question files, and one of each news file; ``limit`` queries of each, ``texts`` articles."""

    def keep(asked: list[Any]) -> list[Any]:
        return asked if limit is None else sample(asked, limit, seed)

    questions = [path for path in paths if not _is_news(path)]
    if questions:
        yield question_pool(questions, "qa", keep)
    for path in paths:
        if path not in questions:
            rows = (row for _, row in itertools.islice(read_rows(path), texts))
            yield title_pool(rows, path.name.split(".")[0], keep)


def _is_news(path: Path) -> bool:
    return any("body" in row for _, row in itertools.islice(read_rows(path), 1))
