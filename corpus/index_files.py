"""Whether the files of a search index are as they were written: each ends in the checksum of what stands before it."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Any, Final

_TAIL: Final = struct.Struct("<II")  # length of the footer before it, and the engine's mark
_MARK: Final = 1337
_LONGEST_FOOTER: Final = 10_000  # bytes
_STEP: Final = 1 << 20


def changed_files(folder: Path) -> tuple[str, ...]:
    """The names of the committed files of an index (tantivy's form) that do not fit their checksums.

    Files of segments that were never committed may be half written and do not count. An index that cannot be told
    apart into segments gives its ``meta.json``.
    """
    try:
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
        segments = {str(each["segment_id"]).replace("-", ""): _removals(each) for each in meta["segments"]}
    except (OSError, ValueError, KeyError, TypeError):
        return ("meta.json",)
    return tuple(
        path.name for path in sorted(folder.iterdir()) if _committed(path.name, segments) and not _as_written(path)
    )


def _removals(segment: dict[str, Any]) -> str:
    """The middle part of the name of the file that says which documents of a segment are removed."""
    removed = segment.get("deletes")
    return str(removed["opstamp"]) if removed else ""


def _committed(name: str, segments: dict[str, str]) -> bool:
    segment, *rest = name.split(".")
    if segment not in segments:
        return False
    return rest[-1] != "del" or rest[0] == segments[segment]


def _as_written(path: Path) -> bool:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            file.seek(max(0, size - _TAIL.size))
            length, mark = _TAIL.unpack(file.read())
            body = size - _TAIL.size - length
            if mark != _MARK or length > _LONGEST_FOOTER or body < 0:
                return False
            file.seek(body)
            expected = json.loads(file.read(length))["crc"]
            file.seek(0)
            found = 0
            while body > 0:
                piece = file.read(min(_STEP, body))
                if not piece:
                    return False
                found = zlib.crc32(piece, found)
                body -= len(piece)
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return False
    return bool(found == expected)
