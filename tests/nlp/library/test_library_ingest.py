"""Sources of every kind become articles of a library, once each; what is none is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import qa_cli
from corpus.errors import CorpusError
from corpus.library_faults import LibraryError
from nlp.batch.pool import ordered_map
from nlp.library.items import Fault, feed_addresses
from nlp.library.rows import article_of_row
from nlp.library.shelf import Shelf

BODY = "Huyện Yên Lạc vừa gieo cấy xong 4.520 ha lúa xuân, đạt 98% kế hoạch. Nông dân kỳ vọng một vụ mùa bội thu."


def row(number: int, **more: object) -> str:
    return json.dumps({"id": number, "title": f"Tin số {number}", "body": [BODY, f"Số báo {number}."]} | more)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf.create(tmp_path / "lib")


def test_folder_pattern_rows_and_file(shelf: Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "bài"
    (folder / "sâu").mkdir(parents=True)
    (folder / "a.txt").write_text("Lúa xuân\n\n" + BODY, encoding="utf-8")
    (folder / "sâu" / "b.md").write_text("# Cá tra\n\n" + BODY.replace("lúa", "cá"), encoding="utf-8")
    (folder / "ảnh.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "tin.jsonl").write_text("\n".join([row(1), "{hỏng", row(2), '{"id": 3}', "[]"]), encoding="utf-8")
    report = shelf.add([folder, tmp_path / "tin.jsonl", tmp_path / "*.txt", tmp_path / "không-có.txt"])
    assert (report.added, report.skipped, report.failed, report.named_failed) == (4, 1, 5, 2)
    assert {fault.code for fault in report.faults} == {"bad-json", "row-without-text", "no-match", "not-found"}
    again = shelf.add([folder, tmp_path / "tin.jsonl"])
    assert (again.added, again.known, again.replaced) == (0, 4, 0)
    assert shelf.check() == ()


def test_a_changed_file_takes_the_place_of_the_old_one(shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Lúa xuân\n\n" + BODY, encoding="utf-8")
    assert shelf.add([path]).added == 1
    path.write_text("Lúa hè thu\n\n" + BODY.replace("4.520", "3.100"), encoding="utf-8")
    assert shelf.add([path]).replaced == 1
    assert ["3.100" in shelf.show(each.id).article.text for each in shelf.listed()] == [True]


def test_show_and_remove_take_ids_beginnings_and_origins(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "tin.jsonl").write_text("\n".join(row(at) for at in range(3)), encoding="utf-8")
    shelf.add([tmp_path / "tin.jsonl"])
    ids = [each.id for each in shelf.listed()]
    assert shelf.show(ids[0][:8]).article.id == ids[0]
    assert shelf.show(f"{(tmp_path / 'tin.jsonl').resolve()}#1").article.title == "Tin số 1"
    with pytest.raises(LibraryError) as caught:
        shelf.remove([ids[0], "zz"])
    assert caught.value.code == "no-such-article"
    assert len(list(shelf.listed())) == 3
    assert shelf.remove([ids[0], ids[0]]) == 1
    assert len(list(shelf.listed())) == 2


def test_every_bad_row_reaches_the_listener_but_few_are_kept(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "trống.jsonl").write_text("{}\n" * 1000, encoding="utf-8")
    heard: list[Fault] = []
    report = shelf.add([tmp_path / "trống.jsonl"], on_fault=heard.append)
    assert (report.failed, len(heard), len(report.faults)) == (1000, 1000, 20)


def test_rows_with_parts_are_taken_as_they_are() -> None:
    article = article_of_row({"title": "A", "abstract": "B.", "body": ["C.", " ", "D."], "date": "2024-05-01"}, "x")
    assert article.text == "A\n\nB.\n\nC.\n\nD."
    assert [block.role.value for block in article.blocks] == ["title", "sapo", "body", "body"]
    assert all(block.span.of(article.text) for block in article.blocks)
    with pytest.raises(CorpusError):
        article_of_row({"title": "A", "body": []}, "x")


@pytest.mark.parametrize(
    ("feed", "addresses"),
    [
        ("<rss><channel><link>https://b.vn</link><item><link> https://b.vn/1 </link></item></channel></rss>", 1),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://b.vn"/><entry><link href="https://b.vn/1"/>'
         '<link rel="edit" href="https://b.vn/e"/></entry></feed>', 1),
        ("<urlset><url><loc>https://b.vn/1</loc></url><url><loc>ftp://b.vn/2</loc></url></urlset>", 1),
        ("<urlset>", 0),
    ],
)  # fmt: skip
def test_feeds_name_their_pages(feed: str, addresses: int) -> None:
    assert feed_addresses(feed.encode()) == ("https://b.vn/1",) * addresses


def test_a_map_of_maps_is_followed() -> None:
    inner = b"<urlset><url><loc>https://b.vn/1</loc></url></urlset>"
    outer = b"<sitemapindex><sitemap><loc>https://b.vn/m.xml</loc></sitemap></sitemapindex>"
    assert feed_addresses(outer, lambda _: inner) == ("https://b.vn/1",)


def test_many_items_go_through_processes_in_order() -> None:
    assert list(ordered_map(abs, range(-300, 0), workers=2)) == list(range(300, 0, -1))


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = qa_cli.main([str(argument) for argument in arguments])
    done = capsys.readouterr()
    return code, done.out, done.err


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows, folder = tmp_path / "tin.jsonl", tmp_path / "lib"
    rows.write_text("\n".join(row(at, source="Báo A", date=f"2024-05-0{at}") for at in (1, 2)), encoding="utf-8")
    code, out, _ = run(capsys, "library", "add", folder, rows, "--json", "--workers", 1)
    assert (code, json.loads(out)["added"]) == (0, 2)
    code, out, _ = run(capsys, "library", "list", folder, "--json")
    listed = [json.loads(line) for line in out.splitlines()]
    assert [each["published"] for each in listed] == ["2024-05-02", "2024-05-01"]
    code, out, _ = run(capsys, "library", "show", folder, listed[0]["id"], "--json")
    assert set(json.loads(out)) >= {"id", "text", "blocks", "origins", "near"}
    assert run(capsys, "library", "check", folder)[0] == 0
    code, out, _ = run(capsys, "library", "stats", folder, "--json")
    assert json.loads(out)["articles"] == 2
    assert run(capsys, "library", "remove", folder, listed[0]["id"])[0] == 0
    code, out, _ = run(capsys, "library", "check", folder, "--repair", "--json")
    assert (code, json.loads(out)) == (0, {"problems": [], "rebuilt": 3 - 1})
    code, _, err = run(capsys, "library", "list", tmp_path / "nơi-khác")
    assert (code, len(err.splitlines())) == (3, 1)
    code, _, err = run(capsys, "library", "add", folder, tmp_path / "mất.txt", "--errors", tmp_path / "lỗi.jsonl")
    assert code == 3
    assert json.loads((tmp_path / "lỗi.jsonl").read_text("utf-8"))["code"] == "not-found"


def test_adding_again_does_not_read_again(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Lúa xuân\n\n" + BODY, encoding="utf-8")
    shelf.add([path])
    monkeypatch.setattr("nlp.library.ingest.prepare", lambda _: pytest.fail("read again"))
    assert shelf.add([path]).known == 1
