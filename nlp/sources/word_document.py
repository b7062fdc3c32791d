"""DOCX to plain paragraphs, tables in their place. Meant to run in the sandbox; the size check runs before it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from nlp.sources.extracted import Extracted, one_line
from nlp.sources.faults import refuse

MAX_UNPACKED = 100_000_000  #: bytes, all members together
MAX_RATIO = 200  #: unpacked to packed, for members above a megabyte
MAX_MEMBERS = 5_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACES = {_W + "tab": " ", _W + "br": " ", _W + "cr": " ", _W + "noBreakHyphen": "-"}
#: Deleted text, the second rendering of a text box, and properties are not what the reader sees.
_UNSEEN = frozenset({_W + "del", _W + "moveFrom", _FALLBACK, _W + "pPr", _W + "rPr", _W + "instrText"})


def check_unpacked_size(data: bytes, name: str) -> None:
    """Refuse an archive that would unpack to far more than a document needs.

    The sizes are the archive's own word, but reading never goes past them: a member that lies is cut there and fails.

    Raises:
        SourceError: zip-bomb, or damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise refuse("damaged", name, found=".docx") from error
    total = sum(member.file_size for member in members)
    if total > MAX_UNPACKED or len(members) > MAX_MEMBERS:
        raise refuse("zip-bomb", name, found=f"{len(members)} mục, {total // 1_000_000} MB")
    for member in members:
        if member.file_size > 1_000_000 and member.file_size > MAX_RATIO * max(1, member.compress_size):
            raise refuse("zip-bomb", name, found=f"{member.filename}: {member.file_size // 1_000_000} MB")


def extract_docx(data: bytes, name: str) -> Extracted:
    """Every paragraph and table row in order, tracked insertions included, deletions not."""
    import docx

    check_unpacked_size(data, name)
    document = docx.Document(io.BytesIO(data))
    lines = [line for line in _lines(document.element.body) if line]
    stated = document.core_properties
    return Extracted(
        "\n".join(lines),
        title=_confirmed(stated.title, lines),
        author=_confirmed(stated.author, lines),
    )


def _confirmed(value: str | None, lines: list[str]) -> str | None:
    """A property only if the text says it too: templates leave "Document1" and "Administrator" behind."""
    wanted = one_line(value).casefold()
    return one_line(value) if wanted and any(wanted in line.casefold() for line in lines) else None


def _lines(body: Any) -> Iterator[str]:
    """Walks without recursion (nested tables may be deep); a table row is one line, its cells apart by " | "."""
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element.tag in _UNSEEN:
            continue
        if element.tag == _W + "tr":
            cells = [one_line(" ".join(_text(cell))) for cell in element.iter(_W + "tc")]
            yield " | ".join(cell for cell in cells if cell)
        elif element.tag == _W + "p":
            yield one_line("".join(_text(element)))
        else:
            waiting.extend(reversed(element))


def _text(element: Any) -> Iterator[str]:
    waiting = [element]
    while waiting:
        node = waiting.pop()
        if node.tag in _UNSEEN:
            continue
        if node.tag == _W + "t":
            yield node.text or ""
        elif node.tag in _SPACES:
            yield _SPACES[node.tag]
        else:
            if node.tag == _W + "p" and node is not element:
                yield " "
            waiting.extend(reversed(node))
