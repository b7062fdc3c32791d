"""How much each sign weighs when the trained reader and counting are put together. Data only, written by a fit."""

from __future__ import annotations

from typing import Final

FEATURES: Final = (
    "network", "network's span", "network's first", "counting", "typed", "permitted", "counted answer", "network answers",
)  # fmt: skip
#: Kinds in which counting alone did better than both on the annotated dev articles: a list of ranks and counts side by
#: side is where alignment by clause tells more than how an answer reads.
LEFT_TO_COUNTING: Final = frozenset({"rank", "count"})
#: Group of kinds → weights in the order of FEATURES, then the bias.
WEIGHTS: Final = {
    "value": (0.30, -0.63, 0.52, 0.96, 0.66, 0.47, 0.19, -0.16, -1.49),
    "entity": (0.36, 0.27, 0.49, 0.69, -0.14, 0.08, -0.29, 0.03, -0.46),
    "name": (0.26, 0.55, 0.48, 0.60, -0.61, -0.25, -0.17, -0.12, -0.36),
    "phrase": (0.22, 0.51, 0.35, 0.77, 0.00, -0.12, -0.07, -0.19, -0.46),
}
#: Group of kinds → the score from which the best span is an answer.
THRESHOLDS: Final = {"value": 0.30, "entity": 0.30, "name": 0.28, "phrase": 0.28}
