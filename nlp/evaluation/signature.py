"""What a score is a score of. A number without its signature can be compared with nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SourceError
from nlp import __version__

QA_METRIC = "em+f1 (SQuAD, không bỏ mạo từ, NFC)"
SUMMARY_METRIC = "rouge-1/2/L (F)"


@dataclass(frozen=True, slots=True)
class Signature:
    """Data (name and first 12 hex digits of its sha256), what was taken of it, metric, model and version."""

    data: str
    metric: str
    model: str
    selection: str = "all"
    version: str = __version__

    def __str__(self) -> str:
        return (
            f"data={self.data} | selection={self.selection} | metric={self.metric} | "
            f"model={self.model} | hoibao={self.version}"
        )


def sign(paths: Sequence[Path], metric: str, model: str, selection: str = "all") -> Signature:
    """The signature of a run over these files; ``selection`` says which part ("split=dev", "limit=500 seed=1")."""
    return Signature("+".join(fingerprint(path) for path in paths), metric, model, selection or "all")


def fingerprint(path: Path) -> str:
    """The file's name and the first 12 hex digits of its sha256.

    Raises:
        SourceError: there is no such file.
    """
    try:
        with path.open("rb") as file:
            return f"{path.name}#{hashlib.file_digest(file, 'sha256').hexdigest()[:12]}"
    except OSError:
        raise SourceError(
            f"Cần tệp dữ liệu {path}, nhưng không đọc được.", code="not-found", subject=str(path)
        ) from None
