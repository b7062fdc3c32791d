"""How much each sign weighs when the trained reader and counting are put together. Data only, written by a fit."""

from __future__ import annotations

from typing import Final

FEATURES: Final = (
    "network", "network's span", "network's first", "counting", "typed", "permitted", "counted answer", "network answers",
    "network silent",
)  # fmt: skip
#: Kinds in which counting alone did better than both on fitting-v1 (four-fold): a list of ranks and counts side by side
#: is where alignment by clause tells more than how an answer reads.
LEFT_TO_COUNTING: Final = frozenset({"rank", "count"})
#: Group of kinds → weights in the order of FEATURES, then the bias.
WEIGHTS: Final = {
    "figures": (0.35, -0.84, 0.48, 0.01, 1.58, 0.70, 0.60, 0.06, -1.26, -2.45),
    "words": (0.30, 0.37, 0.47, 0.57, -0.08, -0.17, -0.07, -0.06, 0.00, -0.37),
}
#: The score from which the best span is an answer.
LEAST_SCORE: Final = 0.30
