"""Step 1: the shipped reader → its pieces, their rarity, and its vectors of them, where the salience head starts."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.pack import open_pack
from models.reader import SHIPPED
from models.training.revive import initialisers

READER = Path(__file__).resolve().parents[2] / "shipped" / SHIPPED


def vectors_of(reader: Path) -> NDArray[np.float32]:
    """The piece vectors of an int8 reader (its first network), ``[V, width]``, scaled to a mean length of 1."""
    tables = initialisers(reader / "weights.onnx")
    table = next(value for name, value in tables.items() if name.endswith("pieces.weight"))
    scaled: NDArray[np.float32] = table / float(np.linalg.norm(table, axis=1).mean())
    return scaled.astype(np.float32)


def run(work: Path, reader: Path = READER) -> None:
    pack = open_pack(reader)
    (work / "pieces.model").write_bytes(pack.files["pieces.model"])
    table = np.load(io.BytesIO(pack.files["vocabulary.npz"]), allow_pickle=False)
    np.save(work / "idf.npy", table["idf"].astype(np.float16))
    np.save(work / "vectors.npy", vectors_of(reader))
