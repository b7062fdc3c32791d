"""A server killed while two people save annotations: every save that it confirmed is there, once."""

from __future__ import annotations

import json
import random
import re
import subprocess
import threading
import time
import urllib.request
from collections import Counter
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tests.reliability.commands import CLI, environment
from tests.reliability.results import ROOT
from tests.reliability.tally import Tally

PEOPLE = ("Lan", "Minh")
TEXT = "Vụ xuân\n\nHuyện Yên Lạc vừa gieo cấy xong 4.520 ha lúa xuân, đạt 98% kế hoạch. Nông dân phấn khởi vì được mùa."
LONGEST = 0.6  # seconds of saving before the kill
A_FOLDER = 10  # rounds, before a new folder begins


def rounds(folder: Path, wanted: int, draw: random.Random, tally: Tally) -> None:
    """Start, look for what earlier rounds confirmed, save from two threads, kill."""
    while tally.killed < wanted:
        notes = folder / f"notes-{tally.rounds // A_FOLDER}"
        if tally.rounds % A_FOLDER == 0:
            safe: dict[str, dict[str, Any]] = {}
        tally.rounds += 1
        command = [*CLI, "serve", "--port", "0", "--offline", "--reader", "lexical", "--summariser", "extractive"]
        command += ["--annotations", str(notes)]
        with subprocess.Popen(command, cwd=ROOT, env=environment(), stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None
            try:
                found = re.search(r"http://[\d.:]+", process.stderr.readline())
                assert found is not None, "the server did not start"
                article = _send(f"{found[0]}/api/articles", {"text": TEXT})
                _examine(found[0], article["id"], notes, safe, tally)
                saved = _save(found[0], article, process, draw.uniform(0, LONGEST), safe, draw.random() < 0.3)
                tally.confirmed += saved
                tally.killed += 1
            finally:
                process.kill()
        _examine_files(notes, safe, tally)


def _save(
    address: str,
    article: dict[str, Any],
    process: subprocess.Popen[str],
    seconds: float,
    safe: dict[str, dict[str, Any]],
    summaries: bool,
) -> int:
    """Save and change rows from several threads until the server is killed; return how many were confirmed."""
    lock, before = threading.Lock(), len(safe)

    def person(name: str) -> None:
        last: dict[str, Any] = {}
        for number in range(10_000):
            about: dict[str, Any] = {"article": article["id"], "author": name}
            about |= {"summary": f"Được mùa {number}."} if summaries else {"question": f"Bao nhiêu ha {number % 3}?"}
            if last and number % 3 == 2:  # a change of the row saved before
                about |= {"id": last["id"], "revision": last["revision"]}
            try:
                last = _send(f"{address}/api/annotations", about)
            except (OSError, ValueError, HTTPException):
                return  # killed; whether this one was saved nobody was told
            with lock:
                safe[last["id"]] = last

    threads = [threading.Thread(target=person, args=(name,)) for name in PEOPLE]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    process.kill()
    for thread in threads:
        thread.join()
    return len(safe) - before


def _examine(address: str, article: str, notes: Path, safe: dict[str, dict[str, Any]], tally: Tally) -> None:
    """What a new server shows is what was confirmed."""
    with urllib.request.urlopen(f"{address}/api/annotations?article={article}", timeout=60) as reply:
        shown = {row["id"] for row in json.load(reply)["annotations"]}
    missing = safe.keys() - shown
    tally.hold(not missing, f"{len(missing)} confirmed annotations are not shown")


def _examine_files(notes: Path, safe: dict[str, dict[str, Any]], tally: Tally) -> None:
    """Every confirmed row stands in its file once, at the confirmed revision or the one that was being saved."""
    rows = [
        json.loads(line)
        for path in sorted(notes.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]  # fmt: skip
    ids = Counter(row["id"] for row in rows)
    tally.hold(max(ids.values(), default=1) == 1, f"twice: {ids.most_common(2)}")
    held = {row["id"]: row["revision"] for row in rows}
    lost = [id for id, row in safe.items() if held.get(id, -1) not in (row["revision"], row["revision"] + 1)]
    tally.lost += max(0, len(lost) - 1)
    tally.hold(not lost, f"{len(lost)} confirmed annotations are missing or older")


def _send(address: str, body: dict[str, Any]) -> dict[str, Any]:
    request = urllib.request.Request(address, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as reply:
        row: dict[str, Any] = json.load(reply)
        return row
