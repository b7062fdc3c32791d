"""The page and the API on this machine: paint, answers, the contract under odd input, fifty clients for a minute.

    python scripts/bench_web.py [--part page --part contract --part load] [--schemathesis PROGRAM] [--dry]

Writes the figures between the markers `web` of docs/benchmarks.md. Needs chromium and playwright, schemathesis and wrk;
a part whose program is missing stops the run, so that no figure is left from another day. Run it on an idle machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import bench_web_load  # noqa: E402
import bench_web_page  # noqa: E402
import figures  # noqa: E402

SYLLABLES = 1500


@dataclass(frozen=True, slots=True)
class Server:
    """A server that was started for one part, spoken to on this machine only."""

    address: str
    process: int

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.address}{path}", timeout=60) as reply:
            return str(reply.read().decode("utf-8"))

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        sent = json.dumps(body).encode("utf-8")
        request = urllib.request.Request(f"{self.address}{path}", sent, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as reply:
            row: dict[str, Any] = json.load(reply)
            return row

    def statuses(self) -> dict[int, int]:
        """How many requests were answered with which status, from the server's own meters."""
        found: dict[int, int] = {}
        for status, count in re.findall(r'hoibao_requests_total\{.*status="(\d+)"\} (\d+)', self.get("/metrics")):
            found[int(status)] = found.get(int(status), 0) + int(count)
        return found

    def memory(self) -> float:
        """Resident MB of the server's process."""
        status = Path(f"/proc/{self.process}/status").read_text("ascii")
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]


@contextmanager
def serving() -> Iterator[Server]:
    """A fresh server with a folder of annotations of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOIBAO_")}
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "qa_cli.py", "serve", "--port", "0", "--offline", "--annotations", folder]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None
            line = process.stderr.readline()
            found = re.search(r"http://\S+[^/\s]", line)
            if found is None:
                raise SystemExit(line)
            server = Server(found[0], process.pid)
            try:
                server.get("/api/health")
                yield server
            finally:
                process.terminate()


def long_article() -> tuple[str, list[str]]:
    """A text of 1,500 syllables, of our own annotated articles one after another, and the questions asked of them."""
    from corpus.jsonl import read_rows

    rows = [row for _, row in read_rows(ROOT / figures.ANNOTATED) if row.get("split") == "dev"]
    parts: list[str] = []
    questions: list[str] = []
    held = 0
    for row in rows:
        lines = str(row["text"]).split("\n")
        while lines and held < SYLLABLES:
            line = lines.pop(0).split()[: SYLLABLES - held]
            held += len(line)
            parts.append(" ".join(line))
        questions += [str(each["question"]) for each in row.get("questions", ())]
        if held >= SYLLABLES:
            break
    return "\n".join(parts), questions


PARTS: dict[str, Callable[[argparse.Namespace], list[str]]] = {}


def page(_: argparse.Namespace) -> list[str]:
    with serving() as server:
        return bench_web_page.rows(server.address, *long_article())


def contract(options: argparse.Namespace) -> list[str]:
    with serving() as server:
        return bench_web_load.contract(server, options.schemathesis)


def load(_: argparse.Namespace) -> list[str]:
    with serving() as server:
        return bench_web_load.load(server, *long_article())


PARTS.update(page=page, contract=contract, load=load)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", action="append", choices=PARTS, default=[])
    parser.add_argument("--schemathesis", default="schemathesis", metavar="PROGRAM")
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    options = parser.parse_args()
    rows = ["| phép đo | kết quả |", "|---|---|"]
    for name in options.part or PARTS:
        rows += PARTS[name](options)
    machine = f"{os.cpu_count()} nhân, Python {platform.python_version()}, {platform.system()}"
    section = "\n".join([*rows, "", f"Máy đo: {machine}. Bộ đọc mặc định, một tiến trình."])
    print(section)
    if not options.dry and not options.part:
        figures.write("web", section)


if __name__ == "__main__":
    main()
