"""Speed and memory, as ratios of something run beside it: machines are noisy, ratios of one run are not.

    python scripts/bench.py [ARTICLE] [--rounds 7]

Each pair is run alternately; the figures are medians, with the minimum behind them.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
ARTICLE = ROOT / "corpus/annotated/articles/thanh-hoa-cchc.txt"
QUESTION = "Thanh Hóa xếp thứ mấy về PAPI?"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("article", nargs="?", type=Path, default=ARTICLE)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    cold_start(options.article, options.rounds)
    segmentation_rate(options.article, options.rounds)
    answering_rate(options.article, options.rounds)


def process(command: list[str]) -> tuple[float, float]:
    """Seconds and peak MB of a whole process."""
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command} ended with {child.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def cold_start(article: Path, rounds: int) -> None:
    """Whole processes: an answer, a summary, and the bare import of torch and transformers."""
    cli = [sys.executable, "qa_cli.py"]
    commands = {
        "ask": [*cli, "ask", str(article), "-q", QUESTION],
        "ask --reader lexical": [*cli, "ask", str(article), "-q", QUESTION, "--reader", "lexical"],
        "summarise": [*cli, "summarise", str(article)],
        "--help": [*cli, "--help"],
    }
    if importlib.util.find_spec("torch") and importlib.util.find_spec("transformers"):
        commands["import torch, transformers"] = [sys.executable, "-c", "import torch, transformers"]
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(process(command))
    reference = statistics.median(seconds for seconds, _ in runs.get("import torch, transformers", [(float("nan"), 0)]))
    print(f"{'whole process, cold':<32}{'median s':>9}{'min s':>8}{'peak MB':>9}{'of torch import':>17}")
    for name, found in runs.items():
        seconds = [each for each, _ in found]
        median = statistics.median(seconds)
        peak = max(megabytes for _, megabytes in found)
        print(f"{name:<32}{median:>9.2f}{min(seconds):>8.2f}{peak:>9.0f}{median / reference:>16.2f}×")


def segmentation_rate(article: Path, rounds: int) -> None:
    """Cleaning plus segmentation of ours against bare underthesea on the same text."""
    from corpus.records import Document
    from nlp.cleaning.clean import clean
    from nlp.language.words import UndertheseaSegmenter

    raw = article.read_text(encoding="utf-8")
    segmenter = UndertheseaSegmenter()
    segmenter.segment("khởi động")
    from underthesea import word_tokenize

    text = clean(Document(name="bench", text=raw)).article.text
    word_tokenize("khởi động")

    def ours() -> None:
        segmenter.segment(clean(Document(name="bench", text=raw)).article.text)

    def bare() -> None:
        word_tokenize(text)

    ours_s, bare_s = alternate(ours, bare, rounds * 3)
    print(
        f"\nclean + segment: {len(text.split()) / ours_s:,.0f} syllables/s, {bare_s / ours_s:.2f} × bare word_tokenize"
    )


def answering_rate(article: Path, rounds: int) -> None:
    """Warm answers a second of each reader without a download."""
    from models.catalog import READERS
    from nlp import Assistant

    print()
    for name in READERS:
        assistant = Assistant.open(reader=name, summariser=None)
        articles = [assistant.read(article)]
        assistant.ask(articles, QUESTION)
        times = [timed(lambda: assistant.ask(articles, QUESTION)) for _ in range(rounds * 3)]  # noqa: B023
        median = statistics.median(times)
        print(f"reader {name:<10} {1 / median:6.1f} answers/s, {median * 1000:.0f} ms each")


def alternate(first: Callable[[], None], second: Callable[[], None], rounds: int) -> tuple[float, float]:
    """Median seconds of both, run in turns so that they share the machine's moods."""
    runs = [(timed(first), timed(second)) for _ in range(rounds)]
    return statistics.median(a for a, _ in runs), statistics.median(b for _, b in runs)


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
