"""Possible answers in a sentence: figures, names, phrases, as the kind of answer wants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from corpus.spans import Span
from nlp.answering.enumerations import enumerations
from nlp.answering.figures import figures
from nlp.answering.found import Found
from nlp.answering.lexical_table import (
    CAUSES,
    LISTED,
    MARKERS,
    NAMES,
    NAMES_OF_HUMANS,
    PHRASE_MARKERS,
    POLAR,
    POLAR_WITH_THE_ASKED,
    VALUES,
)
from nlp.answering.questions import AnswerKind, Query
from nlp.answering.reading_view import SentenceView
from nlp.answering.sorts import could_be, titles_asked
from nlp.language.names import find_names
from nlp.language.orthography import fold
from nlp.language.stopwords import FOLDED_STOPWORDS
from nlp.language.terms import syllables

_QUOTED: Final = re.compile(r"[“«][^“”«»]{1,120}[”»]|\"[^\"]{1,120}\"")
_PHRASE_MARKERS: Final = frozenset(PHRASE_MARKERS.split())
_ANNOUNCING: Final = {kind: frozenset(words.split()) for kind, words in MARKERS.items()}
_CAUSES: Final = {kind: frozenset(words.split()) for kind, words in CAUSES.items()}
_POLAR: Final = frozenset(POLAR.split())
_POLAR_WITH_THE_ASKED: Final = frozenset(POLAR_WITH_THE_ASKED.split())
_WHETHER: Final = re.compile(r"(?<!\w)(?:co|da|duoc|phai|bi|can)(?!\w)")
_LONGEST_HEAD: Final = 3  # syllables of a title or a noun before a name
_COPULA: Final = "là"  # announces an answer and is no part of it: "tên thật là Lê Văn An"
_MOST_PIECES: Final = 6
_MOST_SYLLABLES: Final = 30


def find(query: Query, text: str, sentence: SentenceView) -> tuple[Found, ...]:
    """The possible answers in one sentence of ``text``, without those that the question states itself."""
    if query.kind.value in VALUES:
        return tuple(figures(query, text, sentence))
    found = {} if query.kind.value not in NAMES else {item.span: item for item in _names(query, text, sentence)}
    if query.several:
        found = {item.span: item for item in _lists(query, text, sentence)} | found
    for item in _phrases(query, text, sentence):
        if could_be(query, item.span.of(text), text[sentence.span.start : item.span.start]):
            found.setdefault(item.span, item)
    return tuple(found.values())


def _names(query: Query, text: str, sentence: SentenceView) -> Iterator[Found]:
    titles = titles_asked(query)
    said = f" {' '.join(sentence.folded)} "
    if titles and not any(f" {title} " in said for title in titles):
        return
    fits = NAMES_OF_HUMANS if titles else NAMES[query.kind.value]
    asked = f" {fold(query.text)} "
    piece = sentence.span.of(text)
    quotes = [(Span(match.start() + 1, match.end() - 1), 0.8) for match in _QUOTED.finditer(piece)]
    names = [(name.span, fits.get(name.kind.value, 0.0)) for name in find_names(piece)]
    heads = titles or tuple(fold(query.noun).split()[-1:])
    for inner, fit in [*names, *(quotes if query.kind in (AnswerKind.NAME, AnswerKind.THING) else [])]:
        span = inner.shift(sentence.span.start)
        first, last = sentence.tokens_in(span)
        if (
            not fit
            or first >= last
            or fold(span.of(text)) in asked
            or not could_be(query, span.of(text), text[sentence.span.start : span.start])
        ):
            continue
        before = f" {' '.join(sentence.folded[max(0, first - _LONGEST_HEAD) : first])}"
        typed = 1.0 if any(before.endswith(f" {head}") for head in heads) else fit
        yield Found(span, first, last, typed, _named(query, sentence, first))


def _named(query: Query, sentence: SentenceView, first: int) -> float:
    """How much of the noun the answer begins with or stands right after: "tỉnh nào" → "tỉnh Nghệ An"."""
    if not query.noun:
        return 0.0
    wanted = fold(query.noun).split()
    beside = sentence.folded[max(0, first - len(wanted)) : first + len(wanted)]
    return sum(word in beside for word in wanted) / len(wanted)


def _phrases(query: Query, text: str, sentence: SentenceView) -> Iterator[Found]:
    """Stretches between signs and function words."""
    count = len(sentence.tokens)
    polar = _POLAR | _POLAR_WITH_THE_ASKED if query.kind is AnswerKind.YES_NO else frozenset()
    cuts = [at for at in range(count + 1) if _may_cut(sentence, at) or (at < count and sentence.marked[at] in polar)]
    for index, first in enumerate(cuts):
        for last in cuts[index + 1 : index + 1 + _MOST_PIECES]:
            only_marker = last - first == 1 and sentence.marked[first] in _PHRASE_MARKERS
            if sentence.marked[first] == _COPULA:
                continue
            if last - first <= _MOST_SYLLABLES and not only_marker:
                span = _whole(Span(sentence.tokens[first].start, sentence.tokens[last - 1].stop), text, sentence.span)
                if _balanced(span.of(text)):
                    typed = _announced(query, sentence, first, last)
                    yield Found(span, first, last, typed, _named(query, sentence, first))


def _announced(query: Query, sentence: SentenceView, first: int, last: int) -> float:
    """A whole rest of a clause behind "vì", "do", "để", or one that begins as clauses which say yes or no do."""
    if not sentence.stop_before[last]:
        return 0.0
    if query.kind is AnswerKind.YES_NO:
        one_clause = sentence.clause[first] == sentence.clause[last - 1]
        return float(one_clause and _says_whether(query, sentence, first, last))
    if first == 0 or sentence.marked[first - 1] not in _CAUSES.get(query.kind.value, frozenset()):
        return 0.0
    opens = first == 1  # "Vì mưa giông, trận đấu hoãn": what follows the comma is no reason
    return float(not opens or not any(sentence.stop_before[first + 1 : last]))


def _says_whether(query: Query, sentence: SentenceView, first: int, last: int) -> bool:
    """ "Vẫn qua được" says so by itself, "có sân bóng" only to who asks about a "sân bóng"."""
    if sentence.marked[first] in _POLAR:
        return True
    asked = fold(query.focus)
    whether = _WHETHER.search(asked)
    wanted = {word for word in syllables(asked[whether.end() :] if whether else asked) if word not in FOLDED_STOPWORDS}
    said = wanted.intersection(sentence.folded[first:last])
    return sentence.marked[first] in _POLAR_WITH_THE_ASKED and 2 * len(said) >= max(1, len(wanted))


def _lists(query: Query, text: str, sentence: SentenceView) -> Iterator[Found]:
    """All that is named one after another, where the question asks for several."""
    for first, last in enumerations(text, sentence):
        span = _whole(Span(sentence.tokens[first].start, sentence.tokens[last - 1].stop), text, sentence.span)
        if _balanced(span.of(text)):
            yield Found(span, first, last, LISTED, _named(query, sentence, first))


def _balanced(piece: str) -> bool:
    return all(piece.count(opening) == piece.count(closing) for opening, closing in ("()", "“”"))


def _may_cut(sentence: SentenceView, at: int) -> bool:
    return (
        sentence.stop_before[at]
        or sentence.marked[at] in _PHRASE_MARKERS
        or (at > 0 and sentence.marked[at - 1] in _PHRASE_MARKERS)
    )


_OPENS: Final = {"”": "“", ")": "(", "»": "«"}


def _whole(span: Span, text: str, within: Span) -> Span:
    """Closes what the span opens: a bracket, a quotation, a percent sign."""
    piece = span.of(text)
    after = text[span.stop : min(span.stop + 1, within.stop)]
    before = text[max(span.start - 1, within.start) : span.start]
    if after == "%" or (after in _OPENS and piece.count(_OPENS[after]) > piece.count(after)):
        return Span(span.start, span.stop + 1)
    if before == "“" and "”" in piece and "“" not in piece:
        return Span(span.start - 1, span.stop)
    return span


def marker_fit(query: Query, sentence: SentenceView, first: int) -> float:
    """1 when the words before or at the start of the answer announce its kind ("vì …", "bằng …")."""
    announcing = _ANNOUNCING.get(query.kind.value, frozenset())
    return float(sentence.marked[first] in announcing or (first > 0 and sentence.marked[first - 1] in announcing))
