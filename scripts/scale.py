"""What ten million articles would take, reckoned from what ``bench_library.py`` measured, into docs/scale.md.

    python scripts/scale.py [--articles 10000000]

What has not been measured is shown as "–". Nothing here is measured at that size: sums and straight lines only.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from functools import partial
from typing import Any

import figures
from bench_library import MEASURED
from library_tables import number, table

_SHARD_ROWS = 50_000
_CORES = 8  # of one machine in the reckoning
_MACHINES = (1, 4, 16)

Measured = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000_000)
    articles = parser.parse_args().articles
    measured: Measured = json.loads(MEASURED.read_text("utf-8")) if MEASURED.is_file() else {}
    figures.write("scale", section(measured, articles))


def section(measured: Measured, articles: int) -> str:
    """The table of sums and the table of machines."""
    rows = [[name, _shown(reckon, measured, articles)] for name, reckon in _SUMS.items()]
    hours = [
        [str(machines), str(workers), _shown(partial(_hours, workers=workers), measured, articles)]
        for machines, workers in ((machines, machines * _CORES) for machines in _MACHINES)
    ]
    return "\n\n".join(
        [
            table(f"{number(articles)} bài | tính ra", rows),
            table("máy (8 lõi) | tiến trình | giờ dựng", hours),
        ]
    )


def _shown(reckon: Callable[[Measured, int], str], measured: Measured, articles: int) -> str:
    try:
        return reckon(measured, articles)
    except (KeyError, IndexError):
        return "–"


def _largest(measured: Measured) -> Measured:
    """The largest library that was measured."""
    found: Measured = measured["growth"][-1]
    return found


def _grown(measured: Measured, name: str, articles: int) -> float:
    """A quantity that grows with the articles, drawn out in a straight line."""
    largest = _largest(measured)
    return float(largest[name]) / float(largest["articles"]) * articles


def _hours(measured: Measured, articles: int, workers: int) -> str:
    """One worker's rate into shards, times the workers: they share nothing but disks. The seal is not in it."""
    rate = next(each["articles_s"] for each in measured["shards"] if each["workers"] == 1 and each["shards"] > 1)
    return number(articles / rate / workers / 3600, 1)


def _asked(measured: Measured, articles: int) -> str:
    """What one more shard adds to a search, times the shards, on top of the search of one."""
    by_shards = {each["shards"]: each["find_articles_ms"][0] for each in measured["shards"] if each["workers"] == 1}
    few, many = min(by_shards), max(by_shards)
    each_shard = (by_shards[many] - by_shards[few]) / (many - few)
    return number(by_shards[few] + each_shard * (articles / _SHARD_ROWS - few))


_SUMS: dict[str, Callable[[Measured, int], str]] = {
    "mảnh, mỗi mảnh 50.000 bài": lambda _, articles: number(-(-articles // _SHARD_ROWS)),
    "đoạn, triệu": lambda measured, articles: number(_grown(measured, "passages", articles) / 1e6, 1),
    "kho bài, GB": lambda measured, articles: number(_grown(measured, "store_mb", articles) / 1e3, 1),
    "chỉ mục, GB": lambda measured, articles: number(_grown(measured, "index_mb", articles) / 1e3, 1),
    "bộ nhớ mỗi tiến trình dựng, MB": lambda measured, _: number(_largest(measured)["build_mb_own"]),
    "tìm bài qua mọi mảnh, lần lượt, p50 mili giây": _asked,
}


if __name__ == "__main__":
    main()
