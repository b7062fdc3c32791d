"""What is wrong with an annotated file, fault by fault, each with its line.

Reading for use stops at the first broken row; a person who annotates wants all of them at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from corpus.datasets import is_json_lines, rows_of
from corpus.errors import FormatError
from corpus.faults import choices_of, new_id, one_of, places_of, question_faults, shown
from corpus.jsonl import lines_of, open_text
from corpus.spans import Span

TYPES: Final = frozenset(
    (
        *("rank", "count", "percent", "money", "date", "time", "duration", "person", "place", "organisation"),
        *("abbreviation", "quoted", "list", "reason", "manner", "yes_no", "definition", "other"),
    )
)
NEAR_MISSES: Final = frozenset(("year", "place", "index", "entity", "unmentioned", "relation"))
FORMS: Final = frozenset(("typo", "no_marks", "abbreviation", "lowercase", "follow_up", "plain"))
SPLITS: Final = frozenset({"dev", "test"})
SUMMARY_SYLLABLES: Final = (30, 130)  # a reference summary of two to four sentences


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the line it stands in, counted from 1, and what was expected, found, and is to be done."""

    line: int
    message: str


@dataclass(slots=True)
class _Seen:
    """Ids met so far and the line of each; questions know the article (line) they stand in."""

    articles: dict[str, int] = field(default_factory=dict)
    questions: dict[str, int] = field(default_factory=dict)


def validate(path: Path) -> tuple[Fault, ...]:
    """Every fault of a file of annotated articles or of questions, in any form that is read; empty when there is none.

    Where lines mean nothing (a SQuAD document) a fault's line is the number of the article.

    Raises:
        SourceError: the file is not there.
        FormatError: it is not UTF-8 text.
    """
    if not is_json_lines(path):
        held = _Seen()
        return tuple(Fault(at, message) for at, row in rows_of(path) for message in _converted_faults(row, at, held))
    seen = _Seen()
    faults: list[Fault] = []
    with open_text(path) as lines:
        try:
            for number, line in enumerate(lines_of(lines), start=1):
                if line.strip():
                    faults += [Fault(number, message) for message in _line_faults(line, number, seen)]
        except UnicodeDecodeError as error:
            raise FormatError(
                f"{path}: cần văn bản UTF-8, nhưng không đọc được ({error}).", code="bad-encoding", subject=str(path)
            ) from error
    if not seen.questions and not seen.articles and not faults:
        faults.append(Fault(1, "cần ít nhất một bài hay một câu hỏi, nhưng tệp trống"))
    return tuple(faults)


def _converted_faults(row: Mapping[str, Any], number: int, seen: _Seen) -> Iterator[str]:
    """Faults of a row that was no line: SQuAD's articles, the rows of a table, an annotated article."""
    if "paragraphs" in row:
        yield from _squad_faults(row, number, seen)
    elif "questions" in row or "text" in row:
        yield from _article_faults(row, number, seen)
    else:
        yield from _row_faults(_with_answers(row), number, seen)


def _squad_faults(row: Mapping[str, Any], number: int, seen: _Seen) -> Iterator[str]:
    for paragraph in _objects(row.get("paragraphs")):
        questions = list(_objects(paragraph.get("qas")))
        if not isinstance(paragraph.get("context"), str) or not questions:
            yield f'cần "context" và "qas" trong mỗi "paragraphs", nhưng gặp {shown(sorted(paragraph))}'
            continue
        for question in questions:
            name = f"câu hỏi {question.get('id', '(không có id)')}: "
            faults = question_faults(_with_answers(question), paragraph["context"], number, seen.questions)
            yield from (name + message for message in faults)


def _with_answers(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with its answers as ours are: SQuAD names the place ``answer_start``, a table may hold one text."""
    answers = row.get("answers", row.get("answer"))
    if isinstance(answers, str):
        text = str(row.get("context", ""))
        start = str(row.get("answer_start") or max(text.find(answers), 0))
        answers = [{"text": answers, "start": int(start) if start.isdigit() else start}]
    elif isinstance(answers, list):
        answers = [
            {"start": one.get("answer_start"), **one} if isinstance(one, dict) else {"text": one} for one in answers
        ]
    return {**row, "answers": answers or []}


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    return (entry for entry in value if isinstance(entry, dict)) if isinstance(value, list) else iter(())


def _line_faults(line: str, number: int, seen: _Seen) -> Iterator[str]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        yield f"cần một đối tượng JSON trên một dòng, nhưng không phân tích được ({error})"
        return
    if not isinstance(row, dict):
        yield f"cần một đối tượng JSON {{…}}, nhưng gặp {type(row).__name__}"
    elif "questions" in row or "text" in row:
        yield from _article_faults(row, number, seen)
    else:
        yield from _row_faults(row, number, seen)


# ── articles ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _article_faults(row: Mapping[str, Any], number: int, seen: _Seen) -> Iterator[str]:
    broken = list(_shape_faults(row))
    yield from broken
    yield from new_id(row.get("id"), number, seen.articles)
    if broken:
        return
    yield from one_of(row, "split", SPLITS)
    yield from _summary_faults(row)
    yield from _line_list_faults(row)
    ids: set[str] = set()
    for question in row["questions"]:
        name = f"câu hỏi {question.get('id', '(không có id)')}: "
        yield from (name + message for message in question_faults(question, row["text"], number, seen.questions))
        yield from (name + message for message in _annotation_faults(question, row, ids))
        ids.add(str(question.get("id")))


def _shape_faults(row: Mapping[str, Any]) -> Iterator[str]:
    for name in ("id", "split", "title", "text", "summary"):
        if not isinstance(row.get(name), str) or not row[name].strip():
            yield f'cần "{name}" là một chuỗi không trống, nhưng gặp {shown(row.get(name))}'
    for name, kind in (("questions", dict), ("noise", str), ("captions", str)):
        value = row.get(name)
        if not isinstance(value, list) or not all(isinstance(entry, kind) for entry in value):
            what = "đối tượng" if kind is dict else "chuỗi"
            yield f'cần "{name}" là một danh sách {what}, nhưng gặp {shown(value)}'


def _summary_faults(row: Mapping[str, Any]) -> Iterator[str]:
    low, high = SUMMARY_SYLLABLES
    size = len(row["summary"].split())
    if not low <= size <= high:
        yield f"cần tóm tắt mẫu dài {low}–{high} tiếng, nhưng bản này dài {size} tiếng"


def _line_list_faults(row: Mapping[str, Any]) -> Iterator[str]:
    lines = {line.strip() for line in row["text"].splitlines()}
    for name in ("noise", "captions"):
        for line in row[name]:
            if line.strip() not in lines:
                yield f'cần mỗi mục của "{name}" là trọn một dòng của "text", nhưng không thấy dòng {shown(line)}'


# ── questions ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _row_faults(row: Mapping[str, Any], number: int, seen: _Seen) -> Iterator[str]:
    context = row.get("context")
    if not isinstance(context, str) and not isinstance(row.get("article"), str):
        yield f'cần bài của câu hỏi ("context" hoặc "article"), nhưng gặp {shown(context)}'
        return
    yield from question_faults(row, context if isinstance(context, str) else None, number, seen.questions)


# ── what our own annotation says beyond question and answers ─────────────────────────────────────────────────────────


def _annotation_faults(question: Mapping[str, Any], row: Mapping[str, Any], earlier: set[str]) -> Iterator[str]:
    yield from one_of(question, "type", TYPES)
    if question.get("near_miss") is not None:
        yield from one_of(question, "near_miss", NEAR_MISSES)
        if question.get("answers"):
            yield 'cần "near_miss" là null khi câu hỏi có đáp án, nhưng lại có bẫy'
    yield from _form_faults(question, earlier)
    normalized = question.get("normalized")
    if normalized is not None and not (isinstance(normalized, dict) and {"kind", "value"} <= normalized.keys()):
        yield f'cần "normalized" có "kind" và "value", nhưng gặp {shown(normalized)}'
    yield from _noise_faults(question, row)


def _form_faults(question: Mapping[str, Any], earlier: set[str]) -> Iterator[str]:
    forms = question.get("form")
    if not isinstance(forms, list) or not forms or not set(map(str, forms)) <= FORMS:
        yield f'cần "form" là một danh sách không trống lấy từ {choices_of(FORMS)}, nhưng gặp {shown(forms)}'
        return
    follows = question.get("follows")
    if ("follow_up" in forms) != (follows is not None):
        yield 'cần "follows" khi và chỉ khi "form" có "follow_up"'
    if follows is not None and follows not in earlier:
        yield f'cần "follows" là id của một câu hỏi đứng trước trong cùng bài, nhưng gặp {shown(follows)}'


def _noise_faults(question: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[str]:
    """An answer must not lie in what a cleaner drops, nor in a caption while the body has it too."""
    text: str = row["text"]
    noise, captions = (_spans_of_lines(text, row[name]) for name in ("noise", "captions"))
    for answer in question.get("answers") or ():
        if not isinstance(answer, dict) or not isinstance(answer.get("start"), int) or answer["start"] < 0:
            continue
        span = Span(answer["start"], answer["start"] + len(str(answer.get("text"))))
        if any(span.overlaps(line) for line in noise):
            yield f"cần đáp án nằm trong phần được giữ của bài, nhưng “{answer['text']}” nằm ở dòng nhiễu"
        if any(span.overlaps(line) for line in captions) and _outside(text, str(answer["text"]), noise + captions):
            yield f"cần đáp án lấy từ thân bài khi thân bài cũng có, nhưng “{answer['text']}” lấy từ chú thích ảnh"


def _spans_of_lines(text: str, wanted: list[str]) -> list[Span]:
    stripped = {line.strip() for line in wanted}
    spans: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip() and line.strip() in stripped:
            spans.append(Span(start, start + len(line)))
        start += len(line)
    return spans


def _outside(text: str, piece: str, spans: list[Span]) -> bool:
    found = (Span(at, at + len(piece)) for at in places_of(text, piece))
    return any(not any(one.overlaps(span) for span in spans) for one in found)
