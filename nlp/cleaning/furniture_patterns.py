"""The tables of :mod:`nlp.cleaning.furniture_table` as patterns, compiled when first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from nlp.cleaning import furniture_table as table

#: A count of visitors.
FIGURE: Final = r"[\d.,]*\d(?: ?(?:lượt|người|lượt truy cập))?"
_LEAD: Final = r"[\s*•()\[\]\"“–-]*"


def alternatives(phrases: Iterable[str]) -> str:
    """The phrases as one pattern, the longest first, so that "in bài viết" is not read as "in bài"."""
    return "|".join(map(re.escape, sorted(phrases, key=lambda phrase: (-len(phrase), phrase))))


@cache
def buttons() -> re.Pattern[str]:
    kinds = [f"(?P<{kind}>{alternatives(phrases)})" for kind, phrases in table.BUTTONS.items()]
    kinds += [f"(?P<weak>{alternatives(table.WEAK_BUTTONS)})"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(kinds)})(?!\w)")


@cache
def opens_with_button() -> re.Pattern[str]:
    return re.compile(rf"[\W\d_]*(?:\w\W+)?{buttons().pattern}")


@cache
def opens_with_section() -> re.Pattern[str]:
    return re.compile(rf"[\W\d_]*{sections().pattern}")


@cache
def sections() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:trang chủ|trang nhất|{alternatives(table.SECTIONS)})(?!\w)")


@cache
def whole(name: str) -> re.Pattern[str]:
    """A line that is one phrase of a table, with a colon, arrows or dots around it at most."""
    return re.compile(rf"[\W_]*(?:{alternatives(getattr(table, name))})(?: ?\(\d+\))?[\W_]*")


@cache
def opening(name: str) -> re.Pattern[str]:
    """A line that begins with a phrase of a table, signs before it aside."""
    return re.compile(rf"{_LEAD}(?:{alternatives(getattr(table, name))})(?![^\W_])")


@cache
def masthead() -> re.Pattern[str]:
    return re.compile(alternatives(table.MASTHEAD_OPENINGS))


@cache
def invitation() -> re.Pattern[str]:
    return re.compile(rf"{_LEAD}(?:{'|'.join(table.INVITATIONS)})")


@cache
def counter_pair() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{alternatives(table.COUNTER_LABELS)}) ?:? ?{FIGURE}(?![\w/%])"
        rf"|(?<![\w/.,]){FIGURE} (?:lượt xem|lượt đọc|lượt truy cập|views?|người đang online)\b"
    )
