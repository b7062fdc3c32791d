"""How much each sign weighs when the trained reader and counting are put together. Data only, written by a fit."""

from __future__ import annotations

from typing import Final

FEATURES: Final = (
    "network", "network's span", "network's first", "counting", "typed", "permitted", "counted answer", "network answers",
    "network silent",
)  # fmt: skip
#: Kinds in which counting, where it answers, did better than both on fitting-v1 (four-fold): a list of ranks and counts
#: side by side is where alignment by clause tells more than how an answer reads; the network has hardly met a question
#: of yes or no, and points at a figure or at "không" alone.
LEFT_TO_COUNTING: Final = frozenset({"rank", "count", "yes_no"})
#: And the score from which both answer where counting does not. At 0.50 no set loses (four-fold: ViQuAD 1.0 EM / F1 40.2 /
#: 56.8 to 40.8 / 57.3, the others the same); lower, ViQuAD gains a little more and hoibao-v1 dev loses its unanswerable.
SURER_SCORE: Final = 0.50
#: Group of kinds → weights in the order of FEATURES, then the bias.
WEIGHTS: Final = {
    "figures": (0.40, -1.00, 0.36, 0.08, 1.52, 0.95, 0.50, -0.24, -1.72, -2.08),
    "words": (0.31, 0.44, 0.55, 0.52, 0.03, -0.19, -0.07, -0.00, 0.00, -0.53),
}
#: The score from which the best span is an answer.
LEAST_SCORE: Final = 0.32
