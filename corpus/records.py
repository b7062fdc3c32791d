"""The records everything else passes around. All are frozen: a step returns a new record, it never edits one."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.spans import Span


class Role(StrEnum):
    """What a block of a page is for its reader."""

    TITLE = "title"
    SAPO = "sapo"  # the standfirst: the paragraph in which a Vietnamese article sums itself up
    BODY = "body"
    CAPTION = "caption"
    PULL_QUOTE = "pull_quote"  # repeats a body sentence for the eye
    PUBLISHED = "published"
    SOURCE = "source"
    AUTHOR = "author"


#: Roles whose sentences may stand in a summary or serve as evidence.
READABLE = frozenset({Role.TITLE, Role.SAPO, Role.BODY})


@dataclass(frozen=True, slots=True)
class Document:
    """A source as read, before cleaning: ``text`` with its noise, and what the container itself says of it.

    ``name`` is what the user typed (a path, an address, ``-``). The metadata is filled only where the format
    carries it (HTML, DOCX, PDF) and is a hint for the cleaner, which looks into the text itself too.
    """

    name: str
    text: str
    media_type: str = "text/plain"
    url: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One kept paragraph (or line of metadata) of an article and its role. ``span`` points into ``Article.text``."""

    span: Span
    role: Role


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article. ``text`` holds every kept block, two line feeds apart, in page order.

    Metadata (``title``, ``published``, …) repeats what the blocks of that role say, ready for display:
    ``published`` is ISO 8601 ("2023-11-06T09:00:00+07:00", or the date alone), others are verbatim.
    Invariants: blocks are disjoint, sorted, inside ``text``, and cover it but for white space.
    """

    id: str
    text: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    sapo: str | None = None
    published: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None

    def blocks_of(self, *roles: Role) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.role in roles)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one article that a reader gets as one context: ``article.text[span] == text``."""

    article: str  # Article.id
    span: Span
    text: str
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Gold:
    """One accepted answer. ``start`` counts code points of the raw text of the article (its context)."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question about ``context`` as annotated. No ``answers`` means the article does not say."""

    id: str
    question: str
    context: str
    answers: tuple[Gold, ...] = ()
    title: str = ""
    source: str = ""
    tags: tuple[tuple[str, str], ...] = field(default=())  # ("type", "rank"), ("topic", "y tế"), …

    @property
    def is_impossible(self) -> bool:
        return not self.answers
