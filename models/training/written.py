"""Questions written by language models, put back to the passages that they were written on.

The passages stay where the data are; ``corpus/written`` holds only where each begins and ends (its README says how the
questions came about). ``python -m models.training.written FILE`` prints them as rows that other commands take.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.training import sources

WRITTEN = Path(__file__).resolve().parents[2] / "corpus" / "written"
#: What is learnt from; ``held-out-v1.jsonl`` beside them is for choosing.
PATHS = (WRITTEN / "written-v1.jsonl", WRITTEN / "written-v2.jsonl")
LICENCE = "CC BY-SA 4.0; written for this project by language models"

Row = dict[str, Any]


def file_of(name: str) -> Path:
    """The file of a question set, a shard of news or pages."""
    if name in sources.PAGES:
        return sources.DATA / "pages" / f"{name}.jsonl.xz"
    return sources.news_file(name) if name in sources.NEWS else sources.question_file(name)


def title_and_text(row: Row) -> tuple[str, str]:
    """Of a row of any of these files."""
    if "raw_text" in row:
        return row["title_trunc"], row["raw_text"]
    if "context" in row:
        return row["title"], row["context"]
    return row["title"], f"{row['abstract']} {' '.join(row['body'])}"


def rows(*paths: Path) -> Iterator[Row]:
    """Rows of the shape that question sets have: ``id``, ``question``, ``context``, ``title``, ``answers`` (none:
    unanswerable).

    Raises:
        ValueError: a passage is not in the data as it was when the questions were written.
    """
    by_source: dict[str, list[Row]] = defaultdict(list)
    for path in paths or PATHS:
        for passage in sources.rows(path):
            by_source[passage["of"]].append(passage)
    for name, passages in by_source.items():
        wanted = {passage["row"] for passage in passages}
        texts = {row["id"]: title_and_text(row) for row in sources.rows(file_of(name)) if row["id"] in wanted}
        for passage in passages:
            title, text = texts.get(passage["row"], ("", ""))
            context = text[passage["from"] : passage["to"]]
            for number, asked in enumerate(passage["questions"]):
                key = f"{passage['row']}#{number}"
                yield {"id": key, "title": title, "context": context, **_put_back(asked, context, name)}


def _put_back(asked: Row, context: str, name: str) -> Row:
    span, start = asked["span"], asked["start"]
    if not context or not context.startswith(span, start):
        raise ValueError(
            f'{name}: a passage should hold "{span}" at {start} and does not: '
            "are these the data that corpus/written/README.md names?"
        )
    return {"question": asked["question"], "answers": [{"text": span, "start": start}] if asked["answerable"] else []}


def main() -> None:
    for row in rows(Path(sys.argv[1])):
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
