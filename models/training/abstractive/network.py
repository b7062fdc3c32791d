"""The writer's network: the reader's encoder over the article, and a decoder that copies or says.

Shapes: B (articles), L (source positions), T (written pieces), W (width), S (pieces that may be said without being
copied, a small part of the vocabulary), N (pieces of a batch that are learnt from). At every step a gate divides
the chance between copying a source position and saying a piece of the vocabulary (pointer-generator, See et al. 2017);
a piece's chance is the sum of both. That copying goes on where it stands need not be learnt: a position is told when
the one or two pieces before it are those written last. Figures can only be copied: what the article does not state
cannot be written.
The encoder bears the reader's names, so that its trained weights are taken as they are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the customary name

from models.abstractive.source import KINDS
from models.pieces import PAD, SHAPES
from models.training.network import Architecture as Encoder
from models.training.network import Block, attention, rotate, rotation

_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Architecture:
    """Sizes: ``layers`` blocks read, ``writer`` blocks write."""

    vocabulary: int
    embedding: int = 128
    width: int = 256
    layers: int = 5
    heads: int = 4
    hidden: int = 768
    writer: int = 3

    @property
    def encoder(self) -> Encoder:
        return Encoder(self.vocabulary, self.embedding, self.width, self.layers, self.heads, self.hidden)


class Memory(NamedTuple):
    """What was read, as the writer looks at it: its pieces ``[B, L]``, a key and a value ``[B, heads, L, W / heads]``
    for each block, the pointers ``[B, L, W]``, and ``closed`` ``[B, 1, 1, L]``, 0 where there is a piece."""

    ids: Tensor
    keys: list[Tensor]
    values: list[Tensor]
    pointers: Tensor
    closed: Tensor


class WriterBlock(nn.Module):  # type: ignore[misc]
    """Attention to what was written, to what was read, then feed-forward, each before its own normalisation."""

    def __init__(self, a: Architecture) -> None:
        super().__init__()
        self.heads = a.heads
        self.norm1 = nn.LayerNorm(a.width)
        self.qkv = nn.Linear(a.width, 3 * a.width)
        self.out = nn.Linear(a.width, a.width)
        self.norm2 = nn.LayerNorm(a.width)
        self.query = nn.Linear(a.width, a.width)
        self.memory = nn.Linear(a.width, 2 * a.width)
        self.found = nn.Linear(a.width, a.width)
        self.norm3 = nn.LayerNorm(a.width)
        self.up = nn.Linear(a.width, a.hidden)
        self.down = nn.Linear(a.hidden, a.width)

    def remember(self, h: Tensor) -> tuple[Tensor, Tensor]:
        keys, values = self.memory(h).chunk(2, dim=-1)
        return self.split(keys), self.split(values)

    def forward(
        self, x: Tensor, past: tuple[Tensor, Tensor] | None, memory: tuple[Tensor, Tensor, Tensor], turn: Turn
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """The block's output for the pieces of ``x``, and keys and values of all pieces so far."""
        q, k, v = (self.split(part) for part in self.qkv(self.norm1(x)).chunk(3, dim=-1))
        q, k = rotate(q, turn.cos, turn.sin), rotate(k, turn.cos, turn.sin)
        if past is not None:
            k, v = torch.cat((past[0], k), dim=2), torch.cat((past[1], v), dim=2)
        x = x + self.out(self.whole(attention(q, k, v, turn.bias)))
        keys, values, closed = memory
        x = x + self.found(self.whole(attention(self.split(self.query(self.norm2(x))), keys, values, closed)))
        return x + self.down(F.gelu(self.up(self.norm3(x)), approximate="tanh")), (k, v)

    def split(self, x: Tensor) -> Tensor:
        batch, length, width = x.shape
        return x.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

    def whole(self, x: Tensor) -> Tensor:
        batch, heads, length, size = x.shape
        return x.transpose(1, 2).reshape(batch, length, heads * size)


class Turn(NamedTuple):
    """Rotations of the positions that are written, and which earlier ones each may look at."""

    cos: Tensor
    sin: Tensor
    bias: Tensor


class Said(NamedTuple):
    """``said`` ``[B, T, S]`` log-chances of saying, ``copied`` ``[B, T, L]`` chances of copying, ``gate`` ``[B, T]``
    the log-odds of saying."""

    said: Tensor
    copied: Tensor
    gate: Tensor


class Network(nn.Module):  # type: ignore[misc]
    """``forward(ids, shapes, kinds, written)`` gives :class:`Said` for what follows each written piece."""

    def __init__(self, a: Architecture, sayable: Tensor) -> None:
        """``sayable`` ``[S]``: the pieces that may be said, all others may only be copied."""
        super().__init__()
        self.a = a
        columns = torch.full((a.vocabulary,), -1)
        columns[sayable] = torch.arange(len(sayable))
        self.register_buffer("sayable", sayable, persistent=False)
        self.register_buffer("columns", columns, persistent=False)  # of each piece in what is said, -1: none
        self.pieces = nn.Embedding(a.vocabulary, a.embedding)
        self.shapes = nn.Embedding(SHAPES, a.width)
        self.kinds = nn.Embedding(KINDS, a.width)
        self.project = nn.Linear(a.embedding, a.width)
        self.enter = nn.LayerNorm(a.width)
        self.blocks = nn.ModuleList(Block(a.encoder) for _ in range(a.layers))
        self.leave = nn.LayerNorm(a.width)
        self.begin = nn.LayerNorm(a.width)
        self.writer = nn.ModuleList(WriterBlock(a) for _ in range(a.writer))
        self.end = nn.LayerNorm(a.width)
        self.say = nn.Linear(a.width, a.embedding)
        self.rarity = nn.Parameter(torch.zeros(len(sayable)))
        self.point = nn.Linear(a.width, a.width)
        self.pointed = nn.Linear(a.width, a.width)
        self.gate = nn.Linear(a.width, 1)
        self.sure = nn.Parameter(torch.tensor(-1.0))  # of the gate: how sure the pointing is
        self.goes_on = nn.Parameter(torch.tensor([2.0, 2.0]))  # of pointing: one, two pieces before are as written
        self.reset()

    def reset(self) -> None:
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2 and "shift" not in name:
                nn.init.normal_(parameter, std=0.5 / math.sqrt(parameter.shape[1]))
        for block in (*self.blocks, *self.writer):
            nn.init.normal_(block.out.weight, std=0.1 / math.sqrt(self.a.width))
            nn.init.normal_(block.down.weight, std=0.1 / math.sqrt(self.a.hidden))
        nn.init.normal_(self.shapes.weight, std=0.1)
        nn.init.normal_(self.kinds.weight, std=0.1)

    def forward(self, ids: Tensor, shapes: Tensor, kinds: Tensor, written: Tensor, told: Tensor) -> Tensor:
        """The loss, ready to be learnt from: −log of the chance of each ``told`` piece ``[B, T]``, mean of all that
        could be written."""
        memory = self.read(ids, shapes, kinds)
        earlier = F.pad(written[:, :-1], (1, 0), value=PAD)
        h = self.write(written, memory, None)[0]
        copied, gate = self.copying(h, written, earlier, memory)
        copies = (copied * (ids[:, None, :] == told[..., None])).sum(-1)
        return self.loss(h, copies, gate, told)

    def read(self, ids: Tensor, shapes: Tensor, kinds: Tensor) -> Memory:
        closed = torch.where(ids != PAD, 0.0, _NEVER)[:, None, None, :]
        x = self.project(self.pieces(ids) * math.sqrt(self.a.embedding)) + self.shapes(shapes) + self.kinds(kinds)
        cos, sin = rotation(ids.shape[1], self.a.width // self.a.heads // 2, ids.device)
        x = self.enter(x)
        for block in self.blocks:
            x = block(x, closed.to(x.dtype), cos.to(x.dtype), sin.to(x.dtype))
        h = self.leave(x)
        pairs = [block.remember(h) for block in self.writer]
        return Memory(ids, [k for k, _ in pairs], [v for _, v in pairs], self.pointed(h), closed)

    def write(
        self, written: Tensor, memory: Memory, past: list[tuple[Tensor, Tensor]] | None
    ) -> tuple[Tensor, list[tuple[Tensor, Tensor]]]:
        """What the network thinks ``[B, T, W]`` after each of ``written`` ``[B, T]``, which come after ``past``; and
        the past with them."""
        before = past[0][0].shape[2] if past else 0
        length = written.shape[1]
        cos, sin = rotation(before + length, self.a.width // self.a.heads // 2, written.device)
        at = torch.arange(before + length, device=written.device)
        bias = torch.where(at[None, :] <= at[before:, None], 0.0, _NEVER)
        x = self.begin(self.project(self.pieces(written) * math.sqrt(self.a.embedding)))
        turn = Turn(cos[before:].to(x.dtype), sin[before:].to(x.dtype), bias.to(x.dtype))
        made = []
        for number, block in enumerate(self.writer):
            kept = memory.keys[number], memory.values[number], memory.closed.to(x.dtype)
            x, pair = block(x, past[number] if past else None, kept, turn)
            made.append(pair)
        return self.end(x), made

    def chances(self, h: Tensor, written: Tensor, earlier: Tensor, memory: Memory) -> Said:
        """What follows each of ``written``; ``earlier``: the piece before each."""
        copied, gate = self.copying(h, written, earlier, memory)
        return Said(self.saying(h), copied, gate)

    def copying(self, h: Tensor, written: Tensor, earlier: Tensor, memory: Memory) -> tuple[Tensor, Tensor]:
        pointing = (self.point(h) @ memory.pointers.transpose(1, 2)).float() / math.sqrt(self.a.width)
        one = F.pad(memory.ids, (1, 0), value=PAD)[:, None, :-1] == written[..., None]
        two = one & (F.pad(memory.ids, (2, 0), value=PAD)[:, None, :-2] == earlier[..., None])
        pointing = pointing + self.goes_on[0] * one.float() + self.goes_on[1] * two.float() + memory.closed[:, 0]
        copied = torch.softmax(pointing, -1)
        return copied, self.gate(h).squeeze(-1).float() + self.sure * copied.amax(-1)

    def saying(self, h: Tensor) -> Tensor:
        logits = (self.say(h) @ self.pieces.weight[self.sayable].to(h.dtype).T).float() + self.rarity
        return torch.log_softmax(logits, -1)

    @torch.compiler.disable  # type: ignore[untyped-decorator]
    def loss(self, h: Tensor, copies: Tensor, gate: Tensor, told: Tensor) -> Tensor:
        """``h`` ``[B, T, W]``; ``copies``, ``gate``, ``told`` ``[B, T]``. Padding is left out before anything is said
        (not compiled: how much of it there is differs from batch to batch)."""
        kept = told != PAD
        h, copies, gate, told = h[kept], copies[kept], gate[kept], told[kept]
        column = self.columns[told]
        said = self.saying(h).gather(-1, column.clamp(min=0)[:, None]).squeeze(-1)
        said = torch.where(column >= 0, said, _NEVER)
        chance = torch.logaddexp(said + F.logsigmoid(gate), copies.clamp(min=1e-9).log() + F.logsigmoid(-gate))
        counts = (column >= 0) | (copies > 0)
        return -(chance * counts).sum() / counts.sum().clamp(min=1)
