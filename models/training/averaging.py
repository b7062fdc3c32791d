"""Several weights of one network → their mean, which generalises better than any of them.

Weights that went on from one another lie in one basin, and what each learnt by heart of its own lessons averages out
(model soups, Wortsman et al. 2022). Which shares: docs/reader.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from safetensors.torch import load_file, save_file

#: Where the mean is written, beside the folders of the trainings.
AVERAGE = "average"


def run(work: Path, shares: Sequence[tuple[str, float]]) -> Path:
    """Write ``work/average/weights`` from ``work/NAME/weights`` of every ``(NAME, share)``.

    Raises:
        ValueError: the shares do not sum to one.
    """
    if not math.isclose(sum(share for _, share in shares), 1.0):
        raise ValueError(f"shares must sum to 1, found {dict(shares)}")
    parts = [(load_file(work / name / "weights"), share) for name, share in shares]
    first = parts[0][0]
    mean = {name: sum(weights[name] * share for weights, share in parts) for name in first}
    (work / AVERAGE).mkdir(parents=True, exist_ok=True)
    save_file(mean, work / AVERAGE / "weights")
    return work / AVERAGE / "weights"
