from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.evaluation.intervals import Interval, bootstrap, mcnemar, paired_bootstrap


@settings(max_examples=30)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_the_interval_holds_the_mean(values: list[float]) -> None:
    found = bootstrap(values, resamples=50)
    assert found.low <= found.value <= found.high
    assert found.value == pytest.approx(sum(values) / len(values))


def test_the_same_values_give_the_same_interval() -> None:
    values = [0.0, 1.0, 0.5] * 20
    assert bootstrap(values) == bootstrap(values)
    assert bootstrap([]) == Interval(0, 0, 0)


def test_more_questions_narrow_the_interval() -> None:
    few, many = bootstrap([0.0, 1.0] * 10), bootstrap([0.0, 1.0] * 1000)
    assert many.high - many.low < few.high - few.low
    # two standard errors of a fair coin tossed 2,000 times
    assert many.high - many.low == pytest.approx(4 * 0.5 / 2000**0.5, rel=0.15)


def test_a_large_set_is_resampled_in_parts() -> None:
    found = bootstrap([0.0, 1.0] * 2000, resamples=300)
    assert 0.45 < found.low < 0.5 < found.high < 0.55


@pytest.mark.parametrize(
    ("only_first", "only_second", "p"), [(0, 0, 1), (5, 5, 1), (10, 1, 0.01171875), (0, 5, 0.0625)]
)
def test_mcnemar(only_first: int, only_second: int, p: float) -> None:
    first = [True] * only_first + [False] * only_second + [True, False]
    second = [False] * only_first + [True] * only_second + [True, False]
    found = mcnemar(first, second)
    assert (found.only_first, found.only_second) == (only_first, only_second)
    assert found.p == pytest.approx(p)


def test_mcnemar_of_thousands_does_not_overflow() -> None:
    found = mcnemar([True] * 3000 + [False] * 2000, [False] * 3000 + [True] * 2000)
    assert 0 <= found.p < 1e-9


def test_paired_bootstrap_tells_luck_from_skill() -> None:
    draw = random.Random(1)
    base = [float(draw.random() < 0.5) for _ in range(400)]
    better = [max(value, float(draw.random() < 0.2)) for value in base]
    found = paired_bootstrap(better, base)
    assert found.p < 0.01
    assert found.interval.low > 0
    assert paired_bootstrap(base, base).p == 1
    with pytest.raises(ValueError, match="argument 2"):
        paired_bootstrap([1.0], [1.0, 0.0])
