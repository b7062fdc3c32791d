"""Step 7: weights → ONNX, then int8 weights (products of matrices and tables of vectors)."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import torch
from torch import nn

NAMES = ["ids", "shapes", "kinds", "features"]


def export(network: nn.Module, target: Path) -> Path:
    """The network, or several as one (``together``), as an fp32 ONNX graph with free batch and length."""
    network = network.to("cpu").float().eval()
    batch, length = 2, 24
    ids = torch.randint(4, network.a.vocabulary, (batch, length))
    kinds = torch.full((batch, length), 2)
    kinds[:, 0], kinds[:, 1:6] = 0, 1
    inputs = (ids, torch.zeros_like(ids), kinds, torch.rand(batch, length, 8))
    target.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            inputs,
            str(target),
            dynamo=False,
            input_names=NAMES,
            output_names=["scores"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in NAMES},
            opset_version=17,
        )
    return target


def quantise(source: Path, target: Path) -> Path:
    """Dynamic int8: weights a byte each, one scale a column; activations measured as they pass.

    Of the byte, products use seven bits: a CPU without VNNI adds two of them in sixteen bits, which eight would
    overflow, so that the same question had other answers on such machines. The last products (span ends and pairs)
    stay fp32: they are tiny, and their sums are what is compared.
    """
    import logging

    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    graph = onnx.load(str(source)).graph
    weights = {w.name: int(np.prod(w.dims)) for w in graph.initializer}
    small = [
        node.name
        for node in graph.node
        if node.op_type in {"MatMul", "Gather", "Gemm"}
        and max((weights.get(i, 0) for i in node.input), default=0) < 20_000
    ]
    logging.getLogger().setLevel(logging.ERROR)
    tables = target.with_name("." + target.name)
    for given, made, kind, narrow in ((source, tables, "Gather", False), (tables, target, "MatMul", True)):
        quantize_dynamic(
            str(given),
            str(made),
            op_types_to_quantize=[kind],
            per_channel=True,
            reduce_range=narrow,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=small,
            extra_options={"MatMulConstBOnly": True},
        )
    tables.unlink()
    return target


def fuse(source: Path, target: Path) -> Path:
    """Do now what ONNX Runtime would otherwise do at every opening: two thirds of the time it takes to open."""
    import onnxruntime

    settings = onnxruntime.SessionOptions()
    settings.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    settings.optimized_model_filepath = str(target)
    settings.log_severity_level = 3
    onnxruntime.InferenceSession(str(source), settings, providers=["CPUExecutionProvider"])
    return target


def run(work: Path, network: nn.Module) -> Path:
    plain = export(network, work / "export" / "weights.fp32.onnx")
    return fuse(quantise(plain, work / "export" / "weights.int8.onnx"), work / "export" / "weights.onnx")
