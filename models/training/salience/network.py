"""The salience head's network for training; ``models/salience/network.py`` is the same in numpy.

Shapes: T pieces of all rows of a batch, R rows of all articles, B articles, M the most rows of one, N sets, W width.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the customary name

from models.pieces import SHAPES
from models.salience.network import POSITIONS
from models.salience.page import PIECE_FIGURES, ROW_FIGURES, SET_FIGURES


@dataclass(frozen=True, slots=True)
class Architecture:
    """Sizes of the network."""

    vocabulary: int
    embedding: int = 128
    hidden: int = 192
    width: int = 128
    layers: int = 2
    heads: int = 4
    pools: int = 4
    head: int = 64


class Mixer(nn.Module):  # type: ignore[misc]
    """Each piece beside its two neighbours in the row, then a feed-forward; both added to what was there."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.near = nn.Parameter(torch.tensor([[0.2], [1.0], [0.2]]).repeat(1, width))
        self.up = nn.Linear(width, hidden)
        self.down = nn.Linear(hidden, width)

    def forward(self, x: Tensor, first: Tensor, last: Tensor) -> Tensor:
        y = self.norm(x)
        before = F.pad(y, (0, 0, 1, 0))[:-1] * ~first[:, None]
        after = F.pad(y, (0, 0, 0, 1))[1:] * ~last[:, None]
        y = before * self.near[0] + y * self.near[1] + after * self.near[2]
        return x + self.down(F.relu(self.up(y)))


class Block(nn.Module):  # type: ignore[misc]
    """Attention between the rows of an article, then a feed-forward, each behind its normalisation."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x`` ``[B, M, W]``, ``mask`` bool ``[B, M]``, true for rows that are there."""
        batch, most, width = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(batch, most, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) * (width // self.heads) ** -0.5
        weights = scores.masked_fill(~mask[:, None, None, :], -1e9).softmax(-1)
        x = x + self.out((weights @ v).transpose(1, 2).reshape(batch, most, width))
        return x + self.down(F.relu(self.up(self.norm2(x))))


class Network(nn.Module):  # type: ignore[misc]
    """Vectors of sentences, and from the sum of a few of them the worth of these few as a summary."""

    def __init__(self, a: Architecture) -> None:
        super().__init__()
        self.a = a
        self.pieces = nn.Embedding(a.vocabulary, a.embedding)
        self.shapes = nn.Embedding(SHAPES, a.embedding)
        self.figures = nn.Linear(PIECE_FIGURES, a.embedding)
        self.mixer = Mixer(a.embedding, a.hidden)
        self.norm = nn.LayerNorm(a.embedding)
        self.query = nn.Linear(a.embedding, a.pools)
        self.told = nn.Linear(a.embedding, 1)
        self.row = nn.Linear(2 * a.embedding + 2 + ROW_FIGURES, a.width)
        self.places = nn.Embedding(POSITIONS, a.width)
        self.blocks = nn.ModuleList(Block(a.width, a.heads) for _ in range(a.layers))
        self.last = nn.LayerNorm(a.width)
        self.members = nn.Linear(a.width, a.head, bias=False)
        self.sets = nn.Linear(SET_FIGURES, a.head)
        self.worth = nn.Linear(a.head, 1)
        nn.init.normal_(self.shapes.weight, std=0.02)
        nn.init.normal_(self.places.weight, std=0.02)

    def forward(self, batch: dict[str, Any]) -> tuple[Tensor, Tensor]:
        """The worth of each set ``[N]``, and of each piece whether the abstract has it, logits ``[T]``."""
        rows, told = self.rows(batch)
        mask = batch["mask"]
        x = rows.new_zeros(*mask.shape, self.a.width)
        x[mask] = rows
        x = x + self.places(batch["places"])
        for block in self.blocks:
            x = block(x, mask)
        flat = self.members(self.last(x)[mask])  # [R, head]
        flat = torch.cat((flat, flat.new_zeros(1, flat.shape[1])))  # -1: none
        hidden = F.relu(flat[batch["members"]].sum(1) + self.sets(batch["sets"]))
        return self.worth(hidden).squeeze(-1), told

    def rows(self, batch: dict[str, Any]) -> tuple[Tensor, Tensor]:
        """Rows as vectors ``[R, W]`` (attention pooling, mean, expected share told), and the logits ``[T]``."""
        x = self.pieces(batch["ids"]) + self.shapes(batch["shapes"]) + self.figures(batch["pieces"])
        x = self.norm(self.mixer(x, batch["first"], batch["last"]))
        told = self.told(x).squeeze(-1)
        row, many = batch["row"], len(batch["rows"])
        weight = self.query(x).clamp(-12, 12).exp()  # [T, pools]
        total = weight.new_zeros(many, self.a.pools).index_add(0, row, weight)
        parts = x.view(len(x), self.a.pools, -1) * weight[:, :, None]
        pooled = x.new_zeros(many, *parts.shape[1:]).index_add(0, row, parts) / total[:, :, None]
        sizes = x.new_zeros(many).index_add(0, row, torch.ones_like(told))[:, None]
        mean = x.new_zeros(many, x.shape[1]).index_add(0, row, x) / sizes
        hits = x.new_zeros(many).index_add(0, row, told.sigmoid())[:, None]
        parts = torch.cat((pooled.flatten(1), mean, hits / 20, hits / sizes, batch["rows"]), dim=1)
        return self.row(parts), told
