"""Articles with reference summaries, from news rows, from clusters of articles, and from our annotated corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.datasets import rows_of
from corpus.rows import TAGS, Place


@dataclass(frozen=True, slots=True)
class SourceText:
    """An article to sum up: either its paragraphs or sentences (``body``) or its page with noise (``page``)."""

    title: str
    body: tuple[str, ...] = ()
    page: str = ""
    date: str = ""  # as its paper writes it


@dataclass(frozen=True, slots=True)
class SummaryItem:
    """One article, or several of one event, and what people wrote as its summary."""

    id: str
    documents: tuple[SourceText, ...]
    references: tuple[str, ...]
    tags: tuple[tuple[str, str], ...] = ()


def read_summaries(path: Path, split: str | None = None) -> Iterator[SummaryItem]:
    """Every article with a reference summary, one at a time; ``split`` as in :func:`corpus.datasets.read_questions`.

    News rows (``title``, ``body``, ``abstract``), clusters (``docs``, ``gold``) and annotated articles (``text``,
    ``summary``). Rows without a reference are passed over: an article may be annotated with questions alone.

    Raises:
        SourceError: the file is not there.
        FormatError: a row has none of these forms.
    """
    for line, row in rows_of(path):
        item = _item(row, Place(path, line))
        if item.references and (split is None or dict(item.tags).get("split", split) == split):
            yield item


def _item(row: Mapping[str, Any], place: Place) -> SummaryItem:
    if "docs" in row:
        documents = tuple(_news(document, place) for document in _list(row, "docs", place))
        references = tuple(str(text) for text in _list(row, "gold", place))
    elif "body" in row:
        documents, references = (_news(row, place),), _texts(row.get("abstract"))
    elif isinstance(row.get("text"), str):
        documents = (SourceText(str(row.get("title") or ""), page=row["text"]),)
        references = _texts(row.get("summary"))
    else:
        found = ", ".join(sorted(map(str, row))[:8])
        raise place.fault('"body" và "abstract", "docs" và "gold", hoặc "text" và "summary"', f"các trường {found}")
    tags = tuple((name, str(row[name])) for name in TAGS if name != "title" and isinstance(row.get(name), str))
    return SummaryItem(str(row.get("id") or f"{place.path.name}:{place.line}"), documents, references, tags)


def _news(row: object, place: Place) -> SourceText:
    if not isinstance(row, dict):
        raise place.fault("mỗi bài là một đối tượng", row)
    body = row.get("body")
    paragraphs = body if isinstance(body, list) else [body]
    texts = _texts(paragraphs)
    if not all(isinstance(text, str) for text in paragraphs):
        raise place.fault('"body" là một danh sách chuỗi', body)
    return SourceText(str(row.get("title") or ""), texts, date=str(row.get("date") or ""))


def _list(row: Mapping[str, Any], name: str, place: Place) -> list[Any]:
    value = row.get(name)
    if not isinstance(value, list):
        raise place.fault(f'"{name}" là một danh sách', value)
    return value


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for text in values if isinstance(text, str) and text.strip())
