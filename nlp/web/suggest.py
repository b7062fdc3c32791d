"""Questions that an article can answer, made from the facts found in it.

Tables of kinds of facts, no model: a definition, a rank, a count, a share, a sum, a person. The edge asks each question
before it shows it, and shows only those whose answer lies where the fact was found.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.records import Article, Role
from corpus.spans import Span
from nlp.language.abbreviations import find_definitions
from nlp.language.names import NameKind, find_names
from nlp.language.sentences import split
from nlp.language.values import Value, ValueKind, find_values
from nlp.web.suggest_table import COUNTED, MONEY_HEADS, NOUN_ENDS, RANKED

_MAX_NOUN: Final = 5  # syllables
_SEARCHED: Final = 20_000  # characters from the beginning: a paper puts its facts there, and longer takes seconds
_NEAR: Final = 90  # characters between a figure and what it is the figure of
_SYLLABLE: Final = re.compile(r" ([^\W\d_]+)")
_TITLED: Final = re.compile(r"(?:ông|bà|anh|chị)\s\Z", re.IGNORECASE)
_CLAUSE_END: Final = re.compile(r"[;:.]|, (?:còn|trong đó)")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, and where in ``Article.text`` the fact stands that it was made from."""

    question: str
    fact: Span


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    start: int  # in the article

    def place(self, span: Span) -> Span:
        return span.shift(self.start)


def suggestions(article: Article) -> tuple[Suggestion, ...]:
    """Questions about an article, each kind of fact once before any kind comes twice; none twice.

    >>> from corpus.records import Block
    >>> text = "Huyện có 12 trường học. Chỉ số hài lòng của người dân (SIPAS) đứng thứ 5."
    >>> made = suggestions(Article("a", text, (Block(Span(0, len(text)), Role.BODY),)))
    >>> [(each.question, each.fact.of(text)) for each in made][1:]
    [('SIPAS xếp thứ mấy?', 'thứ 5'), ('Có bao nhiêu trường học?', '12')]
    """
    sentences = tuple(_sentences(article))
    rounds = itertools.zip_longest(*(list(rule(article, sentences)) for rule in _RULES))
    first: dict[str, Suggestion] = {}
    for each in itertools.chain.from_iterable(rounds):
        if each is not None:
            first.setdefault(each.question, each)
    return tuple(first.values())


def _sentences(article: Article) -> Iterator[_Sentence]:
    for block in article.blocks_of(Role.SAPO, Role.BODY):
        text = block.span.of(article.text)[: max(0, _SEARCHED - block.span.start)]
        for sentence in split(text):
            yield _Sentence(sentence.span.of(text), block.span.start + sentence.span.start)


def _definitions(_: Article, sentences: tuple[_Sentence, ...]) -> Iterator[Suggestion]:
    for sentence in sentences:
        for found in find_definitions(sentence.text):
            yield Suggestion(f"{found.short.of(sentence.text)} là gì?", sentence.place(found.long))


def _ranks(_: Article, sentences: tuple[_Sentence, ...]) -> Iterator[Suggestion]:
    for sentence, value in _values(sentences, ValueKind.RANK):
        subject = _ranked(sentence.text[: value.span.start])
        if subject and any(sign.isdigit() for sign in value.span.of(sentence.text)):
            yield Suggestion(f"{subject} xếp thứ mấy?", sentence.place(value.span))


def _ranked(before: str) -> str | None:
    """The acronym nearest before a rank, when its clause speaks of an index or a table."""
    acronyms = [name for name in find_names(before) if name.kind is NameKind.ACRONYM]
    if not acronyms or len(before) - acronyms[-1].span.stop > _NEAR:
        return None
    last = acronyms[-1].span
    clause = _CLAUSE_END.split(before[: last.start])[-1].lower()
    return last.of(before) if any(word in clause for word in RANKED) else None


def _counts(_: Article, sentences: tuple[_Sentence, ...]) -> Iterator[Suggestion]:
    for noun, fact in _nouns(sentences, ValueKind.COUNT, 1):
        yield Suggestion(f"Có bao nhiêu {noun}?", fact)


def _shares(_: Article, sentences: tuple[_Sentence, ...]) -> Iterator[Suggestion]:
    for noun, fact in _nouns(sentences, ValueKind.PERCENT, 2):
        yield Suggestion(f"Bao nhiêu phần trăm {noun}?", fact)


def _nouns(sentences: tuple[_Sentence, ...], kind: ValueKind, fewest: int) -> Iterator[tuple[str, Span]]:
    """What figures count: the noun after each, and the figure's place."""
    for sentence, value in _values(sentences, kind):
        noun = _noun_after(sentence.text, value.span.stop)
        figure = value.span.of(sentence.text)
        counted = kind is not ValueKind.COUNT or _head(noun)
        if len(noun) >= fewest and counted and noun[0].islower() and figure[0].isdigit():
            yield " ".join(noun), sentence.place(value.span)


def _values(sentences: tuple[_Sentence, ...], kind: ValueKind) -> Iterator[tuple[_Sentence, Value]]:
    for sentence in sentences:
        yield from ((sentence, value) for value in find_values(sentence.text) if value.kind is kind)


def _noun_after(sentence: str, at: int) -> list[str]:
    """The syllables after a figure up to a sign or a word that ends a noun phrase; none when it is still going on.

    Where such a word ends it, an odd syllable before may be the first half of its compound ("5 nghệ nhân trình diễn",
    "2 trận liên tiếp"): then only the noun that is counted stays.
    """
    noun: list[str] = []
    while (match := _SYLLABLE.match(sentence, at)) and match[1].lower() not in NOUN_ENDS:
        noun.append(match[1])
        at = match.end()
    if match and (len(noun) - _head(noun)) % 2:
        noun = noun[: _head(noun)]
    return noun if len(noun) <= _MAX_NOUN else []


def _head(noun: Sequence[str]) -> int:
    """How many of the first syllables make a noun that is counted; the longest such.

    >>> _head(["trận", "đấu", "vòng", "bảng"]), _head(["hứa", "hẹn"])
    (2, 0)
    """
    return next((count for count in (3, 2, 1) if " ".join(noun[:count]) in COUNTED and len(noun) >= count), 0)


def _sums(_: Article, sentences: tuple[_Sentence, ...]) -> Iterator[Suggestion]:
    for sentence, value in _values(sentences, ValueKind.MONEY):
        near = sentence.text[max(0, value.span.start - _NEAR) : value.span.start].lower()
        head = next((head for head in MONEY_HEADS if head in near), None)
        if head:
            yield Suggestion(f"{head.capitalize()} là bao nhiêu?", sentence.place(value.span))


def _people(_: Article, sentences: tuple[_Sentence, ...]) -> Iterator[Suggestion]:
    for sentence in sentences:
        for name in find_names(sentence.text):
            titled = _TITLED.search(sentence.text[: name.span.start])
            who = name.span.of(sentence.text)
            if name.kind is NameKind.PERSON and titled and " " in who:
                yield Suggestion(f"{titled[0].strip().capitalize()} {who} là ai?", _whole(sentence))


def _reasons(_: Article, sentences: tuple[_Sentence, ...]) -> Iterator[Suggestion]:
    for sentence in sentences:
        if "nguyên nhân" in sentence.text.lower():
            yield Suggestion("Nguyên nhân là gì?", _whole(sentence))


def _whole(sentence: _Sentence) -> Span:
    return Span(sentence.start, sentence.start + len(sentence.text))


def _publication(article: Article, _: tuple[_Sentence, ...]) -> Iterator[Suggestion]:
    for block in article.blocks_of(Role.PUBLISHED):
        yield Suggestion("Bài đăng ngày nào?", block.span)


_RULES: Final[tuple[Callable[[Article, tuple[_Sentence, ...]], Iterator[Suggestion]], ...]] = (
    _definitions,
    _ranks,
    _counts,
    _people,
    _shares,
    _sums,
    _reasons,
    _publication,
)
