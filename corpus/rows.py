"""One row of a data file → its questions. Each form of row has one function; dicts end here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from corpus.errors import FormatError, SourceError
from corpus.records import Gold, Question

#: What a row may say of a question or of its article, beyond the question: kept as tags.
TAGS: Final = ("type", "topic", "source", "style", "province", "split", "near_miss", "form", "follows", "title")
_NO: Final = frozenset({"", "0", "false", "no", "không", "khong"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands, for messages."""

    path: Path
    line: int

    def __str__(self) -> str:
        return f"{self.path}, dòng {self.line}"

    def fault(self, expected: str, found: object) -> FormatError:
        return FormatError(
            f"{self}: cần {expected}, nhưng gặp {_shown(found)}. Hãy sửa dòng này.", code="bad-row", subject=str(self)
        )


def questions_of(row: Mapping[str, Any], place: Place) -> Iterator[Question]:
    """The questions of one row: a question, an annotated article with its questions, or a SQuAD article.

    Raises:
        FormatError: the row has the form of none of them, or breaks its own.
    """
    if "paragraphs" in row:
        yield from _squad(row, place)
    elif "questions" in row:
        yield from _annotated(row, place)
    else:
        yield _question(row, row, _context(row, place), place)


def _squad(row: Mapping[str, Any], place: Place) -> Iterator[Question]:
    for paragraph in _objects(row, "paragraphs", place):
        context = _string(paragraph, "context", place)
        for entry in _objects(paragraph, "qas", place):
            yield _question(entry, row, context, place)


def _annotated(row: Mapping[str, Any], place: Place) -> Iterator[Question]:
    context = _string(row, "text", place)
    entries = list(_objects(row, "questions", place))
    by_id = {str(entry.get("id")): entry for entry in entries}
    for entry in entries:
        yield _question(entry, row, context, place, _previous(entry, by_id))


def _previous(entry: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """The questions that a follow-up continues, oldest first."""
    chain: list[str] = []
    seen = {str(entry.get("id"))}
    while (follows := _name(entry.get("follows"))) in by_id and follows not in seen:
        seen.add(follows)
        entry = by_id[follows]
        chain.append(str(entry.get("question", "")))
    return tuple(reversed(chain))


def _name(id: object) -> str:
    """An id as text; nothing for what is no id."""
    return str(id) if isinstance(id, str | int) else ""


def _question(
    row: Mapping[str, Any], about: Mapping[str, Any], context: str, place: Place, previous: tuple[str, ...] = ()
) -> Question:
    asked = _string(row, "question", place)
    answers = () if _says_impossible(row) else tuple(_answers(row, context, place))
    tags = [*_tags(about, row), *_tags(row), *(("previous", text) for text in previous)]
    return Question(
        id=str(row.get("id") or f"{place.path.name}:{place.line}"),
        question=asked,
        context=context,
        answers=answers,
        title=str(about.get("title") or ""),
        source=str(about.get("source") or ""),
        tags=tuple(dict.fromkeys(tags)),
    )


def _tags(row: Mapping[str, Any], unless: Mapping[str, Any] | None = None) -> Iterator[tuple[str, str]]:
    """The tags of a row; of an article's row only those that the question's own row does not set."""
    for name in TAGS:
        value = row.get(name)
        if name == "title" or value is None or (unless is not None and unless is not row and name in unless):
            continue
        values = value if isinstance(value, list) else [value]
        yield from ((name, str(one)) for one in values if str(one))


def _says_impossible(row: Mapping[str, Any]) -> bool:
    flag = row.get("is_impossible", False)
    return flag.strip().lower() not in _NO if isinstance(flag, str) else bool(flag)


def _answers(row: Mapping[str, Any], context: str, place: Place) -> Iterator[Gold]:
    answers = row.get("answers", row.get("answer"))
    if isinstance(answers, dict):  # {"text": [...], "answer_start": [...]}, as data hubs flatten SQuAD
        answers = list(_side_by_side(answers, place))
    if answers is None:  # a field that was forgotten would make every question unanswerable, and every silence right
        raise place.fault('đáp án ("answers", là [] khi bài không trả lời)', None)
    for answer in answers if isinstance(answers, list) else [answers]:
        entry = answer if isinstance(answer, dict) else {"text": answer, "start": row.get("answer_start")}
        text = entry.get("text")
        if not isinstance(text, str):
            raise place.fault('mỗi đáp án có "text" là chuỗi', text)
        if text:
            yield Gold(text, _start(entry, text, context, place))


def _side_by_side(answers: Mapping[str, Any], place: Place) -> Iterator[dict[str, Any]]:
    """Texts and starts of two lists, which may be missing or not lists at all."""
    texts, starts = answers.get("text"), answers.get("answer_start")
    if not isinstance(texts, list) or not isinstance(starts or [], list):
        raise place.fault('"text" và "answer_start" là hai danh sách', texts)
    for text, start in zip(texts, starts or [None] * len(texts), strict=False):
        yield {"text": text, "start": start}


def _start(entry: Mapping[str, Any], text: str, context: str, place: Place) -> int:
    """Where the answer begins; the first occurrence where the row does not say, -1 where there is none."""
    start = entry.get("start", entry.get("answer_start"))
    if start is None:
        return context.find(text)
    try:
        return int(start)
    except (TypeError, ValueError):
        raise place.fault('"start" là một số nguyên', start) from None


def _context(row: Mapping[str, Any], place: Place) -> str:
    if isinstance(row.get("context"), str):
        return str(row["context"])
    if isinstance(row.get("article"), str):
        return _beside(row["article"], place)
    if "question" not in row:
        found = ", ".join(sorted(map(str, row))[:8])
        raise place.fault('một câu hỏi ("question") và bài của nó ("context" hoặc "article")', f"các trường {found}")
    raise place.fault('bài của câu hỏi ("context" hoặc "article")', row.get("context"))


def _beside(name: str, place: Place) -> str:
    """The text of an article file beside the data, as it is: offsets count its line ends too."""
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
        raise place.fault("tên một tệp nằm cạnh tệp dữ liệu", name)
    path = place.path.parent / name
    try:
        data = path.read_bytes()
    except (OSError, ValueError):  # also a name that no file can have: a NUL in it, half a surrogate pair
        raise SourceError(
            f"{place}: cần tệp bài báo {path}, nhưng không đọc được.", code="not-found", subject=str(path)
        ) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise SourceError(
            f"{place}: cần tệp bài báo {path} ở dạng UTF-8.", code="bad-encoding", subject=str(path)
        ) from None


def _objects(row: Mapping[str, Any], name: str, place: Place) -> Iterator[Mapping[str, Any]]:
    value = row.get(name)
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise place.fault(f'"{name}" là một danh sách đối tượng', value)
    yield from value


def _string(row: Mapping[str, Any], name: str, place: Place) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise place.fault(f'"{name}" là một chuỗi không trống', value)
    return value


def _shown(found: object) -> str:
    if found is None:
        return "không có gì"
    shown = str(found)
    return f"“{shown[:80]}{'…' if len(shown) > 80 else ''}”"
