"""The places and acronyms that a question names: an article that has none of them speaks of something else.

Retrieval ranks and readers guess; neither refuses. This does, for any reader, by what stands in the article.
"""

from __future__ import annotations

import re
from typing import Final

from nlp.answering.questions import Query
from nlp.language.abbreviations import common
from nlp.language.orthography import fold
from nlp.library.places import other_names

#: A Vietnamese paper need not say which country it speaks of.
_WORD: Final = re.compile(r"\w+")
_TAKEN_FOR_GRANTED: Final = frozenset({"viet nam", "vn"})


class Named:
    """What a question names, each in all its spellings."""

    def __init__(self, query: Query) -> None:
        self._places = tuple(place for place in map(fold, query.places) if place not in _TAKEN_FOR_GRANTED)
        self._acronyms = tuple(_spellings(acronym) for acronym in query.acronyms)

    def all_in(self, text: str, instead: str | None = None) -> bool:
        """True when the text has every one of them; ``instead`` is the name it uses for a merged province."""
        words = _words(text)
        places = (_spellings(_renamed(place, instead)) for place in self._places)
        return all(any(_words(form) in words for form in forms) for forms in (*places, *self._acronyms))


def _spellings(name: str) -> tuple[str, ...]:
    abbreviations = common()
    return (name, *abbreviations.meanings(name), *abbreviations.shorts(name))


def _renamed(place: str, instead: str | None) -> str:
    if instead is not None and any(other.name == instead for other in other_names(place)):
        return instead
    return place


def _words(text: str) -> str:
    """Folded words one space apart, padded, so that whole words are found by ``in``."""
    return " " + " ".join(_WORD.findall(fold(text))) + " "
