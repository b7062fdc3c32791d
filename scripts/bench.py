"""Speed and memory, as ratios of something run beside it: machines are noisy, ratios of one run are not.

    python scripts/bench.py [ARTICLE] [--rounds 7]

Each pair is run alternately; the figures are medians, with the minimum behind them.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
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
    window_time(options.rounds)
    against_large(options.article, options.rounds)
    against_vit5(options.article, options.rounds)


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


def window_time(rounds: int, length: int = 320) -> None:
    """One window of the shipped network, question and context together, and what opening and checking it costs."""
    import numpy as np

    from models.pack import open_pack
    from models.reader import SHIPPED, SmallReader
    from models.windows import FEATURES

    opened = statistics.median(timed(SmallReader.open) for _ in range(rounds))
    checked = statistics.median(timed(lambda: open_pack(ROOT / "models/shipped" / SHIPPED)) for _ in range(rounds))
    session = SmallReader.open()._session
    batch = {name: np.ones((1, length), dtype=np.int64) * 9 for name in ("ids", "shapes", "kinds")}
    batch["shapes"][:], batch["kinds"][:] = 0, 2
    batch["kinds"][:, :20] = 1
    batch["features"] = np.full((1, length, FEATURES), 0.5, dtype=np.float32)
    session.run(None, batch)
    median = statistics.median(timed(lambda: session.run(None, batch)) for _ in range(rounds * 3))
    size = sum(each.stat().st_size for each in (ROOT / "models/shipped" / SHIPPED).iterdir()) / 1e6
    print(f"\nnetwork: {median * 1000:.0f} ms a window of {length} pieces; {size:.1f} MB on disk")
    print(
        f"opening: {opened * 1000:.0f} ms, of which reading the files and checking their hashes {checked * 1000:.0f} ms"
    )


def against_large(article: Path, rounds: int) -> None:
    """Questions a second of the shipped network against a torch reader of XLM-R base's size, on the same article.

    Random weights serve for timing. The large one reads the whole article in windows of 384 tokens that overlap by
    128, which is how such readers are used.
    """
    if not (importlib.util.find_spec("torch") and importlib.util.find_spec("transformers")):
        print("\nXLM-R base: not measured, torch and transformers are not installed")
        return
    import torch
    from transformers import XLMRobertaConfig, XLMRobertaForQuestionAnswering

    from models.reader import SmallReader
    from nlp import Assistant
    from nlp.answering.answer import contexts_for

    read = Assistant.open(reader=None, summariser=None).read(article)
    reader = SmallReader.open()
    contexts = contexts_for(QUESTION, [read])
    pieces = len(reader._context(read.text))
    windows = max(1, -(-(pieces - 128) // 256))
    torch.set_num_threads(2)
    torch.manual_seed(0)
    config = XLMRobertaConfig(vocab_size=250_002, max_position_embeddings=514, type_vocab_size=1)
    large = XLMRobertaForQuestionAnswering(config).eval()
    ids = torch.randint(5, 250_000, (windows, 384))

    def forward() -> None:
        with torch.inference_mode():
            large(input_ids=ids)

    reader.read(QUESTION, contexts)
    forward()
    ours, theirs = alternate(lambda: reader.read(QUESTION, contexts), forward, rounds)
    print(
        f"\nnetwork {1 / ours:.1f} questions/s, XLM-R base in torch {1 / theirs:.2f} ({windows} windows): "
        f"{theirs / ours:.0f} × as fast"
    )


def against_vit5(article: Path, rounds: int) -> None:
    """Seconds of one abstract: the shipped writer against a torch model of ViT5 base's size (T5 1.1: 12 + 12 blocks of
    width 768), on the same article.

    Random weights serve for timing: the large one reads as many syllables and writes greedily as many pieces as the
    writer did, with its cache; the writer keeps its drafts.
    """
    if not (importlib.util.find_spec("torch") and importlib.util.find_spec("transformers")):
        print("\nViT5 base: not measured, torch and transformers are not installed")
        return
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    from models.abstractive.writer import Writer
    from nlp import Assistant
    from nlp.summarising.summarise import Length

    read = Assistant.open(reader=None, summariser=None).read(article)
    syllables = len(read.text.split())
    assistant = Assistant.open(reader=None, summariser="abstractive")
    pieces = len(Writer.open().pieces.encode(assistant.summarise([read], Length()).text))
    torch.set_num_threads(2)
    torch.manual_seed(0)
    sizes = {"d_model": 768, "d_kv": 64, "d_ff": 2048, "num_layers": 12, "num_heads": 12}
    config = T5Config(vocab_size=36_096, feed_forward_proj="gated-gelu", decoder_start_token_id=0, **sizes)
    large = T5ForConditionalGeneration(config).eval()
    ids = torch.randint(5, 36_000, (1, syllables))

    def generate() -> None:
        with torch.inference_mode():
            large.generate(ids, min_new_tokens=pieces, max_new_tokens=pieces, do_sample=False)

    generate()
    # under a new name each time, so that nothing is remembered of the time before
    fresh = (replace(read, id=str(number)) for number in itertools.count())
    ours, theirs = alternate(lambda: assistant.summarise([next(fresh)], Length()), generate, rounds)
    millions = sum(parameter.numel() for parameter in large.parameters()) / 1e6
    print(
        f"\nabstractive {ours:.2f} s an article of {syllables} syllables ({pieces} pieces written), "
        f"torch model of {millions:.0f} M {theirs:.1f} s: {theirs / ours:.0f} × as fast"
    )


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
