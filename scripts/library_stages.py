"""What ``bench_library.py`` measures, each in a process of its own so that memory is that of the one thing measured.

python scripts/library_stages.py STAGE JSON          prints one JSON object
"""

from __future__ import annotations

import itertools
import json
import random
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import library_words  # noqa: E402

from corpus.index_pair import PairWriter  # noqa: E402
from corpus.jsonl import read_rows  # noqa: E402
from nlp.assistant import Assistant  # noqa: E402
from nlp.batch.job import batch  # noqa: E402
from nlp.batch.tasks import Task  # noqa: E402
from nlp.language.orthography import strip_marks  # noqa: E402
from nlp.library.ingest import prepare  # noqa: E402
from nlp.library.items import Item  # noqa: E402
from nlp.library.search import search, search_articles  # noqa: E402
from nlp.library.shelf import Shelf  # noqa: E402

QUESTIONS = ROOT / "corpus" / "annotated" / "library-v1.jsonl"
_QUERIES = 200
_ASKED = 50
_PREPARED = 3000
_STATUS = Path("/proc/self/status")

_WORD_TEXTS, _WORD_QUERIES = 2000, 500
_TASKS = {
    "clean": Task("clean"),
    "summarise": Task("summarise", summariser="small"),
    "ask": Task("ask", ("Ai làm gì, ở đâu?",), reader="small"),
}

Found = dict[str, Any]


def rows_of(paths: Sequence[str]) -> Iterator[dict[str, Any]]:
    return (row for path in paths for _, row in read_rows(Path(path)))


def add(library: str, rows: str) -> Found:
    """End to end: read, clean, cut, sketch, store, index."""
    with Shelf.create(library) as shelf:
        before, start = shelf.stats().counts, time.perf_counter()
        shelf.add([rows])
        seconds, after = time.perf_counter() - start, shelf.stats()
    passages = after.counts["passages"] - before["passages"]
    sizes = {"store_mb": after.store_bytes / 1e6, "index_mb": after.index_bytes / 1e6}
    counts = {"articles": after.counts["articles"], "passages": after.counts["passages"]}
    return counts | sizes | {"seconds": seconds, "passages_s": passages / seconds} | _MEMORY.row("build_mb")


def build(library: str, rows: str, shard_rows: int, workers: int) -> Found:
    """The same into shards."""
    start = time.perf_counter()
    report = Shelf.build(library, rows, shard_rows=shard_rows, workers=workers)
    seconds = time.perf_counter() - start
    rate = report.articles / seconds
    return {"shards": report.shards, "articles": report.articles, "seconds": seconds, "articles_s": rate}


def find(library: str, rows: str) -> Found:
    """Retrieval alone: titles with and without marks."""
    titles = [str(row["title"]) for row in rows_of([rows]) if row.get("title")]
    asked = random.Random(1).sample(titles, min(_QUERIES, len(titles)))
    asked += [strip_marks(title) for title in asked]
    with Shelf.open(library) as shelf:
        passages = times(lambda text: search(shelf.library, text, 10), asked)
        articles = times(lambda text: search_articles(shelf.library, text, 10), asked)
    return {"find_passages_ms": both(passages), "find_articles_ms": both(articles)} | _MEMORY.row("find_mb")


def ask(library: str, reader: str | None) -> Found:
    """Whole answers, or with no reader the retrieval that comes before them."""
    questions = [str(row["question"]) for _, row in read_rows(QUESTIONS) if "question" in row][:_ASKED]
    assistant = Assistant.open(reader=reader, summariser=None)
    with Shelf.open(library) as shelf:
        if reader is None:
            taken = times(lambda text: search_articles(shelf.library, text, 10), questions)
        else:
            taken = times(lambda text: shelf.ask(text, assistant, this_year=2026), questions)
    return {"ask_ms": both(taken)} | _MEMORY.row("ask_mb")


def agreement(one: str, other: str, rows: str) -> Found:
    """How far two libraries of the same articles rank alike: the share of the ten best that they have in common."""
    titles = [str(row["title"]) for row in rows_of([rows]) if row.get("title")]
    asked = random.Random(2).sample(titles, min(_QUERIES, len(titles)))
    with Shelf.open(one) as left, Shelf.open(other) as right:
        ranked = [[_ids(shelf, query) for shelf in (left, right)] for query in asked]
    overlap = statistics.mean(len(set(a) & set(b)) / max(1, len(a)) for a, b in ranked)
    return {"top10": overlap, "first": statistics.mean(a[:1] == b[:1] for a, b in ranked)}


def _ids(shelf: Shelf, query: str) -> list[str]:
    articles = (shelf.library.store.article(hit.number) for hit in search_articles(shelf.library, query, 10))
    return [article.id for article in articles if article is not None]


def index_rate(news: Sequence[str]) -> Found:
    """Passages a second into both indexes when their terms are ready."""
    items = (Item(str(at), "", row=row) for at, row in enumerate(itertools.islice(rows_of(news), _PREPARED)))
    bodies = [entry.terms for entry in map(prepare, items) if hasattr(entry, "terms")]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        writer = PairWriter.open(Path(folder) / "library" / "index-1", create=True)
        for number, body in enumerate(bodies):
            writer.add(number, body, "", "", 0)
        writer.commit()
        writer.close()
        seconds = time.perf_counter() - start
    return {"passages_s": sum(map(len, bodies)) / seconds}


def batches(news: Sequence[str], task: str, count: int, workers: int) -> Found:
    """Rows a second of a batch, from the end of its first shard on: starting is paid once, however long the batch."""
    done: list[tuple[float, int]] = []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        rows = itertools.islice(rows_of(news), count)
        source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        batch(
            _TASKS[task],
            source,
            Path(folder) / "out",
            workers=workers,
            shard_rows=max(1, count // 20),
            progress=lambda finished, _: done.append((time.perf_counter(), finished)),
        )
    warm = [each for each in done if each[1] >= workers]
    (start, first), (end, last) = warm[0], warm[-1]
    return {"rows_s": (last - first) * max(1, count // 20) / (end - start)}


def words(news: Sequence[str]) -> Found:
    """Kinds of terms compared."""
    return {"kinds": library_words.compare(rows_of(news), _WORD_TEXTS, _WORD_QUERIES)}


# ── timing ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def times(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Milliseconds of each call, after a first round that warms up."""
    for text in texts[:5]:
        work(text)
    taken = []
    for text in texts:
        start = time.perf_counter()
        work(text)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def both(taken: Sequence[float]) -> list[float]:
    """Median and 95th percentile."""
    return [statistics.median(taken), sorted(taken)[int(0.95 * (len(taken) - 1))]]


class _Memory:
    """The most that this process has held, looked at five times a second: of its own, and of mapped files, which the
    system takes back when others need the room. Where the system does not tell them apart all counts as its own."""

    def __init__(self) -> None:
        self._most = {"RssAnon": 0.0, "RssFile": 0.0}
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while _STATUS.exists():
            self._look()
            time.sleep(0.2)

    def _look(self) -> None:
        for line in _STATUS.read_text().splitlines():
            kind, _, value = line.partition(":")
            if kind in self._most:
                self._most[kind] = max(self._most[kind], int(value.split()[0]) / 1024)

    def row(self, name: str) -> Found:
        """In MB."""
        own = self._most["RssAnon"] or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {f"{name}_own": own, f"{name}_file": self._most["RssFile"]}


_MEMORY = _Memory()
STAGES: dict[str, Callable[..., Found]] = {
    each.__name__: each for each in (add, build, find, ask, agreement, index_rate, batches, words)
}

if __name__ == "__main__":
    print(json.dumps(STAGES[sys.argv[1]](**json.loads(sys.argv[2]))))
