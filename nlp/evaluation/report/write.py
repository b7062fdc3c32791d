"""The three files of a report."""

from __future__ import annotations

import json
from pathlib import Path

from corpus.errors import SourceError
from corpus.jsonl import atomic_writer
from nlp.evaluation.report.build import Evaluation
from nlp.evaluation.report.labels import Language
from nlp.evaluation.report.page import html_report
from nlp.evaluation.report.text import report_markdown


def write_report(out: Path, evaluation: Evaluation, lang: Language = "vi") -> tuple[Path, ...]:
    """Write ``report.html``, ``report.json`` and ``report.md`` into the folder ``out``; return their paths.

    Raises:
        SourceError: ``out`` is a file, or cannot be written.
    """
    texts = {
        "report.html": html_report(evaluation, lang),
        "report.json": json.dumps(evaluation.row(), ensure_ascii=False, indent=1) + "\n",
        "report.md": report_markdown(evaluation, lang),
    }
    try:
        for name, text in texts.items():
            with atomic_writer(out / name) as file:
                file.write(text.encode("utf-8", "replace").decode("utf-8"))
    except OSError as error:
        raise SourceError(
            f"Cần một thư mục ghi được ở {out}, nhưng gặp lỗi ({error}).", code="not-writable", subject=str(out)
        ) from error
    return tuple(out / name for name in texts)
