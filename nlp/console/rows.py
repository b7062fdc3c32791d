"""Results as JSON rows: the contract that others script against. Dictionaries live only here, at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.records import Article
from nlp.answering.answer import Answer
from nlp.cleaning.clean import Cleaned
from nlp.summarising.summarise import Summary


def answer_row(answer: Answer, elapsed_ms: float, id: str | int | float | None = None) -> dict[str, Any]:
    """One line of ``ask --json``, ``id`` as given; ``start`` and ``end`` count code points of the cleaned article."""
    row: dict[str, Any] = {} if id is None else {"id": id}
    return row | {
        "question": answer.question,
        "answer": answer.text,
        "start": None if answer.span is None else answer.span.start,
        "end": None if answer.span is None else answer.span.stop,
        "score": round(answer.score, 4),
        "normalized": answer.normalized,
        "evidence": [
            {
                "article": evidence.article,
                "title": evidence.title,
                "start": evidence.span.start,
                "end": evidence.span.stop,
                "sentence": evidence.sentence,
            }
            for evidence in answer.evidence
        ],
        "candidates": [
            {
                "answer": candidate.text,
                "score": round(candidate.score, 4),
                "start": candidate.span.start,
                "end": candidate.span.stop,
            }
            for candidate in answer.candidates
        ],
        "reader": answer.reader,
        "elapsed_ms": round(elapsed_ms, 1),
    }


def summary_row(summary: Summary, elapsed_ms: float) -> dict[str, Any]:
    """The object of ``summarise --json``; ``start`` and ``end`` are null where a sentence is no verbatim span."""
    return {
        "summary": summary.text,
        "sentences": [
            {
                "text": sentence.text,
                "article": sentence.article,
                "start": None if sentence.span is None else sentence.span.start,
                "end": None if sentence.span is None else sentence.span.stop,
                "support": [{"article": id, "start": span.start, "end": span.stop} for id, span in sentence.support],
                "faithful": sentence.faithful,
            }
            for sentence in summary.sentences
        ],
        "title": summary.title,
        "published": summary.published,
        "source": summary.source,
        "summariser": summary.summariser,
        "elapsed_ms": round(elapsed_ms, 1),
    }


def article_row(article: Article) -> dict[str, Any]:
    """A cleaned article; block offsets count code points of ``text``."""
    return {
        "id": article.id,
        "title": article.title,
        "sapo": article.sapo,
        "published": article.published,
        "source": article.source,
        "author": article.author,
        "url": article.url,
        "text": article.text,
        "blocks": [
            {"role": block.role.value, "start": block.span.start, "end": block.span.stop} for block in article.blocks
        ],
    }


def cleaned_row(cleaned: Cleaned, *, explain: bool) -> dict[str, Any]:
    """The object of ``clean --json``; with ``explain`` it also says which step did what to which line."""
    row = article_row(cleaned.article)
    if explain:
        row["edits"] = [
            {
                "step": edit.step,
                "action": edit.action,
                "line": edit.line,
                "role": None if edit.role is None else edit.role.value,
                "text": edit.text,
            }
            for edit in cleaned.edits
        ]
    return row


def error_row(code: str, message: str) -> Mapping[str, Any]:
    return {"error": {"code": code, "message": message}}
