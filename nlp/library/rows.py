"""Articles that come as rows of data, their parts told apart already: no cleaning by guesswork is needed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from corpus.errors import FormatError
from corpus.records import Article, Block, Document, Role
from corpus.spans import Span
from nlp.cleaning.clean import clean

#: Names under which published data sets keep the same part, the usual one first.
_TITLES: Final = ("title", "headline")
_SAPOS: Final = ("sapo", "abstract", "description", "lead")
_BODIES: Final = ("body", "paragraphs")
_TEXTS: Final = ("text", "raw_text", "content")
_DATES: Final = ("published", "date", "published_at")
_SOURCES: Final = ("source", "publisher", "newspaper")


def article_of_row(row: Mapping[str, Any], name: str) -> Article:
    """The article of a row: one with ``body`` is taken as it is, one with only ``text`` goes through the cleaner.

    >>> article_of_row({"title": "Lúa được mùa", "body": ["Nông dân phấn khởi."]}, "1").text
    'Lúa được mùa\\n\\nNông dân phấn khởi.'

    Raises:
        FormatError: the row has no text.
    """
    body = _paragraphs(row)
    if body:
        return _structured(row, body, name)
    text = _text(row, _TEXTS)
    if not text:
        raise FormatError(
            f"{name}: cần văn bản của bài trong “text” hoặc “body”, nhưng dòng này không có. "
            "Hãy thêm hoặc bỏ dòng này.",
            code="row-without-text",
        )
    document = Document(name, text, title=_text(row, _TITLES), published=_text(row, _DATES), url=_text(row, ("url",)))
    found = clean(document, id=name).article
    source, author = found.source or _text(row, _SOURCES), found.author or _text(row, ("author",))
    return Article(
        found.id, found.text, found.blocks, found.title, found.sapo, found.published, source, author, found.url
    )


def _structured(row: Mapping[str, Any], body: list[str], name: str) -> Article:
    title, sapo = _text(row, _TITLES), _text(row, _SAPOS)
    parts = [(title, Role.TITLE), (sapo, Role.SAPO), *((paragraph, Role.BODY) for paragraph in body)]
    texts = [(text, role) for text, role in parts if text]
    blocks: list[Block] = []
    start = 0
    for text, role in texts:
        blocks.append(Block(Span(start, start + len(text)), role))
        start += len(text) + 2
    return Article(
        id=name,
        text="\n\n".join(text for text, _ in texts),
        blocks=tuple(blocks),
        title=title,
        sapo=sapo,
        published=_text(row, _DATES),
        source=_text(row, _SOURCES),
        author=_text(row, ("author",)),
        url=_text(row, ("url",)),
    )


def _paragraphs(row: Mapping[str, Any]) -> list[str]:
    for name in _BODIES:
        value = row.get(name)
        if isinstance(value, str):
            value = value.split("\n")
        if isinstance(value, list):
            return [text for text in (_tidy(piece) for piece in value) if text]
    return []


def _text(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    keep_lines = names is _TEXTS
    for name in names:
        if isinstance(row.get(name), str) and (text := _tidy(row[name], keep_lines=keep_lines)):
            return text
    return None


def _tidy(value: object, *, keep_lines: bool = False) -> str:
    if not isinstance(value, str):
        return ""
    text = unicodedata.normalize("NFC", value.encode("utf-8", "replace").decode("utf-8"))
    return text.strip() if keep_lines else " ".join(text.split())
