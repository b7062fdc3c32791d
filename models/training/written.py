"""Questions written for the training by language models, put back to the passages that they were written on.

The passages stay where the data are; ``corpus/written`` holds only where each begins and ends (its README says how the
questions came about).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.training import sources

PATH = Path(__file__).resolve().parents[2] / "corpus" / "written" / "written-v1.jsonl"
LICENCE = "CC BY-SA 4.0; written for this project by language models"

Row = dict[str, Any]


def texts_of(name: str, wanted: set[str]) -> Iterator[tuple[str, str, str]]:
    """``(id, title, text)`` of the wanted rows of a question set or of a shard of news."""
    if name in sources.NEWS:
        for row in sources.rows(sources.news_file(name)):
            if row["id"] in wanted:
                yield row["id"], row["title"], f"{row['abstract']} {' '.join(row['body'])}"
    else:
        for row in sources.rows(sources.question_file(name)):
            if row["id"] in wanted:
                yield row["id"], row["title"], row["context"]


def rows(path: Path | None = None) -> Iterator[Row]:
    """Rows of the shape that question sets have: ``question``, ``context``, ``title``, ``answers`` (none:
    unanswerable).

    Raises:
        ValueError: a passage is not in the data as it was when the questions were written.
    """
    by_source: dict[str, list[Row]] = defaultdict(list)
    for passage in sources.rows(path or PATH):
        by_source[passage["of"]].append(passage)
    for name, passages in by_source.items():
        texts = {key: (title, text) for key, title, text in texts_of(name, {p["row"] for p in passages})}
        for passage in passages:
            title, text = texts.get(passage["row"], ("", ""))
            context = text[passage["from"] : passage["to"]]
            for asked in passage["questions"]:
                yield {"title": title, "context": context, **_put_back(asked, context, name)}


def _put_back(asked: Row, context: str, name: str) -> Row:
    span, start = asked["span"], asked["start"]
    if not context or not context.startswith(span, start):
        raise ValueError(
            f'{name}: a passage should hold "{span}" at {start} and does not: '
            "are these the data that corpus/written/README.md names?"
        )
    return {"question": asked["question"], "answers": [{"text": span, "start": start}] if asked["answerable"] else []}
