"""The groups a question belongs to, so that a total never hides where a system is weak."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from corpus.records import Question
from nlp.language.orthography import has_marks

#: (first length beyond the group, its name), in syllables.
ANSWER_LENGTHS: Final = ((2, "1"), (4, "2–3"), (8, "4–7"), (16, "8–15"))
ARTICLE_LENGTHS: Final = ((150, "< 150"), (300, "150–299"), (600, "300–599"))
_LONGEST_ANSWER: Final = "≥ 16"
_LONGEST_ARTICLE: Final = "≥ 600"
#: Splits whose groups have an order of their own.
LENGTH_ORDERS: Final = {
    "answer_length": [*(name for _, name in ANSWER_LENGTHS), _LONGEST_ANSWER],
    "article_length": [*(name for _, name in ARTICLE_LENGTHS), _LONGEST_ARTICLE],
}

#: Tags of the data that make groups as they are.
_TAG_SPLITS: Final = ("form", "near_miss", "topic", "source", "style")
YES, NO = "yes", "no"


def splits_of(question: Question, kind_of: Callable[[Question], str] | None = None) -> tuple[tuple[str, str], ...]:
    """``(split, group)`` pairs; a split may come several times ("form") or not at all (a length of no answer).

    ``kind_of`` says the type of a question that is not annotated with one.
    """
    return tuple(_splits(question, kind_of))


def _splits(question: Question, kind_of: Callable[[Question], str] | None) -> Iterator[tuple[str, str]]:
    tags = dict(question.tags)
    yield "answerable", NO if question.is_impossible else YES
    kind = tags.get("type") or (kind_of(question) if kind_of else "")
    if kind:
        yield "type", kind
    if question.answers:
        yield "answer_length", answer_length(question)
    yield "marks", YES if has_marks(question.question) else NO
    yield "article_length", _group(len(question.context.split()), ARTICLE_LENGTHS, _LONGEST_ARTICLE)
    yield from ((name, value) for name, value in question.tags if name in _TAG_SPLITS)


def answer_length(question: Question) -> str:
    """The group of the shortest gold answer."""
    return _group(min(len(gold.text.split()) for gold in question.answers), ANSWER_LENGTHS, _LONGEST_ANSWER)


def _group(size: int, bounds: tuple[tuple[int, str], ...], beyond: str) -> str:
    return next((name for bound, name in bounds if size < bound), beyond)
