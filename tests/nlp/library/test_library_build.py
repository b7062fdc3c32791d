"""A library built in shards is the library that one would have filled: same answers, nothing twice, nothing half."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import lzma
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import qa_cli
from corpus.errors import CorpusError, SourceError
from corpus.library_faults import LibraryError
from corpus.locking import locked
from nlp.assistant import Assistant
from nlp.batch.shards import Shard
from nlp.library import build as module
from nlp.library.ask import answer_row
from nlp.library.build import build
from nlp.library.evaluate import read_library_data
from nlp.library.shelf import Shelf
from nlp.summarising.summarise import Length

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ROOT / "corpus" / "annotated" / "library-v1.jsonl"
QUESTIONS = [question for _, question in [read_library_data(SHIPPED)] for question in question][::8]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles of the shipped set in two files of one folder, one article in both and one bad row."""
    folder = tmp_path_factory.mktemp("data")
    rows = read_library_data(SHIPPED)[0]
    (folder / "a.jsonl").write_text("\n".join([*map(json.dumps, rows[:20]), "{hỏng"]), encoding="utf-8")
    with lzma.open(folder / "b.jsonl.xz", "wt", encoding="utf-8") as file:
        file.write("\n".join([*map(json.dumps, rows[20:]), json.dumps(rows[3] | {"id": "again"}), '{"id": "rỗng"}']))
    return folder


@pytest.fixture(scope="module")
def built(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "lib"
    report = build(folder, data, shard_rows=8)
    assert (report.shards, report.skipped, report.articles, report.failed) == (7, 0, 48, 2)
    return folder


@pytest.fixture(scope="module")
def added(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("added") / "lib"
    with Shelf.create(folder) as shelf:
        assert shelf.add([data]).added == 48
    return folder


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant.open(reader="lexical", summariser="extractive")


def test_it_answers_as_one_library_does(built: Path, added: Path, assistant: Assistant) -> None:
    assert len(QUESTIONS) >= 10
    with Shelf.open(built) as shards, Shelf.open(added) as one:
        for question in QUESTIONS:
            answers = [shelf.ask(question.question, assistant, this_year=question.year) for shelf in (shards, one)]
            rows = [answer_row(answer, 0.0) for answer in answers]
            assert rows[0] == rows[1]
        assert any(answer.groups for answer in answers)


def test_it_is_summed_up_listed_and_shown_as_one_library(built: Path, added: Path, assistant: Assistant) -> None:
    with Shelf.open(built) as shards, Shelf.open(added) as one:
        summaries = [shelf.summarise("PAPI Thanh Hóa", assistant, Length(3)) for shelf in (shards, one)]
        assert summaries[0].text == summaries[1].text != ""
        assert {each.id for each in shards.listed()} == {each.id for each in one.listed()}
        assert [each.published for each in shards.listed()] == [each.published for each in one.listed()]
        for each in one.listed():
            assert shards.show(each.id).origins == one.show(each.id).origins
            assert shards.show(each.id).near == one.show(each.id).near
        counts = shards.stats().counts, one.stats().counts
        assert {**counts[0], "pending": 0} == counts[1]
        assert shards.stats().sources == one.stats().sources
        assert shards.check() == ()


def test_rows_at_fault_are_kept_with_their_reason(built: Path) -> None:
    files = built.glob("shards/*.errors.jsonl")
    rows = [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]
    assert {row["code"] for row in rows} == {"bad-json", "row-without-text"}
    assert all(row["message"] and "#" in row["origin"] for row in rows)


# ── stopped, grown, refused ──────────────────────────────────────────────────────────────────────────────────────────


def stopping_at(number: int) -> Callable[[Path, Shard], Any]:
    plain = module.build_shard

    def work(folder: Path, shard: Shard) -> Any:
        if shard.number == number:
            (folder / "shards" / f"{shard.name}.partial-0").mkdir()  # what a killed worker leaves
            raise KeyboardInterrupt
        return plain(folder, shard)

    return work


def test_it_goes_on_where_it_stopped(data: Path, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "lib"
    with monkeypatch.context() as patched:
        patched.setattr(module, "build_shard", stopping_at(2))
        with pytest.raises(KeyboardInterrupt):
            build(folder, data, shard_rows=8)
    assert refusal(lambda: Shelf.open(folder)) == "unfinished-build"
    report = build(folder, data, shard_rows=8)
    assert (report.shards, report.skipped, report.articles) == (7, 2, 48)
    assert [path.name for path in sorted((folder / "shards").glob("part-*"))] == [
        path.name for path in sorted((built / "shards").glob("part-*"))
    ]
    assert build(folder, data, shard_rows=8).skipped == 7


def test_new_files_become_new_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, folder = tmp_path / "data", tmp_path / "lib"
    source.mkdir()
    article = {"title": "Lúa", "body": ["Huyện gieo cấy xong 4.520 ha lúa xuân, đạt 98% kế hoạch."]}
    (source / "m.jsonl").write_text(json.dumps(article), encoding="utf-8")
    build(folder, source)
    newer = {"title": "Cá", "body": ["Nông dân An Giang thả nuôi 1.200 ha cá tra, giá nhích lên từ đầu năm."]}
    (source / "a.jsonl").write_text(json.dumps(newer), encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(module, "build_shard", stopping_at(1))
        with pytest.raises(KeyboardInterrupt):
            build(folder, source)
    with Shelf.open(folder) as shelf:  # it still answers as before
        assert [each.title for each in shelf.listed()] == ["Lúa"]
    report = build(folder, source)
    assert (report.shards, report.skipped, report.articles) == (2, 1, 2)
    (source / "m.jsonl").write_text(json.dumps(article) + "\n" + json.dumps(newer), encoding="utf-8")
    assert refusal(lambda: build(folder, source)) == "other-build"


def test_only_its_own_build_may_write_there(data: Path, built: Path, added: Path, tmp_path: Path) -> None:
    assert refusal(lambda: build(built, data, shard_rows=9)) == "other-build"
    assert refusal(lambda: build(added, data)) == "other-build"
    before = sorted(data.iterdir())
    assert refusal(lambda: build(data, data)) == "other-build"
    assert refusal(lambda: build(data / "lib", data)) == "other-build"
    assert refusal(lambda: build(data.parent, data)) == "other-build"
    assert sorted(data.iterdir()) == before
    with locked(built):
        assert refusal(lambda: build(built, data, shard_rows=8)) == "library-busy"
    assert refusal(lambda: Shelf.create(built)) == "built-library"
    with Shelf.open(built) as shelf:
        assert refusal(lambda: shelf.add([data])) == "built-library"
        assert len(list(shelf.listed())) == 48


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(LibraryError) as caught:
        work()
    return caught.value.code


def test_a_shard_that_was_lost_is_built_again(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lib"
    build(folder, data, shard_rows=20)
    shutil.rmtree(folder / "shards" / "part-000001")
    assert refusal(lambda: Shelf.open(folder)) == "missing-shard"
    report = build(folder, data, shard_rows=20)
    assert (report.shards - report.skipped, report.articles) == (1, 48)


# ── engines and formats ──────────────────────────────────────────────────────────────────────────────────────────────


def state(folder: Path) -> list[Any]:
    with Shelf.open(folder) as shelf:
        library = shelf.library
        rows = [
            (each, library.store.stored(each.number), library.store.passages(each.number)) for each in shelf.listed()
        ]
        return [rows, shelf.stats().counts, sorted(path.name for path in (folder / "shards").glob("part-*"))]


def test_two_processes_build_the_same(data: Path, built: Path, tmp_path: Path) -> None:
    build(tmp_path / "lib", data, shard_rows=8, workers=2)
    assert state(tmp_path / "lib") == state(built)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_in_the_middle_of_shards_it_goes_on(data: Path, built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lib"
    command = [sys.executable, str(ROOT / "qa_cli.py"), "library", "build", str(folder), str(data), "--shard-rows", "8"]
    for number in (0, 2, 4):
        process = subprocess.Popen([*command, "--workers", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and not list(folder.glob(f"shards/part-00000{number}.partial-*/index-1")):
            time.sleep(0.002)
        process.kill()
        assert process.wait() != 0, "it ended before it could be killed"
        assert refusal(lambda: Shelf.open(folder)) == "unfinished-build"
    assert build(folder, data, shard_rows=8).skipped == 4
    assert state(folder) == state(built)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="needs ray")
def test_ray_builds_the_same(data: Path, built: Path, tmp_path: Path) -> None:
    build(tmp_path / "lib", data, shard_rows=8, workers=2, engine="ray")
    assert state(tmp_path / "lib") == state(built)


@pytest.mark.skipif(importlib.util.find_spec("pyarrow") is None, reason="needs pyarrow")
def test_parquet_builds_the_same_articles(built: Path, tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(read_library_data(SHIPPED)[0]), tmp_path / "a.parquet")
    assert build(tmp_path / "lib", tmp_path / "a.parquet", shard_rows=20).articles == 48
    with Shelf.open(tmp_path / "lib") as shelf, Shelf.open(built) as other:
        assert {each.id for each in shelf.listed()} == {each.id for each in other.listed()}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.jsonl", b'{"text": "x"}\n\xff\xfe\xfa', "bad-encoding"),
        ("a.jsonl.xz", lzma.compress(b'{"text": "x"}\n' * 99)[:60], "bad-xz"),
        ("a.txt", b"x", "no-data-files"),
    ],
)
def test_data_that_cannot_be_read_is_told_before_anything_is_made(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError) as caught:
        build(tmp_path / "lib", tmp_path / name)
    assert caught.value.code == code
    assert not (tmp_path / "lib" / "shards").exists()


# ── the commands ─────────────────────────────────────────────────────────────────────────────────────────────────────


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, list[str]]:
    code = qa_cli.main([str(argument) for argument in arguments])
    done = capsys.readouterr()
    return code, done.out, done.err.splitlines()


def test_the_commands_take_it_like_any_library(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "lib"
    arguments = ("library", "build", folder, data, "--shard-rows", 20, "--workers", 1)
    code, out, _ = run(capsys, *arguments, "--json")
    assert (code, json.loads(out)["articles"]) == (0, 48)
    assert run(capsys, *arguments)[0] == 0
    code, out, _ = run(capsys, "library", "list", folder, "--json")
    ids = [json.loads(line)["id"] for line in out.splitlines()]
    assert len(ids) == 48
    assert run(capsys, "library", "show", folder, ids[0])[0] == 0
    assert run(capsys, "library", "remove", folder, ids[0])[0] == 0
    assert json.loads(run(capsys, "library", "stats", folder, "--json")[1])["articles"] == 47
    assert run(capsys, "library", "check", folder)[0] == 0
    code, out, _ = run(capsys, "library", "check", folder, "--repair", "--json")
    assert (code, json.loads(out)) == (0, {"problems": [], "rebuilt": 0})
    code, out, _ = run(capsys, "ask", "--library", folder, "-q", "Thủ đô của Pháp?", "--reader", "lexical", "--json")
    assert (code, json.loads(out)["groups"]) == (0, [])
    code, out, err = run(capsys, "library", "add", folder, data)
    assert (code, len(err)) == (3, 1)
    assert "library build" in err[0]


BAD_INPUTS = [
    ("rỗng.jsonl", b"{}\n" * 5000, 5000),
    ("không phải JSON.jsonl", b"[1]\nx\n" * 10, 20),
    ("trắng.jsonl", b"\n \n" * 100, 0),
]


@pytest.mark.parametrize("how", ["add", "build"])
@pytest.mark.parametrize(("name", "content", "faults"), BAD_INPUTS)
def test_rows_without_articles_are_one_line_and_one_row_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], how: str, name: str, content: bytes, faults: int
) -> None:
    (tmp_path / name).write_bytes(content)
    errors = tmp_path / "lỗi.jsonl"
    more = ("--errors", errors) if how == "add" else ()
    code, _, err = run(capsys, "library", how, tmp_path / "lib", tmp_path / name, "--workers", 1, *more)
    assert code == 3
    assert 1 <= len(err) <= 21
    assert all(line.startswith(("Lỗi: ", "… và")) for line in err)
    written = [errors] if how == "add" else (tmp_path / "lib" / "shards").glob("*.errors.jsonl")
    assert sum(len(path.read_text("utf-8").splitlines()) for path in written) == faults


@pytest.mark.parametrize("kind", ["added", "built"])
@pytest.mark.parametrize("damage", ["index", "newer", "busy"])
def test_a_library_at_fault_is_one_line(
    request: pytest.FixtureRequest,
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    damage: str,
) -> None:
    folder = tmp_path / "lib"
    shutil.copytree(request.getfixturevalue(kind), folder)
    work: tuple[object, ...] = (
        "ask",
        "--library",
        folder,
        "-q",
        "Thanh Hóa xếp thứ mấy về PAPI?",
        "--reader",
        "lexical",
    )
    writing = (
        ("library", "add", folder, data) if kind == "added" else ("library", "build", folder, data, "--shard-rows", 8)
    )
    with contextlib.ExitStack() as stack:
        if damage == "index":
            for path in folder.rglob("meta.json"):
                path.write_bytes(b"{rubbish")
        elif damage == "newer":
            with contextlib.closing(sqlite3.connect(next(folder.rglob("library.sqlite")))) as database:
                database.execute("PRAGMA user_version = 99")
        else:
            work = writing
            stack.enter_context(locked(folder))
        code, _, err = run(capsys, *work)
    assert (code, len(err)) == (3, 1)
    assert err[0].startswith("Lỗi: ")
    with Shelf.open(folder) if damage != "newer" else contextlib.nullcontext() as shelf:
        assert shelf is None or len(list(shelf.listed())) == 48  # nothing is lost


@pytest.mark.parametrize("how", ["add", "build"])
def test_a_folder_without_articles_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], how: str) -> None:
    folder = tmp_path / "ảnh"
    folder.mkdir()
    for at in range(10_000):
        (folder / f"{at}.jpg").touch()
    code, _, err = run(capsys, "library", how, tmp_path / "lib", folder)
    assert (code, len(err)) == (3, 1)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["add", "build"])
def test_a_million_empty_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str], how: str) -> None:
    (tmp_path / "rỗng.jsonl").write_bytes(b"{}\n" * 1_000_000)
    code, _, err = run(capsys, "library", how, tmp_path / "lib", tmp_path / "rỗng.jsonl", "--workers", 1)
    assert code == 3
    assert len(err) <= 21


def test_a_wrong_record_is_told(data: Path, tmp_path: Path) -> None:
    build(tmp_path / "lib", data, shard_rows=50)
    record = tmp_path / "lib" / "build.json"
    good = json.loads(record.read_text("utf-8"))
    for content, code in (
        ("{hỏng", "other-build"),
        ("[]", "other-build"),
        (json.dumps(good | {"version": 99}), "newer-library"),
    ):
        record.write_text(content, encoding="utf-8")
        with pytest.raises(CorpusError) as caught:
            build(tmp_path / "lib", data, shard_rows=50)
        assert caught.value.code == code
