"""Files cut short or with one bit turned over, and clocks set back: told, never answered from."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from corpus.library_faults import LibraryError
from corpus.records import Article
from models.errors import DamagedModel
from models.pack import shipped
from models.reader import SHIPPED, SmallReader
from models.salience.model import SHIPPED as SALIENCE
from models.salience.model import Salience
from nlp.library.search import search
from nlp.library.shelf import Shelf
from nlp.web import annotations
from nlp.web.annotations import Annotation, AnnotationStore
from tests.reliability.material import data_file
from tests.reliability.results import Row, write
from tests.reliability.tally import Tally

ARTICLES = 60
MODELS: dict[str, Callable[[Path], object]] = {SHIPPED: SmallReader.open, SALIENCE: Salience.open}


def hurt(path: Path, draw: random.Random) -> str:
    """Cut a file short or turn over one of its bits; say what was done."""
    held = bytearray(path.read_bytes())
    if draw.random() < 0.3 or not held:
        length = draw.randrange(max(1, len(held)))
        path.write_bytes(held[:length])
        return f"{path.name} cut to {length} of {len(held)} bytes"
    at, bit = draw.randrange(len(held)), draw.randrange(8)
    held[at] ^= 1 << bit
    path.write_bytes(held)
    return f"{path.name}: bit {bit} of byte {at}"


def models(folder: Path, rounds: int, draw: random.Random, tally: Tally) -> None:
    """Every file that a shipped model is opened from, each ``rounds`` times."""
    for name, opened in MODELS.items():
        home = folder / name
        shutil.copytree(shipped(name), home)
        for path in sorted(home.iterdir()):
            if path.suffix == ".md":
                continue  # for people; no program reads it
            whole = path.read_bytes()
            for _ in range(rounds):
                tally.rounds += 1
                done = hurt(path, draw)
                try:
                    opened(home)
                    tally.hold(False, f"{name} was opened though {done}")
                except DamagedModel as error:
                    tally.refused += 1
                    tally.hold(path.name in str(error), f"{error} does not name {path.name}")
                path.write_bytes(whole)
        opened(home)


def indexes(folder: Path, rounds: int, draw: random.Random, tally: Tally) -> None:
    """A file of the search index at a time: the check tells, the repair mends, what is found is right."""
    whole, found = _library(folder)
    tally.confirmed = ARTICLES * rounds
    for _ in range(rounds):
        tally.rounds += 1
        home = folder / "hurt"
        shutil.copytree(whole, home)
        files = [path for path in sorted(home.glob("index-*/*/*")) if path.suffix != ".lock" and path.stat().st_size]
        done = hurt(draw.choice(files), draw)
        with Shelf.open(home) as shelf:
            told = bool(shelf.check())
            tally.refused += told
            try:
                tally.hold(_found(shelf) == found or told, f"{done}: the check is clean, but what is found is wrong")
            except LibraryError as error:
                tally.hold(error.code == "damaged-index" and told, f"{done}: {error.code}")
            shelf.repair()
            tally.hold(shelf.check() == (), f"{done}: after the repair {shelf.check()[:1]}")
            tally.hold(_found(shelf) == found, f"{done}: after the repair what is found is wrong")
        shutil.rmtree(home)


def stores(folder: Path, rounds: int, draw: random.Random, tally: Tally) -> None:
    """The file of articles: told, or every article reads as before; repaired from its sources by adding to a new one."""
    whole, _ = _library(folder)
    with Shelf.open(whole) as shelf:
        texts = _texts(shelf)
    for _ in range(rounds):
        tally.rounds += 1
        home = folder / "hurt"
        shutil.copytree(whole, home)
        done = hurt(home / "library.sqlite", draw)
        try:
            with Shelf.open(home) as shelf:
                told = bool(shelf.check())
                tally.refused += told
                tally.hold(
                    told or _texts(shelf) == texts, f"{done}: the check is clean, but an article reads otherwise"
                )
        except LibraryError as error:
            tally.refused += 1
            tally.hold(error.code in ("damaged-store", "not-a-library", "newer-library"), f"{done}: {error.code}")
        shutil.rmtree(home)


def clocks(folder: Path, rounds: int, draw: random.Random, tally: Tally) -> None:
    """A clock that stands still or goes back, for saving and for the times of files."""
    store, ids = AnnotationStore(folder / "notes"), []
    article = Article("bai", "Bài báo.")
    for number in range(rounds):
        tally.rounds += 1
        time = f"20{draw.randint(10, 30)}-01-01T00:00:00.000000+00:00"
        with patch.object(annotations, "_now", lambda time=time: time):
            ids += [store.save(Annotation("Lan", "Ai?"), article)["id"] for _ in range(3)]
            first = store.save(Annotation("Lan", f"Ai {number}?"), article)
            change = Annotation("Minh", f"Ai {number}?", id=first["id"], revision=first["revision"])
            tally.hold(store.save(change, article)["revision"] == 2, "a change was not counted")
            ids.append(first["id"])
    tally.confirmed = len(ids)
    held = [row["id"] for row in store.rows("questions")]
    tally.hold(sorted(held) == sorted(ids), f"{len(ids)} were saved, {len(held)} are there")
    tally.hold(len(set(held)) == len(held), "two annotations have one name")
    source = folder / "bai.txt"
    with Shelf.create(folder / "library") as shelf:
        for number in range(rounds):
            tally.rounds += 1
            source.write_text(f"Huyện Số {number}\n\nHuyện vừa gieo cấy xong {number + 1000} ha lúa xuân.", "utf-8")
            os.utime(source, (draw.randint(0, 2**31), 2**31 - number))
            shelf.add([source])
            held_texts = [each for each in _texts(shelf).values() if f" {number + 1000} ha" in each]
            tally.hold(len(held_texts) == 1, f"the file of round {number} is not what the library holds")
            tally.hold(shelf.check() == (), f"{shelf.check()[:1]}")


KINDS: dict[str, tuple[Callable[[Path, int, random.Random, Tally], None], int, str]] = {
    "tệp mô hình bị cắt ngắn hay lật một bit": (models, 30, "lần bị từ chối, lời báo nêu tên tệp"),
    "tệp chỉ mục bị cắt ngắn hay lật một bit": (indexes, 200, "lần được báo; dựng lại thì tìm đúng như trước"),
    "tệp kho bài bị cắt ngắn hay lật một bit": (stores, 200, "lần được báo; những lần khác mọi bài vẫn đọc như trước"),
    "đồng hồ đứng yên hay bị vặn lùi": (clocks, 60, "lần phải từ chối; không tên nào trùng, tệp đổi thì được đọc lại"),
}


def run(options: argparse.Namespace) -> None:
    """Everything at its full size."""
    rows, findings = [], {}
    for name, (rounds, count, seen) in KINDS.items():
        tally = Tally()
        with tempfile.TemporaryDirectory() as folder:
            rounds(Path(folder), count, random.Random(f"{name}:{options.seed}"), tally)
        print(f"{name}: {tally.rounds} rounds", *tally.found[:9], sep="\n  ", flush=True)
        findings[name] = tally.found
        rows.append(Row(name, tally.rounds, tally.found[0] if tally.lost else f"{tally.refused} {seen}", tally.lost))
    write("damage", "Tệp hỏng, đồng hồ sai", rows, [], seed=options.seed, findings=findings)


def _library(folder: Path) -> tuple[Path, dict[int, list[tuple[int, int]]]]:
    """A library, written in two goes so that its index has several segments and removals, and what is found in it."""
    whole = folder / "whole"
    with Shelf.create(whole) as shelf:
        shelf.add([data_file(folder / "a.jsonl", range(ARTICLES // 2 + 2))])
        shelf.add([data_file(folder / "b.jsonl", range(ARTICLES // 2 + 2, ARTICLES + 2))])
        shelf.remove([f"{folder / 'a.jsonl'}#a0", f"{folder / 'b.jsonl'}#a{ARTICLES + 1}"])
        return whole, _found(shelf)


def _found(shelf: Shelf) -> dict[int, list[tuple[int, int]]]:
    """What each of some searches finds, best first."""
    index = shelf.library.index
    asked = {number: f"Huyện Số {number} gieo cấy bao nhiêu ha lúa?" for number in range(0, ARTICLES, 7)}
    assert len(index) >= 0
    return {
        number: [(hit.article, hit.ordinal) for hit in search(shelf.library, question, 5)]
        for number, question in asked.items()
    }


def _texts(shelf: Shelf) -> dict[str, str]:
    return {each.id: shelf.show(each.id).article.text for each in shelf.listed()}
