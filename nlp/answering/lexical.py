"""A reader without trained weights: the baseline that trained readers must beat.

It looks for figures, names and phrases of the kind that the question wants and takes the one beside which most of
the question's rare words stand: in the clause first, then in the sentence. A question that names another province,
index, year or person than the text does is refused.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from corpus.spans import Span
from models.reading import Reading, ScoredSpan
from nlp.answering.alignment import Asked, Place, features
from nlp.answering.candidates import find
from nlp.answering.constraints import Constraints
from nlp.answering.figures import speaks_of_people, written_out
from nlp.answering.found import Found
from nlp.answering.lexical_table import ENTITIES, NAMES, VALUES, WEIGHTS
from nlp.answering.questions import AnswerKind, Query, analyse
from nlp.answering.reading_view import SentenceView, rarities, view
from nlp.answering.sorts import could_be
from nlp.language.abbreviations import Abbreviations, common, find_definitions
from nlp.language.orthography import fold
from nlp.language.terms import syllables, weighted_terms

_MOST_SENTENCES: Final = 6
_MOST_CANDIDATES: Final = 20
_BEFORE: Final = 2  # sentences before the evidence that may hold a part of the question
#: Of the question's weight, what must stand in the evidence and just before it.
_LEAST_COVERAGE: Final = 0.25
#: So much more where ranks and counts are asked for: they stand side by side with others.
_MORE_OF_MANY: Final = 0.10
#: The least where the number of a name is asked for: few other figures stand behind "phút" or "vòng".
_LEAST_COVERAGE_OF_A_NUMBER: Final = 0.2
#: The same where the answer is not of the very sort that was asked for.
_LEAST_COVERAGE_OF_ANOTHER: Final = 0.45
#: And the least score, by group: below it an answer is hardly ever right.
_LEAST_SCORE: Final = {"value": 0.35, "entity": 0.15, "name": 0.15, "polar": 0.35, "phrase": 0.2}
#: What the words to look for must weigh together: one that is no function word does.
_LEAST_NAMED: Final = 1.0
_ALIKE: Final = 0.6  # from this share of its syllables on a noun is the like of another
_REFUSED: Final = 0.1  # a refused candidate's score is this share of what it would be


@dataclass(frozen=True, slots=True)
class Weighed:
    """A possible answer as counting sees it: ``likely`` in [0, 1] before, ``answers`` after all that may rule it out.

    ``permitted``: it belongs to the province, index, year and names of the question; ``typed``: of the asked kind.
    """

    context: int
    span: Span
    likely: float
    typed: float
    permitted: bool
    answers: bool

    @property
    def score(self) -> float:
        return self.likely if self.answers else self.likely * _REFUSED


class LexicalReader:
    """Implements :class:`models.reading.Reader` with tables and counting alone."""

    name: Final = "lexical"

    def read(self, question: str, contexts: Sequence[str]) -> Reading:
        return reading_of(Examination(question, contexts).weighed)


class Examination:
    """One question held against its contexts: finds possible answers, and weighs those that others found."""

    def __init__(self, question: str, contexts: Sequence[str]) -> None:
        self.query = analyse(question)
        self._contexts = contexts
        self._sentences = view(contexts)
        defined = tuple(
            (found.short.of(text), found.long.of(text)) for text in contexts for found in find_definitions(text)
        )
        abbreviations = common().including(defined)
        self.query = _spelling_nouns_out(self.query, abbreviations)
        terms = weighted_terms(self.query.focus)
        self._named = math.fsum(terms.values())
        positions = _positions(self.query.focus, terms, self._sentences, abbreviations)
        self._asked = _asked(self.query, terms, positions)
        self._constraints = Constraints(self.query, contexts, self._sentences, defined, abbreviations)
        self._places = _places(self._asked, self._sentences, positions)
        self._found: dict[int, tuple[Found, ...]] = {}

    @property
    def asks_of_something(self) -> bool:
        """There is a word to look for beside those that only ask: not in "Ai?", nor in "ai đâu ai đâu"."""
        return self._named >= _LEAST_NAMED

    @property
    def absent(self) -> bool:
        """Something that the question names occurs nowhere in the contexts."""
        return self._constraints.absent

    @cached_property
    def weighed(self) -> tuple[Weighed, ...]:
        """The possible answers in the sentences that hold most of the question."""
        found = [(at, place, item) for at, place in self._places[:_MOST_SENTENCES] for item in self._find(at, place)]
        named = {at for at, _, item in found if item.noun == 1.0 and self.query.kind is AnswerKind.COUNT}
        return tuple(
            self._weigh(at, place, item, counts=not named or _counts_alike(item, at in named))
            for at, place, item in found
        )

    def weigh(self, context: int, span: Span) -> Weighed | None:
        """A span that another reader found; ``None`` where it covers no syllable or is of no sort that is asked for."""
        text = self._contexts[context]
        if not could_be(self.query, span.of(text), text[: span.start]):
            return None
        for at, place in self._places:
            sentence = place.sentence
            if sentence.context == context and sentence.span.overlaps(span):
                first, last = sentence.tokens_in(span)
                if first < last:
                    return self._weigh(at, place, Found(span, first, last, *self._fit(at, place, span)))
        return None

    def _find(self, at: int, place: Place) -> tuple[Found, ...]:
        """The possible answers in a sentence, looked for once."""
        if at not in self._found:
            self._found[at] = tuple(find(self.query, self._contexts[place.sentence.context], place.sentence))
        return self._found[at]

    def _fit(self, at: int, place: Place, span: Span) -> tuple[float, float]:
        """How well the span's type and noun fit: as the best of our own candidates that it overlaps."""
        fits = [(one.typed, one.noun) for one in self._find(at, place) if one.span.overlaps(span)]
        return max(fits, default=(0.0, 0.0))

    def _weigh(self, at: int, place: Place, found: Found, *, counts: bool = True) -> Weighed:
        group = group_of(self.query.kind)
        *weights, bias = WEIGHTS[group]
        total = bias + sum(w * f for w, f in zip(weights, features(self._asked, place, found), strict=True))
        likely = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
        permitted = counts and not self.absent and self._constraints.hold(at, found) and _counts_it(self.query, place)
        least = _least_coverage(self.query, exact=_is_what_was_asked(self.query, place, found))
        answers = permitted and likely >= _LEAST_SCORE[group] and place.coverage >= least
        return Weighed(place.sentence.context, found.span, likely, found.typed, permitted, answers)


def _spelling_nouns_out(query: Query, abbreviations: Abbreviations) -> Query:
    """Whoever asks for "HCĐ" counts "huy chương đồng"; "11 HCV" is near it, and "12 HLV" is not."""
    if query.kind is not AnswerKind.COUNT or not query.noun:
        return query
    noun = next(iter(abbreviations.meanings(query.noun)), query.noun)
    return replace(query, noun=noun, spelt=abbreviations.headed_by((fold(noun).split() or [""])[0]))


def _positions(
    focus: str, terms: Iterable[str], sentences: Sequence[SentenceView], abbreviations: Abbreviations
) -> list[dict[str, list[int]]]:
    """Where the terms stand in each sentence; those of "sốt xuất huyết" also where it says "SXH"."""
    found = [sentence.positions(terms) for sentence in sentences]
    wanted = frozenset(terms)
    for form, other in dict.fromkeys(abbreviations.pairs_in(focus)):
        said, same = fold(" ".join(syllables(other))).split(), wanted.intersection(weighted_terms(form))
        for sentence, positions in zip(sentences, found, strict=True):
            if beginnings := sentence.beginnings(said):
                positions |= dict.fromkeys(same - positions.keys(), beginnings)
    return found


def _asked(query: Query, terms: Mapping[str, float], positions: Sequence[Mapping[str, Sequence[int]]]) -> Asked:
    idf = rarities(positions, terms)
    weights = {term: weight * idf[term] for term, weight in terms.items()}
    return Asked(query, weights, sum(weights.values()) or 1.0)


def _places(
    asked: Asked, sentences: Sequence[SentenceView], positions: Sequence[Mapping[str, Sequence[int]]]
) -> list[tuple[int, Place]]:
    """The sentences that hold most of the question, best first, with what stands shortly before each."""
    places = []
    for at, sentence in enumerate(sentences):
        earlier = {
            term
            for before in range(max(0, at - _BEFORE), at)
            if sentences[before].context == sentence.context
            for term in positions[before]
        }
        share = _share(asked, positions[at])
        places.append((at, Place(sentence, positions[at], share, _share(asked, earlier - positions[at].keys()))))
    places.sort(key=lambda pair: (-pair[1].coverage, pair[0]))
    return places


def _share(asked: Asked, terms: Iterable[str]) -> float:
    return math.fsum(asked.weights[term] for term in terms) / asked.total


def group_of(kind: AnswerKind) -> str:
    """Which weights serve a kind of answer: "value", "entity", "name", "polar" or "phrase"."""
    if kind is AnswerKind.YES_NO:
        return "polar"
    if kind.value in ENTITIES:
        return "entity"
    return "value" if kind.value in VALUES else "name" if kind.value in NAMES else "phrase"


def _least_coverage(query: Query, *, exact: bool) -> float:
    """What of the question must stand beside an answer, which is of the very sort asked for where it is ``exact``."""
    if query.numbered:
        return _LEAST_COVERAGE_OF_A_NUMBER
    least = _LEAST_COVERAGE if exact else _LEAST_COVERAGE_OF_ANOTHER
    return least + _MORE_OF_MANY if query.kind in (AnswerKind.RANK, AnswerKind.COUNT) else least


def _counts_alike(found: Found, beside: bool) -> bool:
    """Where "12 huy chương đồng" is counted at all, "14 huy chương bạc" counts something else; and in the sentence that
    counts it (``beside``) so does every other figure."""
    return found.noun == 1.0 or (found.noun < _ALIKE and not beside)


def _is_what_was_asked(query: Query, place: Place, found: Found) -> bool:
    """False for a figure of another noun or subject, and for a phrase where a name was asked for."""
    if query.kind is AnswerKind.COUNT and query.noun:
        return found.noun > 0
    if query.subject:
        return fold(query.subject) in place.positions
    return found.typed > 0 or query.kind.value not in (*ENTITIES, AnswerKind.YES_NO)


def _counts_it(query: Query, place: Place) -> bool:
    """ "Bao nhiêu huyện?" is answered by no sentence without a word of the noun: its figures count something else."""
    if query.kind is not AnswerKind.COUNT or not query.noun:
        return True
    wanted, said = fold(query.noun).split(), place.sentence.folded
    return not set(wanted).isdisjoint(written_out(said, query)) or (speaks_of_people(wanted) and speaks_of_people(said))


def reading_of(weighed: Sequence[Weighed]) -> Reading:
    """The best spans, each once; overlapping ones are left to the caller."""
    ranked = sorted(weighed, key=lambda item: (not item.answers, -item.score, item.context, item.span))
    best: dict[tuple[int, Span], Weighed] = {}
    for item in ranked:
        best.setdefault((item.context, item.span), item)
    kept = list(best.values())[:_MOST_CANDIDATES]
    answered = bool(kept) and kept[0].answers
    return Reading(tuple(ScoredSpan(item.context, item.span, item.score) for item in kept), answered)
