"""The quality gate: no score may fall more than a tolerance below the one written down."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from corpus.errors import FormatError
from corpus.jsonl import atomic_writer, read_document
from nlp.evaluation.signature import Signature


class Scored(Protocol):
    """A report of answers or of summaries."""

    @property
    def signature(self) -> Signature: ...

    @property
    def scores(self) -> Mapping[str, float]: ...

    def row(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Fall:
    """A score below its baseline by more than the tolerance; both in points of 100."""

    name: str
    baseline: float
    found: float


def write_baseline(path: Path, report: Scored, names: tuple[str, ...] | None = None) -> None:
    """Write the scores of a report as the baseline of later ones; ``names`` keeps only those of importance."""
    row = {key: value for key, value in report.row().items() if key in ("task", "signature", "data", "selection")}
    scores = {name: value for name, value in report.scores.items() if names is None or name in names}
    with atomic_writer(path) as file:
        file.write(json.dumps(row | {"scores": scores}, ensure_ascii=False, indent=1) + "\n")


def read_baseline(path: Path) -> dict[str, Any]:
    """A baseline as :func:`write_baseline` or ``evaluate … --json`` writes it.

    Raises:
        SourceError: there is no such file.
        FormatError: it holds no ``scores``.
    """
    baseline: dict[str, Any] = read_document(path)
    scores = baseline.get("scores") if isinstance(baseline, dict) else None
    if not isinstance(scores, dict) or not scores or not all(map(_is_number, scores.values())):
        raise FormatError(
            f'{path}: cần {{"scores": {{tên: điểm}}}} như lệnh evaluate qa --json in ra, nhưng không thấy.',
            code="bad-baseline",
            subject=str(path),
        )
    return baseline


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def check(report: Scored, baseline: Mapping[str, Any], tolerance: float) -> tuple[Fall, ...]:
    """The scores more than ``tolerance`` points below the baseline; empty when the gate is passed.

    Raises:
        FormatError: the baseline was measured on other data, or holds a score that this report has not.
    """
    signature = report.signature
    for name, found in (("data", signature.data), ("selection", signature.selection)):
        if baseline.get(name, found) != found:
            raise FormatError(
                f"Cần mức chuẩn đo trên cùng dữ liệu ({name}={found}), nhưng mức chuẩn đo trên {baseline[name]}. "
                "Hãy đo lại mức chuẩn.",
                code="other-data",
            )
    missing = [name for name in baseline["scores"] if name not in report.scores]
    if missing:
        raise FormatError(f"Cần đủ các điểm của mức chuẩn, nhưng thiếu: {', '.join(missing[:5])}.", code="other-data")
    return tuple(
        Fall(name, float(value), report.scores[name])
        for name, value in baseline["scores"].items()
        if report.scores[name] < float(value) - tolerance - 1e-9
    )
