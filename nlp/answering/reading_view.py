"""A context as the lexical reader sees it: sentences of syllables, cut into clauses, found by a question's terms."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.spans import Span
from nlp.language.orthography import canonical, fold
from nlp.language.sentences import split
from nlp.language.terms import MARKED

_SYLLABLE: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_PHRASE_END: Final = re.compile(r"[,;:()“”\"–]|\s-\s")
#: A bracket interrupts a clause and does not end it: "chỉ số hài lòng (SIPAS) đứng thứ 5".
_CLAUSE_END: Final = re.compile(r"[,;:“”\"–]|\s-\s")
_CONJUNCTIONS: Final = frozenset({"và", "còn", "nhưng", "va", "con"})


@dataclass(frozen=True, slots=True)
class SentenceView:
    """One sentence. ``tokens`` are spans in the context, ``folded`` and ``marked`` their spellings; ``clause[i]``
    numbers the clause of token ``i``, and ``stop_before[i]`` says that a sign stands before it (also at both ends)."""

    context: int
    span: Span
    tokens: tuple[Span, ...]
    folded: tuple[str, ...]
    marked: tuple[str, ...]
    clause: tuple[int, ...]
    stop_before: tuple[bool, ...]

    def positions(self, terms: Iterable[str]) -> dict[str, list[int]]:
        """Where each of the terms (see :mod:`nlp.language.terms`) begins, as indices of tokens; absent terms
        are left out.
        """
        wanted = frozenset(terms)
        found: dict[str, list[int]] = {}
        for at in range(len(self.tokens)):
            for term in self._terms_at(at):
                if term in wanted:
                    found.setdefault(term, []).append(at)
        return found

    def _terms_at(self, at: int) -> tuple[str, ...]:
        folded, marked = self.folded[at], MARKED + self.marked[at]
        if at + 1 == len(self.tokens) or self.stop_before[at + 1]:
            return folded, marked
        return folded, marked, f"{folded} {self.folded[at + 1]}", f"{marked} {self.marked[at + 1]}"

    def beginnings(self, words: Sequence[str]) -> list[int]:
        """Where these folded syllables stand one after another, as indices of tokens."""
        count, wanted = len(words), tuple(words)
        return [at for at in range(len(self.folded) - count + 1) if self.folded[at : at + count] == wanted]

    def tokens_in(self, span: Span) -> tuple[int, int]:
        """The half-open range of tokens that a span of the context covers."""
        inside = [at for at, token in enumerate(self.tokens) if token.overlaps(span)]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def token_at(self, at: int) -> int | None:
        """The token that a code point of the context belongs to."""
        return next((number for number, token in enumerate(self.tokens) if token.start <= at < token.stop), None)


def view(contexts: Sequence[str]) -> tuple[SentenceView, ...]:
    """All sentences of all contexts, in order; sentences without a syllable are left out."""
    return tuple(
        _sentence(number, text, plain, marked, sentence.span)
        for number, text in enumerate(contexts)
        for plain, marked in [(fold(text), canonical(text))]
        for sentence in split(text)
        if _SYLLABLE.search(plain, sentence.span.start, sentence.span.stop)
    )


def _sentence(number: int, text: str, plain: str, marked: str, span: Span) -> SentenceView:
    tokens = tuple(Span(*match.span()) for match in _SYLLABLE.finditer(plain, span.start, span.stop))
    folded = tuple(plain[token.start : token.stop] for token in tokens)
    written = tuple(marked[token.start : token.stop] for token in tokens)
    clauses = _clauses(folded, written, _ends(_CLAUSE_END, text, tokens))
    return SentenceView(number, span, tokens, folded, written, clauses, _ends(_PHRASE_END, text, tokens))


def _ends(signs: re.Pattern[str], text: str, tokens: tuple[Span, ...]) -> tuple[bool, ...]:
    """Whether one of the signs stands before each token; the beginning and the end of the sentence count as one."""
    between = (
        at == 0 or signs.search(text, tokens[at - 1].stop, token.start + 1) is not None
        for at, token in enumerate(tokens)
    )
    return (*between, True)


def _clauses(folded: tuple[str, ...], marked: tuple[str, ...], stops: tuple[bool, ...]) -> tuple[int, ...]:
    """A clause ends at a sign, and at "và" between two figures: "xếp thứ 14 về kinh tế số và xếp thứ 16 về …"."""
    clause, clauses, figure_seen = 0, [], False
    for at, word in enumerate(marked):
        joins = word in _CONJUNCTIONS and figure_seen and any(part[0].isdigit() for part in folded[at + 1 : at + 5])
        if at and (stops[at] or joins):
            clause, figure_seen = clause + 1, False
        figure_seen = figure_seen or word[0].isdigit()
        clauses.append(clause)
    return tuple(clauses)


def rarities(positions: Sequence[Mapping[str, Sequence[int]]], terms: Iterable[str]) -> dict[str, float]:
    """The idf of each term over the sentences (``positions`` of each); a term that none of them has is the rarest."""
    counts = Counter(term for sentence in positions for term in sentence)
    total = len(positions)
    return {term: math.log(1 + (total + 0.5) / (counts[term] + 0.5)) for term in terms}
