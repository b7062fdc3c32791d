"""Sketches of texts that tell near-duplicates without comparing every pair: the same report in two papers.

MinHash over runs of three syllables (Broder, "On the resemblance and containment of documents", 1997): the share of
equal places in two sketches estimates the share of runs that the two texts have in common. Bands of the sketch are
the keys under which a likely duplicate is looked up.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

import numpy as np

_PLACES: Final = 64
_BANDS: Final = 8  # of 8 places: 0.9 alike meets in a band 99 times of 100, 0.5 alike 3 times
_RUN: Final = 3
_WORD: Final = re.compile(r"\w+")
_DRAW: Final = np.random.Generator(np.random.PCG64(20231106))
_MULTIPLIERS: Final = _DRAW.integers(1, 1 << 63, _PLACES, dtype=np.uint64) | np.uint64(1)
_OFFSETS: Final = _DRAW.integers(0, 1 << 63, _PLACES, dtype=np.uint64)
_STEPS: Final = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)

#: Two texts at least this alike are linked.
NEAR: Final = 0.8


def sketch(text: str) -> bytes:
    """64 four-byte minima. Case and signs do not count; texts of fewer than three words get an empty sketch.

    >>> one = sketch("Mưa lớn kéo dài làm ba xã ở huyện Lệ Thủy bị ngập trong hai ngày qua")
    >>> likeness(one, sketch("MƯA LỚN kéo dài, làm ba xã ở huyện Lệ Thủy bị ngập trong hai ngày qua!"))
    1.0
    """
    words = _WORD.findall(text.lower())
    if len(words) < _RUN:
        return b""
    codes = np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in words], dtype=np.uint64)
    with np.errstate(over="ignore"):
        runs = sum(codes[at : len(codes) - _RUN + 1 + at] * _STEPS[at] for at in range(_RUN))
        runs = np.unique(np.asarray(runs, dtype=np.uint64))
        minima = np.full(_PLACES, np.iinfo(np.uint64).max, dtype=np.uint64)
        for start in range(0, len(runs), 4096):  # a whole book at once would need gigabytes
            mixed = runs[start : start + 4096, None] * _MULTIPLIERS + _OFFSETS
            minima = np.minimum(minima, (mixed >> np.uint64(32)).min(axis=0))
    return minima.astype("<u4").tobytes()


def bands(sketch: bytes) -> tuple[int, ...]:
    """The keys (64-bit, signed, as SQLite stores integers) under which near-duplicates meet."""
    width = len(sketch) // _BANDS
    pieces = (sketch[at * width : (at + 1) * width] for at in range(_BANDS if sketch else 0))
    keys = ((zlib.crc32(piece) << 32 | zlib.adler32(piece, at + 1)) for at, piece in enumerate(pieces))
    return tuple(key - (1 << 64) if key >= 1 << 63 else key for key in keys)


def likeness(one: bytes, other: bytes) -> float:
    """The estimated share of common runs, in [0, 1]; 0 when either sketch is empty."""
    if not one or len(one) != len(other):
        return 0.0
    return float(np.mean(np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")))
