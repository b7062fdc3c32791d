"""Disks of a few hundred kilobytes to a few megabytes, filled and then made larger."""

from __future__ import annotations

import random
from pathlib import Path

from corpus.errors import CorpusError
from corpus.records import Article, Gold
from nlp.web.annotations import Annotation, AnnotationStore
from tests.reliability.after import examine, examine_parts, examine_whole, parts_of, refused
from tests.reliability.commands import CLI, cli, run
from tests.reliability.material import data_file
from tests.reliability.mounts import grown, tiny
from tests.reliability.results import ROOT
from tests.reliability.tally import Tally

ARTICLES = 1000
ROOM = 64_000  # kilobytes, enough for all


def adds(folder: Path, rounds: int, draw: random.Random, tally: Tally) -> None:
    """``library add`` until the disk is full, twice, then with room."""
    first, second = (data_file(folder / f"{n}.jsonl", range(n * ARTICLES, (n + 1) * ARTICLES)) for n in range(2))
    disk = folder / "disk"
    for _ in range(rounds):
        tally.rounds += 1
        with tiny(disk, draw.randint(100, 6000)):
            safe: set[str] = set()
            for data in (first, second, first):
                done = cli("library", "add", disk / "library", data, "--workers", 1)
                refused(done, tally)
                if done.code == 0:
                    numbers = range(ARTICLES) if data is first else range(ARTICLES, 2 * ARTICLES)
                    safe |= {f"{data}#a{number}" for number in numbers}
            tally.confirmed += len(safe)
            grown(disk, ROOM)
            examine(disk / "library", safe, tally)
            again = cli("library", "add", disk / "library", first, second, "--workers", 1)
            tally.hold(again.code == 0, f"with room it ended with {again.code}: {again.err[-300:]}")
            everything = {f"{first if number < ARTICLES else second}#a{number}" for number in range(2 * ARTICLES)}
            examine(disk / "library", everything, tally, whole=True)


def batches(folder: Path, rounds: int, draw: random.Random, tally: Tally) -> None:
    """``batch`` into a disk that has not room for all of it."""
    for at in range(8):
        data_file(folder / "data" / f"{at}.jsonl", range(25 * at, 25 * at + 25))
    command = [*CLI, "batch", "clean", str(folder / "data")]
    run([*command, str(folder / "whole"), "--workers", "1"])
    whole, disk = parts_of(folder / "whole"), folder / "disk"
    for _ in range(rounds):
        tally.rounds += 1
        with tiny(disk, draw.randint(8, 120)):
            refused(run([*command, str(disk / "out"), "--workers", "1"]), tally)
            examine_parts(disk / "out", whole, tally)
            grown(disk, ROOM)
            examine_whole(disk / "out", whole, run([*command, str(disk / "out"), "--workers", "1"]), tally)


def saves(folder: Path, rounds: int, draw: random.Random, tally: Tally) -> None:
    """Annotations saved until there is no room, then with room."""
    text = (ROOT / "corpus/annotated/articles/thanh-hoa-cchc.txt").read_text("utf-8")
    article = Article("bai", text)
    disk = folder / "disk"
    for _ in range(rounds):
        tally.rounds += 1
        with tiny(disk, draw.randint(40, 300)):
            store = AnnotationStore(disk / "notes")
            safe = set()
            for number in range(2000):
                asked = Annotation(f"Người {number}", "Bao nhiêu?", (Gold(text[:90], 0),))
                note = asked if draw.random() < 0.7 else Annotation("Lan", summary=f"Tóm tắt số {number}. {text[:300]}")
                try:
                    safe.add(store.save(note, article)["id"])
                except CorpusError as error:
                    tally.refused += 1
                    tally.hold(error.code == "not-writable", f"refused with {error.code}")
                    break
            tally.confirmed += len(safe)
            _examine(AnnotationStore(disk / "notes"), safe, tally)
            grown(disk, ROOM)
            store.save(Annotation("Minh", "Còn ghi được không?"), article)
            _examine(AnnotationStore(disk / "notes"), safe, tally)


def _examine(store: AnnotationStore, safe: set[str], tally: Tally) -> None:
    held = [row["id"] for row in store.of_article("bai")]
    missing = safe - set(held)
    tally.lost += max(0, len(missing) - 1)
    tally.hold(not missing, f"{len(missing)} confirmed annotations are missing")
    tally.hold(len(held) == len(set(held)), "an annotation stands twice")
