"""Passages: what a reader gets as one context, and retrieval ranks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.records import READABLE, Article, Block, Passage, Role
from corpus.spans import Span
from nlp.language.sentences import split

#: In syllables (white-space tokens). A newspaper paragraph has 40 to 120, so most are whole.
MAX_SYLLABLES: Final = 180
#: A body block shorter than this is a heading or a list item and stands with the block after it.
_SHORT_BLOCK: Final = 25
_MAX_CHARACTERS: Final = 2400  # for texts without spaces
_PIECE: Final = re.compile(rf"\s*(?:\S{{1,{_MAX_CHARACTERS}}}\s*)", re.DOTALL)


def passages(article: Article) -> tuple[Passage, ...]:
    """The readable text of an article (title, standfirst, body) in passages, in page order.

    A long block is cut between sentences, a long sentence between syllables; short neighbours share a passage.
    Captions, pull quotes and metadata lines are left out. ``article.text[passage.span] == passage.text``.
    """
    return tuple(
        Passage(article.id, span, span.of(article.text), role)
        for stretch, role in _stretches(article)
        for span in _cut(stretch, article.text)
    )


def _stretches(article: Article) -> Iterator[tuple[Span, Role]]:
    """Blocks, with a short body block joined to the body block that follows it directly."""
    pending: Span | None = None
    for block in article.blocks:
        joins = pending is not None and block.role is Role.BODY
        if pending is not None and not joins:
            yield pending, Role.BODY
        start = pending.start if pending is not None and joins else block.span.start
        pending = None
        if block.role not in READABLE:
            continue
        stretch = Span(start, block.span.stop)
        if _waits(block, stretch, article.text):
            pending = stretch
        else:
            yield stretch, block.role
    if pending is not None:
        yield pending, Role.BODY


def _waits(block: Block, stretch: Span, text: str) -> bool:
    return block.role is Role.BODY and _count(block.span, text) < _SHORT_BLOCK and _count(stretch, text) < MAX_SYLLABLES


def _count(span: Span, text: str) -> int:
    return len(span.of(text).split())


def _cut(stretch: Span, text: str) -> Iterator[Span]:
    if _count(stretch, text) <= MAX_SYLLABLES and len(stretch) <= _MAX_CHARACTERS:
        trimmed = stretch.trim(text)
        if trimmed:
            yield trimmed
        return
    start = stop = stretch.start
    syllables = 0
    for piece in _pieces(stretch, text):
        count = _count(piece, text)
        if stop > start and (syllables + count > MAX_SYLLABLES or piece.stop - start > _MAX_CHARACTERS):
            yield Span(start, stop).trim(text)
            start, syllables = piece.start, 0
        stop, syllables = piece.stop, syllables + count
    if stop > start:
        yield Span(start, stop).trim(text)


def _pieces(stretch: Span, text: str) -> Iterator[Span]:
    """Sentences, and the parts of those that are too long by themselves."""
    for sentence in split(stretch.of(text)):
        span = sentence.span.shift(stretch.start)
        if _count(span, text) <= MAX_SYLLABLES and len(span) <= _MAX_CHARACTERS:
            yield span
        else:
            for match in _PIECE.finditer(text, span.start, span.stop):
                yield Span(match.start(), match.end()).trim(text)
