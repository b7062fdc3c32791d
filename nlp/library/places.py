"""A province under its names before and after the mergers of 2025, so that old and new articles are found alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nlp.language.orthography import fold
from nlp.library.merger_table import MERGED_ON, MERGERS

_NEW_OF: Final = {fold(old): new for new, olds in MERGERS.items() for old in olds if old != new}
_OLDS_OF: Final = {fold(new): tuple(old for old in olds if old != new) for new, olds in MERGERS.items()}


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name that stands for the asked one in articles from ``since`` up to, not including, ``until`` (days)."""

    name: str
    since: int
    until: int

    def fits(self, day: int | None) -> bool:
        return day is not None and self.since <= day < self.until


def other_names(place: str) -> tuple[OtherName, ...]:
    """What the place was called before, or is called now.

    >>> [other.name for other in other_names("Vĩnh Phúc")], [other.name for other in other_names("phu tho")]
    (['Phú Thọ'], ['Hòa Bình', 'Vĩnh Phúc'])
    >>> other_names("Thanh Hóa")
    ()
    """
    return tuple(_others(fold(place)))


def _others(folded: str) -> Iterator[OtherName]:
    if folded in _NEW_OF:
        yield OtherName(_NEW_OF[folded], MERGED_ON, 99_999_999)
    for old in _OLDS_OF.get(folded, ()):
        yield OtherName(old, 0, MERGED_ON)
