"""Finding the passages that may hold an answer: BM25 over the terms of one article or a handful, in memory.

Scores follow Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the idf
that cannot be negative; the question's terms are weighed (function words little, exact marks a little extra), and the
title of an article counts weakly for all its passages. Higher is better; scores of different pools do not compare.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from corpus.records import Passage, Role
from nlp.language.abbreviations import Abbreviations, abbreviations_of
from nlp.language.terms import terms, weighted_terms

_K1: Final = 0.9
_B: Final = 0.4
_TITLE_WEIGHT: Final = 0.2
_EXPANSION_WEIGHT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and how well it matches; only positive scores are hits."""

    passage: Passage
    score: float


class Index(Protocol):
    """Ranks documents, given as numbers, by weighted terms. Takes terms, never text."""

    def search(self, terms: Mapping[str, float], k: int) -> tuple[tuple[int, float], ...]: ...


class Bm25Index:
    """An index of a few thousand documents, built at once and not changed after.

    >>> Bm25Index([["a", "b"], ["b"]]).search({"a": 1.0}, 5)[0][0]
    0
    """

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        self._size = len(documents)
        mean = sum(map(len, documents)) / max(1, len(documents)) or 1.0
        for number, document in enumerate(documents):
            norm = _K1 * (1 - _B + _B * len(document) / mean)
            for term, count in Counter(document).items():
                self._postings[term].append((number, count * (_K1 + 1) / (count + norm)))

    def search(self, terms: Mapping[str, float], k: int) -> tuple[tuple[int, float], ...]:
        """The ``k`` best ``(document, score)``, best first; equal scores in document order."""
        scores: defaultdict[int, float] = defaultdict(float)
        for term, weight in terms.items():
            postings = self._postings.get(term, ())
            idf = math.log(1 + (self._size - len(postings) + 0.5) / (len(postings) + 0.5))
            for number, saturation in postings:
                scores[number] += weight * idf * saturation
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return tuple((number, score) for number, score in ranked[:k] if score > 0)


class Retriever:
    """Search in the passages given, which may come from several articles."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = tuple(passages)
        self._abbreviations: Abbreviations = abbreviations_of(passage.text for passage in self._passages)
        self._bodies = Bm25Index([terms(passage.text) for passage in self._passages])
        titles: defaultdict[str, list[str]] = defaultdict(list)
        for passage in self._passages:
            if passage.role is Role.TITLE:
                titles[passage.article].extend(terms(passage.text))
        self._titled = tuple(titles)
        self._titles = Bm25Index([titles[article] for article in self._titled])

    def search(self, question: str, k: int = 5) -> tuple[Hit, ...]:
        """The ``k`` passages that match best, best first, equal ones in the order given."""
        query = self.query(question)
        titles = {self._titled[at]: score for at, score in self._titles.search(query, len(self._titled))}
        scored = [
            (score + _TITLE_WEIGHT * titles.get(self._passages[at].article, 0.0), at)
            for at, score in self._bodies.search(query, len(self._passages))
        ]
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        return tuple(Hit(self._passages[at], score) for score, at in scored[:k])

    def query(self, question: str) -> dict[str, float]:
        """The weighted terms of a question, the other forms of its abbreviations among them."""
        query = weighted_terms(question)
        for phrase in self._abbreviations.expand(question):
            for term, weight in weighted_terms(phrase).items():
                query.setdefault(term, weight * _EXPANSION_WEIGHT)
        return query
