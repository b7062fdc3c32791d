"""What a source is, decided by its first bytes; its name and the type a server declared only break ties."""

from __future__ import annotations

import io
import re
from enum import StrEnum

from nlp.sources.faults import refuse


class Kind(StrEnum):
    """A form we read; the value is its media type."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


#: First bytes → (code of the refusal, what it is).
_REFUSED_HEADS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "old-format", "tệp RTF (.rtf)"),
    (b"\x89PNG", "image", "PNG"),
    (b"\xff\xd8\xff", "image", "JPEG"),
    (b"GIF8", "image", "GIF"),
    (b"II*\x00", "image", "TIFF"),
    (b"MM\x00*", "image", "TIFF"),
    (b"\x00\x00\x01\x00", "image", "biểu tượng"),
    (b"MIME-Version:", "old-format", "trang lưu dạng MHTML (.mht)"),
    (b"From: <Saved by", "old-format", "trang lưu dạng MHTML (.mht)"),
    (b"AT&TFORM", "image", "DjVu"),
    (b"\x1f\x8b", "binary", "tệp nén gzip"),
    (b"BZh", "binary", "tệp nén bzip2"),
    (b"\xfd7zXZ", "binary", "tệp nén xz"),
    (b"7z\xbc\xaf\x27\x1c", "binary", "tệp nén 7z"),
    (b"Rar!", "binary", "tệp nén RAR"),
    (b"\x28\xb5\x2f\xfd", "binary", "tệp nén zstd"),
    (b"\x7fELF", "binary", "chương trình"),
    (b"SQLite format 3", "binary", "cơ sở dữ liệu SQLite"),
    (b"ID3", "binary", "âm thanh"),
    (b"OggS", "binary", "âm thanh hoặc video"),
    (b"\x1aE\xdf\xa3", "binary", "video"),
)
_ZIP_CONTENTS: tuple[tuple[str, str, str], ...] = (
    ("xl/", "spreadsheet", "bảng tính Excel (.xlsx)"),
    ("ppt/", "spreadsheet", "bài trình chiếu PowerPoint (.pptx)"),
    ("META-INF/container.xml", "old-format", "sách điện tử (.epub)"),
    ("content.xml", "old-format", "tài liệu OpenDocument (.odt, .ods, .odp)"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.{0,2000}?-->|<\?xml.{0,200}?\?>)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|section|main|div|p|h1|table|script|style|link)\b[^<>]{0,2000}>",
    re.IGNORECASE | re.DOTALL,
)


def kind_of(data: bytes, name: str, declared: str = "") -> Kind:
    """The form of ``data``, or a refusal that says what it is instead and what to do.

    >>> kind_of(b"%PDF-1.7 ...", "bai.txt")
    <Kind.PDF: 'application/pdf'>
    >>> kind_of("Hà Nội".encode(), "bai.txt")
    <Kind.TEXT: 'text/plain'>

    Raises:
        SourceError: a form we do not read (image, .doc, .xlsx, archive, …).
    """
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data, name)
    if data.startswith(_OLE):
        raise _refuse_ole(data, name)
    _refuse_known(data, name)
    if _HTML_HEAD.match(data[:8192].replace(b"\x00", b"")):
        return Kind.HTML
    return _kind_by_name(name, declared)


def _kind_by_name(name: str, declared: str) -> Kind:
    suffix = name.lower().rpartition(".")[2]
    if declared.startswith(("text/html", "application/xhtml")) or suffix in ("html", "htm", "xhtml"):
        return Kind.HTML
    if declared.startswith("text/markdown") or suffix in ("md", "markdown"):
        return Kind.MARKDOWN
    if declared.startswith(("image/", "audio/", "video/", "font/")):
        raise refuse("image" if declared.startswith("image/") else "binary", name, found=declared)
    return Kind.TEXT


def _refuse_known(data: bytes, name: str) -> None:
    for head, code, what in _REFUSED_HEADS:
        if data.startswith(head):
            raise refuse(code, name, found=what)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise refuse("image", name, found="WebP")
    if data[4:8] == b"ftyp":
        is_still = data[8:12] in (b"heic", b"heix", b"mif1", b"avif")
        raise refuse("image" if is_still else "binary", name, found="HEIC" if is_still else "video")


def _refuse_ole(data: bytes, name: str) -> Exception:
    """Word 97 and Excel 97 files, and, in the same wrapping, today's files when they are locked by a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refuse("encrypted-document", name)
    if "Workbook".encode("utf-16-le") in data:
        return refuse("spreadsheet", name, found="bảng tính Excel đời cũ (.xls)")
    return refuse("old-format", name, found="tài liệu Office đời cũ (.doc, .ppt)")


def _kind_of_zip(data: bytes, name: str) -> Kind:
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError) as error:
        raise refuse("damaged", name, found=".docx") from error
    if any(member.startswith("word/") for member in members):
        return Kind.DOCX
    for mark, code, what in _ZIP_CONTENTS:
        if any(member.startswith(mark) for member in members):
            raise refuse(code, name, found=what)
    raise refuse("binary", name, found="tệp nén zip")
