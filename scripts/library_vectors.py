"""Would vectors find better than words alone? Written into docs/library.md: ``python scripts/library_vectors.py``.

The vectors are those of our own pieces (128 numbers a piece, as the salience head carries them): a text is the mean of
its pieces' vectors by rarity, without the direction that all texts share (Arora et al. 2017). Their cosine is added to
the score of BM25 of the same text, both as shares of the best: ``(1 - α) · words + α · vectors``.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import figures  # noqa: E402
import library_figures  # noqa: E402

from corpus.datasets import sample  # noqa: E402
from corpus.index_pair import IndexPair  # noqa: E402
from corpus.jsonl import read_rows  # noqa: E402
from models.pieces import Pieces  # noqa: E402
from nlp.library.retrieval import Pool, measure, our_ranker, question_pool, title_pool  # noqa: E402
from nlp.library.search import query as weighted_query  # noqa: E402

MODEL: Final = ROOT / "models" / "shipped" / "salience-small-v1"
SHARES: Final = (0.0, 0.05, 0.1, 0.2, 0.4, 1.0)
QUERIES, TEXTS = 1200, 6000
_WORDS = 100  # texts that words bring; vectors rank these and the rest

Vectors = NDArray[np.float32]


class Encoder:
    """Texts as unit vectors."""

    def __init__(self) -> None:
        kept = np.load(MODEL / "weights.npz")
        self._pieces = Pieces.open(MODEL / "pieces.model")
        vectors = kept["pieces.weight"].astype(np.float32) * kept["pieces.weight.scale"]
        self._weighed = vectors * kept["idf"].astype(np.float32)[:, None]
        self._common = np.zeros(vectors.shape[1], np.float32)

    def fit(self, texts: Sequence[str]) -> Vectors:
        """The vectors of the texts; what they share is left out from now on."""
        found = np.stack([self._mean(text) for text in texts])
        self._common = np.linalg.svd(found[:4000], full_matrices=False)[2][0]
        return self._without(found)

    def __call__(self, text: str) -> Vectors:
        return self._without(self._mean(text)[None])[0]

    def _mean(self, text: str) -> Vectors:
        ids = self._pieces.encode(text).ids
        return self._weighed[ids].mean(0) if len(ids) else self._common

    def _without(self, found: Vectors) -> Vectors:
        apart = found - np.outer(found @ self._common, self._common)
        return apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    shared = parser.parse_args().shared
    rows = ["| pool | texts | queries | " + " | ".join(f"α = {share}" for share in SHARES) + " |"]
    rows.append("|---" * (3 + len(SHARES)) + "|")
    for pool in pools(shared):
        found = " | ".join(f"{100 * value:.2f}" for value in compared(pool))
        rows.append(f"| {pool.name} | {len(pool.texts):,} | {len(pool.queries):,} | {found} |")
    figures.write("vectors", "\n".join(rows))


def pools(shared: Path) -> list[Pool]:
    """The contexts and questions, and some news by their titles."""

    def keep(asked: list[Any]) -> list[Any]:
        return sample(asked, QUERIES, 1)

    files = [shared / "data" / "qa" / f"{name}.jsonl.xz" for name in library_figures.QUESTION_FILES]
    news = (row for _, row in read_rows(shared / "data" / "news" / "news-5.jsonl.xz"))
    return [question_pool(files, "qa", keep), title_pool(itertools.islice(news, TEXTS), "news-5", keep)]


def compared(pool: Pool) -> list[float]:
    """MRR@10 for each share of the vectors."""
    encoder = Encoder()
    vectors = encoder.fit([article.text for article in pool.texts])
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "library" / "index"
        our_ranker(pool.texts, home)
        index = IndexPair.open(home)
        return [measure(pool, str(share), _ranker(index, encoder, vectors, share)).mrr.value for share in SHARES]


def _ranker(index: IndexPair, encoder: Encoder, vectors: Vectors, share: float) -> Callable[[str], Sequence[int]]:
    def rank(query: str) -> Sequence[int]:
        likeness = vectors @ encoder(query)
        score = share * likeness / max(float(likeness.max()), 1e-9)
        hits = index.search_articles(weighted_query(query), _WORDS)
        for number, words in hits:
            score[number] += (1 - share) * words / hits[0][1]
        return [int(number) for number in np.argsort(-score, kind="stable")[:10]]

    return rank


if __name__ == "__main__":
    main()
