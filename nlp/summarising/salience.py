"""How much each sentence of an article says of what the article says.

A sentence is described by a few figures (where it stands, how central its words are, what it shares with the title and
the lead, how long it is, whether it leans on the sentence before) and scored by their weighted sum. Centrality is the
continuous degree of LexRank (Erkan and Radev, 2004): the sum of a sentence's cosines with all others, which is its
product with the sum of all vectors and so costs linear time.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.spans import Span
from nlp.language.orthography import canonical
from nlp.language.stopwords import STOPWORDS
from nlp.language.words import Segmenter
from nlp.summarising.salience_table import LEANING_STARTS, WEIGHTS

Vector = Mapping[str, float]

_LEANING: Final = re.compile(rf"[-–+•\s]*(?:{'|'.join(LEANING_STARTS)})(?!\w)")
_REPETITION: Final = 0.8
_QUOTES: Final = tuple("“”‘’\"'")
_USUAL_SYLLABLES: Final = 30.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may stand in a summary. ``position`` counts the candidates of its article from 0."""

    article: int
    span: Span
    text: str
    position: int
    words: tuple[str, ...]
    torn: bool = False  # a part of a quotation whose other part it leaves behind

    @property
    def syllables(self) -> int:
        return len(self.text.split())


def content_words(text: str, segmenter: Segmenter) -> tuple[str, ...]:
    """The words that carry the content, in one spelling: no signs, no function words."""
    words = (canonical(word.text) for word in segmenter.segment(text))
    return tuple(word for word in words if word[0].isalnum() and not all(part in STOPWORDS for part in word.split()))


def unit_vectors(candidates: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """One vector of length 1 (or empty) a sentence: counts, weighed by how few sentences hold the word."""
    spread = Counter(word for words in candidates for word in set(words))
    size = len(candidates)
    return [
        _unit({word: count * math.log(1 + size / spread[word]) for word, count in Counter(words).items()})
        for words in candidates
    ]


def _unit(vector: dict[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum(value * value for value in vector.values()))
    return {word: value / norm for word, value in vector.items()} if norm else {}


def cosine(left: Vector, right: Vector) -> float:
    """Of two unit vectors, in [0, 1]."""
    small, large = (left, right) if len(left) <= len(right) else (right, left)
    return sum(value * large.get(word, 0.0) for word, value in small.items())


def containment(words: Sequence[str], others: Sequence[str]) -> float:
    """The share of the distinct ``words`` that ``others`` hold too, in [0, 1]."""
    distinct = set(words)
    return len(distinct & set(others)) / len(distinct) if distinct else 0.0


def leans(sentence: str) -> bool:
    """True when a sentence cannot be understood without the one before it.

    >>> leans("Tuy nhiên, giá vẫn tăng."), leans("Giá gạo vẫn tăng.")
    (True, False)
    """
    return _LEANING.match(canonical(sentence)) is not None


def salience(candidates: Sequence[Candidate], titles: Sequence[Sequence[str]]) -> list[float]:
    """A score for each candidate, higher is better; ``titles[i]``: the content words of the i-th title."""
    return [sum(WEIGHTS[name] * value for name, value in figures.items()) for figures in describe(candidates, titles)]


def describe(candidates: Sequence[Candidate], titles: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """The figures of each candidate, by name. All lie in [0, 1], or close to it."""
    vectors = unit_vectors([candidate.words for candidate in candidates])
    total: Counter[str] = Counter()
    for vector in vectors:
        total.update(vector)
    frequency = Counter(word for candidate in candidates for word in candidate.words)
    most = math.log(1 + max(frequency.values(), default=1))
    degrees = [max(0.0, cosine(vector, total) - 1.0) for vector in vectors]
    top = max(degrees, default=0.0) or 1.0
    lead = {
        candidate.article: vector
        for candidate, vector in zip(candidates, vectors, strict=True)
        if not candidate.position
    }
    counts = Counter(candidate.article for candidate in candidates)
    return [
        {
            "early": 1.0 / (1 + candidate.position),
            "depth": candidate.position / counts[candidate.article],
            "centrality": degree / top,
            "keyness": _mean([math.log(1 + frequency[word]) / most for word in candidate.words]),
            "title": containment(titles[candidate.article], candidate.words),
            "lead": _kinship(vector, lead[candidate.article]) if candidate.position else 0.0,
            **surface(candidate),
        }
        for candidate, vector, degree in zip(candidates, vectors, degrees, strict=True)
    ]


def surface(candidate: Candidate) -> dict[str, float]:
    """The figures that a sentence has by itself, read off its form."""
    length = candidate.syllables / _USUAL_SYLLABLES
    last = candidate.text[-1]
    return {
        "short": max(0.0, 1.0 - length),
        "long": min(2.0, max(0.0, length - 1.0)),
        "leaning": float(leans(candidate.text)),
        "quoted": float(candidate.text[0] in _QUOTES or candidate.text.rstrip(".").endswith(_QUOTES)),
        "torn": float(candidate.torn),
        "asking": float(last in "?!"),
        "opening_list": float(last in ":;"),
        "cut": float(last.isalnum()),
    }


def _kinship(vector: Vector, lead: Vector) -> float:
    """Closeness to the lead; what merely repeats it gets nothing for that."""
    value = cosine(vector, lead)
    return value if value < _REPETITION else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
