"""How sure a score is, and whether one system is better than another by more than luck.

Resampling treats each question as a draw of its own. Questions about one article share its difficulty, so on few
articles the true intervals are somewhat wider than those given here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RESAMPLES: Final = 1000
SEED: Final = 20230611  # any fixed number: the same outcomes give the same interval
_AT_ONCE: Final = 500_000  # draws held in memory at a time


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % interval: ``low <= value <= high``."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class McNemar:
    """How often exactly one of two systems is right, and the chance of such a split between equals (two-sided)."""

    only_first: int
    only_second: int
    p: float


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean of the first less mean of the second over the same questions, its 95 % interval, and a two-sided p."""

    interval: Interval
    p: float


def bootstrap(values: Sequence[float], *, resamples: int = RESAMPLES, seed: int = SEED) -> Interval:
    """The mean and its percentile bootstrap interval (Efron, 1979); all zero for no values.

    >>> bootstrap([1.0, 1.0, 1.0])
    Interval(value=1.0, low=1.0, high=1.0)
    """
    import numpy as np

    if not values:
        return Interval(0.0, 0.0, 0.0)
    held = np.asarray(values, dtype=np.float64)
    means = _resampled_means(held, resamples, seed)
    value = float(held.mean())
    low, high = np.percentile(means, [2.5, 97.5])
    return Interval(value, min(float(low), value), max(float(high), value))


def _resampled_means(values: Floats, resamples: int, seed: int) -> Floats:
    import numpy as np

    draw = np.random.default_rng(seed)
    rows = max(1, _AT_ONCE // len(values))
    means = [
        values[draw.integers(0, len(values), (min(rows, resamples - done), len(values)), dtype=np.int32)].mean(axis=1)
        for done in range(0, resamples, rows)
    ]
    return np.concatenate(means)


def paired_bootstrap(
    first: Sequence[float], second: Sequence[float], *, resamples: int = RESAMPLES, seed: int = SEED
) -> Difference:
    """The difference of two systems on the same questions (Koehn, 2004: Statistical significance tests for MT).

    Raises:
        ValueError: the two have different numbers of outcomes.
    """
    import numpy as np

    apart = [one - two for one, two in zip(first, second, strict=True)]
    if not apart:
        return Difference(Interval(0.0, 0.0, 0.0), 1.0)
    means = _resampled_means(np.asarray(apart, dtype=np.float64), resamples, seed)
    beyond = min(int((means <= 0).sum()), int((means >= 0).sum()))
    return Difference(bootstrap(apart, resamples=resamples, seed=seed), min(1.0, 2 * (beyond + 1) / (resamples + 1)))


def mcnemar(first: Sequence[bool], second: Sequence[bool]) -> McNemar:
    """McNemar's test (1947) in its exact form: is the split of the questions that only one gets right a coin's?

    >>> mcnemar([True] * 10 + [False], [False] * 10 + [True]).p < 0.05
    True
    """
    pairs = list(zip(first, second, strict=True))
    only_first = sum(one and not two for one, two in pairs)
    only_second = sum(two and not one for one, two in pairs)
    return McNemar(only_first, only_second, _sign_test(only_first, only_second))


def _sign_test(heads: int, tails: int) -> float:
    """Two-sided chance of a split at least as uneven as this in tosses of a fair coin."""
    tosses = heads + tails
    log: Callable[[float], float] = math.lgamma
    tail = sum(
        math.exp(log(tosses + 1) - log(k + 1) - log(tosses - k + 1) - tosses * math.log(2))
        for k in range(min(heads, tails) + 1)
    )
    return min(1.0, 2 * tail)
