"""Documents that attack, made here: small to send, made to cost their reader hours, gigabytes or secrets."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.documents import ARTICLE, WORD, assemble_pdf, docx_of, docx_with, pdf_objects, rewritten_docx, zipped

TEXT: Final = "text"  # the document is read; all other outcomes are codes of refusals


@dataclass(frozen=True, slots=True)
class Attack:
    """``what`` it is, in Vietnamese, for the table; the file it comes as; how it may end."""

    name: str
    what: str
    file: str
    make: Callable[[], bytes]
    ends: frozenset[str]
    slow: bool = False  # more than a moment to make or to refuse: left out of the default suite


BODY: Final = "".join(f"<p>{line}</p>" for line in ARTICLE)


def _page(inside: str) -> bytes:
    return f"<!doctype html><html><body>{inside}</body></html>".encode()


# ── HTML ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

_LAUGHS: Final = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


def _inline_tags(count: int) -> bytes:
    return _page("<p>" + "<b>Một chữ, <i>" * count + "</p>" + BODY)


def _entities(body: str) -> bytes:
    return f'<!DOCTYPE html [<!ENTITY e0 "aaaa">{_LAUGHS}]><html><body>{body}<p>Câu này, rất thường. &e11;</p>'.encode()


_EXTERNAL: Final = (
    '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "http://127.0.0.1:9/y">%y;]>'
)

# ── DOCX ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _padded_docx(megabytes: int) -> bytes:
    return rewritten_docx(docx_of(), lambda xml: xml + b" " * (megabytes * 1_000_000))


def _nested_docx(levels: int) -> bytes:
    data = zipped({"0": b"0" * 10_000_000}, zipfile.ZIP_DEFLATED)
    for level in range(levels):
        data = docx_with("<w:p/>", **{f"word/embeddings/{level}.docx": data})
    return data


def _overlapping_docx(entries: int) -> bytes:
    """Many names in the directory for one and the same packed stretch (the bomb of Fifield, simplified)."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = b" " * 20_000_000
    packed = kernel.compress(content) + kernel.flush()
    crc, name = zlib.crc32(content), WORD.encode()
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0x21, crc, len(packed), len(content), len(name), 0)
    head = local + name + packed
    directory = b""
    for number in range(entries):
        each = b"word/%06d.xml" % number if number else name
        fields = (20, 20, 0, 8, 0, 0x21, crc, len(packed), len(content), len(each), 0, 0, 0, 0, 0, 0)
        directory += struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *fields) + each
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, entries, entries, len(directory), len(head), 0)
    return head + directory + end


def _lying_docx() -> bytes:
    """The directory says a kilobyte, the member unpacks to 200 MB."""
    data = bytearray(_padded_docx(200))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(WORD.encode()))
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    local = data.find(b"PK\x03\x04", data.find(WORD.encode()) - 40)
    data[local + 22 : local + 26] = struct.pack("<I", 1000)
    return bytes(data)


def _docx_with_doctype(doctype: str, reference: str) -> bytes:
    def bomb(xml: bytes) -> bytes:
        head, _, rest = xml.partition(b"?>")
        run = f"<w:p><w:r><w:t>{reference}</w:t></w:r></w:p><w:sectPr".encode()
        return head + b"?>" + doctype.encode() + rest.replace(b"<w:sectPr", run, 1)

    return rewritten_docx(docx_of(), bomb)


_DEEP_TABLE: Final = "<w:tbl><w:tr><w:tc>"

# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pdf_with(changes: dict[int, bytes], more: Iterable[bytes] = ()) -> bytes:
    """The plain document with objects exchanged (numbered from 1) and others added behind them."""
    objects = pdf_objects(list(ARTICLE))
    for number, content in changes.items():
        objects[number - 1] = content
    return assemble_pdf([*objects, *more])


def _stream(content: bytes, fields: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), fields, content)


def _packed(content: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return _stream(content, b"/Filter [%b]" % (b"/FlateDecode " * times))


def _pdf_of_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (8 + number) for number in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    return _pdf_with({2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count)}, [page] * count)


def _encrypted_pdf() -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(assemble_pdf(pdf_objects(list(ARTICLE)))))
    writer.encrypt("mật khẩu", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _looping_form() -> bytes:
    """A page that draws a form that draws itself, and one that draws two that draw two that …"""
    forms = [
        _stream(
            b"/F Do /G Do", b"/Type /XObject /Subtype /Form /Resources << /XObject << /F %d 0 R /G %d 0 R >> >>" % two
        )
        for two in [(n + 1, n + 1) for n in range(8, 38)] + [(8, 38)]
    ]
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /F 8 0 R >> >> >>"
    )
    return _pdf_with({3: page, 4: _stream(b"/F Do")}, forms)


def _previous_loop() -> bytes:
    data = assemble_pdf(pdf_objects(list(ARTICLE)))
    at = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)


_RANGES: Final = b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 100 beginbfrange\n"

# ── the table ────────────────────────────────────────────────────────────────────────────────────────────────────────

_READ: Final = frozenset({TEXT})
_REFUSED: Final = frozenset({"damaged", "too-complex", "no-article", "scanned-pdf", "garbled-pdf", "empty-article"})


DOCUMENTS: Final = (
    Attack("deep-html", "HTML lồng 10.000 tầng", "a.html", lambda: _page("<div>" * 10_000 + BODY), _READ),
    Attack("deep-inline", "HTML lồng 10.000 thẻ trong dòng", "a.html", lambda: _page("<span>" * 10_000 + BODY), _READ),
    Attack("inline-tags", "HTML có 200.000 thẻ trong dòng", "a.html", lambda: _inline_tags(100_000), _READ | _REFUSED, True),
    Attack("many-tags", "HTML có 2 triệu thẻ", "a.html", lambda: _page("<p>ạ" * 2_000_000), _READ | _REFUSED, True),
    Attack("colspan", "bảng HTML có colspan=2^53", "a.html",
           lambda: _page(f"<table><tr><td colspan={2**53} rowspan={2**53}>320 m</td></tr></table>{BODY}"), _READ),
    Attack("laughs", "HTML có thực thể nở theo lũy thừa", "a.html", lambda: _entities(BODY), _READ),
    Attack("external", "HTML có thực thể ngoài", "a.html", lambda: f"{_EXTERNAL}<html><body>{BODY}<p>&x;</p>".encode(), _READ),
    Attack("open-comment", "HTML có 5 MB chú thích không đóng", "a.html", lambda: _page(BODY + "<!--" * 1_250_000), _READ | _REFUSED, True),
    Attack("open-tags", "5 MB dấu “<”", "a.html", lambda: b"<html><body>" + b"<" * 5_000_000, _REFUSED, True),
    Attack("long-attribute", "thuộc tính HTML dài 5 MB", "a.html", lambda: _page(f"<p title='{'x' * 5_000_000}'>{BODY}"), _READ | _REFUSED, True),
    Attack("many-attributes", "thẻ HTML có 300.000 thuộc tính", "a.html",
           lambda: _page(f"<p {' '.join(f'a{n}=1' for n in range(300_000))}>{BODY}"), _READ | _REFUSED, True),
    Attack("heads", "20.000 thẻ <meta charset>", "a.html", lambda: b"<html><head>" + b"<meta charset=" * 20_000, _REFUSED),
    Attack("docx-bomb", "DOCX bung ra 200 MB", "a.docx", lambda: _padded_docx(200), frozenset({"zip-bomb"}), True),
    Attack("docx-members", "DOCX có 5.001 mục", "a.docx",
           lambda: docx_with("<w:p/>", **{f"word/{n}": b"" for n in range(5001)}), frozenset({"zip-bomb"})),
    Attack("docx-nested", "DOCX lồng 10 tầng ZIP", "a.docx", lambda: _nested_docx(10), _READ | _REFUSED),
    Attack("docx-overlap", "DOCX có 4.000 mục chồng lên nhau (80 GB)", "a.docx", lambda: _overlapping_docx(4000), frozenset({"zip-bomb", "damaged"})),
    Attack("docx-lie", "DOCX khai kích thước gian", "a.docx", _lying_docx, frozenset({"damaged", "zip-bomb"}), True),
    Attack("docx-laughs", "DOCX có thực thể XML nở theo lũy thừa", "a.docx",
           lambda: _docx_with_doctype(f'<!DOCTYPE d [<!ENTITY e0 "aaaa">{_LAUGHS}]>', "&e11;"), _READ | _REFUSED),
    Attack("docx-external", "DOCX có thực thể XML ngoài", "a.docx",
           lambda: _docx_with_doctype('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"), _READ | _REFUSED),
    Attack("docx-deep", "DOCX có bảng lồng 3.000 tầng", "a.docx", lambda: docx_with(_DEEP_TABLE * 3000), _REFUSED),
    Attack("docx-long", "DOCX có 400.000 đoạn", "a.docx",
           lambda: docx_with("<w:p><w:r><w:t>Một câu.</w:t></w:r></w:p>" * 400_000), _READ | _REFUSED, True),
    Attack("pdf-kids", "PDF có trang chứa chính nó", "a.pdf",
           lambda: _pdf_with({2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}), _REFUSED),
    Attack("pdf-forms", "PDF có hình vẽ gọi lẫn nhau, 2^30 lần", "a.pdf", _looping_form, _READ | _REFUSED, True),
    Attack("pdf-previous", "PDF có bảng tra trỏ về chính nó", "a.pdf", _previous_loop, _READ | _REFUSED),
    Attack("pdf-locked", "PDF đặt mật khẩu", "a.pdf", _encrypted_pdf, frozenset({"encrypted-pdf"})),
    Attack("pdf-pages", "PDF 10.000 trang", "a.pdf", lambda: _pdf_of_pages(10_000), frozenset({"too-many-pages"}), True),
    Attack("pdf-count", "PDF khai 10^18 trang", "a.pdf",
           lambda: _pdf_with({2: b"<< /Type /Pages /Kids [3 0 R] /Count %d >>" % 10**18}), _READ | _REFUSED | {"too-many-pages"}),
    Attack("pdf-flate", "PDF có luồng nén bung ra 200 MB", "a.pdf", lambda: _pdf_with({4: _packed(b" " * 200_000_000)}), _REFUSED, True),
    Attack("pdf-flate-twice", "PDF có luồng nén hai lần, bung ra 1 GB", "a.pdf",
           lambda: _pdf_with({4: _packed(zlib.compress(b" " * 1_000_000_000, 1), 1)}), _REFUSED, True),
    Attack("pdf-operators", "PDF có 2 triệu lệnh vẽ", "a.pdf", lambda: _pdf_with({4: _packed(b"q 1 0 0 1 0 0 cm Q\n" * 500_000)}), _REFUSED, True),
    Attack("pdf-arrays", "PDF lồng 100.000 mảng", "a.pdf", lambda: _pdf_with({2: b"<< /Kids " + b"[" * 100_000}), _REFUSED),
    Attack("pdf-ranges", "PDF có bảng chữ 100 × 65.536 mục", "a.pdf",
           lambda: _pdf_with({7: _packed(_RANGES + b"<0000> <FFFF> <0041>\n" * 100 + b"endbfrange endcmap")}), _READ | _REFUSED, True),
    Attack("gzip-file", "tệp gzip bung ra 200 MB", "a.txt", lambda: zlib.compress(bytes(200_000_000), 9, 31), frozenset({"binary"}), True),
    Attack("spaceless", "5 MB chữ không dấu cách", "a.txt", lambda: ("".join(ARTICLE).replace(" ", "") * 30_000).encode()[:5_000_000], _READ, True),
    Attack("too-large", "tệp 60 MB", "a.txt", lambda: b"a" * 60_000_000, frozenset({"too-large"}), True),
)  # fmt: skip

#: Rows for a batch: each is a line of JSONL, good (its text is read) or bad (it becomes a row of errors).
ROWS: Final[tuple[tuple[str, str, bool], ...]] = (
    ("đầu", '{"id": "đầu", "text": "Hà Nội đón 3 triệu khách trong năm nay."}', True),
    ("100.000 ngoặc", "[" * 100_000, False),
    ("số 10.000 chữ số", '{"id": 2, "text": ' + "9" * 10_000 + "}", False),
    ("không phải JSON", "\ufffd\x00 {", False),
    ("nửa ký tự", '{"id": "nửa", "text": "Hà Nội \\ud800 có mưa to vào buổi sáng."}', True),
    ("không có văn bản", '{"id": "trống", "text": "   "}', False),
    ("văn bản không phải chuỗi", '{"id": "số", "text": {"text": [1]}}', False),
    ("HTML lồng 10.000 tầng", '{"id": "html", "text": "' + "<div>" * 10_000 + ' Một câu."}', True),
    ("1 MB không dấu cách", '{"id": "dính", "text": "' + "ă" * 1_000_000 + '"}', True),
    ("cuối", '{"id": "cuối", "text": "Huế có mưa to trong ba ngày liền."}', True),
)


def write_xz_bomb(path: Path) -> None:
    """A file of rows, 300 KB packed, 2 GB on a single line."""
    packer = lzma.LZMACompressor(preset=1)
    with path.open("wb") as file:
        for _ in range(2000):
            file.write(packer.compress(b" " * 1_000_000))
        file.write(packer.flush())
