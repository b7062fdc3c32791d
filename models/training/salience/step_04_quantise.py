"""Step 4: averaged weights → ``weights.npz``, the vectors of the pieces int8, all else float16."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file

from models.salience.model import scaled


def run(work: Path) -> Path:
    target = work / "weights.npz"
    tensors: dict[str, Any] = scaled(load_file(work / "train" / "weights"))
    np.savez_compressed(target, idf=np.load(work / "idf.npy"), **tensors)
    return target
