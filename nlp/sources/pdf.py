"""PDF to plain paragraphs. Meant to run in the sandbox: nothing inside a PDF bounds what reading it costs."""

from __future__ import annotations

import io
import re
from typing import Any

from nlp.sources.extracted import Extracted, one_line
from nlp.sources.faults import refuse

MAX_PAGES = 500
MAX_TEXT = 20_000_000  #: characters
_ENDS_SENTENCE = re.compile(r"[.!?…:;”\"»)]$")
_STARTS_ANEW = re.compile(r"^(?:[-–—•*+▪◦●■]\s|\(?\d{1,3}[.)]\s|[a-zđ]\)\s|(?:Điều|Chương|Mục|Phần)\s+[\dIVX]+\b)")


def extract_pdf(data: bytes, name: str) -> Extracted:
    """The text layer, page after page, printed lines joined into paragraphs. Nothing is dropped.

    Raises:
        SourceError: encrypted-pdf, scanned-pdf, garbled-pdf, too-many-pages, too-large.
    """
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    _unlock(reader, name)
    if len(reader.pages) > MAX_PAGES:
        raise refuse("too-many-pages", name, found=len(reader.pages), limit=MAX_PAGES)
    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text())
        if sum(map(len, pages)) > MAX_TEXT:
            raise refuse("too-large", name, limit=MAX_TEXT // 1_000_000)
    _check_letters("".join(pages), len(pages), name)
    lines = join_lines([line for page in pages for line in page.splitlines()])
    title, author = _stated(reader)
    return Extracted("\n".join(lines), title=_confirmed(title, lines), author=_confirmed(author, lines))


def _unlock(reader: Any, name: str) -> None:
    """Files that only forbid printing open with the empty password."""
    if not reader.is_encrypted:
        return
    try:
        is_open = bool(reader.decrypt(""))
    except Exception as error:  # a cipher whose library is not installed, or a broken dictionary: locked either way
        raise refuse("encrypted-pdf", name) from error
    if not is_open:
        raise refuse("encrypted-pdf", name)


def _check_letters(text: str, pages: int, name: str) -> None:
    """Scans have no text, at most a page number; fonts without a map give private or replacement characters."""
    visible = [character for character in text if not character.isspace()]
    letters = sum(map(str.isalpha, visible))
    strange = sum(1 for character in visible if character == "�" or not character.isprintable())
    strange += sum(1 for character in visible if "\ue000" <= character <= "\uf8ff")
    if strange > 0.3 * len(visible):
        raise refuse("garbled-pdf", name)
    if letters < max(3, 4 * pages):
        raise refuse("scanned-pdf", name)


def _stated(reader: Any) -> tuple[str | None, str | None]:
    try:
        stated = reader.metadata
        return (stated.title, stated.author) if stated else (None, None)
    except Exception:  # damaged properties are no reason to lose the text
        return None, None


def _confirmed(value: str | None, lines: list[str]) -> str | None:
    """A property only if the text says it too: word processors leave "Microsoft Word - 12.doc" behind."""
    wanted = one_line(value if isinstance(value, str) else None).casefold()
    return one_line(value) if wanted and any(wanted in line.casefold() for line in lines) else None


def join_lines(lines: list[str]) -> list[str]:
    """Printed lines as paragraphs: a full line goes on in the next, a short one or one that ends a sentence stops.

    >>> join_lines(["Sáng 6-11, tại thành phố Thanh Hóa, hội nghị", "khai mạc.", "", "- Mục một", "- Mục hai"])
    ['Sáng 6-11, tại thành phố Thanh Hóa, hội nghị khai mạc.', '- Mục một', '- Mục hai']
    """
    plain = [one_line(line) for line in lines]
    widths = sorted(len(line) for line in plain if line)
    width = widths[int(0.9 * (len(widths) - 1))] if widths else 0
    paragraphs: list[str] = []
    before = ""
    for line in plain:
        if line and before and _goes_on(before, line, width):
            glue = "" if re.search(r"\w-$", before) else " "
            paragraphs[-1] += glue + line
        elif line:
            paragraphs.append(line)
        before = line
    return paragraphs


def _goes_on(line: str, following: str, width: int) -> bool:
    if _STARTS_ANEW.match(following):
        return False
    is_full = len(line) >= 0.75 * width
    if _ENDS_SENTENCE.search(line):
        return is_full and len(line) >= 0.9 * width
    return is_full or following[0].islower() or line.endswith(",")
