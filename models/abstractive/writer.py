"""The writer at run time: onnxruntime and sentencepiece, greedy or with a small beam.

At every step the chance of a piece is what the gate leaves to saying it, plus what it leaves to copying, over all
places where the source has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.abstractive.source import Source, Step, spelt
from models.pack import loading, open_pack, shipped
from models.pieces import MASK, NULL, PAD, SEP, IntArray, Pieces
from models.sessions import session_of

SHIPPED: Final = "summariser-small-v1"
#: The two graphs: one reads an article once, one writes the next piece.
READS: Final = "reads.onnx"
WRITES: Final = "writes.onnx"
MOST_WRITTEN: Final = 72
_LONGER: Final = 0.8  # power of the length by which a beam's score is divided, so that short ones do not win
_NEVER: Final = -1e9
_RUN: Final = 3  # pieces in a row that are not written twice

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was written so far and the sum of the logs of its chances."""

    steps: tuple[Step, ...] = ()
    score: float = 0.0
    done: bool = field(default=False)

    @property
    def rank(self) -> float:
        return float(self.score / max(1, len(self.steps)) ** _LONGER)


class Writer:
    """Writes summaries of sources. ``reads`` and ``writes`` are sessions of the two graphs."""

    def __init__(self, reads: Any, writes: Any, pieces: Pieces) -> None:
        self._reads = reads
        self._writes = writes
        self.pieces = pieces

    @classmethod
    def open(cls, folder: Path | None = None) -> Writer:
        """The writer of a model folder.

        Raises:
            DamagedModel: a file is absent, changed, or cannot be loaded.
        """
        where = folder or shipped(SHIPPED)
        pack = open_pack(where)
        with loading(where):
            reads, writes = (session_of(pack.files[name]) for name in (READS, WRITES))
            return cls(reads, writes, Pieces.of(pack.files["pieces.model"]))

    def write(self, source: Source, *, beam: int = 1, most: int = MOST_WRITTEN) -> str:
        """The summary of a source, with its spelling; ``most`` pieces at most."""
        return spelt(self.drafts(source, beam, most)[0].steps, source, self.pieces)

    def drafts(self, source: Source, beam: int = 1, most: int = MOST_WRITTEN) -> list[Draft]:
        """The best drafts, best first; those of one beam stop together."""
        read = self._read(source)
        drafts, finished = [Draft()], []
        past = np.zeros((*read["keys"].shape[:3], 0, read["keys"].shape[4]), np.float32)
        past_keys = past_values = past
        for _ in range(most):
            last = np.asarray([_last(one) for one in drafts], dtype=np.int64)
            rows = {name: _repeated(value, len(drafts), name) for name, value in read.items()}
            said, copied, gate, past_keys, past_values = self._writes.run(
                None, {**rows, "last": last, "past_keys": past_keys, "past_values": past_values}
            )
            chances = _chances(said, copied, gate, source.ids)
            grown = [
                (at, self._grown(draft, int(piece), float(chances[at, piece]), copied[at], source))
                for at, draft in enumerate(drafts)
                for piece in _best(_without_repetition(chances[at], draft), beam)
            ]
            grown.sort(key=lambda pair: -pair[1].score)
            finished += [draft for _, draft in grown[:beam] if draft.done]
            going = [(at, draft) for at, draft in grown if not draft.done][:beam]
            if len(finished) >= beam or not going:
                break
            drafts = [draft for _, draft in going]
            kept = [at for at, _ in going]
            past_keys, past_values = past_keys[:, kept], past_values[:, kept]
        return sorted(finished or drafts, key=lambda draft: -draft.rank)

    def _read(self, source: Source) -> dict[str, NDArray[Any]]:
        given = {name: getattr(source, name)[None].astype(np.int64) for name in ("ids", "shapes", "kinds")}
        keys, values, pointers = self._reads.run(None, given)
        return {"ids": given["ids"], "keys": keys, "values": values, "pointers": pointers}

    def _grown(self, draft: Draft, piece: int, chance: float, copied: Floats, source: Source) -> Draft:
        if piece == SEP:
            return Draft(draft.steps, draft.score + chance, True)
        before = draft.steps[-1].position if draft.steps else -1
        step = Step(piece, _place(piece, before, copied, source))
        return Draft((*draft.steps, step), draft.score + chance)


def _last(draft: Draft) -> tuple[int, int]:
    """The two pieces written last; before the first stands NULL, and before that nothing."""
    written = (PAD, NULL, *(step.piece for step in draft.steps[-2:]))
    return written[-2], written[-1]


def _repeated(value: NDArray[Any], times: int, name: str) -> NDArray[Any]:
    return np.repeat(value, times, axis=1 if name in ("keys", "values") else 0)


def _chances(said: Floats, copied: Floats, gate: Floats, ids: IntArray) -> Floats:
    """Log-chances ``[B, V]`` of each piece, said or copied. Our own signs but the end are never written."""
    says, copies = -np.logaddexp(0.0, -gate), -np.logaddexp(0.0, gate)
    places = np.zeros_like(said)
    for row, place in zip(places, copied, strict=True):
        np.add.at(row, ids, place)
    found: Floats = np.logaddexp(said + says[:, None], np.log(np.maximum(places, 1e-12)) + copies[:, None])
    found[:, [PAD, NULL, MASK]] = _NEVER
    found[:, SEP] = said[:, SEP] + says
    return found


def _without_repetition(chances: Floats, draft: Draft) -> Floats:
    """No three pieces in a row a second time."""
    written = [step.piece for step in draft.steps]
    head = tuple(written[len(written) - _RUN + 1 :])
    runs = zip(*(written[at:] for at in range(_RUN)), strict=False)
    again = [run[-1] for run in runs if run[:-1] == head]
    if not again:
        return chances
    kept = chances.copy()
    kept[again] = _NEVER
    return kept


def _best(chances: Floats, many: int) -> Sequence[int]:
    best: list[int] = np.argpartition(-chances, many)[:many].tolist()
    return best


def _place(piece: int, before: int, copied: Floats, source: Source) -> int:
    """Where the source has a piece: after the piece that was copied before, else where the writer looks most."""
    places = np.flatnonzero(source.ids == piece)
    if not len(places):
        return -1
    if before >= 0 and before + 1 in places and source.follows(before + 1, before):
        return before + 1
    return int(places[int(np.argmax(copied[places]))])
