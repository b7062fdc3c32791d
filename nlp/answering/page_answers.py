"""Answers that need no reader: what a page says of itself, and what the abbreviations of an article stand for.

Each answerer answers, says that the articles do not (an outcome that is not ``answered``), or abstains (``None``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from corpus.records import READABLE, Article, Role
from corpus.spans import Span
from nlp.answering.answer_records import Candidate, Outcome
from nlp.answering.metadata_table import BESIDE_ABBREVIATION, FIELDS, PAGE
from nlp.answering.questions import AnswerKind, Query
from nlp.language.abbreviations import common, find_definitions
from nlp.language.orthography import fold, search_as_typed, spelling_of
from nlp.language.terms import syllables
from nlp.language.values import ValueKind, find_values

_CERTAIN: Final = 0.99


def from_metadata(query: Query, articles: Sequence[Article]) -> Outcome | None:
    """ "Bài đăng ngày nào?": only when every word of the question is about the page."""
    spelt, spell = spelling_of(query.text)
    words = set(syllables(spelt(query.text)))
    for field, (cue, vocabulary) in FIELDS.items():
        about_a_page = search_as_typed(cue, query.text) and search_as_typed(PAGE, query.text)
        if about_a_page and words <= set(spell(vocabulary).split()):
            role = Role(field)
            found = [
                Candidate(span.of(article.text), article.id, span, _CERTAIN)
                for article in articles
                for span in _stated(article, role, query)
            ]
            return Outcome(tuple(found), bool(found))
    return None


def _stated(article: Article, role: Role, query: Query) -> Iterator[Span]:
    """What the page says of itself: in the line of that role without its label, or in passing ("(Baomoi.vn) - …")."""
    stated = {Role.AUTHOR: article.author, Role.SOURCE: article.source}.get(role)
    blocks = article.blocks_of(role)
    for block in blocks:
        piece = block.span.of(article.text)
        at = piece.find(stated) if stated else -1
        if role is Role.PUBLISHED:
            yield from _moment(query, article.text, block.span)
        elif stated and at >= 0:
            yield Span(at, at + len(stated)).shift(block.span.start)
        else:
            yield block.span.trim(article.text)
    if stated and not blocks and stated in article.text:
        at = article.text.index(stated)
        yield Span(at, at + len(stated))


def _moment(query: Query, text: str, line: Span) -> Iterator[Span]:
    """The day of publication, or the time of day when that was asked."""
    wanted = ValueKind.TIME if query.kind is AnswerKind.TIME else ValueKind.DATE
    spans = [value.span.shift(line.start) for value in find_values(line.of(text)) if value.kind is wanted]
    if spans:
        yield _without_day_word(max(spans, key=len), text)


def _without_day_word(span: Span, text: str) -> Span:
    return Span(span.start + 5, span.stop) if fold(span.of(text)).startswith("ngay ") else span


def from_definitions(query: Query, articles: Sequence[Article]) -> Outcome | None:
    """ "TTHC là viết tắt của gì?" and "thủ tục hành chính viết tắt là gì?", from what the articles define."""
    if query.kind not in _OF_MEANINGS:
        return None
    asked = f" {' '.join(syllables(fold(query.focus)))} "
    found = [
        Candidate(span.of(article.text), article.id, span, _CERTAIN)
        for article in articles
        for block in article.blocks_of(*READABLE)
        for span in _counterparts(asked, article.text, block.span, shorten=query.kind is AnswerKind.ABBREVIATION)
    ]
    found.sort(key=lambda candidate: -len(candidate.text) if query.acronyms else 0)
    if not found and query.kind is AnswerKind.ABBREVIATION:
        found = list(_written_out(query, articles))
    if found or query.kind is AnswerKind.ABBREVIATION:
        return Outcome(tuple(dict.fromkeys(found)), bool(found))
    return None


def _counterparts(asked: str, text: str, block: Span, *, shorten: bool) -> Iterator[Span]:
    """The long form where the short one is asked about; to ``shorten``, the other way round."""
    for definition in find_definitions(block.of(text)):
        short, long = definition.short.shift(block.start), definition.long.shift(block.start)
        if _is_all(asked, short.of(text)):
            yield long
        elif shorten and _is_all(asked, long.of(text)):
            yield short


def _is_all(asked: str, form: str) -> bool:
    """The question is about ``form`` and nothing else: small words may stand beside it."""
    inner = f" {' '.join(syllables(fold(form)))} "
    rest = asked.replace(inner, " ", 1).split()
    return inner in asked and all(word in _BESIDE for word in rest)


#: "Quỹ BOG là quỹ gì?", "NIC là tổ chức nào?" ask for a meaning too, when all else in them says no more than that.
_OF_MEANINGS: Final = (AnswerKind.ABBREVIATION, AnswerKind.DEFINITION, AnswerKind.THING, AnswerKind.ORGANISATION)
_BESIDE: Final = frozenset(BESIDE_ABBREVIATION.split())


def _written_out(query: Query, articles: Sequence[Article]) -> Iterator[Candidate]:
    """A common abbreviation that the article does not define but writes out somewhere."""
    for short in query.acronyms:
        for long in common().meanings(short):
            for article in articles:
                for block in article.blocks_of(*READABLE):
                    at = fold(block.span.of(article.text)).find(fold(long))
                    if at >= 0:
                        span = Span(at, at + len(long)).shift(block.span.start)
                        yield Candidate(span.of(article.text), article.id, span, 0.8)
