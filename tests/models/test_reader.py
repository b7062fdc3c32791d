"""The shipped reader: exact spans, bad input, the same reading every time."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.decoding import Decoded, Found, merge, spans_of
from models.errors import DamagedModel
from models.pieces import fold
from models.reader import SHIPPED, Calibration, SmallReader
from models.reading import Reading
from models.windows import Tokens, Window

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "models" / "shipped" / SHIPPED
ARTICLE = (
    "UBND huyện Yên Định vừa khánh thành cầu Định Tân. Cây cầu dài 860 mét, bắc qua sông Mã.",
    "Tổng vốn đầu tư là 1.200 tỷ đồng. Ông Nguyễn Văn Thi, Phó Chủ tịch tỉnh, cắt băng khánh thành ngày 06/11/2023.",
)
QUESTIONS = ("Cây cầu dài bao nhiêu mét?", "Ai cắt băng khánh thành?", "Tổng vốn đầu tư là bao nhiêu?")


@pytest.fixture(scope="module")
def reader() -> SmallReader:
    if not (FOLDER / "manifest.json").is_file():
        pytest.skip("no model is shipped yet")
    return SmallReader.open()


def test_its_name(reader: SmallReader) -> None:
    assert reader.name == "small"


@pytest.mark.parametrize("question", [*QUESTIONS, *map(fold, QUESTIONS), "Giá vàng hôm nay?"])
def test_candidates_are_spans_in_order(reader: SmallReader, question: str) -> None:
    reading = reader.read(question, ARTICLE)
    spans = [(c.context, c.span) for c in reading.candidates]
    scores = [c.score for c in reading.candidates]
    assert 1 <= len(spans) <= 10
    assert len(set(spans)) == len(spans)
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= s <= 1.0 for s in scores)
    for context, span in spans:
        text = span.of(ARTICLE[context])
        assert text
        assert text == text.strip()


@pytest.mark.parametrize(
    ("question", "contexts"),
    [
        ("", ARTICLE),
        ("   ", ARTICLE),
        ("Ai?", ()),
        ("Ai?", ("", " ", "\n")),
        ("\ud800", ("\udfff",)),
        ("Ai\ud800 vậy?", ("Ông Thi\ud800 đến.",)),
        ("từ " * 10_000, ARTICLE),
        ("a" * 100_000, ARTICLE),
        ("Ai?", ("x" * 5_000,)),
        ("Ai?", ("?" * 2_000,)),
        ("Ai?", ("một câu. " * 3_000,)),
    ],
)
def test_odd_input_gives_a_reading(reader: SmallReader, question: str, contexts: tuple[str, ...]) -> None:
    reading = reader.read(question, contexts)
    assert all(c.span.stop <= len(contexts[c.context]) for c in reading.candidates)


@pytest.mark.parametrize("contexts", [(), ("",)])
def test_nothing_to_read_is_no_answer(reader: SmallReader, contexts: tuple[str, ...]) -> None:
    assert reader.read("Ai?", contexts) == Reading((), False)


def test_same_reading_in_another_process(reader: SmallReader) -> None:
    script = (
        "import sys; from models.reader import SmallReader; r = SmallReader.open()\n"
        f"print([r.read(q, {ARTICLE!r}) for q in {QUESTIONS!r}])"
    )
    other = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert other.stdout.strip() == str([reader.read(q, ARTICLE) for q in QUESTIONS])


def test_importing_is_cheap() -> None:
    script = (
        "import sys, models.reader; print([m for m in ('onnxruntime', 'sentencepiece', 'torch') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_damaged_model_is_named(tmp_path: Path, reader: SmallReader) -> None:
    assert reader.name
    for file in FOLDER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "weights.onnx").write_bytes(b"\x00" * 10)
    with pytest.raises(DamagedModel, match=r"weights\.onnx"):
        SmallReader.open(tmp_path)


def test_scores_rise_with_presence_and_worth() -> None:
    calibration = Calibration(bias=-1.0, presence=0.4, worth=1.5, threshold=0.0)
    scores = [calibration.score(presence, 0.5) for presence in (-500.0, -1.0, 0.0, 3.0, 500.0)]
    assert scores == sorted(scores)
    assert calibration.score(0.0, 0.2) < calibration.score(0.0, 0.9)
    assert all(0.0 < s < 1.0 for s in scores)


def _span(start: int, stop: int):  # type: ignore[no-untyped-def]
    from corpus.spans import Span

    return Span(start, stop)


def _line(count: int) -> tuple[Window, Tokens]:
    """A window of a mark, a question piece, a mark, and ``count`` pieces of two characters each."""
    at = np.arange(count, dtype=np.int32)
    zeros = np.zeros(count, dtype=np.int32)
    tokens = Tokens(at, zeros, at * 3, at * 3 + 2, zeros, zeros)
    source = np.concatenate(([-1, -1, -1], at)).astype(np.int32)
    blank = np.zeros(count + 3, dtype=np.int32)
    return Window(blank, blank, blank, np.zeros((count + 3, 8), dtype=np.uint8), source), tokens


def test_best_span_has_the_best_joint_score() -> None:
    window, tokens = _line(4)
    table = np.full((9, 9), -1e4, dtype=np.float32)
    table[0, 0], table[4, 5], table[3, 3] = 1.0, 6.0, 4.0
    found = spans_of(table, window, tokens)
    assert [(f.span.start, f.span.stop, f.margin) for f in found.spans] == [(3, 8, 5.0), (0, 2, 3.0)]
    assert found.presence == pytest.approx(np.log(np.exp(5.0) + np.exp(3.0)))


def test_no_answer_runs_over_sentences_that_the_window_leaves_out() -> None:
    window, tokens = _line(4)
    left_out = replace(window, source=np.asarray([-1, -1, -1, 0, 1, 3, -1], dtype=np.int32))
    table = np.full((7, 7), -1e4, dtype=np.float32)
    table[0, 0], table[4, 5], table[3, 4] = 1.0, 6.0, 4.0
    assert [(f.span.start, f.span.stop) for f in spans_of(table, left_out, tokens).spans] == [(0, 5)]


def test_merging_keeps_the_best_of_each_span() -> None:
    low, high, other = Found(0, _span(0, 2), 1.0), Found(0, _span(0, 2), 3.0), Found(1, _span(0, 2), 2.0)
    merged = merge([Decoded((low,), -1.0), Decoded((high, other), 2.0)])
    assert [(f.context, f.margin) for f in merged.spans] == [(0, 3.0), (1, 2.0)]
    assert merged.presence == 2.0
    assert len(merge([Decoded((high, other), 0.0)], keep=1).spans) == 1
    assert merge([]) == Decoded((), -np.inf)


def test_what_likely_spans_share_beats_the_likeliest_alone() -> None:
    alone = Found(0, _span(50, 60), 1.0)
    shared = [Found(0, _span(0, 10), 0.9), Found(0, _span(0, 12), 0.8), Found(0, _span(2, 10), 0.8)]
    merged = merge([Decoded((alone, *shared), 1.0)]).spans
    assert merged[0].span == _span(0, 10)
    assert [f.worth for f in merged] == sorted((f.worth for f in merged), reverse=True)
    assert all(0.0 <= f.worth <= 1.0 for f in merged)


def test_a_lone_span_is_worth_everything() -> None:
    assert merge([Decoded((Found(0, _span(3, 5), -2.0),), -2.0)]).spans[0].worth == pytest.approx(1.0)
