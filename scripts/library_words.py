"""Does the index need words, or do syllables serve? The same index over both, in one run.

"âm tiết + cặp" is what a library uses (``nlp/language/terms.py``); "từ" are underthesea's words, marked and folded;
"âm tiết" are folded and marked syllables without pairs. Queries are titles, which are left out of the texts.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from corpus.datasets import sample  # noqa: E402
from corpus.index import BODY, joined  # noqa: E402
from corpus.index_pair import IndexPair, PairWriter  # noqa: E402
from nlp.answering.passages import passages  # noqa: E402
from nlp.language.orthography import canonical, fold, has_marks, strip_marks  # noqa: E402
from nlp.language.terms import MARKED, terms, weight, weighted_terms  # noqa: E402
from nlp.language.words import UndertheseaSegmenter  # noqa: E402
from nlp.library.retrieval import measure, title_pool  # noqa: E402

Split = Callable[[str], Sequence[str]]
_DEPTH = 10


def words(text: str) -> tuple[str, ...]:
    """Words folded, and beside them as they are written where they have marks."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[str]:
    for word in UndertheseaSegmenter().segment(text):
        plain, marked = fold(word.text), canonical(word.text)
        if any(character.isalnum() for character in plain):
            yield plain.replace("_", " ")
            if marked != plain:
                yield MARKED + marked.replace("_", " ")


def singles(text: str) -> tuple[str, ...]:
    """Our terms without their pairs."""
    return tuple(term for term in terms(text) if " " not in term)


KINDS: dict[str, Split] = {"âm tiết + cặp": terms, "từ (underthesea)": words, "âm tiết": singles}


def compare(rows: Iterator[dict[str, Any]], texts: int, queries: int) -> list[dict[str, Any]]:
    """For each kind of term: how fast they are made, how large the index is, how well it finds."""
    pool = title_pool(itertools.islice(rows, texts), "tin", lambda asked: sample(asked, queries, 1))
    pieces = [[passage.text for passage in passages(article)] for article in pool.texts]
    found = []
    for name, split in KINDS.items():
        start = time.perf_counter()
        bodies = [[joined(split(piece)) for piece in each] for each in pieces]
        seconds = time.perf_counter() - start
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "library" / "index-1"
            writer = PairWriter.open(home, create=True)
            for number, body in enumerate(bodies):
                writer.add(number, body, "", "", 0)
            writer.commit()
            writer.close()
            size = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
            rank = _ranker(IndexPair.open(home), split)
            marked = measure(pool, name, rank)
            bare = measure(pool, name, lambda query, rank=rank: rank(strip_marks(query)))
        found.append(
            {
                "kind": name,
                "passages_s": sum(map(len, pieces)) / seconds,
                "index_mb": size / 1e6,
                "mrr": 100 * marked.mrr.value,
                "mrr_bare": 100 * bare.mrr.value,
            }
        )
    return found


def _ranker(index: IndexPair, split: Split) -> Callable[[str], Sequence[int]]:
    """Weighs a query's terms as a library does, whatever the terms are."""

    def rank(query: str) -> Sequence[int]:
        marked = has_marks(query)
        known = weighted_terms(query)
        weights = {term: known.get(term, weight(term, marked_text=marked)) for term in split(query)}
        return [number for number, _ in index.search_articles({BODY: weights}, _DEPTH)]

    return rank
