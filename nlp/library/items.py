"""What a person names as sources of a library (files, folders, patterns, rows, addresses, feeds) → single items."""

from __future__ import annotations

import glob
import hashlib
import json
import lzma
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from corpus.errors import CorpusError, SourceError
from corpus.jsonl import lines_of, open_text
from corpus.records import Document
from nlp.sources.fetch import is_address

#: Files of a folder that are read; others in it are passed over and counted.
SUFFIXES: Final = frozenset({".txt", ".md", ".html", ".htm", ".pdf", ".docx"})
_MOST_FEED_ENTRIES: Final = 50_000
_FEED: Final = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex|rss|feed|RDF)[\s>]")


@dataclass(frozen=True, slots=True)
class Item:
    """One article to come. Exactly one of ``path``, ``row``, ``document`` says where its text is.

    ``origin`` names it for life; while ``stamp`` is unchanged the item need not be read again.
    """

    origin: str
    stamp: str
    path: str | None = None
    row: dict[str, Any] | None = None
    document: Document | None = None
    named: bool = False  # the user named this very source


@dataclass(frozen=True, slots=True)
class Fault:
    """An item that gives no article, and why."""

    origin: str
    code: str
    message: str
    named: bool = False  # the user named this very source, in contrast to one of a folder or a data file

    def row(self) -> dict[str, str]:
        return {"origin": self.origin, "code": self.code, "message": self.message}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder that is no article by its name."""

    origin: str


Found = Item | Fault | Skipped


def items_of(sources: Iterable[str], *, offline: bool = False) -> Iterator[Found]:
    """Every item of the sources in order, files of a folder sorted by name. Nothing is read before it is its turn."""
    for source in sources:
        try:
            yield from _of_source(source, offline)
        except CorpusError as error:
            yield Fault(source, error.code, str(error), named=True)
        except OSError as error:
            yield Fault(source, "unreadable", f"{source}: không đọc được ({error.strerror}).", named=True)


def _of_source(source: str, offline: bool) -> Iterator[Found]:
    if is_address(source):
        yield from _of_address(source, offline)
        return
    path = Path(source)
    if path.is_dir():
        yield from _of_folder(path)
    elif path.is_file() or not glob.has_magic(source):
        yield from _of_file(path, named=True)
    else:
        matches = sorted(glob.glob(source, recursive=True))  # noqa: PTH207 (a pattern may be absolute)
        if not matches:
            raise SourceError(f"Cần ít nhất một tệp khớp với {source}, nhưng không có tệp nào.", code="no-match")
        for match in matches:
            if Path(match).is_file():
                yield from _of_file(Path(match))


def _of_folder(folder: Path) -> Iterator[Found]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            if path.suffix.lower() in SUFFIXES or _is_rows(path):
                yield from _of_file(path)
            else:
                yield Skipped(str(path))


def _is_rows(path: Path) -> bool:
    return path.name.lower().endswith((".jsonl", ".jsonl.xz"))


def _of_file(path: Path, *, named: bool = False) -> Iterator[Found]:
    if _is_rows(path):
        yield from rows_of(path)
        return
    name = str(path)
    if not path.is_file():
        raise SourceError(
            f"Cần một tệp ở {name}, nhưng ở đó không có gì. Hãy kiểm tra lại đường dẫn.", code="not-found"
        )
    state = path.stat()
    yield Item(str(path.resolve()), f"{state.st_size}:{state.st_mtime_ns}", path=name, named=named)


def rows_of(path: Path) -> Iterator[Found]:
    """The rows of a data file; a bad line is a fault of its own and the lines after it are still read."""
    whole = str(path.resolve())
    number = 0
    with open_text(path) as lines:
        try:
            for number, line in enumerate(lines_of(lines), start=1):
                if line.strip():
                    yield _of_line(line, whole, number)
        except (UnicodeDecodeError, lzma.LZMAError, EOFError) as error:
            message = f"{path}: sau dòng {number}, cần văn bản UTF-8 nhưng không đọc được ({error})."
            yield Fault(whole, "bad-encoding", message, named=True)


def _of_line(line: str, path: str, number: int) -> Found:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Fault(f"{path}#{number}", "bad-json", f"{path}, dòng {number}: cần một đối tượng JSON ({error}).")
    if not isinstance(row, dict):
        return Fault(f"{path}#{number}", "bad-json", f"{path}, dòng {number}: cần một đối tượng JSON {{…}}.")
    id = row.get("id")
    name = str(id) if isinstance(id, str | int) and str(id).strip() else str(number)
    stamp = hashlib.sha256(line.strip().encode("utf-8", "replace")).hexdigest()[:32]
    return Item(f"{path}#{name}", stamp, row=row)


# ── addresses ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_address(address: str, offline: bool) -> Iterator[Found]:
    """A page, or every page that a sitemap or feed names. A page is fetched again each time: it has no stamp."""
    from nlp.sources.fetch import fetch
    from nlp.sources.ingest import load, read_bytes

    if offline:
        load(address, offline=True)  # refuses with its own message
    page = fetch(address)
    if not _FEED.search(page.data[:4096]):
        document = read_bytes(page.data, address, page=page)
        yield Item(address, _digest(document.text), document=document, named=True)
        return
    for entry in feed_addresses(page.data, fetch_more=lambda inner: fetch(inner).data):
        yield Item(entry, "", path=entry)


def feed_addresses(data: bytes, fetch_more: Callable[[str], bytes] | None = None) -> tuple[str, ...]:
    """The page addresses of a sitemap, RSS or Atom feed, in order; maps of maps are followed one level down.

    >>> feed_addresses(b"<urlset><url><loc>https://bao.vn/a.html</loc></url></urlset>")
    ('https://bao.vn/a.html',)
    """
    found: list[str] = []
    inner = b"sitemapindex" in data[:4096]
    for address in _links(data):
        if inner and fetch_more is not None:
            found += _links(fetch_more(address))
        elif not inner:
            found.append(address)
        if len(found) >= _MOST_FEED_ENTRIES:
            break
    return tuple(dict.fromkeys(found[:_MOST_FEED_ENTRIES]))


def _links(data: bytes) -> list[str]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root is None:
        return []
    links: list[str] = []
    for element in root.iter("{*}loc", "{*}link"):
        parent = element.getparent()
        inside = parent is None or etree.QName(parent).localname in ("url", "sitemap", "item", "entry")
        address = (element.text or element.get("href") or "").strip()
        if inside and element.get("rel", "alternate") == "alternate" and address.startswith(("http://", "https://")):
            links.append(address)
    return links


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
