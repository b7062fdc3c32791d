"""What ``bench_library.py`` measured, as docs/benchmarks.md shows it. What was not measured has no table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Found = dict[str, Any]


def tables(measured: Found) -> str:
    """What docs/benchmarks.md shows."""
    return "\n\n".join(show(measured[name]) for name, show in _SHOWN.items() if name in measured)


def _growth(found: list[Found]) -> str:
    return titled(
        "Thư viện lớn dần (một tiến trình thêm bài; thời gian tính bằng mili giây, p50 / p95, đã chạy nóng). Bộ nhớ là "
        "của riêng tiến trình, cộng phần của các tệp mà hệ điều hành giữ hộ và lấy lại lúc nào cũng được:",
        "bài | đoạn | thêm, đoạn/s | kho MB | chỉ mục MB | bộ nhớ khi thêm, MB | bộ nhớ khi hỏi, MB "
        "| tìm đoạn | tìm bài | hỏi, không bộ đọc | hỏi, lexical | hỏi, small",
        [_growth_row(each) for each in found],
    )


def _shards(found: list[Found]) -> str:
    return titled(
        "Bài được dựng thành mảnh (`library build`); mười bài đầu so với thư viện một mảnh của cùng những bài ấy:",
        "bài | mảnh | tiến trình | bài/s | tìm bài | trùng mười bài đầu | trùng bài đầu",
        [_shard_row(each) for each in found],
    )


def _index(found: Found) -> str:
    return f"Riêng chỉ mục, từ các mục từ đã tách sẵn: {number(found['passages_s'])} đoạn/s."


def _words(found: list[Found]) -> str:
    return titled(
        "Mục từ của chỉ mục: có cần tách từ không (tìm bài theo tít, tít không nằm trong chỉ mục):",
        "mục từ | tách, đoạn/s | chỉ mục MB | MRR@10 | MRR@10 không dấu",
        [_word_row(each) for each in found],
    )


def _batch(found: list[Found]) -> str:
    return titled(
        "Xử lý hàng loạt, mỗi tiến trình một luồng:",
        "việc | một tiến trình, dòng/s | hai tiến trình, gấp",
        [[each["task"], number(each["rows_s"], 1), number(each["ratio"], 2)] for each in found],
    )


_SHOWN: dict[str, Callable[[Any], str]] = {
    "growth": _growth,
    "shards": _shards,
    "index": _index,
    "words": _words,
    "batch": _batch,
}


_HELD = (("build_mb", ""), ("ask_mb", "_small"))


def _growth_row(each: Found) -> list[str]:
    counted = ("articles", "passages", "passages_s", "store_mb", "index_mb")
    held = [(number(each[f"{name}_own{of}"]), number(each[f"{name}_file{of}"])) for name, of in _HELD]
    timed = ("find_passages_ms", "find_articles_ms", "ask_ms_none", "ask_ms_lexical", "ask_ms_small")
    return [
        *(number(each[name]) for name in counted),
        *(" + ".join(each) for each in held),
        *(pair(each[name]) for name in timed),
    ]


def _shard_row(each: Found) -> list[str]:
    counts = [number(each[name]) for name in ("articles", "shards", "workers", "articles_s")]
    return [*counts, pair(each["find_articles_ms"]), *(number(100 * each[name], 1) for name in ("top10", "first"))]


def _word_row(each: Found) -> list[str]:
    return [
        each["kind"],
        number(each["passages_s"]),
        *(number(each[name], 1) for name in ("index_mb", "mrr", "mrr_bare")),
    ]


def titled(title: str, head: str, rows: list[list[str]]) -> str:
    return f"{title}\n\n{table(head, rows)}"


def table(head: str, rows: list[list[str]]) -> str:
    columns = head.count("|") + 1
    return "\n".join([f"| {head} |", "|---" * columns + "|", *(f"| {' | '.join(row)} |" for row in rows)])


def number(value: float, digits: int = 0) -> str:
    """As Vietnamese writes it: 12.345,6."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def pair(values: list[float]) -> str:
    return " / ".join(number(value, 1 if value < 100 else 0) for value in values)
