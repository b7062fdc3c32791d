"""How a library grows, in numbers, written between the markers of docs/benchmarks.md (``make bench-library``).

    python scripts/bench_library.py [NEWS.jsonl.xz …] [--sizes 10000 50000 149000] [--dry]

Articles are taken in the order of the files. Times are of this machine and warm; a rate says little on another machine,
the growth from size to size says much. What was measured is also kept as JSON, from which ``scale.py`` reckons. With
``--dry`` nothing is written: on a machine that is busy the figures are worth nothing.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import figures
import library_words
from library_stages import ROOT, rows_of

MEASURED = ROOT / "docs" / "library-measured.json"
_BATCH_ROWS = 400
_WORD_TEXTS, _WORD_QUERIES = 2000, 500

Found = dict[str, Any]


def main() -> None:
    options = _options()
    news = [str(path) for path in options.news]
    with tempfile.TemporaryDirectory() as folder:
        measured = {
            "growth": _growth(Path(folder), news, options.sizes),
            "shards": _shards(Path(folder), max(options.sizes)),
            "index": stage("index_rate", news=news),
            "words": library_words.compare(rows_of(news), min(_WORD_TEXTS, max(options.sizes)), _WORD_QUERIES),
            "batch": [_batch(news, task) for task in ("clean", "ask")],
        }
    shown = tables(measured)
    print(shown)
    if not options.dry:
        MEASURED.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        figures.write("library", shown)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", nargs="*", type=Path)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 50_000, 149_000])
    parser.add_argument("--dry", action="store_true")
    options = parser.parse_args()
    options.news = options.news or sorted((options.shared / "data" / "news").glob("news-*.jsonl.xz"))
    if not options.news:
        parser.error("no news files; name some")
    return options


def stage(name: str, threads: int | None = None, **arguments: object) -> Found:
    """A stage in a process of its own."""
    command = [sys.executable, str(ROOT / "scripts" / "library_stages.py"), name, json.dumps(arguments)]
    environment = os.environ | ({"HOIBAO_THREADS": str(threads)} if threads else {})
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found: Found = json.loads(done.stdout.splitlines()[-1])
    print(f"  {name} {found}", file=sys.stderr)
    return found


def _growth(folder: Path, news: list[str], sizes: list[int]) -> list[Found]:
    """One library that grows; at each size it is searched and asked."""
    library, rows, held = str(folder / "library"), rows_of(news), 0
    found: list[Found] = []
    for size in sorted(sizes):
        part = folder / f"{size:09d}.jsonl"
        with part.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in itertools.islice(rows, size - held))
        held = size
        each = stage("add", library=library, rows=str(part)) | stage("find", library=library, rows=str(part))
        for reader in (None, "lexical", "small"):
            asked = stage("ask", library=library, reader=reader)
            each |= {f"{name}_{reader or 'none'}": value for name, value in asked.items()}
        found.append(each)
    return found


def _shards(folder: Path, size: int) -> list[Found]:
    """The articles of the growth again, in shards: one, then six, by one worker and by two."""
    source = folder / "all.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for part in sorted(folder.glob("0*.jsonl")):
            file.write(part.read_text(encoding="utf-8"))
    found: list[Found] = []
    for shards, workers in ((1, 1), (6, 1), (6, 2)):
        library = str(folder / f"built-{shards}-{workers}")
        each = {"workers": workers}
        each |= stage("build", library=library, rows=str(source), shard_rows=-(-size // shards), workers=workers)
        each |= stage("find", library=library, rows=str(source))
        each |= stage("agreement", one=str(folder / "library"), other=library, rows=str(source))
        found.append(each)
    return found


def _batch(news: list[str], task: str) -> Found:
    one, two = (
        stage("batches", threads=1, news=news, task=task, count=_BATCH_ROWS, workers=workers)["rows_s"]
        for workers in (1, 2)
    )
    return {"task": task, "rows_s": one, "ratio": two / one}


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def tables(measured: Found) -> str:
    """What docs/benchmarks.md shows."""
    parts = [
        "Thư viện lớn dần (một tiến trình thêm bài; thời gian tính bằng mili giây, p50 / p95, đã chạy nóng):",
        table(
            "bài | đoạn | thêm, đoạn/s | kho MB | chỉ mục MB | RSS thêm MB | RSS hỏi MB | tìm đoạn | tìm bài "
            "| hỏi, không bộ đọc | hỏi, lexical | hỏi, small",
            [_growth_row(each) for each in measured["growth"]],
        ),
        f"Riêng chỉ mục, từ các mục từ đã tách sẵn: {number(measured['index']['passages_s'])} đoạn/s.",
        "Cùng số bài ấy dựng thành mảnh (`library build`); mười bài đầu so với thư viện một mảnh:",
        table(
            "mảnh | tiến trình | bài/s | tìm bài | trùng mười bài đầu | trùng bài đầu",
            [_shard_row(each) for each in measured["shards"]],
        ),
        "Mục từ của chỉ mục: có cần tách từ không (tìm bài theo tít, tít không nằm trong chỉ mục):",
        table(
            "mục từ | tách, đoạn/s | chỉ mục MB | MRR@10 | MRR@10 không dấu", [_word_row(e) for e in measured["words"]]
        ),
        "Xử lý hàng loạt, mỗi tiến trình một luồng:",
        table(
            "việc | một tiến trình, dòng/s | hai tiến trình, gấp",
            [[each["task"], number(each["rows_s"], 1), number(each["ratio"], 2)] for each in measured["batch"]],
        ),
    ]
    return "\n\n".join(parts)


def _growth_row(each: Found) -> list[str]:
    figures_of = ("articles", "passages", "passages_s", "store_mb", "index_mb", "build_mb", "ask_mb_small")
    timed = ("find_passages_ms", "find_articles_ms", "ask_ms_none", "ask_ms_lexical", "ask_ms_small")
    return [*(number(each[name]) for name in figures_of), *(pair(each[name]) for name in timed)]


def _shard_row(each: Found) -> list[str]:
    counts = [number(each["shards"]), number(each["workers"]), number(each["articles_s"])]
    return [*counts, pair(each["find_articles_ms"]), *(number(100 * each[name], 1) for name in ("top10", "first"))]


def _word_row(each: Found) -> list[str]:
    return [
        each["kind"],
        number(each["passages_s"]),
        *(number(each[name], 1) for name in ("index_mb", "mrr", "mrr_bare")),
    ]


def table(head: str, rows: list[list[str]]) -> str:
    columns = head.count("|") + 1
    return "\n".join([f"| {head} |", "|---" * columns + "|", *(f"| {' | '.join(row)} |" for row in rows)])


def number(value: float, digits: int = 0) -> str:
    """As Vietnamese writes it: 12.345,6."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def pair(values: list[float]) -> str:
    return " / ".join(number(value, 1 if value < 100 else 0) for value in values)


if __name__ == "__main__":
    main()
