"""What the fuzzer has done so far, added up over all runs in one file, so that a million inputs need not be one run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from corpus.jsonl import atomic_writer

EACH: Final = 50_000  # inputs that a target should have had
ALL: Final = 1_000_000
_ROOT: Final = Path(__file__).resolve().parents[2]
STATE: Final = _ROOT / ".work" / "fuzz" / "state.json"
REPORT: Final = _ROOT / "docs" / "reliability" / "fuzz.json"


@dataclass
class Tally:
    """One target: ``inputs`` tried, how many of them from real pages, CPU seconds, and what was found.

    ``next`` is the seed that the next run begins at. A finding is told by its last line; ``seed`` plays it again.
    """

    inputs: int = 0
    real: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    next: int = 0
    findings: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, done: Tally) -> None:
        self.inputs += done.inputs
        self.real += done.real
        self.seconds += done.seconds
        self.slowest = max(self.slowest, done.slowest)
        for what, found in done.findings.items():
            self.found(what, found["seed"], found["trace"], found["times"])

    def found(self, what: str, seed: int, trace: str, times: int = 1) -> bool:
        """Count a finding; whether it is a new one."""
        is_new = what not in self.findings
        entry = self.findings.setdefault(what, {"seed": seed, "trace": trace[-3000:], "times": 0})
        entry["times"] += times
        return is_new


def load(path: Path, names: Iterable[str]) -> dict[str, Tally]:
    """The tallies kept at ``path`` or, where nothing is kept yet, in the report that the project ships: a fresh
    checkout goes on where the last one stopped. Targets that neither knows start from nothing."""
    if path.is_file():
        kept: dict[str, Any] = json.loads(path.read_text("utf-8"))
    else:
        kept = {row["target"]: row["tally"] for row in json.loads(REPORT.read_text("utf-8"))["rows"] if "tally" in row}
    return {name: Tally(**kept.get(name, {})) for name in dict.fromkeys([*kept, *names])}


def save(path: Path, tallies: dict[str, Tally]) -> None:
    with atomic_writer(path) as file:
        json.dump({name: vars(tally) for name, tally in tallies.items()}, file, ensure_ascii=False, indent=1)


def report(tallies: dict[str, Tally], *, version: str, coverage: str | None, notes: Iterable[str]) -> dict[str, Any]:
    """The rows of ``docs/reliability.md``. ``lost`` counts the inputs that ended in a finding still open."""
    rows = [
        {
            "tried": f"fuzz: {WHAT.get(name, name)} (`{name}`)",
            "times": tally.inputs,
            "result": _result(tally),
            "lost": sum(found["times"] for found in tally.findings.values() if not found.get("fixed")),
            "target": name,
            "tally": vars(tally)
            | {"seconds": round(tally.seconds), "slowest": round(tally.slowest, 2)}
            | {"findings": {what: found | {"trace": ""} for what, found in tally.findings.items()}},
        }
        for name, tally in tallies.items()
    ]
    total, real = sum(t.inputs for t in tallies.values()), sum(t.real for t in tallies.values())
    share = f"{100 * real / max(1, total):.0f}"
    said = [f"{_dotted(total)} đầu vào, {share}% từ trang thật bị bẻ méo; chậm quá 5 giây bộ xử lý thì tính là treo."]
    short = [name for name, tally in tallies.items() if tally.inputs < EACH]
    if short:
        said.append(f"Chưa đủ {_dotted(EACH)} đầu vào: {', '.join(short)}.")
    if total < ALL:
        said.append(f"Chưa đủ {_dotted(ALL)} đầu vào cả thảy; `make fuzz` lần sau đếm tiếp từ đây.")
    return {
        "title": "Đầu vào ngẫu nhiên (fuzz)",
        "made": datetime.now(UTC).date().isoformat(),
        "version": version,
        "rows": rows,
        "notes": [*said, *notes],
        **({"coverage": coverage} if coverage else {}),
    }


def _result(tally: Tally) -> str:
    still = [found for found in tally.findings.values() if not found.get("fixed")]
    if still:
        return f"{len(still)} lỗi chưa sửa"
    fixed = len(tally.findings)
    return f"không hỏng, không treo, không sai bất biến{f'; {fixed} lỗi tìm thấy đã sửa' if fixed else ''}"


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


WHAT: Final = {
    "cleaning": "làm sạch trang",
    "sentences": "tách câu",
    "words": "tách từ",
    "values": "con số, tên, chữ tắt",
    "windows": "cửa sổ của bộ đọc",
    "lexical": "trả lời bằng đếm",
    "network": "trả lời bằng mạng",
    "dialogue": "hỏi nối tiếp",
    "guarding": "canh giữ bản tóm tắt",
    "summarising": "tóm tắt, tít, dữ kiện",
    "encodings": "bảng mã, Markdown",
    "legacy": "TCVN3, VNI, VISCII, cp1258",
    "reading": "tệp bất kỳ",
    "html": "trang HTML",
    "docx": "tệp DOCX",
    "pdf": "tệp PDF",
    "rows": "JSONL, JSON, CSV",
    "arguments": "dòng lệnh",
    "http": "yêu cầu HTTP",
}
