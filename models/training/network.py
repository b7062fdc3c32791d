"""The small reader's network: an encoder over question and window, and a score for every span.

Shapes are named B (questions), L (positions), W (width), V (vocabulary). Beside the pieces the network is told what
matching would otherwise have to be learnt: which pieces stand on the other side (``models.windows``), and, as in DrQA
(Chen et al. 2017), the question's vectors averaged by likeness to each position. Spans are normalised together
(RaSoR, Lee et al. 2016): ``score(i, j) = start_i + end_j + left_i · right_j``, with (0, 0) for "not here".
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the customary name

from models.pieces import MASK, PAD, SHAPES
from models.windows import CONTEXT, FEATURES, QUESTION


@dataclass(frozen=True, slots=True)
class Architecture:
    """Sizes of the network; ``span`` is the longest answer in pieces, ``dropout`` the share of channels that each
    layer's output loses in training."""

    vocabulary: int
    embedding: int = 128
    width: int = 256
    layers: int = 5
    heads: int = 4
    hidden: int = 768
    span: int = 40
    pair: int = 64
    dropout: float = 0.0


class Shift(nn.Module):  # type: ignore[misc]
    """A depthwise convolution over three neighbours, written as shifts: the cheapest sense of word order."""

    def __init__(self, width: int) -> None:
        super().__init__()
        weight = torch.zeros(3, width)
        weight[1] = 1.0
        weight[0, : width // 3] = 0.5
        weight[2, width // 3 : 2 * (width // 3)] = 0.5
        self.weight = nn.Parameter(weight)

    def forward(self, x: Tensor) -> Tensor:
        padded = F.pad(x, (0, 0, 1, 1))
        w = self.weight.to(x.dtype)
        return padded[:, :-2] * w[0] + x * w[1] + padded[:, 2:] * w[2]


class Drop(nn.Module):  # type: ignore[misc]
    """Dropout of whole channels, the same at every position of a question (Gal & Ghahramani 2016): the usual kind, a
    random number for each value, costs a quarter of the speed on CPU, this one nothing that could be measured."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        kept = torch.rand(len(x), 1, x.shape[-1], device=x.device) >= self.rate
        return x * (kept.to(x.dtype) / (1.0 - self.rate))


def rotation(length: int, size: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """Cosines and sines ``[L, size / 2]`` of rotary positions (Su et al. 2021)."""
    rate = 1.0 / (1000.0 ** (torch.arange(0, size, 2, device=device).float() / size))
    angle = torch.arange(length, device=device).float()[:, None] * rate
    return angle.cos(), angle.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turn the first half of each head by position; the second half stays free to match content."""
    half = cos.shape[-1]
    a, b, rest = x[..., :half], x[..., half : 2 * half], x[..., 2 * half :]
    return torch.cat((a * cos - b * sin, a * sin + b * cos, rest), dim=-1)


@torch.compiler.disable  # type: ignore[untyped-decorator]
def attention(q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
    """``[B, heads, L, W / heads]``. Written out: on CPU the fused kernel's backward pass costs twice this; and not
    compiled: on a CPU with AMX the compiled backward pass gave NaN (torch 2.13)."""
    weight = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]) + bias, dim=-1)
    return weight.to(v.dtype) @ v


class Block(nn.Module):  # type: ignore[misc]
    """Attention and feed-forward, each before its own normalisation and a shift."""

    def __init__(self, a: Architecture) -> None:
        super().__init__()
        self.heads = a.heads
        self.norm1 = nn.LayerNorm(a.width)
        self.shift1 = Shift(a.width)
        self.qkv = nn.Linear(a.width, 3 * a.width)
        self.out = nn.Linear(a.width, a.width)
        self.norm2 = nn.LayerNorm(a.width)
        self.shift2 = Shift(a.width)
        self.up = nn.Linear(a.width, a.hidden)
        self.down = nn.Linear(a.hidden, a.width)
        self.drop = Drop(a.dropout)

    def forward(self, x: Tensor, bias: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        x = x + self.drop(self.attend(self.shift1(self.norm1(x)), bias, cos, sin))
        return x + self.drop(self.down(F.gelu(self.up(self.shift2(self.norm2(x))), approximate="tanh")))

    def attend(self, x: Tensor, bias: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        mixed = attention(q, k, v, bias)
        return self.out(mixed.transpose(1, 2).reshape(batch, length, width))


class Network(nn.Module):  # type: ignore[misc]
    """``forward(ids, shapes, kinds, features)``, all ``[B, L]`` (features ``[B, L, 8]`` in 0..1), gives span scores
    ``[B, L, L]``: −10⁴ where no answer can stand."""

    def __init__(self, a: Architecture) -> None:
        super().__init__()
        self.a = a
        self.pieces = nn.Embedding(a.vocabulary, a.embedding)
        self.shapes = nn.Embedding(SHAPES, a.width)
        self.kinds = nn.Embedding(3, a.width)
        self.project = nn.Linear(a.embedding, a.width)
        self.features = nn.Linear(FEATURES, a.width)
        self.alike = nn.Linear(a.embedding, a.embedding, bias=False)
        self.aligned = nn.Linear(a.embedding + 1, a.width)
        self.enter = nn.LayerNorm(a.width)
        self.drop = Drop(a.dropout)
        self.blocks = nn.ModuleList(Block(a) for _ in range(a.layers))
        self.leave = nn.LayerNorm(a.width)
        self.pool = nn.Linear(a.width, 1)
        self.ask = nn.Linear(a.width, 2 * a.width)
        self.ends = nn.Linear(a.width, 2)
        self.sides = nn.Linear(a.width, 2 * a.pair)
        self.reset()

    def reset(self) -> None:
        for name, p in self.named_parameters():
            if p.dim() == 2 and "shift" not in name:
                nn.init.normal_(p, std=0.5 / math.sqrt(p.shape[1]))
        for block in self.blocks:
            nn.init.normal_(block.out.weight, std=0.1 / math.sqrt(self.a.width))
            nn.init.normal_(block.down.weight, std=0.1 / math.sqrt(self.a.hidden))
        nn.init.normal_(self.shapes.weight, std=0.1)
        nn.init.normal_(self.kinds.weight, std=0.1)
        nn.init.eye_(self.alike.weight)
        nn.init.normal_(self.ask.weight, std=0.1 / math.sqrt(self.a.width))

    def start_from(self, vectors: Tensor) -> None:
        """Take unit vectors ``[V, embedding]`` as the pieces' first values."""
        self.pieces.weight.data.copy_(vectors)

    def forward(self, ids: Tensor, shapes: Tensor, kinds: Tensor, features: Tensor) -> Tensor:
        present = ids != PAD
        x, cos, sin = self.input(ids, shapes, kinds, features)
        bias = torch.where(present, 0.0, -1e4)[:, None, None, :].to(x.dtype)
        for block in self.blocks:
            x = block(x, bias, cos, sin)
        return self.spans(self.leave(x), kinds)

    def input(self, ids: Tensor, shapes: Tensor, kinds: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        e = self.pieces(ids)
        x = self.project(e * math.sqrt(self.a.embedding)) + self.shapes(shapes) + self.kinds(kinds)
        x = x + self.features(features) + self.aligned(self.align(e, kinds, ids))
        cos, sin = rotation(ids.shape[1], self.a.width // self.a.heads // 2, ids.device)
        return self.drop(self.enter(x)), cos.to(x.dtype), sin.to(x.dtype)

    def align(self, e: Tensor, kinds: Tensor, ids: Tensor) -> Tensor:
        """The other side as each position sees it: ``[B, L, embedding + 1]``, the best likeness last."""
        same = kinds[:, :, None] == kinds[:, None, :]
        closed = same | (kinds[:, None, :] == 0) | (ids[:, None, :] == MASK)
        key = self.alike(e)
        likeness = (key @ key.transpose(1, 2)).float() * 6.0
        likeness = likeness.masked_fill(closed, -1e4)
        nearest = likeness.amax(-1, keepdim=True)
        seen = torch.softmax(likeness, -1).to(e.dtype) @ e
        return torch.cat((seen * math.sqrt(self.a.embedding), nearest.clamp(min=0).to(e.dtype)), dim=-1)

    def spans(self, h: Tensor, kinds: Tensor) -> Tensor:
        length = h.shape[1]
        asked = torch.where(kinds == QUESTION, 0.0, -1e4)
        weight = torch.softmax(self.pool(h).squeeze(-1).float() + asked, -1)
        question = (weight[:, None, :].to(h.dtype) @ h).squeeze(1)
        begin, finish = self.ask(question).unsqueeze(1).chunk(2, dim=-1)
        one = self.ends(h).float()
        start = one[..., 0] + (h * begin).float().sum(-1)
        end = one[..., 1] + (h * finish).float().sum(-1)
        left, right = self.sides(h).chunk(2, dim=-1)
        pair = (left @ right.transpose(1, 2)).float() / math.sqrt(self.a.pair)
        at = torch.arange(length, device=h.device)
        reach = at[None, :] - at[:, None]
        inside = (kinds == CONTEXT)[:, :, None] & (kinds == CONTEXT)[:, None, :]
        allowed = (inside & (reach >= 0) & (reach < self.a.span)) | ((at[:, None] + at[None, :]) == 0)
        return (start[:, :, None] + end[:, None, :] + pair).masked_fill(~allowed, -1e4)


def loss_of(scores: Tensor, start: Tensor, end: Tensor) -> Tensor:
    """Cross-entropy of the gold span among all spans; (0, 0) is "not here"."""
    flat = scores.flatten(1)
    return F.cross_entropy(flat, start * scores.shape[1] + end)
