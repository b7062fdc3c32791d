"""What a system answered, in memory and in files: one ``{"id", "prediction", "score"}`` a line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import FormatError, SourceError
from corpus.jsonl import read_document, read_rows, write_rows
from corpus.records import Question


@dataclass(frozen=True, slots=True)
class Prediction:
    """One answer. ``text`` is "" for "not in the article"; ``score`` in [0, 1] is the chance that ``text`` is right.

    The rest is for people who look at errors, and stays out of files: ``evidence`` is the sentence the answer was
    taken from, ``kind`` the type of what was returned, ``elapsed_ms`` how long it took (measured when not given).
    """

    id: str
    text: str
    score: float
    evidence: str = ""
    kind: str = ""
    elapsed_ms: float | None = None


def write_predictions(path: Path, predictions: Iterable[Prediction]) -> int:
    """Write predictions, whole or not at all; return how many.

    Raises:
        SourceError: ``path`` cannot be written.
    """
    rows = ({"id": one.id, "prediction": one.text, "score": round(one.score, 6)} for one in predictions)
    try:
        return write_rows(path, rows)
    except OSError as error:
        raise _not_writable(path, error.strerror or str(error)) from error


def require_writable(path: Path) -> None:
    """Say at once, not after a long run, that ``path`` cannot be written.

    Raises:
        SourceError: it is a folder, or lies where nothing may be written.
    """
    if path.is_dir():
        raise _not_writable(path, "đó là một thư mục")
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise _not_writable(path, f"không ghi được vào {folder}")


def _not_writable(path: Path, found: str) -> SourceError:
    return SourceError(
        f"Cần một tệp ghi được ở {path}, nhưng {found}. Hãy chọn chỗ khác hoặc kiểm tra quyền ghi.",
        code="not-writable",
        subject=str(path),
    )


def read_predictions(path: Path) -> dict[str, Prediction]:
    """Predictions by question, from our rows or from SQuAD's ``{"id": "text", …}``.

    Raises:
        SourceError: the file is not there.
        FormatError: a row lacks ``id`` or ``prediction``, or an id comes twice.
    """
    found: dict[str, Prediction] = {}
    for place, row in _rows(path):
        prediction = _prediction(row, place)
        if prediction.id in found:
            raise FormatError(
                f"{place}: cần mỗi id một dự đoán, nhưng id “{prediction.id[:80]}” đã có ở trên.",
                code="duplicate-id",
                subject=place,
            )
        found[prediction.id] = prediction
    return found


def _rows(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if path.suffix == ".json":
        answers = read_document(path)
        if isinstance(answers, dict):
            yield from ((f"{path}", {"id": id, "prediction": text}) for id, text in answers.items())
            return
    for line, row in read_rows(path):
        yield f"{path}, dòng {line}", row


def _prediction(row: Mapping[str, Any], place: str) -> Prediction:
    id, text, score = row.get("id"), row.get("prediction"), row.get("score", 1.0)
    if not isinstance(id, str | int) or not isinstance(text, str):
        raise FormatError(
            f'{place}: cần {{"id": …, "prediction": chuỗi, "score": số}}; chuỗi trống nghĩa là không có trong bài, '
            f"nhưng gặp {str(dict(row))[:80]}.",
            code="bad-prediction",
            subject=place,
        )
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
        raise FormatError(
            f'{place}: cần "score" từ 0 đến 1, nhưng gặp {str(score)[:40]}.', code="bad-prediction", subject=place
        )
    return Prediction(str(id), text, float(score))


def replay(predictions: Mapping[str, Prediction]) -> Callable[[Question], Prediction]:
    """Predictions from a file in the place of a reader.

    The function raises:
        FormatError: no prediction for a question; a gap is not the answer "not in the article".
    """

    def answer(question: Question) -> Prediction:
        return predicted(predictions, question.id)

    return answer


def predicted(predictions: Mapping[str, Prediction], id: str) -> Prediction:
    """The prediction for one id; raises as :func:`replay` says."""
    found = predictions.get(id)
    if found is None:
        raise FormatError(
            f"Cần dự đoán cho mọi mục, nhưng tệp dự đoán thiếu id “{id[:80]}” (có {len(predictions)} id khác). "
            'Hãy thêm dòng ấy; "prediction": "" nghĩa là không có trong bài.',
            code="missing-prediction",
            subject=id[:80],
        )
    return found
