"""Questions from every kind of file people keep them in; the form is told by the content, not by the name.

JSON Lines (plain or xz): a question a line, or one annotated article a line with its questions. JSON: SQuAD 1/2 and
ViQuAD, a list of such rows, or one annotated article. CSV and TSV: a header, then a question a line. A row names its
article by its text (``context``) or by a file beside the data (``article``).
"""

from __future__ import annotations

import csv
import heapq
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

from corpus.errors import FormatError, SourceError
from corpus.jsonl import MAX_LINE, lines_of, open_text, read_document, read_rows
from corpus.records import Question
from corpus.rows import Place, questions_of

T = TypeVar("T")

Located = tuple[int, dict[str, Any]]  # (line, or number of the record where lines mean nothing; row)

_SEPARATORS: Final = "\t,;"
_PEEK: Final = 1 << 16  # characters; enough for a header or the head of a JSON document
_MOST_FIELD: Final = 50_000_000  # characters in one CSV field: a whole article has to fit


def read_questions(path: Path, split: str | None = None) -> Iterator[Question]:
    """Every question of a data file, in file order, one at a time.

    ``split`` ("dev" or "test") leaves out the rows of another split; rows that name none are kept. What a row says
    beyond the question (type, topic, source, style, form, …) becomes its ``tags``. The questions before a follow-up
    are the tags named ``previous``, oldest first.

    Raises:
        SourceError: the file, or an article it names, is not there.
        FormatError: a row breaks its form; the message names file and line.
    """
    for line, row in rows_of(path):
        for question in questions_of(row, Place(path, line)):
            if split is None or dict(question.tags).get("split", split) == split:
                yield question


def rows_of(path: Path) -> Iterator[Located]:
    """The rows of a data file of any form, each with its line (its number in the file, for JSON)."""
    start = _beginning(path)
    if not start.strip():
        raise FormatError(
            f"{path}: cần ít nhất một dòng dữ liệu, nhưng tệp trống.", code="empty-data", subject=str(path)
        )
    if start.lstrip()[0] not in "{[":
        yield from _table_rows(path)
    elif _is_one_document(path, start):
        yield from _document_rows(path)
    else:
        yield from read_rows(path)


def is_json_lines(path: Path) -> bool:
    """One JSON object a line, in contrast to one document or a table; an empty file counts as such."""
    start = _beginning(path)
    return not start.strip() or (start.lstrip()[0] in "{[" and not _is_one_document(path, start))


def _beginning(path: Path) -> str:
    with open_text(path) as file:
        try:
            return file.read(_PEEK)
        except (UnicodeDecodeError, OSError, EOFError, ValueError) as error:
            raise FormatError(
                f"{path}: cần văn bản UTF-8 (có thể nén xz), nhưng không đọc được ({error}).",
                code="bad-encoding",
                subject=str(path),
            ) from error
        except Exception as error:  # lzma.LZMAError derives from Exception alone
            raise FormatError(
                f"{path}: cần tệp nén xz, nhưng không giải nén được ({error}).", code="bad-xz", subject=str(path)
            ) from error


def _is_one_document(path: Path, start: str) -> bool:
    """One JSON value for the whole file, in contrast to one a line."""
    head = start.lstrip()
    if head[0] == "[":
        return True
    if ".jsonl" in path.suffixes:
        return False
    line, newline, rest = head.partition("\n")
    if newline:
        return not _parses(line) or ('"data"' in line and not rest.strip())
    return '"data"' in line or '"paragraphs"' in line


def _parses(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _document_rows(path: Path) -> Iterator[Located]:
    records = document = read_document(path)
    if isinstance(document, dict):
        records = document.get("data", [document])
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise FormatError(
            f'{path}: cần một danh sách đối tượng (trong "data" nếu theo dạng SQuAD), nhưng gặp dạng khác.',
            code="bad-row",
            subject=str(path),
        )
    yield from enumerate(records, start=1)


def _table_rows(path: Path) -> Iterator[Located]:
    csv.field_size_limit(_MOST_FIELD)
    with open_text(path) as file:
        header = file.readline(MAX_LINE)
        separator = max(_SEPARATORS, key=header.count)
        names = [name.strip().lower() for name in next(csv.reader([header], delimiter=separator))]
        if "question" not in names:
            raise FormatError(
                f"{path}, dòng 1: cần dòng tên cột có “question” (cùng id, context, answer), "
                f"nhưng gặp “{header.strip()[:80]}”. Hãy thêm hoặc đổi tên cột.",
                code="bad-header",
                subject=str(path),
            )
        if not {"answer", "answers", "is_impossible"} & set(names):
            raise FormatError(
                f"{path}, dòng 1: cần cột “answer” (để trống khi bài không trả lời), "
                f"nhưng chỉ có {', '.join(names)[:80]}. Hãy thêm cột ấy.",
                code="bad-header",
                subject=str(path),
            )
        reader = csv.reader(lines_of(file), delimiter=separator)
        try:
            for cells in reader:
                if any(cells):
                    yield reader.line_num + 1, _cells_row(names, cells, Place(path, reader.line_num + 1))
        except csv.Error as error:
            raise FormatError(
                f"{path}, dòng {reader.line_num + 1}: bảng hỏng ({error}).", code="bad-table", subject=str(path)
            ) from error


def _cells_row(names: list[str], cells: list[str], place: Place) -> dict[str, Any]:
    if len(cells) > len(names):
        raise FormatError(
            f"{place}: cần {len(names)} ô như dòng tên cột, nhưng gặp {len(cells)}. "
            "Hãy đặt trong ngoặc kép ô có chứa dấu ngăn cách.",
            code="bad-table",
            subject=str(place),
        )
    row: dict[str, Any] = {name: cell for name, cell in zip(names, cells, strict=False) if name and cell.strip()}
    return row if {"answer", "answers"} & row.keys() else row | {"answers": []}


def sample(items: Iterable[T], number: int, seed: int) -> list[T]:
    """``number`` of the items drawn at random, in their own order. One pass; only what is drawn is held.

    >>> sample(range(100), 3, seed=1) == sample(range(100), 3, seed=1)
    True
    """
    draw = random.Random(seed)
    keyed = ((draw.random(), at, item) for at, item in enumerate(items))
    drawn = heapq.nsmallest(number, keyed, key=lambda entry: entry[:2])
    return [item for _, _, item in sorted(drawn, key=lambda entry: entry[1])]


def read_all(paths: Iterable[Path], split: str | None = None) -> Iterator[Question]:
    """The questions of several files, one file after another.

    Raises:
        SourceError: no question is left, so there is nothing to score.
        FormatError: two different questions go by one id, so that no prediction could be told to belong to either.
    """
    seen: dict[str, int] = {}
    for path in paths:
        for question in read_questions(path, split):
            asked = hash((question.question, question.context))
            if seen.setdefault(question.id, asked) != asked:
                raise FormatError(
                    f"{path}: cần mỗi câu hỏi một id, nhưng id “{question.id[:80]}” đã thuộc về một câu khác. "
                    "Hãy đổi một trong hai.",
                    code="duplicate-id",
                    subject=question.id[:80],
                )
            yield question
    if not seen:
        raise SourceError(
            "Cần ít nhất một câu hỏi, nhưng dữ liệu không có câu nào (thuộc phần đã chọn).", code="no-rows"
        )
