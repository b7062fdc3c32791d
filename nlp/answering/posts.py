""" "Ông Lê Văn An giữ chức vụ gì?", "Phó Giám đốc Sở Y tế là ai?": the press says both in one breath, "Lê Văn An, Phó
Giám đốc Sở Y tế, cho biết".

Answerers like those of ``page_answers``: they answer from such appositions, or abstain.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.records import READABLE, Article
from corpus.spans import Span
from nlp.answering.answer_records import Candidate, Outcome
from nlp.answering.posts_table import (
    ASKING_WHO,
    ASKS_POST,
    BEFORE_THE_NAME,
    BEHIND_THE_NAME,
    GOES_ON,
    HOLDS,
    IN_A_POST,
    POSTS,
    RANKS,
)
from nlp.answering.questions import SYLLABLE, AnswerKind, Query
from nlp.language.abbreviations import common
from nlp.language.name_table import TITLES
from nlp.language.names import Name, NameKind, find_names
from nlp.language.orthography import canonical, fold, search_as_typed, spelling_of, strip_marks
from nlp.language.stopwords import FUNCTION_WORDS
from nlp.language.terms import syllables

#: Of the score: said in so many words, if what was said was understood.
_LIKELY: Final = 0.9
_LONGEST: Final = 120  # characters of a post, and of what may stand before a name
_MOST: Final = 4  # posts of one person, named one after another
_HEAD: Final = rf"(?:(?:{RANKS}) )*(?:{POSTS})(?!\w)"
_FOLDED_HEAD: Final = re.compile(strip_marks(_HEAD))
#: A full stop within "TP. Huế" or "A.B.C" ends nothing.
_STOP: Final = r"(?<!tp)\.(?!\w)"
_REST: Final = rf"(?:(?!{_STOP})[^,;:()“”\"\n])"
_POST: Final = rf"(?<!\w){_HEAD}{_REST}{{0,{_LONGEST}}}?"
#: Behind a name: a sign, or that he holds it; then posts with commas between, up to where the clause goes on or ends.
_BEHIND: Final = re.compile(
    rf"(?: ?\([^()\n]{{1,40}}\))?(?:(?P<sign>,| [-–])|{HOLDS}) (?P<posts>{_POST}(?:, {_POST}){{0,{_MOST - 1}}})"
    rf"(?=(?P<end>,|[;:()]|{_STOP}|\n|\Z)| {GOES_ON}(?!\w))"
)
_BEFORE: Final = re.compile(rf"(?P<posts>{_POST}) (?:(?:{TITLES})\.? ){{0,2}}\Z")
_OPENS: Final = re.compile(rf"(?:\A|[.!?:;\n“\"])\s*(?:[-–+•] )?(?:(?:{TITLES})\.? ){{0,3}}\Z")
_TOGETHER: Final = re.compile(r"(?<!\w)cùng(?!\w)")  # "…, Phó Chủ tịch tỉnh Y cùng lãnh đạo các sở": others are named
_COMMA: Final = re.compile(r", ")
_WORD: Final = re.compile(r"[^\W\d_]+")
_IN_A_POST: Final = frozenset(IN_A_POST.split()) | frozenset(" ".join(re.findall(r"[^\W_]+", POSTS)).split())


@dataclass(frozen=True, slots=True)
class Held:
    """Posts that stand beside a name: all of them as one span, and each."""

    name: Span
    posts: Span
    each: tuple[Span, ...]


def from_posts(query: Query, articles: Sequence[Article]) -> Outcome | None:
    """The posts that the articles give whom the question names, as they come; ``None`` where nothing of it is asked or
    found. A question that says more than the name ("năm 2010", "trước khi nghỉ hưu") is left to a reader."""
    if not search_as_typed(rf"(?<!\w)(?:{ASKS_POST})", query.text):
        return None
    spelt, spell = spelling_of(query.text)
    before, behind = (frozenset(spell(words).split()) for words in (BEFORE_THE_NAME, BEHIND_THE_NAME))
    asked = tuple(itertools.dropwhile(before.__contains__, map(spelt, syllables(query.text))))
    found = [
        Candidate(held.posts.of(article.text), article.id, held.posts, _LIKELY)
        for article, held in _all_held(articles)
        if _is_asked_of(asked, tuple(map(spelt, syllables(held.name.of(article.text)))), behind)
    ]
    return Outcome(tuple(found), True) if found else None


def _is_asked_of(asked: Sequence[str], name: Sequence[str], behind: frozenset[str]) -> bool:
    """The question names him, in full or by his last names, and says no more than words that stand ``behind`` it."""
    named = next((size for size in range(len(name), 0, -1) if asked[:size] == name[-size:]), None)
    return named is not None and behind.issuperset(asked[named:])


def from_holders(query: Query, articles: Sequence[Article]) -> Outcome | None:
    """Who holds the post that the question names: the same office, and all else of the question in its order behind it.

    Fewest other words decide; ``None`` where they do not, or where another thing is asked.
    """
    spelt, spell = spelling_of(query.text)
    asking = frozenset(spell(ASKING_WHO).split())
    asked = _written_out(word for word in map(spelt, syllables(query.text)) if word not in asking)
    if query.kind is not AnswerKind.PERSON or not _head_of(asked):
        return None
    found = [
        (len(post), Candidate(held.name.of(article.text), article.id, held.name, _LIKELY))
        for article, held in _all_held(articles)
        for span in held.each
        for post in [_written_out(syllables(span.of(article.text)))]
        if _is_that_post(asked, post)
    ]
    fewest = min((size for size, _ in found), default=0)
    bare = asked == _head_of(asked)  # "Giám đốc là ai?": of what, only the text can say
    best = [candidate for size, candidate in found if bare or size == fewest]
    return Outcome(tuple(best), True) if len({fold(one.text) for one in best}) == 1 else None


def _is_that_post(asked: Sequence[str], post: Sequence[str]) -> bool:
    rest = iter(post[len(_head_of(post)) :])
    return _head_of(asked) == _head_of(post) and all(word in rest for word in asked[len(_head_of(asked)) :])


def _head_of(post: Sequence[str]) -> tuple[str, ...]:
    """ "pho giam doc" of "pho giam doc so y te"."""
    head = _FOLDED_HEAD.match(" ".join(post))
    return tuple(head[0].split()) if head else ()


def _written_out(words: Iterable[str]) -> tuple[str, ...]:
    """Folded; "HLV" is a "huấn luyện viên", in the question as in the text."""
    return tuple(part for word in words for part in fold(next(iter(common().meanings(word)), word)).split())


def _all_held(articles: Sequence[Article]) -> Iterator[tuple[Article, Held]]:
    for article in articles:
        for block in article.blocks_of(*READABLE):
            for held in find_held(block.span.of(article.text)):
                shift = block.span.start
                each = tuple(span.shift(shift) for span in held.each)
                yield article, Held(held.name.shift(shift), held.posts.shift(shift), each)


def find_held(text: str) -> Iterator[Held]:
    """The posts that stand beside the names of a text, behind a name before in front of it.

    >>> text = "Ông Lê Văn An, Trưởng phòng Phân tích, tiếp Đại sứ Vũ Hải."
    >>> [(held.name.of(text), held.posts.of(text)) for held in find_held(text)]
    [('Lê Văn An', 'Trưởng phòng Phân tích'), ('Vũ Hải', 'Đại sứ')]
    """
    low, names = canonical(text), find_names(text)
    starts = [name.span.start for name in names]
    for name in names:
        if name.kind is not NameKind.PERSON and (name.kind is not NameKind.OTHER or " " not in name.span.of(text)):
            continue
        near = names[
            bisect_left(starts, name.span.start - _LONGEST) : bisect_right(starts, name.span.stop + _MOST * _LONGEST)
        ]
        for posts in (_behind(text, low, name, near), _in_front(text, low, name, near)):
            if posts and not any(other.kind is NameKind.PERSON and other.span.overlaps(posts) for other in near):
                yield Held(name.span, posts, tuple(_each(posts, low)))


def _behind(text: str, low: str, name: Name, names: Sequence[Name]) -> Span | None:
    """ "X, Giám đốc Sở Y tế, …". Without the second comma a clause of its own may begin behind the first: then the name
    must open the sentence ("Theo X, chủ tịch tỉnh đã ký" does not), and nothing but a post may stand there."""
    found = _BEHIND.match(low, name.span.stop, name.span.stop + _MOST * _LONGEST)
    if not found:
        return None
    posts = Span(*found.span("posts"))
    if _TOGETHER.search(found["posts"]):
        return None
    if found["sign"] and found["end"] == ",":
        return posts
    opens = _OPENS.search(low[max(0, name.span.start - _LONGEST) : name.span.start])
    may_end_here = not found["sign"] or found["end"] or opens
    return posts if may_end_here and _is_bare(posts, text, names) else None


def _in_front(text: str, low: str, name: Name, names: Sequence[Name]) -> Span | None:
    """ "Giám đốc Sở Y tế X"; one capital alone may belong to the post: "Bí thư Ban cán sự"."""
    if SYLLABLE.match(fold(name.span.of(text))):
        return None
    start = max(0, name.span.start - _LONGEST)
    found = _BEFORE.search(low[start : name.span.start])
    posts = Span(*found.span("posts")).shift(start) if found else None
    if not posts or any(word.istitle() for word in text[posts.stop : name.span.start].split()):
        return None  # "… bộ trưởng Bà X": a sentence begins between them
    of_a_body = canonical(posts.of(text)).split()[-1] in FUNCTION_WORDS  # "giám đốc của Scorpion Minerals"
    return posts if _is_bare(posts, text, names) and not of_a_body else None


def _is_bare(posts: Span, text: str, names: Sequence[Name]) -> bool:
    """Every word is a capital's, a name's, or one of those that posts are made of."""
    inside = [name.span for name in names if name.span.overlaps(posts)]
    return all(
        word[0][0].isupper()
        or canonical(word[0]) in _IN_A_POST
        or any(span.contains(Span(*word.span())) for span in inside)
        for word in _WORD.finditer(text, posts.start, posts.stop)
    )


def _each(posts: Span, low: str) -> Iterator[Span]:
    """One by one: "Phó Bí thư Huyện ủy, Chủ tịch UBND huyện" are two."""
    starts = [posts.start, *(comma.end() for comma in _COMMA.finditer(low, posts.start, posts.stop))]
    stops = [*(start - 2 for start in starts[1:]), posts.stop]
    return (Span(start, stop) for start, stop in zip(starts, stops, strict=True))
