"""Asking a library: the articles that may say it are found, each is asked, and what they say is put together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from corpus.collection import Collection
from corpus.index import Selection
from corpus.records import Article
from corpus.store_records import day_of
from nlp.answering.answer import Answer
from nlp.answering.questions import analyse
from nlp.language.orthography import fold
from nlp.library.grouping import Group, Support, disagree, group
from nlp.library.named import Named
from nlp.library.places import OtherName, other_names
from nlp.library.search import ArticleHit, Coverage, search_articles
from nlp.library.times import AskedTime, Basis, asked_time, time_of

#: Articles that are asked, and the share of the best match that makes the others worth asking.
_MOST_ARTICLES: Final = 10
_LEAST_MATCH: Final = 0.45
#: An answer much less sure than the surest is a guess from an article about something else.
_LEAST_SHARE: Final = 0.6
#: An answer less sure than this counts only from an article that has this share of what the question is about.
_SURE: Final = 0.6
_LEAST_COVERAGE: Final = 0.65

AskOne = Callable[[Sequence[Article], str], Answer]


@dataclass(frozen=True, slots=True)
class LibraryAnswer:
    """``groups`` is empty when nothing in the library supports an answer; its first is the answer.

    ``candidates`` are supports that were too weak to count, best first, at most a few.
    """

    question: str
    groups: tuple[Group, ...]
    disagree: bool
    candidates: tuple[Support, ...]
    reader: str

    @property
    def text(self) -> str | None:
        return self.groups[0].text if self.groups else None

    @property
    def best(self) -> Support | None:
        return self.groups[0].best if self.groups else None


def ask(
    library: Collection,
    question: str,
    ask_one: AskOne,
    *,
    reader: str,
    this_year: int,
    selection: Selection | None = None,
    top: int = 5,
) -> LibraryAnswer:
    """Answer a question from a library. ``ask_one`` answers it from some articles, by the reader of that name;
    ``this_year`` is that of asking.

    Every article is asked by itself, so that what one of them leaves unsaid is not taken from another.
    """
    asked = asked_time(question, this_year)
    others = tuple(other for place in analyse(question).places for other in other_names(place))
    hits = search_articles(
        library, asked.dated, _MOST_ARTICLES, selection=selection, others=[other.name for other in others]
    )
    asking = _Asking(library, asked, ask_one)
    supports = [found for hit in _worthwhile(hits) for found in asking.of(hit.number)]
    if not supports:
        supports = [found for hit in hits for found in asking.under_other_names(hit.number, others)]
    strong = [each for each in supports if each.score >= _LEAST_SHARE * max(every.score for every in supports)]
    groups = group(_at_the_time(strong, asked))
    rest = sorted((each for each in supports if each not in strong), key=lambda each: -each.score)
    return LibraryAnswer(question, groups[:top], disagree(groups), tuple(rest[:top]), reader)


def _worthwhile(hits: Sequence[ArticleHit]) -> Sequence[ArticleHit]:
    return [hit for hit in hits if hit.score >= _LEAST_MATCH * hits[0].score]


def _at_the_time(supports: Sequence[Support], asked: AskedTime) -> Sequence[Support]:
    """For "hiện nay" only the newest that anybody says; otherwise everything."""
    if not asked.latest or not supports:
        return supports
    newest = max((each.about or 0) for each in supports)
    return [each for each in supports if (each.about or 0) == newest]


class _Asking:
    """One question put to one article after another."""

    def __init__(self, library: Collection, asked: AskedTime, ask_one: AskOne) -> None:
        self._library = library
        self._asked = asked
        self._ask_one = ask_one
        query = analyse(asked.bare)
        self._coverage = Coverage(library, query.focus)
        self._named = Named(query)

    def of(self, number: int) -> Iterator[Support]:
        """What the article answers: to the question as it is, else to the question without its year."""
        article = self._library.store.article(number)
        if article is None or not self._named.all_in(article.text):
            return
        for question in dict.fromkeys((self._asked.dated, self._asked.bare)):
            answer = self._ask_one([article], question)
            support = self._support(article, answer)
            if support is not None:
                yield support
                return

    def under_other_names(self, number: int, others: Sequence[OtherName]) -> Iterator[Support]:
        """What the article says of the same province under the name of its time."""
        article = self._library.store.article(number)
        for other in others:
            if article is not None and self._tells_of(article, other):
                for question in dict.fromkeys((self._asked.dated, self._asked.bare)):
                    answer = self._ask_one([article], _renamed(question, other.name))
                    support = self._support(article, answer, other.name)
                    if support is not None:
                        yield support
                        return

    def _tells_of(self, article: Article, other: OtherName) -> bool:
        """True when the name is that of the article's time, and the article has it and all else that is asked for."""
        timely = other.fits(day_of(article.published)) and fold(other.name) in fold(article.text)
        return timely and self._named.all_in(article.text, other.name)

    def _support(self, article: Article, answer: Answer, place: str | None = None) -> Support | None:
        """The answer with its date, or nothing when it is about another year than the question."""
        if answer.text is None or answer.span is None or not answer.evidence:
            return None
        if place is None and answer.score < _SURE and self._coverage.of(article.text) < _LEAST_COVERAGE:
            return None
        evidence = answer.evidence[0]
        about, basis = time_of(article, evidence.span, answer.span)
        asked = self._asked.year
        if asked is not None and about != asked and (basis is not Basis.PUBLISHED or str(asked) not in article.text):
            return None
        return Support(
            article=article.id,
            title=article.title,
            source=article.source,
            published=article.published,
            text=answer.text,
            span=answer.span,
            sentence=evidence.sentence,
            sentence_span=evidence.span,
            score=answer.score,
            normalized=answer.normalized,
            about=asked if asked is not None else about,
            place=place,
        )


def _renamed(question: str, name: str) -> str:
    """The question with its province under another name."""
    for place in analyse(question).places:
        if any(fold(other.name) == fold(name) for other in other_names(place)):
            return re.sub(re.escape(place), name, question)
    return question


def answer_row(answer: LibraryAnswer, elapsed_ms: float, id: str | int | float | None = None) -> dict[str, Any]:
    """One line of ``ask --library --json``: the fields of ``ask``, then ``published``, ``disagree`` and ``groups``."""
    best = answer.best
    row: dict[str, Any] = {} if id is None else {"id": id}
    return row | {
        "question": answer.question,
        "answer": answer.text,
        "start": None if best is None else best.span.start,
        "end": None if best is None else best.span.stop,
        "score": 0.0 if best is None else round(best.score, 4),
        "normalized": None if best is None else best.normalized,
        "evidence": [] if best is None else [_evidence_row(best)],
        "candidates": [
            {"answer": each.text, "score": round(each.score, 4), "start": each.span.start, "end": each.span.stop}
            for each in (*(other.best for other in answer.groups), *answer.candidates)
        ],
        "reader": answer.reader,
        "elapsed_ms": round(elapsed_ms, 1),
        "published": None if best is None else best.published,
        "disagree": answer.disagree,
        "groups": [_group_row(each) for each in answer.groups],
    }


def _evidence_row(support: Support) -> dict[str, Any]:
    return {
        "article": support.article,
        "title": support.title,
        "start": support.sentence_span.start,
        "end": support.sentence_span.stop,
        "sentence": support.sentence,
    }


def _group_row(group: Group) -> dict[str, Any]:
    return {
        "answer": group.text,
        "normalized": group.normalized,
        "years": list(group.years),
        "articles": [
            _evidence_row(each)
            | {
                "source": each.source,
                "published": each.published,
                "about": each.about,
                "place": each.place,
                "answer": each.text,
                "score": round(each.score, 4),
            }
            for each in group.supports
        ],
    }
