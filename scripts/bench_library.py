"""How a library grows: build rate, index rate alone, size, memory, and how long finding and asking take.

    python scripts/bench_library.py NEWS.jsonl.xz … [--sizes 10000 50000] [--out docs/benchmarks-library.md]

Articles are taken in the order of the files. Times are of this machine, warm, in one process; a rate says little on
another machine, the growth from size to size says much. Queries are titles, with their marks and without; questions
are those of the library set.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from corpus.index_pair import IndexPair  # noqa: E402
from corpus.jsonl import read_rows  # noqa: E402
from nlp.assistant import Assistant  # noqa: E402
from nlp.language.orthography import strip_marks  # noqa: E402
from nlp.library.ingest import prepare  # noqa: E402
from nlp.library.items import Item  # noqa: E402
from nlp.library.search import search, search_articles  # noqa: E402
from nlp.library.shelf import Shelf  # noqa: E402

_QUERIES = 200
_PREPARED = 1000
QUESTIONS = ROOT / "corpus" / "annotated" / "library-v1.jsonl"


def main() -> None:
    options = _options()
    rows = _rows(options.news)
    titles: list[str] = []
    lines = [
        "| bài | đoạn | thêm (đoạn/s) | kho MB | chỉ mục MB | RSS MB | tìm đoạn p50/p95 ms | tìm bài p50/p95 ms "
        "| hỏi, không bộ đọc p50 ms | hỏi p50/p95 s |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder, Shelf.create(Path(folder) / "library") as shelf:
        held = 0
        for size in sorted(options.sizes):
            batch = list(itertools.islice(rows, size - held))
            titles += [str(row["title"]) for row in batch if row.get("title")]
            part = Path(folder) / f"{size}.jsonl"
            part.write_text("".join(json.dumps(row) + "\n" for row in batch), encoding="utf-8")
            before, start = shelf.stats().counts["passages"], time.perf_counter()
            shelf.add([part], workers=options.workers)
            took = time.perf_counter() - start
            held = size
            lines.append(_line(shelf, (shelf.stats().counts["passages"] - before) / took, titles))
            print(lines[-1], flush=True)
    lines.append("")
    lines.append(f"Chỉ mục riêng, từ các từ đã tách sẵn: {_index_rate(options.news):,.0f} đoạn/s.")
    print(lines[-1])
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", nargs="+", type=Path)
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 50_000, 149_000])
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


def _rows(paths: Sequence[Path]) -> Iterator[dict[str, object]]:
    return (row for path in paths for _, row in read_rows(path))


def _line(shelf: Shelf, rate: float, titles: Sequence[str]) -> str:
    asked = random.Random(1).sample(list(titles), min(_QUERIES, len(titles)))
    asked += [strip_marks(title) for title in asked]
    questions = [str(row["question"]) for _, row in read_rows(QUESTIONS) if "question" in row][:50]
    assistant = Assistant.open(reader="lexical", summariser=None)
    library = shelf.library
    passages = _times(lambda text: search(library, text, 10), asked)
    articles = _times(lambda text: search_articles(library, text, 10), asked)
    without = _times(lambda text: search_articles(library, text, 10), questions)
    whole = _times(lambda text: shelf.ask(text, assistant, this_year=2026), questions)
    stats = shelf.stats()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells = (
        f"{stats.counts['articles']:,}",
        f"{stats.counts['passages']:,}",
        f"{rate:,.0f}",
        f"{stats.store_bytes / 1e6:,.0f}",
        f"{stats.index_bytes / 1e6:,.0f}",
        f"{memory:,.0f}",
        _both(passages, 1),
        _both(articles, 1),
        f"{statistics.median(without):.1f}",
        _both([each / 1000 for each in whole], 2),
    )
    return "| " + " | ".join(cells) + " |"


def _times(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Milliseconds of each call, after a first round that warms up."""
    for text in texts[:5]:
        work(text)
    taken = []
    for text in texts:
        start = time.perf_counter()
        work(text)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def _both(times: Sequence[float], digits: int) -> str:
    high = sorted(times)[int(0.95 * (len(times) - 1))]
    return f"{statistics.median(times):.{digits}f} / {high:.{digits}f}"


def _index_rate(paths: Sequence[Path]) -> float:
    """Passages a second into both indexes when their terms are ready."""
    entries = [prepare(Item(str(at), "", row=row)) for at, row in enumerate(itertools.islice(_rows(paths), _PREPARED))]
    bodies = [entry.terms for entry in entries if hasattr(entry, "terms")]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        writer = IndexPair(Path(folder) / "library" / "index-1", create=True).writer()
        for number, body in enumerate(bodies):
            writer.add(number, body, (), (), 0)
        writer.commit()
        writer.close()
        return sum(map(len, bodies)) / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
