""" "Ông Lê Văn An giữ chức vụ gì?", "Phó Giám đốc Sở Y tế là ai?": the press says both in one breath, "Lê Văn An, Phó
Giám đốc Sở Y tế, cho biết".

Answerers like those of ``page_answers``: they answer from such appositions, or abstain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from corpus.records import READABLE, Article
from corpus.spans import Span
from nlp.answering.answer_records import Candidate, Outcome
from nlp.answering.posts_table import (
    ASKING_WHO,
    ASKS_POST,
    BESIDE_POST,
    HOLDS,
    NOT_IN_A_POST,
    OTHER_RANKS,
    POSTS,
    RANKS,
    SPEAKS,
)
from nlp.answering.questions import AnswerKind, Query
from nlp.language.abbreviations import common
from nlp.language.name_table import TITLES
from nlp.language.names import Name, NameKind, find_names
from nlp.language.orthography import canonical, fold, search_as_typed, strip_marks
from nlp.language.terms import syllables

_OFFICE: Final = re.compile(rf"(?:(?:{strip_marks(RANKS)}) )*(?:{strip_marks(POSTS)})(?!\w)")
_ASKING_WHO: Final = frozenset(ASKING_WHO.split())
_OTHER_RANKS: Final = frozenset(OTHER_RANKS.split())
_LIKELY: Final = 0.9
_HUMAN: Final = (NameKind.PERSON, NameKind.OTHER)
_POST: Final = rf"(?<!\w)(?:(?:{RANKS}) )*(?:{POSTS})(?!\w)"
_BESIDE: Final = frozenset(BESIDE_POST.split())
#: From the name to the post: a sign, or that he holds it.
_LINK: Final = rf"(?: ?\([^()\n]{{1,40}}\))?(?:,| [-–]|(?: {HOLDS})+) "
_REST: Final = r"[^,;.:()“”\"\n]"
_AFTER: Final = re.compile(rf"{_LINK}(?P<post>{_POST}{_REST}*(?:, {_POST}{_REST}*)*)")
_BEFORE: Final = re.compile(rf"(?P<post>{_POST}{_REST}*?) (?:(?:{TITLES})\.? )*\Z")
#: In small letters: "Trưởng phòng Phân tích" goes on.
_SPEAKS: Final = re.compile(rf" (?:và )?(?:{SPEAKS})(?!\w)| [-–] ")
_NOT_IN_A_POST: Final = frozenset(NOT_IN_A_POST.split())
_LONGEST: Final = 120  # characters of a post before a name


def from_posts(query: Query, articles: Sequence[Article]) -> Outcome | None:
    """The posts that the articles give whom the question names, as they come; ``None`` where nothing of it is asked or
    found. A question that says more than the name ("năm 2010", "trước khi nghỉ hưu") is left to a reader."""
    if not search_as_typed(rf"(?<!\w)(?:{ASKS_POST})", query.text):
        return None
    asked = fold(" ".join(syllables(query.text))).split()
    found = [
        Candidate(span.of(article.text), article.id, span, _LIKELY)
        for article in articles
        for block in article.blocks_of(*READABLE)
        for span in _posts_of(asked, article.text, block.span)
    ]
    return Outcome(tuple(found), True) if found else None


def from_holders(query: Query, articles: Sequence[Article]) -> Outcome | None:
    """Who holds the post that the question names, where the articles put all its words beside a name; who holds one of
    the fewest other words comes first. ``None`` where another thing is asked or no such name stands there."""
    words = fold(" ".join(syllables(query.text))).split()
    asked = _written_out(word for word in words if word not in _ASKING_WHO)
    if query.kind is not AnswerKind.PERSON or not _OFFICE.match(" ".join(asked)):
        return None
    found = [
        (len(post), Candidate(span.of(article.text), article.id, span, _LIKELY))
        for article in articles
        for block in article.blocks_of(*READABLE)
        for post, span in _holders(article.text, block.span)
        if set(asked) <= set(post) and _OTHER_RANKS.isdisjoint(set(post) - set(asked))
    ]
    found.sort(key=lambda pair: pair[0])
    return Outcome(tuple(candidate for _, candidate in found), True) if found else None


def _holders(text: str, block: Span) -> Iterator[tuple[tuple[str, ...], Span]]:
    """The posts of a block, as folded words, with the names that stand beside them."""
    piece = block.of(text)
    for name in find_names(piece):
        if name.kind in _HUMAN:
            for span in held_by(piece, name):
                yield _written_out(fold(" ".join(syllables(span.of(piece)))).split()), name.span.shift(block.start)


def _written_out(words: Iterable[str]) -> tuple[str, ...]:
    """ "HLV" is a "huấn luyện viên", in the question as in the text."""
    return tuple(part for word in words for part in fold(next(iter(common().meanings(word)), word)).split())


def _posts_of(asked: Sequence[str], text: str, block: Span) -> Iterator[Span]:
    piece = block.of(text)
    for name in find_names(piece):
        if name.kind in _HUMAN and _is_asked_of(asked, fold(name.span.of(piece)).split()):
            yield from (span.shift(block.start) for span in held_by(piece, name))


def _is_asked_of(asked: Sequence[str], name: Sequence[str]) -> bool:
    """The question names him, in full or by his last name, and says no more."""
    rest = [word for word in asked if word not in name]
    return name[-1] in asked and all(word in _BESIDE for word in rest)


def held_by(text: str, name: Name) -> Iterator[Span]:
    """The posts that stand beside a name, behind it before in front of it.

    >>> text = "Ông Lê Văn An, Trưởng phòng Phân tích, tiếp Đại sứ Vũ Hải."
    >>> [[span.of(text) for span in held_by(text, name)] for name in find_names(text) if name.kind is NameKind.PERSON]
    [['Trưởng phòng Phân tích'], ['Đại sứ']]
    """
    low = canonical(text)
    after = _AFTER.match(low, name.span.stop)
    if after:
        verbs = (verb.start() for verb in _SPEAKS.finditer(low, *after.span("post")))
        said = next((at for at in verbs if not text[at + 1].isupper()), after.end())
        yield Span(after.start("post"), said).trim(text)
    start = max(0, name.span.start - _LONGEST)
    before = _BEFORE.search(low[start : name.span.start])
    if before and _NOT_IN_A_POST.isdisjoint(before["post"].split()):
        yield Span(*before.span("post")).shift(start).trim(text)
