"""The figures of docs/library.md: questions across articles, and finding texts. Called by ``figures.py``."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

LIBRARY = "corpus/annotated/library-v1.jsonl"
QUERIES = 1200  # of each pool, drawn with seed 1
#: Every context of the two families of sets; their dev questions are the queries.
QUESTION_FILES = (
    *("train/viquad1_train", "train/viquad2_train_unanswerable", "train/vinewsqa_train"),
    *("dev/viquad1_dev", "dev/viquad2_dev_a", "dev/vinewsqa_dev"),
)
NEWS_FILES = ("news-1", "news-5")  # whole shards; the weights of a search were chosen on a part of the first

_KINDS = {
    "years": "several years",
    "year": "one year asked",
    "relative": '"năm ngoái", "hiện nay"',
    "single": "one article says it",
    "agree": "papers that agree",
    "conflict": "papers that disagree",
    "merged": "merged provinces",
    "marks-free": "without marks",
    "unanswerable": "not in the library",
}


def across(measured: Callable[..., dict[str, Any]], readers: Sequence[str]) -> str:
    """Questions across articles, by kind, for each reader. ``measured`` runs a command and gives its JSON."""
    rows = [
        "| reader | questions | n | all right | first group right | F1 of groups | right groups with exactly the "
        "right articles |",
        "|---|---|---|---|---|---|---|",
    ]
    signatures = []
    for reader in readers:
        found = measured("evaluate", "library", LIBRARY, "--reader", reader)
        kinds = {"all": found["scores"]} | {_KINDS[name]: scores for name, scores in found["types"].items()}
        rows += [f"| {reader} | {name} | {_cells(scores)} |" for name, scores in kinds.items()]
        low, high = found["interval_exact"]
        signatures.append(f"{found['signature']} | all right, 95 %: {low:.1f}–{high:.1f}")
    return "\n".join([*rows, "", *(f"    {signature}" for signature in signatures)])


def _cells(scores: dict[str, float]) -> str:
    shares = ("exact", "first", "groups", "supported") if scores.get("supported") else ("exact", "first")
    cells = [f"{scores[name]:.1f}" for name in shares]
    return " | ".join([str(int(scores["count"])), *cells, *["–"] * (4 - len(cells))])


def retrieval(cli: Callable[..., str], shared_file: Callable[..., Path]) -> str:
    """Finding the text that answers a question, or that a title heads, beside BM25 over syllables in the same run."""
    files = [shared_file("qa", *f"{name}.jsonl.xz".split("/")) for name in QUESTION_FILES]
    files += [shared_file("news", f"{name}.jsonl.xz") for name in NEWS_FILES]
    lines = cli("evaluate", "retrieval", *files, "--limit", QUERIES, "--json").splitlines()
    found = [json.loads(line) for line in lines]
    rows = [
        "| pool | texts | queries | system | R@1 | R@5 | R@10 | MRR@10 (95 %) |",
        "|---|---|---|---|---|---|---|---|",
    ]
    rows += [_retrieval_row(each) for each in found]
    return "\n".join([*rows, "", *(f"    {each}" for each in dict.fromkeys(each["signature"] for each in found))])


def _retrieval_row(found: dict[str, Any]) -> str:
    recall = " | ".join(f"{found[f'recall@{cut}']:.1f}" for cut in (1, 5, 10))
    low, high = found["mrr@10_interval"]
    named = f"{found['pool']} | {found['texts']:,} | {found['queries']:,} | {found['system']}"
    return f"| {named} | {recall} | {found['mrr@10']:.2f} ({low:.1f}–{high:.1f}) |"
