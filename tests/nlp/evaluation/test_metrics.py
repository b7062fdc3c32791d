from __future__ import annotations

import json
import math
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.evaluation.metrics import (
    Rouge,
    Tokenizer,
    calibration_error,
    common_subsequence,
    coverage,
    density,
    exact_match,
    f1,
    length,
    normalise_answer,
    novelty,
    risk_coverage,
    rouge,
    tokens,
)

SYLLABLES = ("tỉnh", "Thanh", "Hóa", "hoá", "xếp", "thứ", "3", "12.075", "PAPI", "đạt", "4,5%", "“ước", "bán", "bạn")
texts = st.lists(st.sampled_from(SYLLABLES), max_size=12).map(" ".join)
any_text = st.text(max_size=40)


@pytest.mark.parametrize(
    ("prediction", "golds", "em", "overlap"),
    [
        ("thứ 3", ["Thứ 3."], 1.0, 1.0),
        ("xếp thứ 3", ["thứ 3"], 0.0, 0.8),
        ("", [], 1.0, 1.0),
        ("thứ 3", [], 0.0, 0.0),
        ("", ["thứ 3"], 0.0, 0.0),
        ("...", [], 1.0, 1.0),
        ("the PAPI", ["PAPI"], 0.0, 2 / 3),  # "the" is no article here
        ("tha\u0300nh", ["thành"], 1.0, 1.0),
        ("bán nhà", ["bạn nhá"], 0.0, 0.0),
        ("a a b", ["a b b"], 0.0, 2 / 3),
        ("hạng ba", ["thứ 3", "hạng ba"], 1.0, 1.0),
    ],
)
def test_em_and_f1(prediction: str, golds: list[str], em: float, overlap: float) -> None:
    assert exact_match(prediction, golds) == em
    assert f1(prediction, golds) == pytest.approx(overlap)


def test_agrees_with_an_independent_implementation(shared: Path) -> None:
    cases = [json.loads(line) for line in (shared / "data/scoring/em_f1_cases.jsonl").read_text("utf-8").splitlines()]
    assert len(cases) == 60
    for case in cases:
        assert exact_match(case["prediction"], case["golds"]) == case["em"]
        assert f1(case["prediction"], case["golds"]) == pytest.approx(case["f1"], abs=1e-6)


@given(any_text, any_text)
def test_f1_is_symmetric_and_in_range(one: str, other: str) -> None:
    assert f1(one, [other]) == f1(other, [one])
    assert 0 <= f1(one, [other]) <= 1
    assert exact_match(one, [other]) <= f1(one, [other])


@given(any_text)
def test_a_text_is_itself(text: str) -> None:
    assert exact_match(text, [text]) == f1(text, [text]) == 1
    assert normalise_answer(normalise_answer(text)) == normalise_answer(text)


@given(texts, texts, st.sampled_from(Tokenizer))
def test_rouge_is_in_range_and_symmetric(one: str, other: str, kind: Tokenizer) -> None:
    score = rouge(one, [other], kind)
    assert all(0 <= value <= 1 for value in (score.rouge_1, score.rouge_2, score.rouge_l))
    assert score == rouge(other, [one], kind)
    assert score.rouge_l <= score.rouge_1


@given(texts.filter(lambda text: len(tokens(text)) > 1))
def test_rouge_of_a_text_with_itself(text: str) -> None:
    assert rouge(text, [text]) == Rouge(1, 1, 1)


def test_ascii_is_blind_to_marks_and_syllables_are_not() -> None:
    assert rouge("bán nhà", ["bạn nhá"], Tokenizer.ASCII).rouge_1 == 1
    assert rouge("bán nhà", ["bạn nhá"]).rouge_1 == 0


def test_several_references_take_the_best() -> None:
    assert rouge("tỉnh đạt", ["không gì", "tỉnh đạt"]) == Rouge(1, 1, 1)
    assert rouge("tỉnh đạt", []) == Rouge(0, 0, 0)


class Syllables:
    """A tokenizer of the reference implementation's form."""

    def tokenize(self, text: str) -> list[str]:
        return re.findall(r"\w+", text.lower())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", Tokenizer)
def test_equals_the_reference_implementation(kind: Tokenizer) -> None:
    scorers = pytest.importorskip("rouge_score.rouge_scorer")
    tokenizer = Syllables() if kind is Tokenizer.SYLLABLE else None
    scorer = scorers.RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=False, tokenizer=tokenizer)
    draw = random.Random(7)
    for _ in range(1000):
        one, other = (" ".join(draw.choices(SYLLABLES, k=draw.randrange(16))) for _ in range(2))
        ours, theirs = rouge(one, [other], kind), scorer.score(other, one)
        assert ours.rouge_1 == pytest.approx(theirs["rouge1"].fmeasure, abs=1e-4)
        assert ours.rouge_2 == pytest.approx(theirs["rouge2"].fmeasure, abs=1e-4)
        assert ours.rouge_l == pytest.approx(theirs["rougeL"].fmeasure, abs=1e-4)


@given(st.lists(st.sampled_from("abc"), max_size=9), st.lists(st.sampled_from("abc"), max_size=9))
def test_common_subsequence_equals_the_table(one: list[str], other: list[str]) -> None:
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, mine in enumerate(one):
        for j, theirs in enumerate(other):
            table[i + 1][j + 1] = table[i][j] + 1 if mine == theirs else max(table[i][j + 1], table[i + 1][j])
    assert common_subsequence(one, other) == table[-1][-1]


def test_shape_of_a_summary() -> None:
    source = "Tỉnh xếp thứ 3 về PAPI và thứ 5 về SIPAS."
    assert length("Tỉnh xếp thứ 3.") == 4
    assert novelty("Tỉnh xếp thứ 3.", source) == 0
    assert novelty("Tỉnh đứng thứ 3.", source) == pytest.approx(2 / 3)
    assert coverage("Tỉnh đứng thứ 3.", source) == pytest.approx(3 / 4)
    assert density("Tỉnh xếp thứ 3.", source) == 4
    assert density("Tỉnh đứng thứ 3.", source) == pytest.approx((1 + 4) / 4)
    assert novelty("", source) == coverage("", source) == density("", source) == 0


def test_calibration() -> None:
    assert calibration_error([1.0, 1.0, 0.0], [1, 1, 0]) == 0
    assert calibration_error([0.9] * 10, [1] * 5 + [0] * 5) == pytest.approx(0.4)
    assert calibration_error([], []) == 0


def test_risk_and_coverage() -> None:
    points = risk_coverage([0.9, 0.8, 0.8, 0.1], [1, 1, 0, 0], total=8)
    assert points == [(1 / 8, 0), (3 / 8, pytest.approx(1 / 3)), (4 / 8, 0.5)]
    assert all(math.isfinite(risk) for _, risk in points)
