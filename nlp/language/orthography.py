"""One spelling for matching, the original for display.

Vietnamese reaches us with marks and without ("Thanh Hóa", "thanh hoa") and with two placements of the tone mark
("hoà", "hòa"). Everything here rewrites character by character and never changes the length of an NFC text, so a
position in the rewritten text *is* a position in the original.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from typing import Final

# Latin letters with marks live in these blocks; "đ" and "ð" (its look-alike in old encodings) have no decomposition.
_MARKED_BLOCKS: Final = (range(0x00C0, 0x0250), range(0x1E00, 0x1F00))
_STROKED: Final = {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"}


def _bare(letter: str) -> str:
    base = _STROKED.get(letter) or unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter


_BARE: Final = {code: _bare(chr(code)) for block in _MARKED_BLOCKS for code in block if _bare(chr(code)) != chr(code)}
_FOLDED: Final = {code: bare.lower() for code, bare in _BARE.items()}
_MARKED: Final = re.compile("[" + "".join(map(chr, _BARE)) + "]")

# "oà oè uỳ" at the end of a syllable are the newer placement of "òa òe ùy"; after "q" the "u" belongs to the consonant.
_NEWER_PLACEMENT: Final = re.compile(r"o[àáảãạèéẻẽẹ](?!\w)|(?<!q)u[ỳýỷỹỵ](?!\w)")
_OLDER_PLACEMENT: Final = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)


def lower(text: str) -> str:
    """Lower case that keeps the length, which ``str.lower`` does not for "İ".

    >>> len(lower("İ Đ")), lower("ĐÀ NẴNG")
    (3, 'đà nẵng')
    """
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def strip_marks(text: str) -> str:
    """The letters without their marks, upper case kept. Signs and other alphabets stay as they are.

    >>> strip_marks("Đường Thanh Hóa – 5°")
    'Duong Thanh Hoa – 5°'
    """
    return text.translate(_BARE)


def fold(text: str) -> str:
    """Lower case without marks, as hurried people type it; both placements of a tone fold to the same.

    >>> fold("THANH HOÁ xếp thứ mấy") == fold("thanh hóa xep thu may")
    True
    """
    return lower(text).translate(_FOLDED)


def canonical(text: str) -> str:
    """Lower case with one placement of the tone mark; other marks count, in contrast to :func:`fold`.

    >>> canonical("Xã Hoà Bình khoẻ, Thuý"), canonical("quý, hoàn, hoa")
    ('xã hòa bình khỏe, thúy', 'quý, hoàn, hoa')
    """
    return _NEWER_PLACEMENT.sub(lambda match: _OLDER_PLACEMENT[match[0]], lower(text))


def has_marks(text: str) -> bool:
    """True when some letter carries a mark, so that the writer may be taken to mean the marks that are missing too.

    >>> has_marks("xếp thu may"), has_marks("xep thu may")
    (True, False)
    """
    return _MARKED.search(text) is not None


def search_as_typed(pattern: str, text: str) -> re.Match[str] | None:
    """Search a pattern of marked small letters in what somebody typed: without its marks where the text has none.

    >>> [bool(search_as_typed("thứ mấy", text)) for text in ("Xếp thứ mấy?", "xep thu may", "xếp thu may")]
    [True, True, False]
    """
    marked, unmarked = spellings(pattern)
    return marked.search(canonical(text)) if has_marks(text) else unmarked.search(fold(text))


def spelling_of(typed: str) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """How texts are spelt to be compared with what somebody typed, and how tables of marked small letters are: without
    marks where it has none."""
    return (canonical, str) if has_marks(typed) else (fold, strip_marks)


@functools.cache
def spellings(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern as it is, for :func:`canonical` text, and without marks, for :func:`fold` text."""
    return re.compile(pattern), re.compile(strip_marks(pattern))
