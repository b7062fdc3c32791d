"""A library survives what happens to files: kills, full disks, damage, two writers, other versions."""

from __future__ import annotations

import hashlib
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.index import Selection
from corpus.library import Library
from corpus.library_faults import LibraryError
from corpus.records import Article, Block, Passage, Role
from corpus.sketch import sketch
from corpus.spans import Span
from corpus.store_records import Entry, Outcome

ROOT = Path(__file__).resolve().parents[2]


def entry(text: str, origin: str, published: str | None = None, source: str | None = None) -> Entry:
    id = hashlib.sha256(text.encode()).hexdigest()[:16]
    span = Span(0, len(text))
    article = Article(id, text, (Block(span, Role.BODY),), title=text[:10], published=published, source=source)
    return Entry(article, (Passage(id, span, text),), origin, stamp=id, sketch=sketch(text))


def terms(text: str) -> list[str]:
    return text.lower().split()


def found(library: Library, term: str) -> list[int]:
    return [hit.article for hit in library.index.search({"body": {term: 1.0}}, 10)]


def fill(folder: Path, *texts: str) -> Library:
    library = Library.create(folder, terms)
    with library.writing() as writer:
        writer.add([entry(text, f"o{at}") for at, text in enumerate(texts)])
    return library


def test_what_was_added_is_found_and_read_back(tmp_path: Path) -> None:
    fill(tmp_path / "l", "lúa được mùa", "cá được giá").close()
    library = Library.open(tmp_path / "l", terms)
    assert found(library, "giá") == [2]
    assert library.store.passages(2)[0].text == "cá được giá"
    assert library.problems() == ()


def test_terms_with_inner_spaces_and_fields_are_kept_apart(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "l", lambda text: [text])
    with library.writing() as writer:
        writer.add([entry("thanh hoa", "a"), entry("thanh", "b")])
    whole = library.index.of_articles
    assert [hit.article for hit in whole.search({"body": {"thanh hoa": 1.0}}, 5)] == [1]
    assert whole.search({"source": {"thanh": 1.0}}, 5) == ()
    assert whole.search({"body": {"hoa": 1.0}}, 5) == ()


def test_passages_are_found_by_single_terms_and_articles_by_pairs_too(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "l", lambda text: [text])
    with library.writing() as writer:
        writer.add([entry("thanh hoa", "a"), entry("thanh", "b")])
    fields = {"body": {"thanh hoa": 1.0, "thanh": 0.1}, "heading": {"thanh hoa": 1.0}}
    assert [hit.article for hit in library.index.search(fields, 5)] == [2]
    assert [number for number, _ in library.index.search_articles(fields, 5)] == [1, 2]
    assert library.index.search(fields, 5, Selection(articles=())) == ()


def test_the_same_content_is_known_and_a_changed_origin_replaces(tmp_path: Path) -> None:
    library = fill(tmp_path / "l", "một hai ba")
    with library.writing() as writer:
        assert writer.add([entry("một hai ba", "elsewhere")]) == (Outcome.KNOWN,)
        assert writer.add([entry("bốn năm sáu", "elsewhere")]) == (Outcome.REPLACED,)
        assert library.store.counts()["articles"] == 2  # the first is still held by its first origin
        assert writer.add([entry("bốn năm bảy", "elsewhere")]) == (Outcome.REPLACED,)
    assert library.store.counts()["articles"] == 2
    assert found(library, "sáu") == []
    assert found(library, "bảy") != []


def test_an_article_added_and_removed_before_the_index_saw_it_stays_out(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "l", terms)
    with library.writing() as writer:
        writer.add([entry("một hai ba", "a")])
        writer.remove(1)
    assert found(library, "hai") == []
    assert library.problems() == ()


def test_near_duplicates_are_linked_and_others_not(tmp_path: Path) -> None:
    words = [f"từ{at}" for at in range(120)]
    text = " ".join(words)
    library = fill(tmp_path / "l", text, text + " thêm", " ".join(reversed(words)))
    stored = library.store.stored(1)
    assert stored is not None
    other = library.store.article(2)
    assert other is not None
    assert [id for id, _ in stored.near] == [other.id]


def test_a_failed_batch_leaves_nothing_of_itself(tmp_path: Path) -> None:
    library = fill(tmp_path / "l", "một hai ba")
    broken = entry("bốn", "b")
    object.__setattr__(broken, "stamp", None)  # the database refuses it after its article went in
    with library.writing() as writer, pytest.raises(sqlite3.IntegrityError):
        writer.add([entry("năm", "c"), broken])
    assert library.store.counts()["articles"] == 1
    assert library.problems() == ()


def test_a_full_disk_loses_nothing_committed(tmp_path: Path) -> None:
    library = fill(tmp_path / "l", "một hai ba")
    pages = library.store._db.execute("PRAGMA page_count").fetchone()[0]
    library.store._db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(LibraryError) as caught, library.writing() as writer:
        writer.add([entry("đầy " * 40_000, "big")])
    assert caught.value.code == "disk-full"
    library.close()
    again = Library.open(tmp_path / "l", terms)
    assert again.problems() == ()
    assert again.store.counts()["articles"] == 1


def test_two_writers_at_once_are_refused(tmp_path: Path) -> None:
    library = fill(tmp_path / "l", "một")
    other = Library.open(tmp_path / "l", terms)
    with library.writing() as writer:
        writer.add([entry("hai", "b")])
        with pytest.raises(LibraryError) as caught, other.writing():
            pass
        assert caught.value.code == "library-busy"
        assert found(other, "một") == [1]  # reading goes on
    with other.writing():
        pass
    assert found(other, "hai") == [2]


def test_a_newer_library_and_other_folders_are_refused(tmp_path: Path) -> None:
    fill(tmp_path / "l", "một").close()
    with sqlite3.connect(tmp_path / "l" / "library.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    for code, folder in (("newer-library", "l"), ("not-a-library", "nowhere")):
        with pytest.raises(LibraryError) as caught:
            Library.open(tmp_path / folder, terms)
        assert caught.value.code == code
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("x")
    with pytest.raises(LibraryError) as caught:
        Library.create(tmp_path / "full", terms)
    assert caught.value.code == "not-a-library"


@pytest.mark.parametrize("damage", ["gone", "emptied", "garbled"])
def test_a_damaged_index_is_told_and_repaired(tmp_path: Path, damage: str) -> None:
    fill(tmp_path / "l", "một hai", "ba bốn").close()
    for path in (path for path in (tmp_path / "l" / "index-1").rglob("*") if path.is_file()):
        if damage == "gone":
            path.unlink()
        elif path.name == "meta.json" or damage == "garbled":
            path.write_bytes(b"" if damage == "emptied" else b"{rubbish")
    library = Library.open(tmp_path / "l", terms)
    with pytest.raises(LibraryError) as caught:
        found(library, "ba")
    assert caught.value.code == "damaged-index"
    assert library.problems()
    assert library.repair() == 2
    assert found(library, "ba") == [2]
    assert library.problems() == ()
    assert [path.name for path in (tmp_path / "l").glob("index-*")] == ["index-2"]


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    fill(tmp_path / "l", "một hai").close()
    (tmp_path / "l" / "library.sqlite").write_bytes(b"not a database at all" * 500)
    with pytest.raises(LibraryError) as caught:
        Library.open(tmp_path / "l", terms)
    assert caught.value.code == "damaged-store"


# ── killed ───────────────────────────────────────────────────────────────────────────────────────────────────────────

#: Adds batches of three to a library and says when each is committed; kills itself at the step given, without warning.
WRITER = """
import itertools, os, signal, sys
from pathlib import Path
sys.path[:0] = [{root!r}, {tests!r}]
from corpus.index import IndexWriter
from corpus.index import Selection
from corpus.library import Library
from corpus.store import Store
from test_library import entry, terms
folder, last, start = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
steps = itertools.count()
def step():
    if next(steps) == last:
        os.kill(os.getpid(), signal.SIGKILL)
def around(owner, name):
    plain = getattr(owner, name)
    def wrapped(*arguments):
        step()
        result = plain(*arguments)
        step()
        return result
    setattr(owner, name, wrapped)
for owner, name in ((Store, "_insert"), (Store, "settle"), (Store, "_link"), (IndexWriter, "add"), (IndexWriter, "commit")):
    around(owner, name)
library = Library.create(folder, terms)
with library.writing() as writer:
    for batch in range(start, start + 4):
        writer.add([entry(f"bài số{{batch * 3 + at}} của lô{{batch}}", f"o{{batch * 3 + at}}") for at in range(3)])
        print(batch, flush=True)
        if batch % 2:
            writer.flush()
"""


def rounds_of_kills(folder: Path, steps: list[int]) -> None:
    committed: set[int] = set()
    for start, last in enumerate(steps):
        script = WRITER.format(root=str(ROOT), tests=str(Path(__file__).parent))
        command = [sys.executable, "-c", script, str(folder), str(last), str(4 * start)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode in (0, -9), done.stderr
        committed |= {int(line) for line in done.stdout.split()}
        if not (folder / "library.sqlite").exists():
            assert not committed
            continue
        library = Library.open(folder, terms)
        assert library.problems() == () or library.store.meta("index") is None
        for batch in range(4 * start + 4):
            held = len(library.index.search({"body": {f"lô{batch}": 1.0}}, 10)) if library.store.meta("index") else 0
            stored = sum(library.store.stamp(f"o{batch * 3 + at}") is not None for at in range(3))
            assert stored == held, f"batch {batch}: {stored} in the store, {held} in the index"
            assert stored in ((3,) if batch in committed else (0, 3)), f"batch {batch} is half there"
        library.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_between_any_two_steps_it_opens_whole(tmp_path: Path) -> None:
    rounds_of_kills(tmp_path / "l", [1, 14, 20, 27, 33])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_many_times_it_opens_whole(tmp_path: Path) -> None:
    draw = random.Random(7)
    rounds_of_kills(tmp_path / "l", [draw.randrange(60) for _ in range(40)])


def test_a_selection_keeps_to_its_period_and_source(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "l", terms)
    with library.writing() as writer:
        writer.add(
            [
                entry("lúa một", "a", "2023-05-01", "Báo Lúa"),
                entry("lúa hai", "b", "2024-05-01T08:00:00+07:00", "Báo Cá"),
                entry("lúa ba", "c"),
            ]
        )

    def within(selection: Selection) -> list[int]:
        return [hit.article for hit in library.index.search({"body": {"lúa": 1.0}}, 10, selection)]

    assert within(Selection()) == [1, 2, 3]
    assert within(Selection(since=20230501, until=20230501)) == [1]
    assert within(Selection(since=20240101)) == [2]
    assert within(Selection(until=20240101)) == [1]
    assert within(Selection(source=("báo", "cá"))) == [2]
    assert within(Selection(source=("báo", "tôm"))) == []


def test_the_year_of_publication_is_found_too(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "l", terms)
    with library.writing() as writer:
        writer.add([entry("lúa một", "a", "2023-05-01"), entry("lúa hai", "b", "2024-05-01")])
    assert [hit.article for hit in library.index.of_articles.search({"heading": {"2024": 1.0}}, 10)] == [2]


def test_what_the_index_has_seen_can_be_removed_and_told_again(tmp_path: Path) -> None:
    library = fill(tmp_path / "l", "một hai", "ba bốn")
    with library.writing() as writer:
        writer.remove(1)
    assert found(library, "hai") == []
    with library.store.transaction():  # as if the last commit had not been noted
        library.store._db.execute("INSERT INTO pending VALUES (2)")
    library.close()
    again = Library.open(tmp_path / "l", terms)
    assert len(again.index) == 1
    assert again.problems() == ()
