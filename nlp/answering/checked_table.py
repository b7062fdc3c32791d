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
    "figures": (0.42, -1.12, 0.53, 0.21, 1.10, 0.64, 0.48, 0.85, -1.15, -2.46),
    "words": (0.35, 0.42, 0.52, 0.50, 0.04, -0.03, -0.03, 0.16, 0.00, -0.93),
}
#: The score from which the best span is an answer.
LEAST_SCORE: Final = 0.28
