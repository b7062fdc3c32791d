"""What a text is searched by: syllables and pairs of neighbouring syllables, with and without marks.

A folded term ("thanh hoa") is found by everybody, also by those who type without marks; a marked one ("=thanh hóa")
is added when the text has marks, so that who typed them finds their exact words first. Pairs stand in for word
segmentation: they need no model, and "thanh hoa" tells the province from "thanh" and "hoa".
"""

from __future__ import annotations

import itertools
import operator
import re
from functools import lru_cache
from typing import Final

from nlp.language.orthography import canonical, fold, has_marks
from nlp.language.stopwords import FOLDED_STOPWORDS, STOPWORDS

#: The first character of a marked term; no folded term begins with it.
MARKED: Final = "="

# "12.075" and "4,5" are one figure; "15/63" and "9001-2015" are two, because questions name either half.
_SYLLABLE: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
# Signs over which two syllables are still neighbours: "kinh tế - xã hội", "VH-TT", "QSDĐ/năm".
_JOINING: Final = re.compile(r"\s*[-–&/]?\s*\Z")
_WIDEST_JOINING: Final = 3

_STOPWORD_WEIGHT: Final = 0.15
_PAIR_WEIGHT: Final = 0.7
_MARKED_WEIGHT: Final = 0.35


def syllables(text: str) -> list[str]:
    """The syllables and figures of a text as they stand, signs left out.

    >>> syllables("12.075 chữ ký, xếp 15/63.")
    ['12.075', 'chữ', 'ký', 'xếp', '15', '63']
    """
    return _SYLLABLE.findall(text)


def terms(text: str) -> tuple[str, ...]:
    """The terms of a text, in order and with repetition (their number is their frequency).

    >>> terms("Thanh Hoá")
    ('thanh', 'thanh hoa', 'hoa', '=thanh hóa', '=hóa')
    >>> terms("thanh hoa")
    ('thanh', 'thanh hoa', 'hoa')
    """
    plain, marked = fold(text), canonical(text)
    spans = [match.span() for match in _SYLLABLE.finditer(plain)]
    near = [_near(plain[left[1] : right[0]]) for left, right in itertools.pairwise(spans)]
    folded = [plain[start:stop] for start, stop in spans]
    found = _grams(folded, near)
    written = [marked[start:stop] for start, stop in spans]
    if written != folded:
        found += _marked_grams(written, folded, near)
    return tuple(found)


@lru_cache(maxsize=4096)
def _near(between: str) -> bool:
    """Whether two syllables with this between them are neighbours."""
    return len(between) <= _WIDEST_JOINING and _JOINING.match(between) is not None


# The loops below run for every syllable of a library: what a comprehension would hide costs a third of its building.


def _grams(units: list[str], near: list[bool]) -> list[str]:
    found: list[str] = []
    for unit, after, joins in zip(units, units[1:], near, strict=False):
        found.append(unit)
        if joins:
            found.append(f"{unit} {after}")
    return found + units[-1:]


def _marked_grams(units: list[str], folded: list[str], near: list[bool]) -> list[str]:
    """The single terms and pairs that have a mark."""
    found: list[str] = []
    marks = list(map(operator.ne, units, folded))
    for unit, after, has, next_has, joins in zip(units, units[1:], marks, marks[1:], near, strict=False):
        if joins and (has or next_has):
            found.append(f"{MARKED}{unit} {after}")
        if has:
            found.append(MARKED + unit)
    return found + [MARKED + unit for unit in units[-1:] if marks[-1]]


def weight(term: str, *, marked_text: bool) -> float:
    """How much a term of a question counts, in (0, 1]; rarity is the index's business, not weighed here.

    ``marked_text`` says that the question has marks. Then only the marked spelling tells "là" from "lá", and a folded
    function word is one only if it never is anything else in its marked form.

    >>> weight("la", marked_text=False) < weight("hoa", marked_text=False)
    True
    """
    body = term.removeprefix(MARKED)
    stops = STOPWORDS if term != body else FOLDED_STOPWORDS
    parts = body.split(" ")
    stopped = sum(part in stops for part in parts)
    value = _MARKED_WEIGHT if term != body and marked_text else 1.0
    if len(parts) == 1:
        return value * (_STOPWORD_WEIGHT if stopped else 1.0)
    return value * _PAIR_WEIGHT * (_STOPWORD_WEIGHT if stopped == len(parts) else 1.0 if not stopped else 0.5)


def weighted_terms(text: str) -> dict[str, float]:
    """The distinct terms of a question with their weights, in order of appearance."""
    marked_text = has_marks(text)
    return {term: weight(term, marked_text=marked_text) for term in terms(text)}
