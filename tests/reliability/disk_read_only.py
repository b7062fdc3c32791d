"""Every command that would write, into a folder that may not be written."""

from __future__ import annotations

import random
from pathlib import Path

from corpus.errors import CorpusError
from corpus.records import Article
from nlp.web.annotations import Annotation, AnnotationStore
from tests.reliability.after import examine
from tests.reliability.commands import cli
from tests.reliability.material import data_file
from tests.reliability.mounts import read_only
from tests.reliability.tally import Tally

ARTICLES = 50


def rounds(folder: Path, wanted: int, draw: random.Random, tally: Tally) -> None:
    """Each command of the list once, in an order that is drawn; then everything is as it was, and can be added to."""
    data, home = data_file(folder / "a.jsonl", range(ARTICLES)), folder / "home"
    more = data_file(folder / "b.jsonl", range(ARTICLES, 2 * ARTICLES))
    cli("library", "add", home / "library", data)
    AnnotationStore(home / "notes").save(Annotation("Lan", "Ai?"), Article("bai", "Bài."))
    commands: list[tuple[object, ...]] = [
        ("library", "add", home / "library", more),
        ("library", "add", home / "new", more),
        ("library", "remove", home / "library", f"{data}#a1"),
        ("library", "check", home / "library", "--repair"),
        ("library", "build", home / "built", folder / "b.jsonl"),
        ("batch", "clean", more, home / "out"),
    ]
    draw.shuffle(commands)
    with read_only(home):
        for command in commands:
            tally.rounds += 1
            done = cli(*command)
            tally.hold(not done.crashed, f"{command[:2]} crashed: {done.err[-300:]}")
            tally.hold(done.code == 3 and "Lỗi" in done.err, f"{command[:2]} was not refused: {done.code} {done.err}")
            tally.refused += 1
        tally.rounds += 1
        asked = cli("ask", "--library", home / "library", "-q", "Bài nào?", "--reader", "lexical", "--json")
        tally.hold(
            asked.code == 0 and '"question"' in asked.out, f"could not be asked: {asked.code} {asked.err[-300:]}"
        )
        listed = cli("library", "list", home / "library")
        tally.hold(len(listed.out.splitlines()) >= ARTICLES, f"could not be listed: {listed.code} {listed.err[-300:]}")
        tally.rounds += 1
        try:
            AnnotationStore(home / "notes").save(Annotation("Lan", "Ai nữa?"), Article("bai", "Bài."))
            tally.hold(False, "an annotation was saved where nothing can be")
        except CorpusError as error:
            tally.refused += 1
            tally.hold(error.code == "not-writable", f"refused with {error.code}")
    tally.confirmed = ARTICLES + 1
    examine(home / "library", {f"{data}#a{number}" for number in range(ARTICLES)}, tally, whole=True)
    tally.hold(len(AnnotationStore(home / "notes").rows("questions")) == 1, "the annotation is gone")
    tally.hold(cli("library", "add", home / "library", more).code == 0, "afterwards nothing can be added")
