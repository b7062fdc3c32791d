"""How good is the network right now: EM and F1 on samples of the development sets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from models.decoding import Decoded, merge, spans_of
from models.pieces import PAD, fold
from models.training import scoring, sources
from models.training.examples import Encoder
from models.training.network import Network
from models.training.precision import autocast
from models.windows import Tokens, Window, join, windows_for

Scorer = Callable[[list[Window]], list[np.ndarray]]


@dataclass(frozen=True, slots=True)
class Guess:
    """The best span for one question, its expected worth, and the log-odds that there is an answer at all."""

    text: str
    presence: float
    worth: float
    golds: tuple[str, ...]

    @property
    def em(self) -> float:
        return scoring.exact_match(self.text, self.golds)

    @property
    def f1(self) -> float:
        return scoring.f1(self.text, self.golds)


def read_dev(name: str) -> list[dict[str, Any]]:
    return list(sources.rows(sources.question_file(name, "dev")))


def sample(rows: list[dict[str, Any]], many: int, seed: int = 5) -> list[dict[str, Any]]:
    order = np.random.default_rng(seed).permutation(len(rows))[:many]
    return [rows[i] for i in sorted(order.tolist())]


def padded(windows: Sequence[Window]) -> dict[str, np.ndarray]:
    """Windows as one batch."""
    length = max(len(w.ids) for w in windows)

    def column(name: str, fill: int) -> np.ndarray:
        out = np.full((len(windows), length), fill, dtype=np.int64)
        for row, window in enumerate(windows):
            out[row, : len(window.ids)] = getattr(window, name)
        return out

    features = np.zeros((len(windows), length, windows[0].features.shape[1]), dtype=np.float32)
    for row, window in enumerate(windows):
        features[row, : len(window.ids)] = window.features / np.float32(255)
    return {"ids": column("ids", PAD), "shapes": column("shapes", 0), "kinds": column("kinds", 0), "features": features}


def torch_scorer(network: Network) -> Scorer:
    device = next(network.parameters()).device

    def score(windows: list[Window]) -> list[np.ndarray]:
        batch = {k: torch.from_numpy(v).to(device) for k, v in padded(windows).items()}
        with torch.no_grad(), autocast(device):
            table = network(batch["ids"], batch["shapes"], batch["kinds"], batch["features"])
        return list(table.float().cpu().numpy())

    return score


def guesses(
    rows: list[dict[str, Any]], scorer: Scorer, encoder: Encoder, budget: int = 256, most: int = 2, plain: bool = False
) -> list[Guess]:
    """Read every row; ``plain`` takes the marks from the questions first."""
    prepared: list[tuple[Tokens, list[Window]]] = []
    for row in rows:
        question = fold(row["question"]) if plain else row["question"]
        tokens = join((row["context"],), [encoder.context(row["context"])])
        windows = windows_for(encoder.pieces.encode(question), tokens, encoder.vocabulary, budget, most)
        prepared.append((tokens, windows))
    flat = [(i, w) for i, (_, windows) in enumerate(prepared) for w in windows]
    flat.sort(key=lambda pair: len(pair[1].ids))
    found: list[list[Decoded]] = [[] for _ in rows]
    for first in range(0, len(flat), 48):
        part = flat[first : first + 48]
        for (i, window), table in zip(part, scorer([w for _, w in part]), strict=True):
            found[i].append(spans_of(table, window, prepared[i][0]))
    return [_guess(row, merge(f)) for row, f in zip(rows, found, strict=True)]


def _guess(row: dict[str, Any], found: Decoded) -> Guess:
    golds = tuple(a["text"] for a in row["answers"])
    if not found.spans:
        return Guess("", -99.0, 0.0, golds)
    best = found.spans[0]
    return Guess(row["context"][best.span.start : best.span.stop], found.presence, best.worth, golds)


def forced(found: Sequence[Guess]) -> dict[str, float]:
    """EM and F1 (percent) when every question must be answered."""
    return {"em": 100 * float(np.mean([g.em for g in found])), "f1": 100 * float(np.mean([g.f1 for g in found]))}


def with_threshold(found: Sequence[Guess], threshold: float) -> dict[str, float]:
    """EM and F1 (percent) when a presence below ``threshold`` means "not here"; answerable and unanswerable apart."""
    answered = [g.presence >= threshold for g in found]
    em = np.asarray([g.em if a else float(not g.golds) for g, a in zip(found, answered, strict=True)])
    over = np.asarray([g.f1 if a else float(not g.golds) for g, a in zip(found, answered, strict=True)])
    has = np.asarray([bool(g.golds) for g in found])
    return {
        "em": 100 * float(em.mean()),
        "f1": 100 * float(over.mean()),
        "answerable_em": 100 * float(em[has].mean()) if has.any() else 0.0,
        "answerable_f1": 100 * float(over[has].mean()) if has.any() else 0.0,
        "unanswerable_em": 100 * float(em[~has].mean()) if (~has).any() else 0.0,
    }


def best_threshold(found: Sequence[Guess]) -> float:
    """The threshold of the best F1, among those seen."""
    candidates = np.quantile([g.presence for g in found], np.linspace(0.02, 0.98, 49))
    return float(max(candidates, key=lambda t: with_threshold(found, float(t))["f1"]))


def quick_look(encoder: Encoder, many: int = 150) -> Callable[[Network], dict[str, float]]:
    """A look at small samples for the training log."""
    sets = {name: sample(read_dev(name), many) for name in ("viquad1_dev", "viquad2_dev_a", "vinewsqa_dev")}

    def look(network: Network) -> dict[str, float]:
        scorer = torch_scorer(network)
        out: dict[str, float] = {}
        for name, rows in sets.items():
            found = guesses(rows, scorer, encoder, most=2)
            values = with_threshold(found, best_threshold(found)) if name == "viquad2_dev_a" else forced(found)
            out |= {f"{name}_{k}": v for k, v in values.items()}
        return out

    return look
