"""Scoring questions across articles: which groups of answers were found, with which articles, and which came first.

A data file holds rows of articles (``body``) and of questions (``question``, ``groups``); the groups of a question are
in the order in which they should come, none when the library does not say.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from corpus.errors import FormatError
from corpus.jsonl import read_rows
from nlp.evaluation.evaluate import points
from nlp.evaluation.intervals import bootstrap
from nlp.evaluation.metrics import exact_match
from nlp.evaluation.signature import Signature
from nlp.language.values import normalize
from nlp.library.ask import LibraryAnswer
from nlp.library.grouping import Group
from nlp.library.rows import article_of_row
from nlp.library.shelf import Shelf

METRIC: Final = "nhóm đúng (giá trị), nhóm đầu, bài dẫn"


@dataclass(frozen=True, slots=True)
class GoldGroup:
    """The accepted spellings of one answer and the rows of the articles that give it."""

    answers: tuple[str, ...]
    articles: frozenset[str]


@dataclass(frozen=True, slots=True)
class LibraryQuestion:
    """A question across articles. ``year`` is the one in which it is asked."""

    id: str
    question: str
    groups: tuple[GoldGroup, ...]
    year: int
    type: str = ""
    split: str = ""


@dataclass(frozen=True, slots=True)
class LibraryOutcome:
    """How one question was answered: groups found, said and expected, whether all is right, whether the first is."""

    question: LibraryQuestion
    said: tuple[str, ...]
    right: int
    supported: int  # of the right groups, those with exactly the right articles

    @property
    def exact(self) -> bool:
        """Every expected group and no other."""
        return self.right == len(self.said) == len(self.question.groups)

    first: bool = False  # the first group is the first expected, or nothing was said as expected


@dataclass(frozen=True, slots=True)
class LibraryReport:
    """Scores in [0, 1] over the outcomes."""

    signature: Signature
    outcomes: tuple[LibraryOutcome, ...]

    def row(self) -> dict[str, Any]:
        types = dict.fromkeys(outcome.question.type for outcome in self.outcomes)
        return {
            "task": "library",
            "signature": str(self.signature),
            "count": len(self.outcomes),
            "scores": scores(self.outcomes),
            "interval_exact": [points(share) for share in self._interval()],
            "types": {
                name: scores([each for each in self.outcomes if each.question.type == name]) for name in types if name
            },
        }

    def _interval(self) -> tuple[float, float]:
        interval = bootstrap([float(outcome.exact) for outcome in self.outcomes])
        return interval.low, interval.high


def scores(outcomes: Sequence[LibraryOutcome]) -> dict[str, float]:
    """In points of 100: ``groups`` is the F1 of groups, ``supported`` the share of right groups whose articles are
    exactly right, ``first`` and ``exact`` shares of questions."""
    right = sum(each.right for each in outcomes)
    said, expected = sum(len(each.said) for each in outcomes), sum(len(each.question.groups) for each in outcomes)
    found = {
        "count": float(len(outcomes)),
        "exact": points(sum(each.exact for each in outcomes) / (len(outcomes) or 1)),
        "first": points(sum(each.first for each in outcomes) / (len(outcomes) or 1)),
    }
    if expected or said:
        found["groups"] = points(2 * right / (said + expected))
        found["supported"] = points(sum(each.supported for each in outcomes) / (right or 1))
    return found


def read_library_data(path: Path) -> tuple[list[dict[str, Any]], list[LibraryQuestion]]:
    """The articles and the questions of a file.

    Raises:
        FormatError: a row is neither.
    """
    articles: list[dict[str, Any]] = []
    questions: list[LibraryQuestion] = []
    for number, row in read_rows(path):
        if "question" in row:
            questions.append(_question(row, path, number))
        elif "body" in row or "text" in row:
            articles.append(row)
        else:
            raise FormatError(f"{path}, dòng {number}: cần một bài (body) hoặc một câu hỏi (question).", code="bad-row")
    return articles, questions


def _question(row: Mapping[str, Any], path: Path, number: int) -> LibraryQuestion:
    try:
        groups = tuple(
            GoldGroup(tuple(map(str, each["answers"])), frozenset(map(str, each["articles"]))) for each in row["groups"]
        )
        year = int(str(row["asked"])[:4])
        return LibraryQuestion(
            str(row["id"]), str(row["question"]), groups, year, str(row.get("type", "")), str(row.get("split", ""))
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(
            f'{path}, dòng {number}: cần {{"id", "question", "asked": "2025-11-20", "groups": '
            f'[{{"answers", "articles"}}]}}, nhưng gặp lỗi ở {error}. Hãy sửa dòng này.',
            code="bad-row",
        ) from error


def evaluate_library(
    paths: Iterable[Path],
    ask: Callable[[Shelf, str, int], LibraryAnswer],
    signature: Signature,
    *,
    split: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> LibraryReport:
    """Make a library of each file's articles, ask its questions, compare. ``ask`` gets the library, question, year."""
    outcomes: list[LibraryOutcome] = []
    for path in paths:
        articles, questions = read_library_data(path)
        with tempfile.TemporaryDirectory() as folder, Shelf.create(Path(folder) / "library") as shelf:
            shelf.add([path], on_fault=None)
            ids = _ids(articles)
            for question in questions:
                if split is None or question.split in ("", split):
                    answer = ask(shelf, question.question, question.year)
                    outcomes.append(score(question, answer.groups, ids))
                    if progress is not None:
                        progress(len(outcomes))
    return LibraryReport(signature, tuple(outcomes))


def _ids(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The library's ids → those of the data."""
    from nlp.library.ingest import content_id

    return {content_id(article_of_row(row, "").text): str(row.get("id")) for row in rows}


def score(question: LibraryQuestion, groups: Sequence[Group], ids: Mapping[str, str]) -> LibraryOutcome:
    """One answer against the expected groups; each expected group counts once."""
    open_groups = list(question.groups)
    right = supported = 0
    for group in groups:
        match = next((gold for gold in open_groups if agrees(group.text, gold.answers)), None)
        if match is not None:
            open_groups.remove(match)
            right += 1
            supported += frozenset(ids.get(each.article, "") for each in group.supports) == match.articles
    first = (
        agrees(groups[0].text, question.groups[0].answers)
        if groups and question.groups
        else not (groups or question.groups)
    )
    return LibraryOutcome(question, tuple(group.text for group in groups), right, supported, first)


def agrees(said: str, accepted: Sequence[str]) -> bool:
    """The same words, or the same value of the same kind.

    >>> agrees("vị trí thứ 3", ["thứ 3"]), agrees("4 người", ["40 người"])
    (True, False)
    """
    if exact_match(said, accepted):
        return True
    value = _value(said)
    return value is not None and any(_value(each) == value for each in accepted)


def _value(text: str) -> tuple[Any, ...] | None:
    value = normalize(text)
    return None if value is None else (value["kind"], value["value"], value.get("to"))
