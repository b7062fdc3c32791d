"""Examples as the network reads them: made from a question and its contexts, packed flat, dealt in even batches."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.pieces import PAD, Encoded, Pieces, fold
from models.windows import (
    LONGEST_QUESTION,
    Tokens,
    Vocabulary,
    Window,
    build,
    fill,
    join,
    match,
    ranked,
)

LONGEST = 288
#: Pieces of context a window may take: short ones teach the same at half the cost, long ones are what is read later.
SHORT = (64, 80, 96, 112, 128)
LONG = (128, 160, 192, 224)
LONGEST_ANSWER = 40  # pieces; Architecture.span


@dataclass(frozen=True, slots=True)
class Example:
    """A window and the positions of the answer's first and last piece, (0, 0) when it is not there."""

    window: Window
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to learn from: ``answer`` is ``(context, start, stop)`` in characters, or None."""

    question: str
    contexts: tuple[str, ...]
    answer: tuple[int, int, int] | None


class Encoder:
    """Pieces plus a memory of contexts already encoded: many questions share one."""

    def __init__(self, pieces: Pieces, vocabulary: Vocabulary, keep: int = 512) -> None:
        self.pieces = pieces
        self.vocabulary = vocabulary
        self._keep = keep
        self._known: dict[str, Encoded] = {}

    def context(self, text: str) -> Encoded:
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= self._keep:
                self._known.clear()
            known = self._known[text] = self.pieces.encode(text)
        return known

    @classmethod
    def open(cls, work: Path) -> Encoder:
        table = np.load(work / "vocabulary.npz", allow_pickle=False)
        return cls(Pieces.open(work / "pieces.model"), Vocabulary(table["folds"], table["idf"].astype(np.float32)))


def gold_pieces(tokens: Tokens, answer: tuple[int, int, int]) -> np.ndarray:
    """Indices of the pieces that the answer touches."""
    context, start, stop = answer
    return np.flatnonzero((tokens.context == context) & (tokens.starts < stop) & (tokens.stops > start))


def with_gold(order: list[int], gold: set[int], lengths: np.ndarray, budget: int) -> list[int]:
    """The best sentences, with those of the answer among them whatever their rank."""
    chosen = sorted(gold)
    room = budget - int(sum(lengths[s] for s in chosen))
    for sentence in order:
        if sentence not in gold and lengths[sentence] <= room:
            chosen.append(sentence)
            room -= int(lengths[sentence])
    return chosen


def make_example(
    asked: Asked, encoder: Encoder, rng: random.Random, budgets: tuple[int, ...] = SHORT
) -> Example | None:
    """One window of training, of random length; now and then one that lacks the answer."""
    question = encoder.pieces.encode(asked.question)
    tokens = join(asked.contexts, [encoder.context(c) for c in asked.contexts])
    if not len(question) or not len(tokens.ids):
        return None
    matches = match(question, tokens, encoder.vocabulary)
    lengths = np.bincount(tokens.sentence)
    order = ranked(matches.scores)
    budget = rng.choice(budgets)
    gold = gold_pieces(tokens, asked.answer) if asked.answer else np.zeros(0, dtype=np.int64)
    if len(gold) and rng.random() < 0.88:
        chosen = with_gold(order, set(tokens.sentence[gold].tolist()), lengths, budget)
    else:
        windows = fill(order, lengths, budget, 3)
        chosen = windows[0 if rng.random() < 0.7 else min(rng.randint(0, 2), len(windows) - 1)]
    window = build(question, tokens, matches, chosen)
    if len(window.ids) > LONGEST:
        return None
    return _label(window, gold, min(len(question), LONGEST_QUESTION))


def _label(window: Window, gold: np.ndarray, asked: int) -> Example | None:
    if not len(gold):
        return Example(window, 0, 0)
    inside = np.flatnonzero(np.isin(window.source, gold))
    if not len(inside):
        return Example(window, 0, 0)
    if len(inside) != len(gold) or inside[0] <= asked or len(gold) > LONGEST_ANSWER:
        return None  # cut in two by the selection, or too long: neither an answer nor its absence
    return Example(window, int(inside[0]), int(inside[-1]))


def augment(question: str, rng: random.Random) -> str:
    """The question as different people type it: without marks, in lower case, without its sign."""
    if rng.random() < 0.25:
        question = question.rstrip(" ?")
    chance = rng.random()
    if chance < 0.25:
        question = fold(question)
        return question.lower() if rng.random() < 0.6 else question
    return question.lower() if chance < 0.37 else question


def pack(examples: Iterable[Example], target: Path) -> int:
    """Write examples flat to an ``.npz``; return how many."""
    kept = list(examples)
    lengths = np.asarray([len(e.window.ids) for e in kept], dtype=np.int64)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name("." + target.name)
    with beside.open("wb") as file:
        np.savez(
            file,
            bounds=np.concatenate(([0], np.cumsum(lengths))),
            ids=np.concatenate([e.window.ids for e in kept]).astype(np.uint16),
            shapes=np.concatenate([e.window.shapes for e in kept]).astype(np.uint8),
            kinds=np.concatenate([e.window.kinds for e in kept]).astype(np.uint8),
            features=np.concatenate([e.window.features for e in kept]),
            start=np.asarray([e.start for e in kept], dtype=np.int64),
            end=np.asarray([e.end for e in kept], dtype=np.int64),
        )
    beside.replace(target)
    return len(kept)


class Packed:
    """Examples read back from one or more packed files."""

    def __init__(self, paths: Iterable[Path]) -> None:
        parts = [dict(np.load(path, allow_pickle=False)) for path in paths]
        shift = np.cumsum([0] + [int(p["bounds"][-1]) for p in parts])
        self.firsts = np.concatenate([p["bounds"][:-1] + s for p, s in zip(parts, shift, strict=False)])
        self.lengths = np.concatenate([np.diff(p["bounds"]) for p in parts])
        self._columns = {k: np.concatenate([p[k] for p in parts]) for k in parts[0] if k != "bounds"}

        short = self._columns["end"] - self._columns["start"] < LONGEST_ANSWER
        self.firsts, self.lengths = self.firsts[short], self.lengths[short]
        for name in ("start", "end"):
            self._columns[name] = self._columns[name][short]

    def __len__(self) -> int:
        return len(self.lengths)

    def batch(self, rows: np.ndarray, length: int) -> dict[str, np.ndarray]:
        """Padded arrays ``[B, length]`` of the rows; features float32 in 0..1."""
        at = self.firsts[rows, None] + np.arange(length)
        inside = np.arange(length) < self.lengths[rows, None]
        at = np.where(inside, at, 0)
        out = {k: np.where(inside, self._columns[k][at], PAD if k == "ids" else 0) for k in ("ids", "shapes", "kinds")}
        features = np.where(inside[..., None], self._columns["features"][at], 0)
        return {
            "ids": out["ids"].astype(np.int64),
            "shapes": out["shapes"].astype(np.int64),
            "kinds": out["kinds"].astype(np.int64),
            "features": features.astype(np.float32) / 255.0,
            "start": self._columns["start"][rows],
            "end": self._columns["end"][rows],
        }

    def plan(self, tokens: int, seed: int, step: int = 32) -> list[tuple[np.ndarray, int]]:
        """All rows once (but for remainders and rare lengths), in shuffled batches of about ``tokens`` positions.

        Only whole batches of a few padded lengths: a compiled network is compiled once for each shape it meets.
        """
        random_state = np.random.default_rng(seed)
        padded = np.maximum(-(-self.lengths // step) * step, 3 * step)
        batches: list[tuple[np.ndarray, int]] = []
        for length in np.unique(padded):
            rows = random_state.permutation(np.flatnonzero(padded == length))
            size = max(1, tokens // int(length))
            if len(rows) >= 0.02 * len(padded):
                batches.extend((rows[i : i + size], int(length)) for i in range(0, len(rows), size))
        whole = [b for b in batches if len(b[0]) == tokens // b[1]] or batches
        return [whole[i] for i in random_state.permutation(len(whole))]


def batches(packed: Packed, tokens: int, seed: int) -> Iterator[dict[str, np.ndarray]]:
    for rows, length in packed.plan(tokens, seed):
        yield packed.batch(rows, length)
