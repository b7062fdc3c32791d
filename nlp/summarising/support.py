"""What in the sources a written sentence rests on, and whether it states a number or a name of its own.

A plain check by matching, not by meaning: it finds an invented figure or name, not an invented relation between two
that the source has.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.spans import Span
from nlp.language.orthography import canonical
from nlp.language.terms import syllables

_MOST_SUPPORTS: Final = 2
_LEAST_OVERLAP: Final = 0.2  # of the weight of a sentence's syllables and pairs, for another to count as its support

_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)*")
_UNIT: Final = re.compile(r"[^\W_]+|[^\w\s]")


def supporting(sentence: str, sources: Sequence[tuple[str, Span, str]]) -> tuple[tuple[str, Span], ...]:
    """The source sentences that hold most of what ``sentence`` holds, rare syllables counting more; best first.

    A source is ``(article, place, text)``.
    """
    wanted = _grams(sentence)
    held = [wanted & _grams(text) for _, _, text in sources]
    spread = Counter(gram for grams in held for gram in grams)
    weights = {gram: math.log(1 + len(sources) / (0.5 + spread[gram])) for gram in wanted}
    total = sum(weights[gram] * count for gram, count in wanted.items())
    overlaps = [(sum(weights[gram] * count for gram, count in grams.items()), -at) for at, grams in enumerate(held)]
    best = sorted(overlaps, reverse=True)[:_MOST_SUPPORTS]
    return tuple(sources[-at][:2] for overlap, at in best if overlap > _LEAST_OVERLAP * total)


def _grams(text: str) -> Counter[str]:
    units = syllables(canonical(text))
    return Counter([*units, *(f"{one} {two}" for one, two in itertools.pairwise(units))])


def states_only_what(sources: Sequence[str], sentence: str) -> bool:
    """True when every figure and every capitalised name of ``sentence`` occurs in a source.

    >>> states_only_what(["Thanh Hóa xếp thứ 3 về PAPI."], "Năm ấy Thanh Hoá đứng thứ 3.")
    True
    >>> states_only_what(["Thanh Hóa xếp thứ 3 về PAPI."], "Nghệ An xếp thứ 3.")
    False
    """
    figures = {figure for source in sources for figure in _FIGURE.findall(source)}
    known = "".join(f" {' '.join(_UNIT.findall(canonical(source)))} " for source in sources)
    return figures.issuperset(_FIGURE.findall(sentence)) and all(f" {name} " in known for name in _names(sentence))


def _names(sentence: str) -> Iterator[str]:
    """Runs of capitalised syllables in one spelling, without the capital that merely begins the sentence.

    >>> list(_names("Sáng nay, ông Lê Hoà và UBND tỉnh họp."))
    ['lê hòa', 'ubnd']
    """
    units = _UNIT.findall(sentence)
    for capital, run in itertools.groupby(enumerate(units), key=lambda item: item[1][0].isupper()):
        if capital:
            names = [unit for at, unit in run if at > 0 or (len(unit) > 1 and unit.isupper())]
            if names:
                yield canonical(" ".join(names))
