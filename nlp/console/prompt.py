"""Where questions come from: ``-q``, a file of them, or a person at the prompt."""

from __future__ import annotations

import contextlib
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import FormatError, SourceError
from corpus.jsonl import dumps, read_rows
from nlp.console.messages import text
from nlp.console.rows import answer_row
from nlp.console.terminal import show_answer, style_of

if TYPE_CHECKING:
    from nlp.assistant import Conversation


Id = str | int | float


def questions_of(options: Namespace) -> Iterator[tuple[Id | None, str]]:
    """``(id, question)`` of every ``-q``, then of every row of ``--questions``.

    Raises:
        FormatError: a row has no question, or a question is empty.
    """
    for question in options.question:
        if not question.strip():
            raise SourceError("Cần một câu hỏi sau -q, nhưng gặp chuỗi rỗng. Hãy gõ câu hỏi.", code="empty-question")
        yield None, decoded(question)
    if options.questions is not None:
        yield from _rows(options.questions)


def decoded(argument: str) -> str:
    """An argument of a locale that is not UTF-8, whose bytes Python could not read, read as UTF-8.

    >>> decoded("C\\udce1\\udcba\\udca7u")
    'Cầu'
    """
    with contextlib.suppress(UnicodeEncodeError):  # surrogates of the argument's own stay
        return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return argument


def _rows(path: Path) -> Iterator[tuple[Id | None, str]]:
    number = 0
    for number, row in read_rows(path, pipes=True):
        question = row.get("question")
        if not isinstance(question, str) or not question.strip():
            raise FormatError(
                f'{path}, dòng {number}: cần {{"id": …, "question": "câu hỏi"}}, nhưng không có câu hỏi. '
                "Hãy thêm hoặc bỏ dòng này.",
                code="bad-row",
                subject=f"{path}, dòng {number}",
            )
        id = row.get("id")
        yield (id if id is None or isinstance(id, Id) else str(id)), question
    if not number:
        raise FormatError(
            f'{path}: cần mỗi dòng một {{"id": …, "question": "câu hỏi"}}, nhưng tệp trống. Hãy thêm câu hỏi.',
            code="empty-data",
            subject=str(path),
        )


def converse(conversation: Conversation, options: Namespace) -> int:
    """Answer line after line until the input ends. Also reads questions from a pipe, then without a prompt."""
    person = sys.stdin.isatty()
    if person:
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401  (line editing and history, where the platform has it)
        titles = ", ".join(article.title or article.id for article in conversation.articles)
        print(text("prompt-hello", options.lang, titles=titles), file=sys.stderr)
    while True:
        try:
            question = input(text("prompt", options.lang) if person else "")
        except EOFError:
            return 0
        if question.strip():
            start = time.perf_counter()
            answer = conversation.ask(question, top=options.top)
            if options.json:
                print(dumps(answer_row(answer, (time.perf_counter() - start) * 1000)), flush=True)
            else:
                print(show_answer(answer, style_of(sys.stdout), options.lang, with_question=False) + "\n", flush=True)
