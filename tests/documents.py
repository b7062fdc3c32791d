"""Makers of PDF and DOCX files, for the tests of the parsers and for the fuzzer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

ARTICLE = (
    "Sáng 12-3, huyện Sông Vân khánh thành cây cầu dài 320 m nối hai xã ven sông.",
    "Công trình có tổng mức đầu tư 145 tỷ đồng, được xây trong 18 tháng.",
    "Ông Trần Văn Lộc, chủ tịch huyện, cho biết cầu rút ngắn quãng đường đến trường của 600 học sinh.",
)
WORD = "word/document.xml"
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def pdf_objects(lines: Sequence[str]) -> list[bytes]:
    """A page whose font has no shapes, only a map from codes to Unicode: all that a text layer needs."""
    letters = sorted(set("".join(lines)))
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    pairs = "\n".join(f"<{codes[c]:04X}> <{c.encode('utf-16-be', 'replace').hex().upper()}>" for c in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Map def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    ).encode()
    shown = "".join(f"<{''.join(f'{codes[c]:04X}' for c in line)}> Tj T*\n" for line in lines)
    content = f"BT /F1 12 Tf 14 TL 50 780 Td\n{shown}ET".encode()
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Map /Encoding /Identity-H"
        b" /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Map /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        b" /Supplement 0 >> /DW 500 >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(cmap), cmap),
    ]


def assemble_pdf(objects: Sequence[bytes]) -> bytes:
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    start = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return body + start + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))


def pdf_of(lines: Sequence[str]) -> bytes:
    return assemble_pdf(pdf_objects(lines))


# ── DOCX ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def docx_of(paragraphs: Sequence[str] = ARTICLE, rows: Sequence[Sequence[str]] = (), **stated: str) -> bytes:
    """As Word writes it; ``stated`` are its properties (title, author)."""
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    for name, value in stated.items():
        setattr(document.core_properties, name, value)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
#: The fewest members that make a Word document.
_BARE = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}"/></Types>'
    ).encode(),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Target="word/document.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    ).encode(),
}


def docx_with(body: str, **members: bytes) -> bytes:
    """A bare DOCX whose body is this WordprocessingML (prefix ``w``); ``members`` are added to the archive."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    document = f'{head}<w:document xmlns:w="{_NAMESPACE}"><w:body>{body}</w:body></w:document>'
    return zipped(_BARE | {WORD: document.encode("utf-8", "replace")} | members)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def rewritten_docx(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The same archive, the XML of its body changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    return zipped(members | {WORD: change(members[WORD])}, zipfile.ZIP_DEFLATED)
