"""Things named one after another: "lu, vại, lốp xe cũ và chậu cây". What asks for several wants all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.spans import Span
from nlp.answering.lexical_table import LIST_OPENERS, PHRASE_MARKERS
from nlp.answering.reading_view import SentenceView

_BRACKETED: Final = re.compile(r"\([^()]*\)|“[^“”]*”")
_BREAK: Final = re.compile(r"[;:.!?](?!\w)")
_OPENERS: Final = frozenset((*LIST_OPENERS.split(), *PHRASE_MARKERS.split())) - {"và", "không", "một"}
_LAST: Final = "và"
_MOST_SYLLABLES: Final = 60  # of all items


def enumerations(text: str, sentence: SentenceView) -> Iterator[tuple[int, int]]:
    """Token ranges of the enumerations of a sentence: all behind a colon, else back to the word that announces them.

    Items stand between commas, the last after "và"; without it there must be more of them.
    """
    whole = sentence.span.of(text)
    plain = _BRACKETED.sub(lambda match: "_" * len(match[0]), whole)  # a comma in brackets parts no items
    commas = _commas(plain, sentence)
    for start, stop in _stretches(plain):
        first, last = sentence.tokens_in(Span(start, stop).shift(sentence.span.start))
        introduced = whole[:start].rstrip().endswith(":")
        inside = [at for at in commas if first < at < last]
        joined = bool(inside) and _LAST in sentence.marked[inside[-1] + 1 : last - 1]
        begin = first if introduced else _after_opener(sentence, first, inside[-1]) if inside else last
        items = [at for at in inside if at > begin]
        if len(items) >= _fewest(introduced=introduced, joined=joined) and last - begin <= _MOST_SYLLABLES:
            yield begin, last


def _commas(plain: str, sentence: SentenceView) -> list[int]:
    """The tokens before which a comma stands."""
    ends = [(token.start - sentence.span.start, token.stop - sentence.span.start) for token in sentence.tokens]
    return [at for at in range(1, len(ends)) if "," in plain[ends[at - 1][1] : ends[at][0]]]


def _stretches(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(plain):
        yield start, match.start()
        start = match.end()
    yield start, len(plain)


def _after_opener(sentence: SentenceView, first: int, last: int) -> int:
    """The token with which the first item begins, looked for leftwards from the last comma."""
    openers = (at for at in range(last - 1, first - 1, -1) if sentence.marked[at] in _OPENERS)
    return next(openers, first - 1) + 1


def _fewest(*, introduced: bool, joined: bool) -> int:
    """How many commas make an enumeration."""
    return 1 if joined else 2 if introduced else 3
