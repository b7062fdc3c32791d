"""Undoing gzip and deflate with a ceiling: a few kilobytes can stand for gigabytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Any

MAX_MEMBERS = 1_000  #: gzip pieces in one body; servers send one, some a few
_GZIP = b"\x1f\x8b"


class OverflowingError(Exception):
    """More bytes came out than were allowed."""


def inflate(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The body whose compressed pieces are ``chunks``. At no time are more than ``limit`` bytes and one piece held.

    Raises:
        OverflowingError: more than ``limit`` bytes come out.
        ValueError: an unknown encoding, or damaged data.
    """
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return _capped(chunks, limit)
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"Content-Encoding: {encoding}")
    try:
        return _capped(_decompressed(chunks, limit, raw_allowed=encoding == "deflate"), limit)
    except zlib.error as error:
        raise ValueError(str(error)) from error


def _capped(chunks: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        if len(body) + len(chunk) > limit:
            raise OverflowingError
        body += chunk
    return bytes(body)


def _decompressed(chunks: Iterable[bytes], limit: int, *, raw_allowed: bool) -> Iterable[bytes]:
    """Piece by piece; servers send "deflate" with and without its zlib header, and gzip in several members.

    What follows the end without being another member is ignored (padding); a body without its end is an error.
    """
    engine: Any = None
    members = 0
    for chunk in _from_two_bytes(chunks):
        waiting = chunk
        while waiting:
            if engine is None or engine.eof:
                if engine is not None and waiting[0] != _GZIP[0]:
                    return
                engine = zlib.decompressobj(_window(waiting, raw_allowed))
                members += 1
                if members > MAX_MEMBERS:
                    raise ValueError(f"hơn {MAX_MEMBERS} mảnh gzip")
            yield engine.decompress(waiting, limit + 1)
            waiting = engine.unused_data if engine.eof else engine.unconsumed_tail
    if engine is None or not engine.eof:
        raise ValueError("dữ liệu nén bị cắt cụt")


def _from_two_bytes(chunks: Iterable[bytes]) -> Iterable[bytes]:
    """The same bytes, the first piece at least two long: the header that tells the formats apart."""
    held = b""
    is_begun = False
    for chunk in chunks:
        if is_begun:
            yield chunk
        elif len(held := held + chunk) >= 2:
            is_begun = True
            yield held
    if not is_begun:
        yield held


def _window(start: bytes, raw_allowed: bool) -> int:
    """zlib's number for what begins so: raw deflate, or gzip and zlib told apart by zlib itself."""
    has_zlib_header = len(start) > 1 and start[0] & 0x0F == 8 and (start[0] << 8 | start[1]) % 31 == 0
    return -15 if raw_allowed and not has_zlib_header and not start.startswith(_GZIP) else 47
