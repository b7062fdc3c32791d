"""What a batch does to one row. The same function in every engine, so that the output cannot differ."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

from corpus.errors import CorpusError, FormatError
from corpus.records import Article
from models.errors import ModelError
from nlp.assistant import Assistant

TaskName = Literal["summarise", "ask", "clean"]


@dataclass(frozen=True, slots=True)
class Task:
    """What to do with every row; hashable, so that each process opens its models once for it.

    ``questions`` are asked of every row besides its own ``question``.
    """

    name: TaskName
    questions: tuple[str, ...] = ()
    reader: str | None = None
    summariser: str | None = None
    sentences: int | None = None
    words: int | None = None

    def row(self) -> dict[str, Any]:
        """For the record of the job: what the output depends on."""
        parts = {"reader": self.reader, "summariser": self.summariser, "sentences": self.sentences, "words": self.words}
        return {"task": self.name, "questions": list(self.questions)} | parts


@dataclass(frozen=True, slots=True)
class Done:
    """The output rows of one input row, or why there are none."""

    id: str
    rows: tuple[dict[str, Any], ...] = ()
    error: dict[str, str] | None = None


@lru_cache(maxsize=2)
def _assistant(task: Task) -> Assistant:
    """The models of a task, opened once in each process."""
    return Assistant.open(
        reader=task.reader if task.name == "ask" else None,
        summariser=task.summariser if task.name == "summarise" else None,
        offline=True,
    )


def run(task: Task, row: Mapping[str, Any], id: str) -> Done:
    """One row through the task. A row at fault gives an error, never an exception; a missing model does.

    Raises:
        ModelError: the task cannot be done at all.
    """
    try:
        if row.get("error"):  # the line could not be read as a row
            raise FormatError(str(row["error"]), code="bad-json")
        return Done(id, tuple({"id": id} | each for each in _WORK[task.name](task, row, id)))
    except ModelError:
        raise
    except CorpusError as error:
        return Done(id, error={"id": id, "code": error.code, "message": str(error)})
    except (ValueError, RecursionError, MemoryError) as error:
        message = f"{id}: không xử lý được dòng này ({type(error).__name__})."
        return Done(id, error={"id": id, "code": "unreadable", "message": message})


def _article(row: Mapping[str, Any], id: str) -> Article:
    from nlp.library.rows import article_of_row

    return article_of_row(row, id)


def _summarise(task: Task, row: Mapping[str, Any], id: str) -> list[dict[str, Any]]:
    from nlp.console.rows import summary_row
    from nlp.summarising.summarise import Length

    article, start = _article(row, id), time.perf_counter()
    summary = _assistant(task).summarise([article], Length(task.sentences, task.words))
    return [summary_row(summary, (time.perf_counter() - start) * 1000)]


def _ask(task: Task, row: Mapping[str, Any], id: str) -> list[dict[str, Any]]:
    from nlp.console.rows import answer_row

    own = row.get("question")
    questions = [*([own] if isinstance(own, str) and own.strip() else []), *task.questions]
    if not questions:
        raise FormatError(
            f"{id}: cần câu hỏi trong “question” của dòng hoặc sau -q, nhưng không có. Hãy thêm câu hỏi.",
            code="row-without-question",
        )
    article = _article(row if "context" not in row else {"text": row["context"]} | dict(row), id)
    rows = []
    for question in questions:
        start = time.perf_counter()
        answer = _assistant(task).ask([article], question)
        rows.append(answer_row(answer, (time.perf_counter() - start) * 1000))
    return rows


def _clean(_: Task, row: Mapping[str, Any], id: str) -> list[dict[str, Any]]:
    from nlp.console.rows import article_row

    return [article_row(_article(row, id))]


_WORK: Final[dict[str, Callable[[Task, Mapping[str, Any], str], list[dict[str, Any]]]]] = {
    "summarise": _summarise,
    "ask": _ask,
    "clean": _clean,
}
