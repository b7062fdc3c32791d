"""Finding the passages of a library that may hold an answer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.collection import Collection
from corpus.index import BODY, HEADING, Found, Selection
from nlp.language.orthography import fold, has_marks
from nlp.language.stopwords import FOLDED_STOPWORDS
from nlp.language.terms import MARKED, syllables, terms, weighted_terms

_HEADING_WEIGHT: Final = 0.25
_OTHER_WEIGHT: Final = 0.5  # of terms that stand for asked ones: the new name of a province
_STOPWORD_WEIGHT: Final = 0.2  # and below, as the terms module weighs them
_PAIR_SHARE: Final = 0.7  # over whole articles pairs tell less apart than within one
_BARE_PAIR: Final = 0.7  # of terms of a question without marks
_BARE_STOP_PAIR: Final = 0.35
_MOST_TERMS: Final = 160


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article by its number, and how well it matches."""

    number: int
    score: float


def query(question: str, others: Iterable[str] = ()) -> dict[str, dict[str, float]]:
    """The weighted terms of a question by field; ``others`` are phrases that may stand for some of it.

    >>> sorted(query("thanh hoa")["heading"])
    ['hoa', 'thanh', 'thanh hoa']
    """
    kept = _marked_weights(question) if has_marks(question) else _bare_weights(question)
    for phrase in others:
        for term, weight in weighted_terms(phrase).items():
            kept.setdefault(term, weight * _OTHER_WEIGHT)
    kept = dict(sorted(kept.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_TERMS])
    heading = {term: weight * _HEADING_WEIGHT for term, weight in kept.items() if not term.startswith(MARKED)}
    return {BODY: kept, HEADING: heading}


def _marked_weights(question: str) -> dict[str, float]:
    weights = weighted_terms(question)
    return {term: weight * (_PAIR_SHARE if " " in term else 1.0) for term, weight in weights.items()}


def _bare_weights(question: str) -> dict[str, float]:
    """Without marks a function word may be any other word, and pairs are all that tells one "hoa" from another: only
    how rare a term is weighs it down, but for pairs of nothing except function words."""
    return {term: _bare_weight(term.split(" ")) for term in terms(question)}


def _bare_weight(parts: Sequence[str]) -> float:
    if len(parts) == 1:
        return 1.0
    return _BARE_STOP_PAIR if all(part in FOLDED_STOPWORDS for part in parts) else _BARE_PAIR


def search(
    library: Collection, question: str, k: int, *, selection: Selection | None = None, others: Iterable[str] = ()
) -> tuple[Found, ...]:
    """The ``k`` passages that match best, best first."""
    return library.index.search(query(question, others), k, selection)


def search_articles(
    library: Collection, question: str, k: int, *, selection: Selection | None = None, others: Iterable[str] = ()
) -> tuple[ArticleHit, ...]:
    """The ``k`` articles that match best, best first."""
    found = library.index.search_articles(query(question, others), k, selection)
    return tuple(ArticleHit(number, score) for number, score in found)


class Coverage:
    """How much of a question an article has: of its content syllables, the rare ones counting most in this library."""

    def __init__(self, library: Collection, question: str) -> None:
        """``question`` without the words that only ask or say when."""
        content = (term for term, weight in weighted_terms(question).items() if weight > _STOPWORD_WEIGHT)
        index = library.index
        self._weights = {term: index.rarity(term) for term in content if term[0] != MARKED and " " not in term}

    def of(self, text: str) -> float:
        """A share in [0, 1]; 1 when the question has no content syllable."""
        total = math.fsum(self._weights.values())
        if not total:
            return 1.0
        held = set(syllables(fold(text)))
        return math.fsum(weight for term, weight in self._weights.items() if term in held) / total


def source_terms(source: str | None) -> tuple[str, ...]:
    """The folded single terms that a source must have to fit what the user typed.

    >>> source_terms("Báo Thanh Hóa")
    ('bao', 'thanh', 'hoa')
    """
    return tuple(dict.fromkeys(term for term in terms(source or "") if " " not in term and term[0] != MARKED))
