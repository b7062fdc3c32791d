"""Half-open ranges of code points: the one way this project points into a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The code points ``start`` up to, not including, ``stop`` of some text.

    >>> Span(4, 7).of("xếp thứ 3")
    'thứ'

    Raises:
        ValueError: when ``start`` is negative or lies after ``stop``.
    """

    start: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.stop:
            raise ValueError(f"a span needs 0 <= start <= stop, found start={self.start}, stop={self.stop}")

    def __len__(self) -> int:
        return self.stop - self.start

    def of(self, text: str) -> str:
        """The piece of ``text`` that this span covers."""
        return text[self.start : self.stop]

    def shift(self, by: int) -> Span:
        """The same range, ``by`` code points further right (left when negative)."""
        return Span(self.start + by, self.stop + by)

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.stop <= self.stop

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one code point."""
        return self.start < other.stop and other.start < self.stop

    def trim(self, text: str) -> Span:
        """The span without the white space at its two ends."""
        piece = self.of(text)
        left = len(piece) - len(piece.lstrip())
        return Span(self.start + left, self.start + max(left, len(piece.rstrip())))
