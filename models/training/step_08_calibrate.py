"""Step 8: int8 reader + one half of the development sets → calibration; the other half and the whole → scores.

A question belongs to a half by the hash of its context, so no passage stands on both sides.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from models.reader import Calibration, Options, batch_of
from models.training.examples import Encoder
from models.training.looking import Guess, Scorer, forced, guesses, read_dev, sample, with_threshold

SETS = ("viquad1_dev", "viquad2_dev_a", "vinewsqa_dev")
#: A guess counts as right for the score when it shares at least half with a gold (F1).
RIGHT = 0.5


def onnx_scorer(path: Path) -> Scorer:
    import onnxruntime

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 2
    settings.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), settings, providers=["CPUExecutionProvider"])
    return lambda windows: list(session.run(None, batch_of(windows))[0])


def in_first_half(row: dict[str, Any]) -> bool:
    return hashlib.sha256(row["context"].encode()).digest()[0] % 2 == 0


def right(guess: Guess) -> bool:
    return bool(guess.golds) and guess.f1 >= RIGHT


def fit(found: Sequence[Guess], rounds: int = 30) -> tuple[float, float, float]:
    """Logistic regression of "right" on presence and worth, by Newton's method with a little ridge."""
    x = np.asarray([[1.0, min(20.0, max(-20.0, g.presence)), g.worth] for g in found])
    y = np.asarray([float(right(g)) for g in found])
    weights = np.zeros(3)
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ weights))
        curve = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(3)
        weights += np.linalg.solve(curve, x.T @ (y - p) - 1e-3 * weights)
    return float(weights[0]), float(weights[1]), float(weights[2])


def balanced_threshold(found: Sequence[Guess]) -> float:
    """The presence that serves both kinds of question: the best of F1 plus the weaker of the two exact matches."""

    def worth(threshold: float) -> float:
        s = with_threshold(found, threshold)
        return s["f1"] + min(s["answerable_em"], s["unanswerable_em"])

    candidates = np.quantile([g.presence for g in found], np.linspace(0.02, 0.98, 97))
    return float(max(candidates.tolist(), key=worth))


def calibrate(found: dict[str, list[Guess]]) -> Calibration:
    """From the guesses of the choosing half of each set."""
    everything = [g for guess in found.values() for g in guess]
    return Calibration(*fit(everything), threshold=balanced_threshold(found["viquad2_dev_a"]))


def trust(found: Sequence[Guess], calibration: Calibration, sure: float = 0.8) -> dict[str, float]:
    """Of the answers with a score of at least ``sure``: the share that is right, and the share of answerable
    questions that got one."""
    scores = np.asarray([calibration.score(g.presence, g.worth) for g in found])
    good = np.asarray([right(g) for g in found])
    has = np.asarray([bool(g.golds) for g in found])
    picked = (scores >= sure) & np.asarray([g.presence >= calibration.threshold for g in found])
    return {
        "sure_right": 100 * float(good[picked].mean()) if picked.any() else 0.0,
        "sure_share": 100 * float(picked[has].mean()) if has.any() else 0.0,
    }


def report(found: Sequence[Guess], calibration: Calibration) -> dict[str, float]:
    values = with_threshold(found, calibration.threshold) | trust(found, calibration)
    values |= {f"forced_{k}": v for k, v in forced([g for g in found if g.golds]).items()}
    return {k: round(v, 2) for k, v in values.items()} | {"questions": len(found)}


def run(work: Path, many: int | None = None, bare: int = 400, options: Options | None = None) -> dict[str, Any]:
    """Calibrate and score; writes ``scores.json`` beside the weights.

    ``many`` limits the questions of each set, ``bare`` those that are asked a second time without their marks.
    """
    options = options or Options()
    encoder = Encoder.open(work)
    scorer = onnx_scorer(work / "export" / "weights.onnx")

    def read(rows: list[dict[str, Any]], plain: bool = False) -> list[Guess]:
        return guesses(rows, scorer, encoder, options.budget, options.windows, plain)

    rows = {name: sample(read_dev(name), many) if many else read_dev(name) for name in SETS}
    found = {name: read(rows[name]) for name in SETS}
    calibration = calibrate({name: half(rows[name], found[name], True) for name in SETS})
    scores: dict[str, Any] = {}
    for name in SETS:
        scores[name] = report(found[name], calibration)
        scores[f"{name}, held-out half"] = report(half(rows[name], found[name], False), calibration)
        chosen = sample(rows[name], bare)
        ids = {row["id"] for row in chosen}
        same = [g for g, row in zip(found[name], rows[name], strict=True) if row["id"] in ids]
        scores[f"{name}, a sample"] = report(same, calibration)
        scores[f"{name}, that sample without marks"] = report(read(chosen, plain=True), calibration)
    out = {"calibration": asdict(calibration), "options": asdict(options), "sample": many, "scores": scores}
    (work / "export" / "scores.json").write_text(json.dumps(out, indent=2) + "\n")
    return out


def half(rows: Sequence[dict[str, Any]], found: Sequence[Guess], first: bool) -> list[Guess]:
    """The guesses for the rows of one half."""
    return [g for g, row in zip(found, rows, strict=True) if in_first_half(row) == first]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=None)
    chosen = parser.parse_args()
    print(json.dumps(run(Path(".work/reader"), chosen.many), indent=2))
