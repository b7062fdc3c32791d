"""Step 4: weights → two ONNX graphs with int8 weights: one reads an article once, one writes the next piece.

The second takes keys and values of what was read and of what was written so far, so that a piece costs the same however
long the summary is.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from models.abstractive.writer import READS, WRITES
from models.training.abstractive.network import Memory, Network
from models.training.step_07_export import fuse, quantise

_READ = ["keys", "values", "pointers"]
_PAST = ["past_keys", "past_values"]


class Reads(nn.Module):  # type: ignore[misc]
    """``(ids, shapes, kinds)`` ``[B, L]`` → ``keys``, ``values`` ``[blocks, B, heads, L, W / heads]``, ``pointers``."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        memory = self.network.read(ids, shapes, kinds)
        return torch.stack(memory.keys), torch.stack(memory.values), memory.pointers


class Writes(nn.Module):  # type: ignore[misc]
    """What was read, what was written (``last`` ``[B, 2]``, the last two pieces, and the past before the very last) →
    ``said`` ``[B, S]``, ``copied`` ``[B, L]``, ``gate`` ``[B]``, and the past with the last."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: Tensor, keys: Tensor, values: Tensor, pointers: Tensor, last: Tensor, past_k: Tensor, past_v: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        closed = torch.where(ids != 0, 0.0, -1e4)[:, None, None, :]
        count = self.network.a.writer
        memory = Memory(ids, [keys[n] for n in range(count)], [values[n] for n in range(count)], pointers, closed)
        h, past = self.network.write(last[:, 1:], memory, [(past_k[n], past_v[n]) for n in range(count)])
        said = self.network.chances(h, last[:, 1:], last[:, :1], memory)
        made = torch.stack([key for key, _ in past]), torch.stack([value for _, value in past])
        return said.said[:, -1], said.copied[:, -1], said.gate[:, -1], *made


def export(network: Network, folder: Path) -> tuple[Path, Path]:
    """Both graphs in fp32, every length free."""
    network = network.to("cpu").float().eval()
    folder.mkdir(parents=True, exist_ok=True)
    batch, length = 2, 24
    ids = torch.randint(4, network.a.vocabulary, (batch, length))
    inputs = (ids, torch.zeros_like(ids), torch.ones_like(ids))
    reads, writes = folder / "reads.fp32.onnx", folder / "writes.fp32.onnx"
    every = {0: "batch", 1: "length"}
    read = {"keys": {1: "batch", 3: "length"}, "values": {1: "batch", 3: "length"}, "pointers": every}
    names = ["ids", "shapes", "kinds"]
    _write(Reads(network), inputs, reads, names, _READ, dict.fromkeys(names, every) | read)
    with torch.no_grad():
        keys, values, pointers = Reads(network)(*inputs)
    past = keys[:, :, :, :3]
    grown = {name: {1: "batch", 3: "written"} for name in _PAST}
    made = [f"{name}_out" for name in _PAST]
    axes = {"ids": every, "last": {0: "batch"}, "said": {0: "batch"}, "copied": every, "gate": {0: "batch"}}
    axes |= read | grown | {name: {1: "batch", 3: "grown"} for name in made}
    given = (ids, keys, values, pointers, ids[:, :2], past, past)
    _write(Writes(network), given, writes, ["ids", *_READ, "last", *_PAST], ["said", "copied", "gate", *made], axes)
    return reads, writes


def _write(
    module: nn.Module,
    inputs: tuple[Tensor, ...],
    target: Path,
    names: list[str],
    outputs: list[str],
    axes: dict[str, dict[int, str]],
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            inputs,
            str(target),
            dynamo=False,
            input_names=names,
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=17,
        )


def run(work: Path, network: Network, weights: Path) -> None:
    network.load_state_dict(load_file(weights))
    folder = work / "export"
    for plain, name in zip(export(network, folder), (READS, WRITES), strict=True):
        fuse(quantise(plain, folder / f"int8.{name}"), folder / name)
