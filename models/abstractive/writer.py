"""The writer at run time: onnxruntime and sentencepiece, greedy or with a small beam (:mod:`models.abstractive.choices`
says what may come next)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.abstractive.choices import NEVER, Choices, Floats
from models.abstractive.source import Source, Step, source_of, spelt
from models.pack import loading, open_pack, shipped
from models.pieces import NULL, PAD, SEP, IntArray, Pieces
from models.sessions import session_of

SHIPPED: Final = "summariser-small-v1"
#: The two graphs: one reads an article once, one writes the next piece.
READS: Final = "reads.onnx"
WRITES: Final = "writes.onnx"
#: The pieces that may be written without the source having them, int32 ``[S]``.
SAYABLE: Final = "sayable.npy"
MOST_WRITTEN: Final = 72
BEAM: Final = 2
_LONGER: Final = 0.8  # power of the length by which a beam's score is divided, so that short ones do not win


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
    """Writes summaries of sources. ``reads`` and ``writes`` are sessions of the two graphs; ``sayable`` ``[S]``: the
    pieces that may be written without the source having them, in the order of what the second says."""

    def __init__(self, reads: Any, writes: Any, sayable: IntArray, pieces: Pieces) -> None:
        self._reads = reads
        self._writes = writes
        self._sayable = sayable
        self._small = frozenset(sayable.tolist())
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
            sayable = np.load(io.BytesIO(pack.files[SAYABLE]), allow_pickle=False)
            return cls(reads, writes, sayable, Pieces.of(pack.files["pieces.model"]))

    def abstracts(self, title: str, sentences: Sequence[str], worth: Sequence[float]) -> list[str]:
        """What a newspaper might print above an article, best first; ``worth``: of each sentence, the higher the sooner
        it is read."""
        source = source_of(title, sentences, worth, self.pieces)
        return [self.spelt(draft, source) for draft in self.drafts(source, BEAM)]

    def write(self, source: Source, *, beam: int = 1, most: int = MOST_WRITTEN) -> str:
        """The summary of a source, with its spelling; ``most`` pieces at most."""
        return self.spelt(self.drafts(source, beam, most)[0], source)

    def spelt(self, draft: Draft, source: Source) -> str:
        return spelt(draft.steps, source, self.pieces, self._small)

    def drafts(self, source: Source, beam: int = 1, most: int = MOST_WRITTEN) -> list[Draft]:
        """The best drafts, best first; those of one beam stop together."""
        read = rows = self._read(source)
        choices = Choices(source, self._sayable, self.pieces)
        drafts, finished = [Draft()], []
        past_keys = past_values = np.zeros((*read["keys"].shape[:3], 0, read["keys"].shape[4]), np.float32)
        for _ in range(most):
            last = np.asarray([_last(one) for one in drafts], dtype=np.int64)
            if len(rows["ids"]) != len(drafts):
                rows = {name: _repeated(value, len(drafts), name) for name, value in read.items()}
            said, copied, gate, past_keys, past_values = self._writes.run(
                None, {**rows, "last": last, "past_keys": past_keys, "past_values": past_values}
            )
            chances, copying = choices.weighed(said, copied, gate, [draft.steps for draft in drafts])
            grown = [
                (at, _grown(draft, column, float(row[column]), copying[at], copied[at], choices))
                for at, draft in enumerate(drafts)
                for row in (choices.allowed(chances[at], draft.steps),)
                for column in _best(row, beam)
            ]
            grown.sort(key=lambda pair: -pair[1].score)
            finished += [draft for _, draft in grown[:beam] if draft.done]
            going = [(at, draft) for at, draft in grown if not draft.done and draft.score > NEVER][:beam]
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


def _grown(
    draft: Draft, column: int, chance: float, copying: NDArray[np.bool_], copied: Floats, choices: Choices
) -> Draft:
    piece = int(choices.ids[column])
    if piece == SEP:
        return Draft(draft.steps, draft.score + chance, True)
    before = draft.steps[-1].position if draft.steps else -1
    place = choices.place(piece, before, copied) if copying[column] or choices.going_on(draft.steps) >= 0 else -1
    return Draft((*draft.steps, Step(piece, place)), draft.score + chance)


def _last(draft: Draft) -> tuple[int, int]:
    """The two pieces written last; before the first stands NULL, and before that nothing."""
    written = (PAD, NULL, *(step.piece for step in draft.steps[-2:]))
    return written[-2], written[-1]


def _repeated(value: NDArray[Any], times: int, name: str) -> NDArray[Any]:
    return np.repeat(value, times, axis=1 if name in ("keys", "values") else 0)


def _best(chances: Floats, many: int) -> list[int]:
    best: list[int] = np.argpartition(-chances, min(many, len(chances) - 1))[:many].tolist()
    return best
