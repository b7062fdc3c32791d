"""The salience head that ships with the project: numpy and SentencePiece, no torch, no network.

    >>> from models.salience.model import Salience
    >>> read = Salience.open().read("Cầu mới ở Yên Định", ["Cầu dài 860 mét.", "Trời mưa."])  # doctest: +SKIP
    >>> read.worth([(0,), (1,), (0, 1)])  # the foreseen ROUGE of each choice with a news abstract  # doctest: +SKIP

How it was trained: docs/summariser.md.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from models.pack import loading, open_pack, shipped
from models.pieces import Pieces
from models.salience.network import Network
from models.salience.page import FloatArray, Page, page_of, row_of

SHIPPED: Final = "salience-small-v1"
MOST_MEMBERS: Final = 3
#: Tables of whole numbers, each row with a scale of its own.
SCALED: Final = "pieces.weight"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A read article. ``vectors`` float32 ``[S, head]``: what each sentence adds to the worth of a choice;
    ``bonus``: what is added for one, two, three sentences."""

    network: Network
    page: Page
    vectors: FloatArray
    bonus: tuple[float, ...]

    def worth(self, choices: Sequence[tuple[int, ...]]) -> list[float]:
        """The foreseen mean of ROUGE-1, -2, -L of each choice of one to three sentences, about 0 to 1."""
        if not choices:
            return []
        members = np.full((len(choices), MOST_MEMBERS), -1, dtype=np.int64)
        for number, choice in enumerate(choices):
            members[number, : len(choice)] = choice
        worth: list[float] = self.network.worth(self.vectors, members, self.page).tolist()
        return [value + self.bonus[len(choice) - 1] for value, choice in zip(worth, choices, strict=True)]

    def alone(self) -> list[float]:
        """The worth of every sentence alone."""
        return self.worth([(at,) for at in range(self.page.sentences)])


class Salience:
    """Foresees how near sentences of an article come to the abstract a newspaper would print. Deterministic."""

    def __init__(self, network: Network, pieces: Pieces, idf: FloatArray, bonus: tuple[float, ...]) -> None:
        self._network = network
        self._pieces = pieces
        self._idf = idf
        self._bonus = bonus

    @classmethod
    def open(cls, folder: Path | None = None) -> Salience:
        """Open a model folder, or the shipped model.

        Raises:
            DamagedModel: a file is absent, changed, or cannot be loaded.
        """
        import sentencepiece

        where = folder or shipped(SHIPPED)
        pack = open_pack(where)
        processor = sentencepiece.SentencePieceProcessor()
        with loading(where):
            processor.LoadFromSerializedProto(pack.files["pieces.model"])
            with np.load(io.BytesIO(pack.files["weights.npz"]), allow_pickle=False) as table:
                tensors = {name: table[name] for name in table.files}
            idf = tensors.pop("idf").astype(np.float32)
            network = Network(unscaled(tensors), pack.manifest["sizes"]["heads"], pack.manifest["sizes"]["pools"])
            bonus = tuple(float(pack.manifest["calibration"]["bonus"][at]) for at in range(MOST_MEMBERS))
        return cls(network, Pieces(processor), idf, bonus)

    def read(self, title: str, sentences: Sequence[str]) -> Weighed:
        """An article's title (or "") and its sentences in page order."""
        page = page_of([row_of(text, self._pieces) for text in (title, *sentences)], self._idf)
        return Weighed(self._network, page, self._network.vectors(page), self._bonus)


def scaled(tensors: dict[str, FloatArray]) -> dict[str, np.ndarray]:
    """Tensors as they are kept: the vectors of the pieces int8 with a scale a row, all others float16."""
    table = tensors[SCALED]
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
    kept: dict[str, np.ndarray] = {name: value.astype(np.float16) for name, value in tensors.items() if name != SCALED}
    return kept | {SCALED: np.rint(table / scale).astype(np.int8), f"{SCALED}.scale": scale.astype(np.float32)}


def unscaled(kept: dict[str, np.ndarray]) -> dict[str, FloatArray]:
    """The tensors of :func:`scaled` as float32.

    >>> back = unscaled(scaled({"pieces.weight": np.asarray([[1.0, -0.5]], dtype=np.float32)}))
    >>> bool(np.abs(back["pieces.weight"] - [[1.0, -0.5]]).max() < 0.01)
    True
    """
    tensors = {name: value.astype(np.float32) for name, value in kept.items()}
    tensors[SCALED] *= tensors.pop(f"{SCALED}.scale")
    return tensors
