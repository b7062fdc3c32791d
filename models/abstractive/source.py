"""What the writer reads and how what it writes becomes text again.

Pieces know nothing of capitals, so a written piece is, wherever it can be, one that stands in the source: from there it
takes its spelling and whether a space goes before it. What stands nowhere in the source is written small.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.pieces import NULL, SEP, SIGN, IntArray, Pieces

#: What a position belongs to: the title, a sentence of the body, one of the next best, the best; 0 is the beginning and
#: the sign between title and body.
TITLE, BODY, GOOD, BEST = 1, 2, 3, 4
KINDS: Final = 5
MOST_PIECES: Final = 192
_LONGEST_TITLE: Final = 48  # pieces
_GOOD: Final = 3  # sentences, the best among them
_CLOSING: Final = frozenset(".,;:!?)]}”’%…")
_OPENING: Final = frozenset("([{“‘")
#: Marks that end a sentence.
ENDING: Final = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class Source:
    """``ids``, ``shapes``, ``kinds`` ``[L]``; position ``p`` was written ``texts[text[p]][start[p]:stop[p]]`` (``text``
    −1 for our own signs)."""

    ids: IntArray
    shapes: IntArray
    kinds: IntArray
    text: IntArray
    start: IntArray
    stop: IntArray
    texts: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def written(self, position: int) -> str:
        """The piece there, as the article writes it."""
        return str(self.texts[self.text[position]][self.start[position] : self.stop[position]])

    def follows(self, position: int, before: int) -> bool:
        """True when the two are neighbours in one text."""
        return position == before + 1 and bool(self.text[position] == self.text[before]) and self.text[before] >= 0

    def opens(self, position: int) -> bool:
        """True for the first letters of a sentence, which are capital whatever the word is."""
        before = position - 1
        while before >= 0 and self.text[before] == self.text[position] and not self.written(before)[-1:].isalnum():
            if self.written(before)[-1:] in ENDING:
                return True
            before -= 1
        return before < 0 or bool(self.text[before] != self.text[position])

    def glued(self, position: int) -> bool:
        """True when no white space stands between this piece and the one before it."""
        return bool(self.start[position] == self.stop[position - 1])


def source_of(
    title: str, sentences: Sequence[str], worth: Sequence[float], pieces: Pieces, most: int = MOST_PIECES
) -> Source:
    """The title, a sign, then the sentences of most worth that fit into ``most`` pieces, in page order. When not even
    the best fits, as much of it as does."""
    rows = [(NULL, SIGN, 0, -1, 0, 0), *_rows(title, TITLE, 0, pieces)[:_LONGEST_TITLE], (SEP, SIGN, 0, -1, 0, 0)]
    kept: dict[int, list[_Row]] = {}
    left = most - len(rows)
    for rank, at in enumerate(sorted(range(len(sentences)), key=lambda at: (-worth[at], at))):
        kind = BEST if rank == 0 else GOOD if rank < _GOOD else BODY
        one = _rows(sentences[at], kind, at + 1, pieces)
        if len(one) <= left or not kept:
            kept[at] = one[: max(left, 0)]
            left -= len(kept[at])
    rows += [row for at in sorted(kept) for row in kept[at]]
    ids, shapes, kinds, of, starts, stops = np.asarray(rows[:most], dtype=np.int32).T
    return Source(ids, shapes, kinds, of, starts, stops, (title, *sentences))


_Row = tuple[int, int, int, int, int, int]


def _rows(text: str, kind: int, number: int, pieces: Pieces) -> list[_Row]:
    one = pieces.encode(text)
    columns = zip(one.ids.tolist(), one.shapes.tolist(), one.starts.tolist(), one.stops.tolist(), strict=True)
    return [(piece, shape, kind, number, start, stop) for piece, shape, start, stop in columns]


@dataclass(frozen=True, slots=True)
class Step:
    """A written piece; ``position`` is where the source has it, −1 where it was not copied."""

    piece: int
    position: int = -1


def spelt(steps: Sequence[Step], source: Source, pieces: Pieces, small: Container[int] = ()) -> str:
    """The written pieces as text: capitals from the source and at the head of sentences, spaces as print has them.
    ``small``: pieces that owe a capital to nothing but the head of a sentence."""
    text, head, before = "", True, Step(NULL)
    for step in steps:
        piece = source.written(step.position) if step.position >= 0 else pieces.surface(step.piece)
        if step.position >= 0 and step.piece in small and piece.istitle() and source.opens(step.position):
            piece = piece.lower()
        joined = _joined(text, piece, step, before, source)
        if head and piece[:1].isalpha() and not (joined and text):
            piece = piece[0].upper() + piece[1:]
        if piece[:1].isalnum():
            head = False
        text += piece if joined else f" {piece}"
        head = head or piece[-1:] in ENDING
        before = step
    return text.strip()


def _joined(text: str, piece: str, step: Step, before: Step, source: Source) -> bool:
    """Whether no space goes before a piece."""
    if not text:
        return True
    if step.position >= 0 and before.position >= 0 and source.follows(step.position, before.position):
        return source.glued(step.position)
    if text[-1] in _OPENING or piece[:1] in _CLOSING:
        return True
    return '"' in (piece, text[-1]) and text.count('"') % 2 == 1  # a quotation that ends here, or has just begun
