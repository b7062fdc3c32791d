"""A shipped model → a work folder to learn on from: its int8 weights back as numbers that can be trained.

Rounding to a byte cost the shipped model nothing measurable (docs/reader.md), so a new training loses nothing by
starting there, and no second copy of the weights has to travel. Export gives matrices names of its own; which is which
is found by exporting a network of the same sizes whose every number is known.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor

from models.pack import open_pack
from models.training.network import Architecture, Network
from models.training.step_07_export import export
from models.training.together import joined

Array = NDArray[np.float32]
_TURNED = "_Transposed"  # what quantising appends to the weight of a Gemm that it writes as a MatMul
_OURS = re.compile(r"onnx::\w+?_(\d+)$")


def initialisers(path: Path) -> dict[str, Array]:
    """Every constant of a graph by name, int8 ones multiplied out; those that export named keep their order."""
    import onnx
    from onnx import numpy_helper

    raw = {one.name: numpy_helper.to_array(one) for one in onnx.load(str(path)).graph.initializer}
    out: dict[str, Array] = {}
    for name, value in raw.items():
        if name.endswith("_quantized"):
            base = name.removesuffix("_quantized")
            zero = raw[base + "_zero_point"].astype(np.float32)
            value = (value.astype(np.float32) - zero) * raw[base + "_scale"]
            turned = base.endswith(_TURNED)
            out[base.removesuffix(_TURNED)] = value.T if turned else value
        elif not name.endswith(("_scale", "_zero_point")) and value.dtype == np.float32:
            out[name] = value
    return dict(sorted(out.items(), key=lambda pair: _order(pair[0])))


def _order(name: str) -> tuple[int, str]:
    found = _OURS.match(name)
    return (int(found[1]), "") if found else (-1, name)


def named(values: dict[str, Array], reference: dict[str, Array]) -> dict[str, Array]:
    """The values under the reference's names: the n-th that export named goes with the n-th of the same shape."""
    ours = {name: value for name, value in values.items() if not _OURS.match(name)}
    theirs = [(name, value.shape) for name, value in reference.items() if _OURS.match(name)]
    rest = [value for name, value in values.items() if _OURS.match(name)]
    if [shape for _, shape in theirs] != [value.shape for value in rest]:
        raise ValueError("The model's graph is not that of this network: its matrices differ in number or shape.")
    return ours | {name: value for (name, _), value in zip(theirs, rest, strict=True)}


def weights_of(graph: Path, architecture: Architecture, many: int, scratch: Path) -> list[dict[str, Tensor]]:
    """The parameters that ``many`` networks of this architecture had when ``graph`` was exported from them.

    Raises:
        ValueError: the graph belongs to another architecture, or to other than so many.
    """
    torch.manual_seed(0)
    probe = joined([Network(architecture) for _ in range(many)])
    with torch.no_grad():
        for parameter in probe.parameters():
            parameter.copy_(torch.randn_like(parameter))
    known = {name: parameter.detach().clone() for name, parameter in probe.named_parameters()}
    reference = initialisers(export(probe, scratch))
    values = named(initialisers(graph), reference)
    found = {name: _find(parameter, reference, values) for name, parameter in known.items()}
    if many == 1:
        return [found]
    prefixes = [f"networks.{k}." for k in range(many)]
    return [{n.removeprefix(p): value for n, value in found.items() if n.startswith(p)} for p in prefixes]


def _find(parameter: Tensor, reference: dict[str, Array], values: dict[str, Array]) -> Tensor:
    """The value whose namesake in the reference equals the parameter: as it is, transposed, or row by row."""
    wanted = parameter.numpy()
    for name, value in reference.items():
        if value.shape == wanted.shape and np.array_equal(value, wanted):
            return torch.from_numpy(values[name].copy())
        if value.ndim == 2 and value.shape == wanted.T.shape and np.array_equal(value, wanted.T):
            return torch.from_numpy(values[name].T.copy())
    if wanted.ndim == 2 and len(wanted) > 1:
        return torch.stack([_find(row, reference, values) for row in parameter])
    raise ValueError(f"The model's graph holds no constant of shape {wanted.shape} where this network has one.")


def run(shipped: Path, work: Path, sizes: dict[str, Any], member: int | None = 0) -> None:
    """Fill ``work`` with the shipped vocabulary, its vectors, and ``start/weights`` for both trainings: those of
    network ``member`` of the model. None: a network of its own begins there, with the vocabulary and vectors alone.

    Raises:
        models.errors.DamagedModel: a file of the shipped model is absent or changed.
    """
    open_pack(shipped)  # checks every hash
    work.mkdir(parents=True, exist_ok=True)
    for name in ("pieces.model", "vocabulary.npz"):
        shutil.copyfile(shipped / name, work / name)
    manifest = json.loads((shipped / "manifest.json").read_text("utf-8"))
    many = int(manifest["training"].get("networks", 1))
    tables = initialisers(shipped / "weights.onnx")
    width = next(value.shape for name, value in tables.items() if name.endswith("pieces.weight"))
    architecture = Architecture(vocabulary=width[0], embedding=width[1], **sizes)
    weights = weights_of(shipped / "weights.onnx", architecture, many, work / "start" / "probe.onnx")[member or 0]
    vectors = weights["pieces.weight"].numpy()
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.save(work / "vectors.npy", (vectors / np.maximum(length, 1e-6)).astype(np.float32))
    if member is None:
        return
    save_file({name: value.contiguous() for name, value in weights.items()}, work / "start" / "weights")
    came = {"name": manifest["name"], **manifest["training"]}
    (work / "start" / "came_from.json").write_text(json.dumps(came, indent=2) + "\n")
