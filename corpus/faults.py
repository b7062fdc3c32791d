"""What can be wrong with one question and its answers, in whatever file they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any


def question_faults(row: Mapping[str, Any], text: str | None, number: int, seen: dict[str, int]) -> Iterator[str]:
    """Faults of any question; ``text`` is ``None`` where the article is in another file."""
    yield from new_id(row.get("id"), number, seen)
    question = row.get("question")
    if not isinstance(question, str) or not question.strip():
        yield f'cần "question" là một chuỗi không trống, nhưng gặp {shown(question)}'
    elif not unicodedata.is_normalized("NFC", question):
        yield 'cần "question" ở dạng Unicode dựng sẵn (NFC), nhưng gặp dạng tổ hợp'
    answers = row.get("answers", [])
    if not isinstance(answers, list):
        yield f'cần "answers" là một danh sách, nhưng gặp {shown(answers)}'
        return
    if row.get("is_impossible") is True and answers:
        yield 'cần "answers" trống khi "is_impossible" là true, nhưng vẫn có đáp án'
    if row.get("is_impossible") is False and not answers:
        yield 'cần ít nhất một đáp án khi "is_impossible" là false, nhưng "answers" trống'
    for answer in answers:
        yield from _answer_faults(answer, text)


def _answer_faults(answer: object, text: str | None) -> Iterator[str]:
    if not isinstance(answer, dict) or not isinstance(answer.get("text"), str) or not answer["text"].strip():
        yield f'cần mỗi đáp án là {{"text": chuỗi, "start": số}}, nhưng gặp {shown(answer)}'
        return
    start, wanted = answer.get("start"), answer["text"]
    if not isinstance(start, int) or isinstance(start, bool) or start < 0:
        yield f'cần "start" của đáp án “{wanted}” là số nguyên không âm, nhưng gặp {shown(start)}'
    elif text is not None and text[start : start + len(wanted)] != wanted:
        found = text[start : start + len(wanted)]
        places = list(places_of(text, wanted))[:5]
        hint = f"có ở vị trí {', '.join(map(str, places))}" if places else "bài không có chuỗi này"
        yield f"cần “{wanted}” ở vị trí {start}, nhưng ở đó là {shown(found)}; {hint}"


def places_of(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)


def new_id(id: object, number: int, seen: dict[str, int]) -> Iterator[str]:
    if not isinstance(id, str | int) or not str(id).strip():
        yield f'cần "id" là một chuỗi không trống, nhưng gặp {shown(id)}'
    elif str(id) in seen:
        yield f"cần id không trùng, nhưng “{id}” đã có ở dòng {seen[str(id)]}"
    else:
        seen[str(id)] = number


def one_of(row: Mapping[str, Any], name: str, choices: frozenset[str]) -> Iterator[str]:
    if not isinstance(row.get(name), str) or row[name] not in choices:
        yield f'cần "{name}" là một trong {choices_of(choices)}, nhưng gặp {shown(row.get(name))}'


def choices_of(choices: frozenset[str]) -> str:
    return ", ".join(sorted(choices))


def shown(found: object) -> str:
    if found is None:
        return "không có gì"
    one_line = str(found).replace("\n", "⏎")
    return f"“{one_line[:60]}{'…' if len(one_line) > 60 else ''}”"
