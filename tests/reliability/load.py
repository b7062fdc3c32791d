"""A long time at the rate a server holds: what it refuses, how long visitors wait, whether its memory stays flat."""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.jsonl import read_rows
from nlp.library.shelf import Shelf
from tests.reliability.load_client import MIX, Material, Visitors
from tests.reliability.results import ROOT, Row, number, write

SHARE = 0.7  # of the rate that the server holds
CLIENTS = 8  # who try how fast it can be
PATIENCE = 10.0  # seconds that one in a hundred may wait at a rate that counts as held
EVERY = 10.0  # seconds between two looks at the memory
SETTLED = 10.0  # minutes before memory counts
FLAT = 0.05
TEXTS = 300  # more than the server keeps open, so that some make room
ANNOTATED = ROOT / "corpus" / "annotated"


def run(options: argparse.Namespace) -> None:
    """The whole of it, server and visitors on one core."""
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})  # the server inherits it
    with tempfile.TemporaryDirectory() as folder:
        library = options.library or small_library(Path(folder) / "library")
        with Shelf.open(library) as shelf:
            articles = shelf.stats().counts["articles"]
            titles = [each.title for each, _ in zip(shelf.listed(), range(400), strict=False) if each.title]
        with serving(library, Path(folder) / "notes") as (port, process):
            found = asyncio.run(measure(port, process, material(titles), options.minutes))
    report(found, articles, options.minutes)


async def measure(port: int, process: int, brought: Material, minutes: float) -> dict[str, Any]:
    """Find the rate, then keep to a share of it and look at the server's memory meanwhile."""
    trial = Visitors(port, brought, seed=1)
    await trial.fill(TEXTS)
    short = min(20.0, 6 * minutes)
    fastest = await trial.as_fast_as_can_be(CLIENTS, short)
    print(f"fastest {fastest:.2f} a second", flush=True)
    held = await _held(port, brought, fastest, short)
    visitors = Visitors(port, brought, seed=2)
    await visitors.fill(20)
    visitors.seen.waits.clear()
    samples: list[dict[str, float]] = []
    start = time.monotonic()
    watching = asyncio.create_task(_watch(process, start, samples))
    left = await visitors.steadily(SHARE * held, 60 * minutes)
    watching.cancel()
    return {
        "fastest": round(fastest, 2),
        "held": round(held, 2),
        "kept": round(SHARE * held, 2),
        "left": left,
        "faults": dict(visitors.seen.faults + trial.seen.faults),
        "changed": visitors.seen.changed,
        "waits": {name: _shares(waits) for name, waits in sorted(visitors.seen.waits.items())},
        "all": _shares([wait for waits in visitors.seen.waits.values() for wait in waits]),
        "answered": visitors.seen.answered,
        "memory": samples,
    }


async def _held(port: int, brought: Material, fastest: float, seconds: float) -> float:
    """The largest share of the fastest rate at which nothing is refused and one in a hundred waits no longer than
    ``PATIENCE``."""
    for share in (0.85, 0.7, 0.55, 0.4):
        visitors = Visitors(port, brought, seed=3)
        await visitors.fill(5)
        visitors.seen.waits.clear()
        await visitors.steadily(share * fastest, seconds)
        waits = _shares([wait for each in visitors.seen.waits.values() for wait in each])
        print(f"{share:.2f} of it: {waits}, faults {dict(visitors.seen.faults)}", flush=True)
        if not visitors.seen.faults and waits["p99"] <= 1000 * PATIENCE:
            return share * fastest
    raise SystemExit("the server holds not even 0.4 of its fastest rate")


async def _watch(process: int, start: float, samples: list[dict[str, float]]) -> None:
    while True:
        minutes = (time.monotonic() - start) / 60
        samples.append({"minutes": round(minutes, 2), **memory(process)})
        if len(samples) % 6 == 1:
            print(samples[-1], flush=True)
        await asyncio.sleep(EVERY)


def memory(process: int) -> dict[str, float]:
    """Resident MB, those of them that are not pages of files, and how many files and threads are open."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    found = {name: int(value) / 1024 for name, value in re.findall(r"(VmRSS|RssAnon):\s+(\d+) kB", status)}
    threads = re.search(r"Threads:\s+(\d+)", status)
    files = len(list(Path(f"/proc/{process}/fd").iterdir()))
    resident = {"resident": round(found["VmRSS"], 1), "own": round(found["RssAnon"], 1)}
    return resident | {"files": files, "threads": int(threads[1]) if threads else 0}


def _shares(waits: list[float]) -> dict[str, float]:
    """Milliseconds within which half, 95 and 99 of a hundred were answered, and the longest."""
    ordered = sorted(waits) or [0.0]
    at = {f"p{share}": ordered[min(len(ordered) - 1, len(ordered) * share // 100)] for share in (50, 95, 99)}
    return {name: round(1000 * wait) for name, wait in (at | {"longest": ordered[-1]}).items()} | {"count": len(waits)}


@contextmanager
def serving(library: Path, notes: Path) -> Iterator[tuple[int, int]]:
    """A server with its library, on a port that is free; gives the port and the process."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOIBAO_")}
    command = [sys.executable, "qa_cli.py", "serve", "--port", "0", "--offline"]
    command += ["--annotations", str(notes), "--library", str(library)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        if found is None:
            raise SystemExit(line)
        try:
            yield int(found[1]), process.pid
        finally:
            process.terminate()


def material(titles: list[str]) -> Material:
    """Our own articles, each several times with another first line, so that the server's shelf must make room."""
    rows = [row for _, row in read_rows(ANNOTATED / "hoibao-v1.jsonl")]
    texts = []
    for at in range(TEXTS):
        row = rows[at % len(rows)]
        asked = [str(each["question"]) for each in row["questions"]]
        texts.append((f"Bản in số {at}\n\n{row['text']}", asked))
    questions = [str(row["question"]) for _, row in read_rows(ANNOTATED / "library-v1.jsonl") if row.get("question")]
    return Material(texts, titles or ["Thanh Hóa"], questions or [f"{title}?" for title in titles])


def small_library(folder: Path) -> Path:
    """The articles that ship with the project, for trying this out."""
    with Shelf.create(folder) as shelf:
        shelf.add([ANNOTATED / "library-v1.jsonl", ANNOTATED / "hoibao-v1.jsonl"])
    return folder


def report(found: dict[str, Any], articles: int, minutes: float) -> None:
    """The rows of the page."""
    settled = [each for each in found["memory"] if each["minutes"] >= min(SETTLED, minutes / 3)]
    base = settled[0]["resident"]
    strayed = max((abs(each["resident"] - base) / base for each in settled), default=0.0)
    faults = sum(found["faults"].values())
    every = found["all"]
    rows = [
        Row(
            f"phục vụ {number(minutes, 0)} phút trên thư viện {number(articles, 0)} bài, "
            f"{number(found['kept'], 2)} yêu cầu/giây ({number(100 * SHARE, 0)} % mức máy chủ giữ được)",
            found["answered"] + faults,
            f"p50 {every['p50']}, p95 {every['p95']}, p99 {every['p99']} ms; {faults} lỗi hay bị từ chối",
            faults,
        ),
        Row("cùng một câu hỏi, trả lời có khác lần trước", found["answered"], f"{found['changed']} lần khác", 0),
        Row(
            f"bộ nhớ từ phút {number(settled[0]['minutes'], 0)} đến hết, xem mỗi {EVERY:.0f} giây",
            len(settled),
            f"{number(base, 0)} MB, lệch nhiều nhất {number(100 * strayed)} % "
            f"({'phẳng' if strayed <= FLAT else 'KHÔNG phẳng'}, giới hạn ±{100 * FLAT:.0f} %)",
        ),
    ]
    mix = ", ".join(f"{kind} {share}" for kind, share in MIX.items())
    notes = [
        "Máy chủ và khách cùng dùng một lõi (đặt bằng affinity); chỉ đi qua 127.0.0.1.",
        f"Trong hai mươi yêu cầu: {mix}. Thời gian chờ tính từ lúc yêu cầu đến hạn.",
        f"Nhanh nhất {number(found['fastest'], 2)} yêu cầu/giây; giữ được (p99 ≤ {PATIENCE:.0f} giây, không từ chối) "
        f"{number(found['held'], 2)}.",
    ]
    write(
        "load", "Chịu tải", rows, notes, **(found | {"memory": found["memory"][::6]})
    )  # one a minute is enough to see
