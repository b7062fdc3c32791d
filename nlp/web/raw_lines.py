"""Where the blocks of a cleaned article stood on the raw page, so that what was dropped can be shown in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from corpus.records import Article
from nlp.cleaning.clean import clean_characters

_PROBE: Final = 24  # characters, white space left out, that tell one line from another
_REACH: Final = 400  # lines looked at for one block


def block_lines(raw: str, article: Article) -> tuple[int, ...]:
    """For each block the line of the raw text, from 1, that it begins on; that of the block before when not found.

    >>> from corpus.records import Block, Role
    >>> from corpus.spans import Span
    >>> block_lines("Chia sẻ\\n\\nGiá lúa", Article("a", "Giá lúa", (Block(Span(0, 7), Role.TITLE),)))
    (3,)
    """
    lines = ["".join(line.split()) for line in clean_characters(raw)[0].split("\n")]
    found: list[int] = []
    at = 0
    for block in article.blocks:
        opening = "".join(block.span.of(article.text)[: 4 * _PROBE].split())
        at = _line_of(opening, lines, at)
        found.append(at + 1)
    return tuple(found)


def _line_of(opening: str, lines: Sequence[str], at: int) -> int:
    """The first line from ``at`` on that holds this opening, or is its first part; ``at`` itself when none does."""
    probe = opening[:_PROBE]
    for number in range(at, min(len(lines), at + _REACH)):
        line = lines[number]
        if line and (probe in line or (len(line) >= 3 and opening.startswith(line))):
            return number
    return at
