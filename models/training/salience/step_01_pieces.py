"""Step 1: the shipped reader → its pieces, their rarity, and its vectors of them, where the salience head starts."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.pack import Pack, open_pack
from models.reader import SHIPPED

READER = Path(__file__).resolve().parents[2] / "shipped" / SHIPPED
_TABLE = "pieces.weight"


def vectors_of(pack: Pack) -> NDArray[np.float32]:
    """The table of piece vectors of an int8 reader, ``[V, width]``, scaled to a mean length of 1."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load_model_from_string(pack.files["weights.onnx"]).graph
    held = {w.name: numpy_helper.to_array(w) for w in graph.initializer if w.name.startswith(_TABLE)}
    whole = held[f"{_TABLE}_quantized"].astype(np.float32)
    table = (whole - held[f"{_TABLE}_zero_point"].astype(np.float32)) * held[f"{_TABLE}_scale"].astype(np.float32)
    scaled: NDArray[np.float32] = table / float(np.linalg.norm(table, axis=1).mean())
    return scaled.astype(np.float32)


def run(work: Path, reader: Path = READER) -> None:
    pack = open_pack(reader)
    (work / "pieces.model").write_bytes(pack.files["pieces.model"])
    table = np.load(io.BytesIO(pack.files["vocabulary.npz"]), allow_pickle=False)
    np.save(work / "idf.npy", table["idf"].astype(np.float16))
    np.save(work / "vectors.npy", vectors_of(pack))
