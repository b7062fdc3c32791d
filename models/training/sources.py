"""The data the reader learns from: which files, under which terms, and how their rows are read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.jsonl import read_rows

#: Where the data sets lie, beside the checkout.
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

#: Question sets: (file, weight in the mixture, licence as stated by its makers).
RESEARCH = "research use (UIT); no further licence stated"
QUESTION_SETS: tuple[tuple[str, float, str], ...] = (
    ("viquad1_train", 1.0, RESEARCH),
    ("viquad2_train_unanswerable", 2.0, RESEARCH),
    ("virhe4qa_train", 0.6, RESEARCH),
    ("vinewsqa_train", 2.0, RESEARCH),
    ("mailong", 1.0, "none stated"),
    ("seminar", 0.5, "none stated"),
    ("vicoqa", 0.7, RESEARCH),
    ("squad2_mt", 0.7, "CC BY-SA 4.0 (SQuAD 2.0, machine-translated)"),
    ("zalo2019_pairs", 1.0, "none stated (Zalo AI Challenge 2019); only pairs labelled as not answering"),
)
NEWS = tuple(f"news-{n}" for n in range(1, 9))
PAGES = ("national", "local")


def question_file(name: str, part: str = "train") -> Path:
    return DATA / "qa" / part / f"{name}.jsonl.xz"


def rows(path: Path) -> Iterator[dict[str, Any]]:
    return (row for _, row in read_rows(path))


def news_file(name: str) -> Path:
    return DATA / "news" / f"{name}.jsonl.xz"


def news_articles(names: tuple[str, ...] = NEWS) -> Iterator[tuple[str, str, str]]:
    """``(title, abstract, body)`` of every article."""
    for name in names:
        for row in rows(news_file(name)):
            yield row["title"] or "", row["abstract"] or "", " ".join(row["body"])


def texts(news: tuple[str, ...] = NEWS) -> Iterator[str]:
    """Every running text: news, encyclopaedia, laws."""
    for title, abstract, body in news_articles(news):
        yield f"{title} . {abstract} {body}"
    for name in ("wikipedia", "laws"):
        for row in rows(DATA / "text" / f"{name}.jsonl.xz"):
            yield row["text"]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
