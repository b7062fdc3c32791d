"""What must hold where the answer stands: the question's province, index, year, names and figures, not another's.

The evidence need not repeat them: a paragraph names its province once. So the nearest mention of the same class
decides, in the clause, then in the sentence, then before it in the passage, then in all that was given.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nlp.answering.found import Found
from nlp.answering.mentions import (
    Mention,
    acronym_mentions,
    asked_initials,
    asked_labels,
    asked_opposites,
    first_syllable,
    initial_mentions,
    label_forms,
    label_mentions,
    opposite_mentions,
    place_mentions,
    this_year,
    year_mentions,
    years_from_to,
)
from nlp.answering.questions import AnswerKind, Query
from nlp.answering.reading_view import SentenceView
from nlp.language.abbreviations import Abbreviations
from nlp.language.names import find_names
from nlp.language.orthography import fold
from nlp.language.place_table import COUNTRIES, PROVINCES, SAME_PLACES
from nlp.language.values import find_values

_LEVELS: Final = tuple(frozenset(fold(place) for place in places) for places in (PROVINCES, COUNTRIES))
#: A Vietnamese paper need not say which country it speaks of.
_TAKEN_FOR_GRANTED: Final = frozenset({"viet nam", "vn"})
_LONG_WORD: Final = 6  # letters: the end of one word and the beginning of the next hardly make such a name
_BORN: Final = re.compile(r"(?<!\w)sinh(?!\w)")
_COMPARING: Final = re.compile(r"so (?:với|voi)")


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing the question names: ``forms`` are its folded spellings, ``mentions`` finds it and its rivals.

    A ``close`` one must be named before the answer in its passage, or at the head of all that was given; a ``local``
    one need not be named at all, only its rival must not stand in the answer's sentence nearer than it; ``owner``: the
    one whose figure is asked for, and not the time; ``beside``: forms that the question names too, so no rivals.
    """

    forms: frozenset[str]
    mentions: Callable[[str, SentenceView], tuple[Mention, ...]]
    close: bool = False
    local: bool = False
    owner: bool = True
    beside: frozenset[str] = frozenset()


class Constraints:
    """All that the question names, checked against the sentences that were given.

    ``absent`` is true when something named occurs nowhere at all; then nothing here can answer.
    """

    def __init__(
        self,
        query: Query,
        contexts: Sequence[str],
        sentences: Sequence[SentenceView],
        defined: Sequence[tuple[str, str]],
        abbreviations: Abbreviations,
    ) -> None:
        """``defined`` are the (short, long) forms that the contexts define, ``abbreviations`` these and the common."""
        self._contexts = contexts
        self._sentences = sentences
        #: A score belongs to both teams, whichever stands nearer, and a place that is sought to others beside it.
        self._shared = query.kind in (AnswerKind.SCORE, AnswerKind.PLACE)
        whole = _words(" \n ".join(contexts))
        self._constraints = tuple(_constraints(query, contexts, defined, abbreviations))
        needed = (each for each in self._constraints if not each.local)
        self.absent = any(not _occurs(each.forms, whole) for each in needed) or _names_absent(
            query, contexts, whole, abbreviations
        )
        self._cache: dict[tuple[int, int], tuple[Mention, ...]] = {}
        self._usual = [self._most_frequent(each) for each in range(len(self._constraints))]

    def hold(self, at: int, found: Found) -> bool:
        """Whether the answer ``found`` in sentence ``at`` belongs to what the question names."""
        return all(self._holds(each, at, found) for each in range(len(self._constraints)))

    def _holds(self, number: int, at: int, found: Found) -> bool:
        if found.owned and self._constraints[number].owner:
            return True
        forms = self._constraints[number].forms | self._constraints[number].beside
        inside = [
            mention for mention in self._mentions(number, at) if not found.span.start <= mention.at < found.span.stop
        ]
        if inside and self._shared:
            return any(mention.form in forms for mention in inside)
        if inside:
            return self._nearest(self._sentences[at], inside, found).form in forms
        if self._constraints[number].local:
            return True
        context = self._sentences[at].context
        for before in range(at - 1, -1, -1):
            if self._sentences[before].context != context:
                break
            mentions = self._mentions(number, before)
            if mentions:
                return any(mention.form in forms for mention in mentions)
        if self._constraints[number].close:
            return any(mention.form in forms for mention in self._mentions(number, 0))
        return self._usual[number] in forms

    def _mentions(self, number: int, at: int) -> tuple[Mention, ...]:
        if (number, at) not in self._cache:
            sentence = self._sentences[at]
            self._cache[number, at] = self._constraints[number].mentions(self._contexts[sentence.context], sentence)
        return self._cache[number, at]

    def _most_frequent(self, number: int) -> str | None:
        forms = self._constraints[number].forms
        counts = Counter(
            "" if mention.form in forms else mention.form
            for at in range(len(self._sentences))
            for mention in self._mentions(number, at)
        )
        if not counts:
            return None
        top = max(counts.values())
        return min(forms) if counts[""] == top else min(form for form in counts if counts[form] == top)

    def _nearest(self, sentence: SentenceView, mentions: Sequence[Mention], found: Found) -> Mention:
        """In the clause of the answer if there is one; of the others the nearest, on the left before on the right."""
        clauses = {sentence.clause[at] for at in range(found.first, found.last)}
        same = [
            mention
            for mention in mentions
            for at in [sentence.token_at(mention.at)]
            if at is not None and sentence.clause[at] in clauses
        ]
        left = [mention for mention in mentions if mention.at < found.span.start]
        return min(same or left or list(mentions), key=lambda mention: abs(mention.at - found.span.start))


def _words(text: str) -> str:
    """Folded syllables and figures one space apart, padded, so that whole words are found by ``in``."""
    return " " + " ".join(re.findall(r"\d+(?:[.,]\d+)*|[^\W\d_]+", fold(text))) + " "


def _occurs(forms: frozenset[str], whole: str) -> bool:
    return any(_words(form) in whole for form in forms)


def _constraints(
    query: Query, contexts: Sequence[str], defined: Sequence[tuple[str, str]], abbreviations: Abbreviations
) -> Iterator[Constraint]:
    compared = bool(_COMPARING.search(query.text.lower()))
    places = [place for place in query.places if fold(place) not in _TAKEN_FOR_GRANTED]
    spellings = [frozenset(fold(form) for form in (place, *_aliases(place, abbreviations))) for place in places]
    for forms in spellings:
        level = next((level for level in _LEVELS if forms & level), frozenset())
        mentions = place_mentions(forms, level, compared=compared)
        yield Constraint(forms, mentions, beside=frozenset().union(*spellings) - forms)
    for own, other in asked_opposites(query.text):
        yield Constraint(frozenset({own}), opposite_mentions(own, other), local=True, owner=False)
    for short in _asked_acronyms(query, defined):
        forms = frozenset(fold(form) for form in (short, *_aliases(short, abbreviations)))
        yield Constraint(
            forms, acronym_mentions(forms, first_syllable(short, abbreviations), abbreviations), close=True
        )
    for noun, label in asked_labels(query.text):
        yield Constraint(label_forms(noun, label), label_mentions(noun))
    for letter in asked_initials(query.text):
        yield Constraint(frozenset({letter}), initial_mentions)
    if query.years:
        stretches = [years_from_to(*pair) for pair in itertools.permutations(query.years, 2)]
        forms = frozenset((*query.years, *stretches))
        born = bool(_BORN.search(fold(query.text)))
        yield Constraint(forms, year_mentions(this_year(contexts), compared=compared, born=born), owner=False)


def _aliases(form: str, abbreviations: Abbreviations) -> tuple[str, ...]:
    same = next((places for places in SAME_PLACES if fold(form) in map(fold, places)), ())
    return (*same, *abbreviations.meanings(form), *abbreviations.shorts(form))


def _asked_acronyms(query: Query, defined: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Written in capitals, or in either form that is defined where the answer is sought, in any spelling."""
    if query.kind is AnswerKind.ABBREVIATION:
        return ()
    asked = _words(query.text)
    meant = [short for pair in defined for short in pair[:1] if any(_words(form) in asked for form in pair)]
    return tuple({fold(short): short for short in (*meant, *query.acronyms)}.values())


def _names_absent(query: Query, contexts: Sequence[str], whole: str, abbreviations: Abbreviations) -> bool:
    """A person, a work or a figure of the question that occurs nowhere, in no form."""
    short_names = None
    for name in (*query.names, *query.quoted):
        forms = frozenset({name, *_aliases(name, abbreviations)})
        if _occurs(forms, whole) or all(_stands(word, whole, abbreviations) for word in _words(name).split()):
            continue
        # Who is "Lê Văn An" in the question may be "ông An" all through the text.
        short_names = short_names or {fold(found.span.of(text)) for text in contexts for found in find_names(text)}
        if fold(name).split()[-1] not in short_names:
            return True
    return query.kind is not AnswerKind.YES_NO and _figure_absent(query, contexts, whole)


def _stands(word: str, whole: str, abbreviations: Abbreviations) -> bool:
    """ "TP" and "NH" stand where "thành phố" and "ngân hàng" are written out, and "vnindex" where "VN-Index" does."""
    if f" {word} " in whole or _occurs(frozenset(abbreviations.meanings(word)), whole):
        return True
    return len(word) >= _LONG_WORD and word in whole.replace(" ", "")


def _figure_absent(query: Query, contexts: Sequence[str], whole: str) -> bool:
    missing = [number for number in query.numbers if number != "1" and _words(number) not in whole]
    if not missing:
        return False
    said = {value.value for text in contexts for value in find_values(text)}
    meant = [find_values(number) for number in missing]
    return any(not values or values[0].value not in said for values in meant)
