"""The type of an answer by its looks, for systems that return a string and nothing more."""

from __future__ import annotations

import re
from typing import Final

from nlp.language.values import find_values

_LIST: Final = re.compile(r"(?:[,;]\s[^,;]+){2,}|[,;]\s.+\bvà\b")
_QUOTED: Final = re.compile(r"[“\"'‘«].+[”\"'’»]")


def answer_kind(answer: str) -> str:
    """One of the question types that shows in an answer's form, else "name" or "phrase"; "" for no answer.

    >>> [answer_kind(text) for text in ("thứ 3 cả nước", "12,5%", "6/11/2023", "UBND tỉnh Thanh Hóa", "do thiếu vốn")]
    ['rank', 'percent', 'date', 'name', 'phrase']
    """
    text = answer.strip()
    if not text:
        return ""
    if _QUOTED.fullmatch(text):
        return "quoted"
    if _LIST.search(text):
        return "list"
    values = find_values(text)
    if values:
        return str(values[0].kind.value)
    return "name" if _is_name(text) else "phrase"


def _is_name(text: str) -> bool:
    """Most syllables begin with a capital."""
    words = re.findall(r"[^\W\d_]+", text)
    return bool(words) and 2 * sum(word[0].isupper() for word in words) > len(words)
