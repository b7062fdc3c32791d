"""From a page as it was copied to the article on it.

Three stages, each a tuple of small named steps whose names ``clean --explain`` prints: characters
(:mod:`nlp.cleaning.normalise`), lines that are not the article's (:mod:`nlp.cleaning.layout`,
:mod:`nlp.cleaning.furniture`), and what each kept block is for (:mod:`nlp.cleaning.roles`). A sentence of the article
is never lost: in doubt a line stays.

Unlike a boilerplate remover for HTML this one sees text only, and keeps what readers ask about (time, author, source,
captions) under its role instead of throwing it away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.records import Article, Block, Document, Role
from corpus.spans import Span
from nlp.cleaning.layout import settle
from nlp.cleaning.lines import Line, Removed, read_lines
from nlp.cleaning.metadata import dateline, iso_moment, published_line, source_line
from nlp.cleaning.normalise import CHARACTER_STEPS
from nlp.cleaning.roles import assign_roles, make_page
from nlp.cleaning.signatures import byline, split_credit

Action = Literal["drop", "mark", "rewrite"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing a step did: ``line`` counts from 1 in the raw text; a character step gives the first it changed."""

    step: str
    action: Action
    text: str
    line: int
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Cleaned:
    article: Article
    edits: tuple[Edit, ...]


def clean(document: Document, *, id: str | None = None) -> Cleaned:
    """The article on a page, and what was done to get it.

    >>> page = "Chia sẻ Facebook Zalo\\n\\nGiá lúa tăng 300 đồng\\n\\nNông dân bán được 8.500 đồng mỗi ký lúa."
    >>> cleaned = clean(Document("bai.txt", page))
    >>> cleaned.article.title, cleaned.edits[0].step
    ('Giá lúa tăng 300 đồng', 'drop_share_bars')
    """
    text, edits = clean_characters(document.text)
    lines, removed = settle(read_lines(text))
    blocks = to_blocks(lines)
    page = make_page(blocks, document)
    roles, steps = assign_roles(page)
    edits += [_removal(piece) for piece in sorted(removed, key=lambda piece: piece.line.number)]
    edits += [
        Edit(steps[index], "mark", page.texts[index], blocks[index][0].number, roles[index]) for index in sorted(roles)
    ]
    return Cleaned(_article(document, id, page.texts, roles), tuple(edits))


def clean_characters(text: str) -> tuple[str, list[Edit]]:
    r"""The text after the character steps, with one edit for each step that changed it.

    >>> clean_characters("tỉnh\u00a0Huế")[1][0].step
    'unify_spaces'
    """
    edits: list[Edit] = []
    for step in CHARACTER_STEPS:
        after = step(text)
        if after != text:
            edits.append(_first_change(step.__name__, text, after))
        text = after
    return text, edits


def _first_change(step: str, before: str, after: str) -> Edit:
    """Report the first line that a step changed. Halving finds it: comparing slices is quick, a loop is not."""
    low, high = 0, min(len(before), len(after))
    while low < high:
        middle = (low + high + 1) // 2
        if before[low:middle] == after[low:middle]:
            low = middle
        else:
            high = middle - 1
    line = before.count("\n", 0, low) + 1
    start = before.rfind("\n", 0, low) + 1
    stop = before.find("\n", low)
    return Edit(step, "rewrite", before[start : len(before) if stop < 0 else stop][:200], line)


def _removal(piece: Removed) -> Edit:
    return Edit(piece.step, "rewrite" if piece.rewritten else "drop", piece.line.text, piece.line.number)


def to_blocks(lines: Sequence[Line]) -> list[list[Line]]:
    blocks: list[list[Line]] = []
    for line in lines:
        if line.joined and blocks:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _article(document: Document, id: str | None, texts: Sequence[str], roles: dict[int, Role]) -> Article:
    spans: list[Span] = []
    start = 0
    for text in texts:
        spans.append(Span(start, start + len(text)))
        start += len(text) + 2

    def first(role: Role) -> str | None:
        return next((texts[index] for index in sorted(roles) if roles[index] is role), None)

    return Article(
        id=base_name(document.name) if id is None else id,
        text="\n\n".join(texts),
        blocks=tuple(Block(span, roles.get(index, Role.BODY)) for index, span in enumerate(spans)),
        title=first(Role.TITLE) or document.title,
        sapo=first(Role.SAPO),
        published=_published(texts, roles) or (iso_moment(document.published) if document.published else None),
        source=_source(texts, roles) or document.source,
        author=_author(texts, roles) or document.author,
        url=document.url,
    )


def _published(texts: Sequence[str], roles: dict[int, Role]) -> str | None:
    lines = [published_line(texts[index]) for index in sorted(roles) if roles[index] is Role.PUBLISHED]
    return next((line.iso for line in lines if line and line.iso), None)


def _author(texts: Sequence[str], roles: dict[int, Role]) -> str | None:
    for index in sorted(roles):
        if roles[index] is Role.AUTHOR:
            return byline(texts[index]) or split_credit(texts[index])[0]
    lines = [published_line(texts[index]) for index in sorted(roles) if roles[index] is Role.PUBLISHED]
    return next((line.author for line in lines if line and line.author), None)


def _source(texts: Sequence[str], roles: dict[int, Role]) -> str | None:
    """What a dateline names, else a line of origin, else the origin beside the author's name."""
    opening = [
        index for index in range(len(texts)) if roles.get(index, Role.BODY) in (Role.SAPO, Role.BODY, Role.SOURCE)
    ]
    named = dateline(texts[opening[0]] + " ") if opening else None
    lines = [source_line(texts[index]) for index in sorted(roles) if roles[index] is Role.SOURCE]
    credits = [split_credit(texts[index])[1] for index in sorted(roles) if roles[index] is Role.AUTHOR]
    return named or next((name for name in (*lines, *credits) if name), None)


def base_name(name: str) -> str:
    """The last part of a path or an address, without its query.

    >>> base_name("/tmp/bai/mot.txt"), base_name("https://bao.vn/tin/gia-lua.html?p=1"), base_name("-")
    ('mot.txt', 'gia-lua.html', '-')
    """
    address = re.sub(r"[?#].*", "", name) if "://" in name else name
    return re.split(r"[\\/]", address.rstrip("\\/"))[-1] or name
