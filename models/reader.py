"""The small reader: a transformer of our own that ships with the project and needs neither torch nor a network.

``SmallReader.open().read(question, contexts)`` finds the answer's exact characters, a calibrated score, and decides
whether the contexts answer at all. How it was trained: docs/reader.md.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.spans import Span
from models.decoding import Decoded, merge, spans_of
from models.pack import loading, open_pack, shipped
from models.pieces import PAD, Encoded, Pieces
from models.reading import Reading, ScoredSpan
from models.sessions import session_of
from models.windows import LONGEST_QUESTION, Vocabulary, Window, join, windows_for

SHIPPED = "reader-small-v5"
#: Windows a run: enough to keep two cores busy, little enough to keep memory flat.
TOGETHER = 16


@dataclass(frozen=True, slots=True)
class Calibration:
    """From the log-odds that there is an answer and a span's expected worth to the chance that the span is right.

    ``score = logistic(bias + presence·p + worth·w)`` with log-odds held in ±20; ``threshold`` is the presence from
    which the reader answers.
    """

    bias: float
    presence: float
    worth: float
    threshold: float

    def score(self, presence: float, worth: float) -> float:
        held = min(20.0, max(-20.0, presence))
        return 1.0 / (1.0 + math.exp(-(self.bias + self.presence * held + self.worth * worth)))


@dataclass(frozen=True, slots=True)
class Options:
    """How much is read: pieces a window, windows a question, candidates returned."""

    budget: int = 256
    windows: int = 2
    candidates: int = 10


class SmallReader:
    """A ``models.reading.Reader``. Deterministic; remembers the contexts it has just seen."""

    name = "small"

    def __init__(
        self, session: Any, pieces: Pieces, vocabulary: Vocabulary, calibration: Calibration, options: Options
    ) -> None:
        self._session = session
        self._pieces = pieces
        self._vocabulary = vocabulary
        self._calibration = calibration
        self._options = options
        self._seen: dict[str, Encoded] = {}

    @classmethod
    def open(cls, folder: Path | None = None) -> SmallReader:
        """Open a model folder, or the shipped model.

        Raises:
            DamagedModel: a file is absent, changed, or cannot be loaded.
        """
        where = folder or shipped(SHIPPED)
        pack = open_pack(where)
        with loading(where):
            session = session_of(pack.files["weights.onnx"])
            pieces = Pieces.of(pack.files["pieces.model"])
            table = np.load(io.BytesIO(pack.files["vocabulary.npz"]), allow_pickle=False)
            vocabulary = Vocabulary(table["folds"], table["idf"].astype(np.float32))
            calibration = Calibration(**pack.manifest["calibration"])
            options = Options(**pack.manifest.get("options", {}))
        return cls(session, pieces, vocabulary, calibration, options)

    def read(self, question: str, contexts: Sequence[str]) -> Reading:
        """The best spans of all contexts, best first; see ``models.reading.Reading``."""
        asked = self._question(question)
        tokens = join(contexts, [self._context(text) for text in contexts])
        if not len(asked) or not len(tokens.ids):
            return Reading((), False)
        windows = windows_for(asked, tokens, self._vocabulary, self._options.budget, self._options.windows)
        found: list[Decoded] = []
        for first in range(0, len(windows), TOGETHER):
            part = windows[first : first + TOGETHER]
            found += [spans_of(table, w, tokens) for w, table in zip(part, self._scores(part), strict=True)]
        return self._reading(merge(found, self._options.candidates), contexts)

    def _reading(self, found: Decoded, contexts: Sequence[str]) -> Reading:
        worths: dict[tuple[int, Span], float] = {}
        for one in found.spans:
            worths.setdefault((one.context, first_line(one.span, contexts[one.context])), one.worth)
        scored = tuple(
            ScoredSpan(context, span, self._calibration.score(found.presence, worth))
            for (context, span), worth in worths.items()
        )
        return Reading(scored, bool(scored) and found.presence >= self._calibration.threshold)

    def _question(self, question: str) -> Encoded:
        encoded = self._pieces.encode(question[:4000])
        keep = slice(0, LONGEST_QUESTION)
        return Encoded(encoded.ids[keep], encoded.starts[keep], encoded.stops[keep], encoded.shapes[keep])

    def _context(self, text: str) -> Encoded:
        known = self._seen.get(text)
        if known is None:
            if len(self._seen) > 256:
                self._seen.clear()
            known = self._seen[text] = self._pieces.encode(text)
        return known

    def _scores(self, windows: Sequence[Window]) -> list[Any]:
        return list(self._session.run(None, batch_of(windows))[0])


def first_line(span: Span, text: str) -> Span:
    """A paragraph's end ends an answer: the network, which does not see it, now and then reads on.

    >>> first_line(Span(0, 14), "Nha Trang\\n\\nTại đây").of("Nha Trang\\n\\nTại đây")
    'Nha Trang'
    """
    end = text.find("\n", span.start, span.stop)
    return span if end < 0 else Span(span.start, end)


def batch_of(windows: Sequence[Window]) -> dict[str, np.ndarray]:
    """Windows as one padded batch: what the network takes."""
    shape = (len(windows), max(len(w.ids) for w in windows))
    batch: dict[str, np.ndarray] = {
        "ids": np.full(shape, PAD, dtype=np.int64),
        "shapes": np.zeros(shape, dtype=np.int64),
        "kinds": np.zeros(shape, dtype=np.int64),
        "features": np.zeros((*shape, windows[0].features.shape[1]), dtype=np.float32),
    }
    for row, window in enumerate(windows):
        length = len(window.ids)
        batch["ids"][row, :length] = window.ids
        batch["shapes"][row, :length] = window.shapes
        batch["kinds"][row, :length] = window.kinds
        batch["features"][row, :length] = window.features / np.float32(255)
    return batch
