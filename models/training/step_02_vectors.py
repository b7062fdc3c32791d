"""Step 2: text → vectors of the pieces, the starting point of the network's embedding table.

Counts of neighbours, weighted by nearness, become positive pointwise mutual information, and a truncated
eigendecomposition of that matrix becomes the vectors (Levy, Goldberg & Dagan 2015 find this level with skip-gram).
It needs two passes of matrix products, minutes on two cores, where skip-gram needs an hour.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from models.pieces import Pieces, normalise, words
from models.training import sources

REACH = 5
CHUNK = 4_000_000


def streams(texts: Iterable[str], pieces: Pieces, chunk: int = CHUNK) -> Iterator[np.ndarray]:
    """The texts as long runs of piece ids, int64."""
    ids: list[int] = []
    for text in texts:
        for word in words(normalise(text)):
            ids.extend(pieces.word_ids(word))
        if len(ids) >= chunk:
            yield np.asarray(ids, dtype=np.int64)
            ids = []
    if ids:
        yield np.asarray(ids, dtype=np.int64)


def neighbours(streams_of_ids: Iterable[np.ndarray], size: int) -> np.ndarray:
    """How often two pieces stand within ``REACH`` of each other, weighted 1/distance; float32 ``[size, size]``."""
    counts = np.zeros(size * size, dtype=np.float32)
    for ids in streams_of_ids:
        for distance in range(1, REACH + 1):
            keys, times = np.unique(ids[:-distance] * size + ids[distance:], return_counts=True)
            counts[keys] += times.astype(np.float32) / distance
    table = counts.reshape(size, size)
    for start in range(0, size, 2048):  # symmetric, block by block, so that no second copy is made
        stop = min(start + 2048, size)
        both = table[start:stop, start:] + table[start:, start:stop].T
        table[start:stop, start:] = both
        table[start:, start:stop] = both.T
    return table


def to_ppmi(table: np.ndarray, smoothing: float = 0.75) -> np.ndarray:
    """Positive pointwise mutual information, in place."""
    rows = table.sum(axis=1, dtype=np.float64) + 1e-9
    contexts = rows**smoothing
    log_rows = np.log(rows).astype(np.float32)
    log_contexts = np.log(contexts / contexts.sum()).astype(np.float32)
    for start in range(0, len(table), 1024):
        block = table[start : start + 1024]
        with np.errstate(divide="ignore"):
            np.log(block, out=block)
        block -= log_rows[start : start + 1024, None]
        block -= log_contexts[None, :]
        np.maximum(block, 0.0, out=block)
    return table


def vectors_of(ppmi: np.ndarray, width: int, rounds: int = 3, seed: int = 0) -> np.ndarray:
    """Leading eigenvectors times the root of their eigenvalues, by subspace iteration; float32 ``[size, width]``."""
    size = len(ppmi)
    random = np.random.default_rng(seed)
    basis = random.standard_normal((size, min(width + 32, size))).astype(np.float32)
    for _ in range(rounds):
        basis, _ = np.linalg.qr(ppmi @ basis)
    small = basis.T @ (ppmi @ basis)
    values, turns = np.linalg.eigh((small + small.T) / 2)
    order = np.argsort(-np.abs(values))[:width]
    vectors = (basis @ turns[:, order]) * np.sqrt(np.abs(values[order]))
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: np.ndarray = (vectors / np.maximum(norms, 1e-6)).astype(np.float32)
    return unit


def run(work: Path, width: int = 128, news: tuple[str, ...] = sources.NEWS[:5], limit: int | None = None) -> None:
    pieces = Pieces.open(work / "pieces.model")
    texts = itertools.islice(sources.texts(news=news), limit)
    table = neighbours(streams(texts, pieces), pieces.size)
    np.save(work / "vectors.npy", vectors_of(to_ppmi(table), width))


if __name__ == "__main__":
    run(Path(".work/reader"))
