"""Lines that say again what another line says: photo captions and pull quotes.

A page repeats a paragraph's sentences beside its photographs. The line that holds the other is the body, wherever it
stands; the shorter one is the repeat. Works on five-syllable shingles, longest line first, in linear time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

_TOKEN: Final = re.compile(r"\w+(?:[.,/:-]\d+)*")
SHINGLE: Final = 5
#: Shorter lines repeat by accident ("Đội hình dự kiến").
FEWEST_TOKENS: Final = 8
#: A page with more tokens is a book or a dump; the index of shingles would outgrow it.
MOST_TOKENS: Final = 150_000

Tokens = tuple[str, ...]
Shingle = tuple[str, ...]


def tokens(text: str) -> Tokens:
    """Syllables and numbers in lower case.

    >>> tokens("... 100% doanh nghiệp; 12.075 chữ ký")
    ('100', 'doanh', 'nghiệp', '12.075', 'chữ', 'ký')
    """
    return tuple(_TOKEN.findall(text.lower()))


def shingles(words: Tokens) -> list[Shingle]:
    return list(zip(*(words[shift:] for shift in range(SHINGLE)), strict=False))


def repeats(lines: Sequence[str]) -> dict[int, int]:
    """For each line that repeats another: its index and the index of the line that holds it.

    >>> whole = "Tỉnh có 872 dịch vụ công trực tuyến toàn trình. Người dân có thể nộp hồ sơ ở mọi lúc, mọi nơi."
    >>> repeats(["... 872 dịch vụ công trực tuyến toàn trình.", whole])
    {0: 1}
    """
    if len(lines) < 2 or sum(line.count(" ") for line in lines) > MOST_TOKENS:
        return {}
    words = {index: found for index, line in enumerate(lines) if len(found := tokens(line)) >= FEWEST_TOKENS}
    owners: dict[Shingle, int] = {}
    known: dict[int, frozenset[Shingle]] = {}
    repeated: dict[int, int] = {}
    for index in sorted(words, key=lambda index: (-len(words[index]), index)):
        pieces = shingles(words[index])
        holder = _likely_holder([owners.get(piece) for piece in pieces])
        if holder is not None and holder not in known:
            known[holder] = frozenset(shingles(words[holder]))
        if holder is not None and _holds(known[holder], lines[holder], lines[index], pieces):
            repeated[index] = holder
            continue
        for piece in pieces:
            owners.setdefault(piece, index)
    return repeated


def _likely_holder(holders: list[int | None]) -> int | None:
    """The longer line that shares most with a line, when half of the line is known at all."""
    known = Counter(holder for holder in holders if holder is not None)
    if 2 * known.total() < len(holders):
        return None
    return max(known.items(), key=lambda item: (item[1], -item[0]))[0]


def _holds(known: frozenset[Shingle], longer: str, line: str, pieces: list[Shingle]) -> bool:
    """True when nearly all of ``line`` is in the longer line, whose shingles are ``known``.

    A repeat much shorter than its source may add a few words of its own, but no number and no name; one of about its
    length may add nothing. Two forecasts that differ in the region, or in a figure, are two facts.
    """
    words = _TOKEN.findall(line)
    held = [False] * len(words)
    for start, piece in enumerate(pieces):
        if piece in known:
            held[start : start + SHINGLE] = [True] * SHINGLE
    new = [position for position, covered in enumerate(held) if not covered]
    if not new or len(words) > 0.6 * (longer.count(" ") + 1):
        return not new
    return len(new) <= 0.2 * len(words) and not any(_is_fact(words[position], position) for position in new)


def _is_fact(word: str, position: int) -> bool:
    return any(map(str.isdigit, word)) or (position > 0 and word[0].isupper())
