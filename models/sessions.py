"""Opening ONNX graphs the one way that every model here is opened."""

from __future__ import annotations

from typing import Any

from models.threads import threads


def session_of(graph: bytes | str) -> Any:
    """A session of onnxruntime over a graph (its bytes, or its path) on the CPU, with as many threads as a model may
    use."""
    import onnxruntime

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = threads()
    settings.inter_op_num_threads = 1
    settings.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, settings, providers=["CPUExecutionProvider"])
