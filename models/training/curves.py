"""Loss, rate and development scores of a run, drawn from its log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def read_log(folder: Path) -> list[dict[str, Any]]:
    """The rows of a run's log, its plan lines left out."""
    path = folder / "log.jsonl"
    if not path.is_file():
        return []
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if "plan" not in row]


def draw(folder: Path) -> Path | None:
    """Write ``curves.png`` beside the log; nothing when matplotlib is not installed or nothing was logged."""
    rows = read_log(folder)
    try:
        import matplotlib
    except ImportError:
        return None
    if not rows:
        return None
    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    figure, (top, bottom) = plt.subplots(2, 1, sharex=True, figsize=(8, 7))
    losses = [(r["examples"], r["loss"]) for r in rows if "loss" in r]
    top.plot(*zip(*losses, strict=True) if losses else ([], []))
    top.set_ylabel("loss (nats)")
    looks = [r for r in rows if any(k.endswith("_f1") for k in r)]
    for key in sorted({k for r in looks for k in r if k.endswith(("_dev_f1", "_dev_a_f1"))}):
        bottom.plot([r["examples"] for r in looks], [r[key] for r in looks], marker="o", label=key)
    bottom.set_xlabel("examples")
    bottom.set_ylabel("F1 on a sample (%)")
    if looks:
        bottom.legend()
    figure.savefig(folder / "curves.png", dpi=110)
    plt.close(figure)
    return folder / "curves.png"
