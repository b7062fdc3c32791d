"""Scoring retrieval: does the text that answers a question, or that a title heads, come back, and how high?

Ours is what a library does: whole texts and their passages, fused. Beside it runs BM25 over
lower-case syllables, by the kept library bm25s, in the same run over the same pool.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from corpus.index import joined
from corpus.index_pair import IndexPair, PairWriter
from corpus.jsonl import read_rows
from corpus.records import Article
from models.errors import MissingModel
from nlp.answering.passages import passages
from nlp.evaluation.evaluate import points
from nlp.evaluation.intervals import Interval, bootstrap
from nlp.language.orthography import lower, strip_marks
from nlp.language.terms import syllables, terms
from nlp.library.rows import article_of_row
from nlp.library.search import query as weighted_query

METRIC: Final = "recall@1/5/10 + MRR@10"
_DEPTH: Final = 10
_CUTS: Final = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Pool:
    """Texts to be searched, and queries with the number of the one text that is right."""

    name: str
    texts: tuple[Article, ...]
    queries: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RetrievalScore:
    """One system on one pool. Shares in [0, 1]; ``mrr`` with its 95 % interval."""

    pool: str
    system: str
    texts: int
    queries: int
    recall: tuple[float, ...]
    mrr: Interval

    def row(self) -> dict[str, Any]:
        recall = {f"recall@{cut}": points(share) for cut, share in zip(_CUTS, self.recall, strict=True)}
        interval = [points(self.mrr.low), points(self.mrr.high)]
        count = {"pool": self.pool, "system": self.system, "texts": self.texts, "queries": self.queries}
        return count | recall | {"mrr@10": points(self.mrr.value), "mrr@10_interval": interval}


class Ranker(Protocol):
    """Ranks the texts of a pool for a query: their numbers, best first."""

    def __call__(self, query: str) -> Sequence[int]: ...


def question_pool(paths: Sequence[Path], name: str, keep: Callable[[list[Any]], list[Any]]) -> Pool:
    """All contexts of some files as one pool; the answerable questions that ``keep`` leaves of them as queries."""
    numbers: dict[str, int] = {}
    asked: list[tuple[str, int]] = []
    for path in paths:
        for _, row in read_rows(path):
            context = str(row.get("context", ""))
            if context.strip():
                number = numbers.setdefault(context, len(numbers))
                if row.get("answers") and "dev" in path.name:
                    asked.append((str(row["question"]), number))
    texts = tuple(article_of_row({"body": context}, str(number)) for context, number in numbers.items())
    return Pool(name, texts, tuple(keep(asked)))


def title_pool(rows: Iterable[dict[str, Any]], name: str, keep: Callable[[list[Any]], list[Any]]) -> Pool:
    """News articles without their titles, which are the queries."""
    texts: list[Article] = []
    asked: list[tuple[str, int]] = []
    for row in rows:
        if row.get("title") and row.get("body"):
            asked.append((str(row["title"]), len(texts)))
            texts.append(article_of_row({"abstract": row.get("abstract"), "body": row["body"]}, str(row.get("id"))))
    return Pool(name, tuple(texts), tuple(keep(asked)))


def evaluate_pool(pool: Pool) -> Iterator[RetrievalScore]:
    """Ours, ours for queries typed without marks, and the baseline, on one pool."""
    with tempfile.TemporaryDirectory() as folder:
        ours = our_ranker(pool.texts, Path(folder) / "library" / "index")
        yield measure(pool, "hoibao", ours)
        yield measure(pool, "hoibao, không dấu", lambda query: ours(strip_marks(query)))
    baseline = syllable_ranker(pool.texts)
    yield measure(pool, "bm25s", baseline)
    yield measure(pool, "bm25s, không dấu", lambda query: baseline(strip_marks(query)))


def measure(pool: Pool, system: str, ranker: Ranker) -> RetrievalScore:
    """Recall and mean reciprocal rank of a ranker."""
    places = [_place(ranker(query), right) for query, right in pool.queries]
    recall = tuple(sum(place <= cut for place in places) / (len(places) or 1) for cut in _CUTS)
    reciprocal = bootstrap([1 / place if place <= _DEPTH else 0.0 for place in places])
    return RetrievalScore(pool.name, system, len(pool.texts), len(places), recall, reciprocal)


def _place(ranked: Sequence[int], right: int) -> int:
    """The place of the right text, counted from 1; beyond the depth when it is not there."""
    return next((place for place, number in enumerate(ranked[:_DEPTH], start=1) if number == right), _DEPTH + 1)


def our_ranker(texts: Sequence[Article], folder: Path) -> Ranker:
    """A library's index over the texts, without the library."""
    writer = PairWriter.open(folder, create=True)
    for number, article in enumerate(texts):
        writer.add(number, [joined(terms(passage.text)) for passage in passages(article)], "", "", 0)
    writer.commit()
    writer.close()
    index = IndexPair.open(folder)

    def rank(query: str) -> Sequence[int]:
        return [number for number, _ in index.search_articles(weighted_query(query), _DEPTH)]

    return rank


def syllable_ranker(texts: Sequence[Article]) -> Ranker:
    """BM25 of whole texts over lower-case syllables, marks and all.

    Raises:
        MissingModel: the baseline's library is not installed.
    """
    try:
        import bm25s
    except ImportError as error:
        raise MissingModel(
            'Cần thư viện bm25s để chạy mức nền, nhưng chưa cài. Hãy chạy: pip install "hoibao[dev]"',
            code="missing-bm25s",
        ) from error
    engine = bm25s.BM25()
    engine.index([_tokens(article.text) for article in texts], show_progress=False)
    depth = min(_DEPTH, len(texts))

    def rank(query: str) -> Sequence[int]:
        found, scores = engine.retrieve([_tokens(query)], k=depth, show_progress=False)
        return [int(number) for number, score in zip(found[0], scores[0], strict=True) if score > 0]

    return rank


def _tokens(text: str) -> list[str]:
    return syllables(lower(text)) or [""]
