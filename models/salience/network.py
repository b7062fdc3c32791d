"""The salience head's network at run time, in numpy: an article is too little work to be worth a heavier engine.

``models/training/salience/network.py`` is the same for training and says what the shapes are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.salience.page import FloatArray, Page, set_figures

POSITIONS: Final = 34  # the title, the first 32 sentences, all that follow

Weights = Mapping[str, FloatArray]


class Network:
    """``weights`` by the names of the training network; ``pieces`` holds the vectors of the pieces, ``[V, E]``."""

    def __init__(self, weights: Weights, heads: int, pools: int) -> None:
        self._w = weights
        self._heads = heads
        self._pools = pools
        self._layers = sum(name.endswith(".qkv.weight") for name in weights)

    def vectors(self, page: Page) -> FloatArray:
        """The sentences' shares in the worth of a set, ``[S, head]``."""
        x = self._rows(page)
        x += self._w["places.weight"][np.minimum(np.arange(len(x)), POSITIONS - 1)]
        for layer in range(self._layers):
            x = self._block(x, f"blocks.{layer}.")
        shares: FloatArray = self._norm(x[1:], "last") @ self._w["members.weight"].T
        return shares

    def worth(self, vectors: FloatArray, members: NDArray[np.int64], page: Page) -> FloatArray:
        """The foreseen mean ROUGE of each set, ``members`` ``[N, 3]``, -1 for none."""
        padded = np.concatenate((vectors, np.zeros((1, vectors.shape[1]), np.float32)))
        hidden = padded[members].sum(axis=1) + self._linear(set_figures(members, page), "sets")
        worth: FloatArray = self._linear(np.maximum(hidden, 0.0), "worth")[:, 0]
        return worth

    def _rows(self, page: Page) -> FloatArray:
        w = self._w
        x = w["pieces.weight"][page.ids] + w["shapes.weight"][page.shapes] + self._linear(page.pieces, "figures")
        x = self._norm(self._mixed(x, page.starts), "norm")
        told = 1.0 / (1.0 + np.exp(-self._linear(x, "told")[:, 0]))
        weight = np.exp(np.clip(self._linear(x, "query"), -12, 12))
        parts = x.reshape(len(x), self._pools, -1) * weight[:, :, None]
        pooled = np.add.reduceat(parts, page.starts) / np.add.reduceat(weight, page.starts)[:, :, None]
        sizes = np.diff(np.append(page.starts, len(x)))[:, None]
        mean = np.add.reduceat(x, page.starts) / sizes
        hits = np.add.reduceat(told, page.starts)[:, None]
        joined = (pooled.reshape(len(mean), -1), mean, hits / 20, hits / sizes, page.rows)
        return self._linear(np.concatenate(joined, axis=1).astype(np.float32), "row")

    def _mixed(self, x: FloatArray, starts: NDArray[np.int64]) -> FloatArray:
        y = self._norm(x, "mixer.norm")
        before, after = np.roll(y, 1, axis=0), np.roll(y, -1, axis=0)
        before[starts] = 0.0
        after[np.append(starts[1:], len(x)) - 1] = 0.0
        near = self._w["mixer.near"]
        y = before * near[0] + y * near[1] + after * near[2]
        return x + self._linear(np.maximum(self._linear(y, "mixer.up"), 0.0), "mixer.down")

    def _block(self, x: FloatArray, name: str) -> FloatArray:
        rows, width = x.shape
        packed = self._linear(self._norm(x, f"{name}norm1"), f"{name}qkv")
        q, k, v = packed.reshape(rows, 3, self._heads, -1).transpose(1, 2, 0, 3)
        scores = q @ k.transpose(0, 2, 1) * np.float32((width // self._heads) ** -0.5)
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        x = x + self._linear((weights @ v).transpose(1, 0, 2).reshape(rows, width), f"{name}out")
        hidden = np.maximum(self._linear(self._norm(x, f"{name}norm2"), f"{name}up"), 0.0)
        return x + self._linear(hidden, f"{name}down")

    def _linear(self, x: FloatArray, name: str) -> FloatArray:
        made: FloatArray = x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return made

    def _norm(self, x: FloatArray, name: str) -> FloatArray:
        middle = x - x.mean(axis=-1, keepdims=True)
        scale = np.sqrt((middle * middle).mean(axis=-1, keepdims=True) + np.float32(1e-5))
        made: FloatArray = middle / scale * self._w[f"{name}.weight"] + self._w[f"{name}.bias"]
        return made
