"""Reading sources end to end: what comes out, and what is said when nothing can."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import SourceError
from nlp.sources.faults import MESSAGES, refuse
from nlp.sources.fetch import Fetched
from nlp.sources.ingest import load, read_bytes

TEXT = "Sáng 12-3, huyện Sông Vân khánh thành cây cầu dài 320 m."


def code_of(source: str, data: bytes | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        load(source) if data is None else read_bytes(data, source)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 700
    return caught.value.code


def zipped(*members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return buffer.getvalue()


def test_a_text_file_comes_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "bài báo.txt"
    path.write_bytes(("\ufeff" + TEXT + "\r\n\r\n  Dòng hai. \n").encode())
    document = load(str(path))
    assert (document.name, document.media_type) == (str(path), "text/plain")
    assert document.text == TEXT + "\r\n\r\n  Dòng hai. \n"


def test_standard_input(tmp_path: Path) -> None:
    assert load("-", stdin=io.BytesIO(TEXT.encode("utf-16"))).text == TEXT
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert (
        load("-", stdin=io.BytesIO(b"<html><body><p>" + TEXT.encode() + b"</p></body></html>")).media_type
        == "text/html"
    )


def test_content_decides_before_the_name() -> None:
    html = f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>".encode()
    assert read_bytes(html, "bai.txt").text == TEXT
    assert read_bytes(TEXT.encode(), "bai.pdf").media_type == "text/plain"
    assert read_bytes(f"# Đề\n\n{TEXT}".encode(), "bai.MD").text == f"Đề\n{TEXT}"
    assert read_bytes(f"x < y <b>{TEXT}".encode(), "bai.txt").media_type == "text/plain"


def test_a_page_in_an_old_encoding() -> None:
    body = f"<html><head><meta charset=windows-1258></head><body><p>{TEXT}</p></body></html>"
    look = body.replace("á", "¸").replace("ệ", "Ö").replace("ô", "«").replace("â", "©").replace("à", "µ")
    look = look.replace("ầ", "Ç").replace("y c", "y c")
    assert read_bytes(look.encode("latin-1"), "a.html").text == TEXT


def test_what_a_server_says_is_kept() -> None:
    page = Fetched("https://bao.example/tin", f"<html><body><p>{TEXT}</p></body></html>".encode(), "text/html", "utf-8")
    document = read_bytes(page.data, "https://bao.example/t", page=page)
    assert (document.name, document.url, document.text) == ("https://bao.example/t", "https://bao.example/tin", TEXT)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty-article"),
        (" \n\u200b\ufeff\u00a0\n".encode(), "a.txt", "empty-article"),
        (b"  \n ", "a.html", "empty-article"),
        (b"<html><body></body></html>", "a.html", "no-article"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "old-format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "a.xls", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted-document"),
        (b"{\\rtf1\\ansi a}", "a.rtf", "old-format"),
        (zipped("xl/workbook.xml"), "a.xlsx", "spreadsheet"),
        (zipped("ppt/presentation.xml"), "a.pptx", "spreadsheet"),
        (zipped("mimetype", "META-INF/container.xml"), "a.epub", "old-format"),
        (zipped("mimetype", "content.xml"), "a.odt", "old-format"),
        (zipped("a.txt"), "a.zip", "binary"),
        (b"PK\x03\x04" + b"x" * 50, "a.docx", "damaged"),
        (zipped("word/document.xml"), "a.docx", "damaged"),
        (b"%PDF-1.7\n" + b"x" * 100, "a.pdf", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.txt", "image"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "a.jpg", "image"),
        (b"\x1f\x8b\x08" + bytes(50), "a.gz", "binary"),
        (b"\x7fELF" + bytes(200), "a", "binary"),
        (bytes(range(256)) * 40, "a.txt", "binary"),
        (bytes(1000), "a.txt", "binary"),
        (bytes(range(128, 256)) * 40, "a.txt", "bad-encoding"),
        (b"a" * 20_000_001, "a.txt", "too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, name: str, code: str) -> None:
    assert code_of(name, data) == code


def test_places_that_hold_no_file(tmp_path: Path) -> None:
    assert code_of(str(tmp_path)) == "is-directory"
    assert code_of(str(tmp_path / "không có.txt")) == "not-found"
    assert code_of("a\x00b") == "not-found"
    assert code_of("x" * 5000) == "unreadable"
    assert code_of("ftp://bao.example/a") == "bad-url"
    with pytest.raises(SourceError, match="https://"):
        load("www.bao.example/tin")
    big = tmp_path / "lớn.txt"
    with open(big, "wb") as file:
        file.truncate(60_000_000)
    assert code_of(str(big)) == "too-large"


def test_offline_refuses_addresses_and_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        load("https://bao.example/", offline=True)
    assert caught.value.code == "offline"
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert load(str(tmp_path / "a.txt"), offline=True).text == TEXT


def test_halves_of_surrogate_pairs_never_come_out() -> None:
    for data in (b"H\xc3\xa0 N\xe1\xbb\x99i \xed\xa0\x80 x" * 1, "Hà Nội".encode("utf-16-le") + b"\x00\xd8a\x00"):
        read_bytes("Hà Nội có nhiều hồ đẹp và cây cổ thụ. ".encode() * 5 + data[:0], "a.txt")
    text = read_bytes(TEXT.encode() * 4 + b" \xed\xa0\x80", "a.txt").text
    assert text.encode("utf-8").decode() == text
    wide = read_bytes(b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00\xd8", "a.txt").text
    assert wide.startswith(TEXT)
    assert wide.encode("utf-8").decode() == wide


def test_a_message_shows_no_control_characters() -> None:
    message = str(refuse("not-found", "a\x1b[31m\nb" + "x" * 5000))
    assert message.isprintable()
    assert len(message) < 500
    assert all(str(refuse(code, "a", found="b", limit=1)) for code in MESSAGES)


def test_importing_the_door_imports_no_parser() -> None:
    heavy = "trafilatura lxml pypdf docx httpx httpcore underthesea torch transformers numpy zipfile subprocess ssl"
    script = f"import sys, nlp.sources.ingest; print(*[m for m in {heavy.split()!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_bytes_give_a_document_or_a_clear_refusal(data: bytes, name: str) -> None:
    try:
        text = read_bytes(data, name).text
    except SourceError as error:
        text = MESSAGES[error.code]
    assert text.strip()
    assert text.encode("utf-8").decode("utf-8") == text
