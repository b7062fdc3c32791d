"""Reading a source, whatever it is, as one document of plain text.

The form is decided by the first bytes, the encoding by trying. Plain text costs nothing but its decoding; parsers are
imported when a document needs them; PDF, DOCX and suspicious pages are read in a process of their own.
"""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from corpus.errors import SourceError
from corpus.records import Document
from nlp.sources.encodings import decode, repair
from nlp.sources.extracted import Extracted
from nlp.sources.faults import refuse
from nlp.sources.fetch import Fetched, fetch, is_address
from nlp.sources.kinds import Kind, kind_of

MAX_BYTES = 20_000_000  #: of text or HTML
MAX_CONTAINER_BYTES = 50_000_000  #: of PDF and DOCX, whose pictures weigh more than their text
#: Pages above these sizes are parsed in the sandbox; two national papers measure 0.25 MB, 2,300 tags, depth 13.
ORDINARY_HTML = 2_000_000
ORDINARY_TAGS = 20_000  #: and whatever else begins with "<"
ORDINARY_DEPTH = 150
_META_CHARSET = re.compile(rb"<meta[^<>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad\x00"


def load(source: str, *, stdin: BinaryIO | None = None, offline: bool = False) -> Document:
    """Read a file, ``-`` (standard input) or an http(s) address.

    The text is as the source has it, noise included, but it is sure to be encodable: no lone surrogates.

    Raises:
        SourceError: the source gives no article; ``code`` says why, the message what to do.
    """
    if is_address(source):
        if offline and source.lower().startswith(("http://", "https://")):
            raise refuse("offline", source)
        page = fetch(source)
        return read_bytes(page.data, source, page=page)
    if source == "-":
        stream = stdin if stdin is not None else sys.stdin.buffer
        return read_bytes(stream.read(MAX_CONTAINER_BYTES + 1), "-")
    return read_bytes(_file_bytes(source), source)


def read_bytes(data: bytes, name: str, *, page: Fetched | None = None) -> Document:
    """The document that ``data`` holds; ``page`` adds what a server said of it.

    >>> read_bytes("Hà Nội đón 3 triệu khách.".encode("utf-16"), "bai.txt").text
    'Hà Nội đón 3 triệu khách.'
    """
    kind = kind_of(data, page.url.partition("?")[0] if page else name, page.media_type if page else "")
    limit = MAX_CONTAINER_BYTES if kind in (Kind.PDF, Kind.DOCX) else MAX_BYTES
    if len(data) > limit:
        raise refuse("too-large", name, limit=limit // 1_000_000)
    found = _extract(kind, data, name, page.charset if page else None)
    text = repair(found.text) if kind in (Kind.PDF, Kind.DOCX) else found.text
    if not any(map(str.isalnum, text)):  # also blank, invisible, or nothing but signs
        raise refuse("empty-article", name)
    return Document(
        name=name,
        text=_encodable(text),
        media_type=kind.value,
        url=page.url if page else None,
        title=found.title,
        published=found.published,
        source=found.source,
        author=found.author,
    )


def _file_bytes(path: str) -> bytes:
    """The file's bytes, at most one more than any limit allows; never more, whatever the file's size is said to be."""
    try:
        with open(_file_at(path), "rb") as file:
            data = file.read(MAX_CONTAINER_BYTES + 1)
    except OSError as error:
        raise refuse("unreadable", path, found=error.strerror or type(error).__name__) from error
    if len(data) > MAX_CONTAINER_BYTES:
        raise refuse("too-large", path, limit=MAX_BYTES // 1_000_000)
    return data


def _file_at(path: str) -> Path:
    if not path:
        raise refuse("not-found", "“”")  # which the system would take for the folder we are in
    hint = ", hoặc thêm https:// nếu đó là địa chỉ trang" if path.lower().startswith("www.") else ""
    try:
        mode = Path(path).stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise refuse("not-found", path, hint=hint) from error
    except OSError as error:
        raise refuse("unreadable", path, found=error.strerror or type(error).__name__) from error
    if stat.S_ISDIR(mode):
        raise refuse("is-directory", path)
    return Path(path)


def _extract(kind: Kind, data: bytes, name: str, charset: str | None) -> Extracted:
    if kind in (Kind.PDF, Kind.DOCX):
        if kind is Kind.DOCX:
            from nlp.sources.word_document import check_unpacked_size

            check_unpacked_size(data, name)
        from nlp.sources.sandbox import extract_apart

        return extract_apart(kind, data, name)
    text = _decoded(data, name, charset or _meta_charset(data, kind))
    if kind is Kind.HTML:
        return _extract_html(text, name)
    if kind is Kind.MARKDOWN:
        from nlp.sources.markdown import extract_markdown

        return extract_markdown(text)
    return Extracted(text)


def _meta_charset(data: bytes, kind: Kind) -> str | None:
    match = _META_CHARSET.search(data[:4096]) if kind is Kind.HTML else None
    return match.group(1).decode("ascii") if match else None


def _decoded(data: bytes, name: str, declared: str | None) -> str:
    decoded = decode(data, declared)
    sample = decoded.text[:65_536] if decoded else data[:65_536].decode("latin-1")
    controls = sum(1 for character in sample if character < " " and character not in "\t\n\r\f\v\x1b")
    if controls > 0.02 * len(sample):
        raise refuse("binary", name, found="nhiều ký tự điều khiển")
    if decoded is None:
        raise refuse("bad-encoding", name)
    return decoded.text


def _extract_html(html: str, name: str) -> Extracted:
    """In this process when the page is ordinary, else in the sandbox: a process costs more than a page."""
    from nlp.sources.markup import measure
    from nlp.sources.sandbox import extract, extract_apart

    if not html.strip().strip(_INVISIBLE).strip():
        raise refuse("empty-article", name)
    data = html.encode("utf-8", "replace")
    if len(html) > ORDINARY_HTML or html.count("<") > ORDINARY_TAGS or measure(html).depth > ORDINARY_DEPTH:
        return extract_apart(Kind.HTML, data, name)
    try:
        return extract(Kind.HTML, data, name)
    except SourceError:
        raise
    except Exception as error:  # a parser's own failure: one page of many must not end a batch
        raise refuse("damaged", name, found="HTML") from error


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
