"""An article as the salience head sees it: its pieces on one line, and figures of each piece and each sentence.

Training and run time both come through here. Row 0 is the title, the rows behind it are the sentences in page order.
Shapes: T pieces of all rows, R rows, S = R - 1 sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.pieces import DIGIT, GLUED, NULL, SIGN, TITLE, UPPER, Encoded, IntArray, Pieces

FloatArray = NDArray[np.float32]

LONGEST_ROW: Final = 72  # pieces of a sentence that are read
#: Figures of a piece: in the title, with a neighbour in the title, in the first sentence, share of sentences that
#: hold it, their logarithm, rarity, place in its sentence, first time on the page.
PIECE_FIGURES: Final = 8
#: Figures of a row, see :func:`_row_figures`.
ROW_FIGURES: Final = 16

_QUOTES: Final = tuple("“”„\"'‘’")
_ENDS: Final = tuple(".!?…")
_COMMON: Final = 12.0  # divides the rarity, nats


@dataclass(frozen=True, slots=True)
class Page:
    """``ids``, ``shapes`` int32 ``[T]``; ``starts`` int64 ``[R]``, where each row begins in them; ``pieces`` float32
    ``[T, 8]``; ``rows`` float32 ``[R, 16]``; ``likeness`` float32 ``[S, S]``, cosines of the sentences."""

    ids: IntArray
    shapes: IntArray
    starts: NDArray[np.int64]
    pieces: FloatArray
    rows: FloatArray
    likeness: FloatArray

    @property
    def sentences(self) -> int:
        return len(self.starts) - 1


@dataclass(frozen=True, slots=True)
class Row:
    """The title or a sentence: its pieces, their shapes, and how it begins and ends (4 flags, see ``flags``)."""

    ids: IntArray
    shapes: IntArray
    flags: tuple[bool, bool, bool, bool]


def row_of(text: str, pieces: Pieces) -> Row:
    """What is read of a text; an empty one is a single ``NULL``."""
    encoded: Encoded = pieces.encode(text[: LONGEST_ROW * 16])
    if not len(encoded):
        return Row(np.asarray([NULL], np.int32), np.asarray([SIGN], np.int32), flags(""))
    return Row(encoded.ids[:LONGEST_ROW], encoded.shapes[:LONGEST_ROW], flags(text))


def flags(text: str) -> tuple[bool, bool, bool, bool]:
    """Asks or exclaims, opens a list, begins or ends with a quotation mark, ends without a stop.

    >>> flags("“Giá tăng”, ông nói:"), flags("Ảnh: A. Tuấn")
    ((False, True, True, True), (False, False, False, True))
    """
    bare = text.strip()
    return (
        bare.endswith(("?", "!")),
        bare.endswith((":", ";")),
        bare.startswith(_QUOTES) or bare.rstrip(".").endswith(_QUOTES),
        not bare.rstrip("”’»\"')]").endswith(_ENDS),
    )


def page_of(rows: Sequence[Row], idf: FloatArray) -> Page:
    """The page of a title and its sentences; ``idf``: the rarity of each piece, nats, ``[V]``."""
    sizes = np.asarray([len(row.ids) for row in rows])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64)
    ids = np.concatenate([row.ids for row in rows])
    shapes = np.concatenate([row.shapes for row in rows])
    row = np.repeat(np.arange(len(rows)), sizes)
    known, local = np.unique(ids, return_inverse=True)
    counts = np.zeros((len(rows), len(known)), dtype=np.float32)
    np.add.at(counts, (row, local), 1.0)
    weight = np.where((known > NULL) & ~_signs(known, ids, shapes), idf[known], 0.0).astype(np.float32)
    vectors = np.minimum(counts, 2.0) * weight
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    cosines = vectors @ vectors.T
    paired = _in_title_pairs(ids, row)
    pieces = _piece_figures(counts, local, row, starts, weight, paired)
    return Page(
        ids,
        shapes,
        starts,
        pieces,
        _row_figures(rows, counts, weight, cosines, pieces, starts, shapes),
        cosines[1:, 1:],
    )


def _signs(known: IntArray, ids: IntArray, shapes: IntArray) -> NDArray[np.bool_]:
    signs: NDArray[np.bool_] = np.isin(known, ids[shapes % GLUED == SIGN])
    return signs


def _in_title_pairs(ids: IntArray, row: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For each piece whether it and the next, or it and the one before, stand side by side in the title too."""
    pairs = ids[:-1].astype(np.int64) << 32 | ids[1:].astype(np.int64)
    inside = row[:-1] == row[1:]
    found = inside & np.isin(pairs, pairs[inside & (row[:-1] == 0)])
    none = np.zeros(1, dtype=bool)
    paired: NDArray[np.bool_] = np.concatenate((found, none)) | np.concatenate((none, found))
    return paired


def _piece_figures(
    counts: FloatArray,
    local: NDArray[np.int64],
    row: NDArray[np.int64],
    starts: NDArray[np.int64],
    weight: FloatArray,
    paired: NDArray[np.bool_],
) -> FloatArray:
    held = counts[1:] > 0
    spread = held.sum(axis=0)
    first = np.where(held.any(axis=0), held.argmax(axis=0), 0) + 1 if len(held) else np.zeros(len(weight), np.int64)
    lead = counts[1] if len(counts) > 1 else np.zeros_like(weight)
    return np.stack(
        (
            counts[0][local] > 0,
            paired,
            (lead[local] > 0) & (row != 1),
            spread[local] / max(len(counts) - 1, 1),
            np.log1p(spread[local]) / 3.0,
            weight[local] / _COMMON,
            (np.arange(len(local)) - starts[row]) / LONGEST_ROW,
            first[local] == row,
        ),
        axis=1,
    ).astype(np.float32)


def _row_figures(
    rows: Sequence[Row],
    counts: FloatArray,
    weight: FloatArray,
    cosines: FloatArray,
    pieces: FloatArray,
    starts: NDArray[np.int64],
    shapes: IntArray,
) -> FloatArray:
    """Where a row stands (3), its length, its flags (4), what it shares with the title (3) and the lead, how central
    it is, its nearest kin, and its shares of capitals and of digits."""
    many = len(rows)
    place = np.maximum(np.arange(many) - 1, 0)
    sizes = np.diff(np.append(starts, len(shapes)))
    held = counts > 0
    mass = held @ weight + 1e-6
    shared = (held & held[0]) @ weight
    others = cosines * (1 - np.eye(many, dtype=np.float32))
    others[:, 0] = 0.0
    degree = others[1:].sum(axis=1) if many > 1 else np.zeros(0, np.float32)
    plain = shapes % GLUED
    capitals = np.add.reduceat(((plain == TITLE) | (plain == UPPER)).astype(np.float32), starts) / sizes
    digits = np.add.reduceat((plain == DIGIT).astype(np.float32), starts) / sizes
    return np.stack(
        (
            1.0 / (1.0 + place),
            place / max(many - 1, 1),
            np.full(many, min(many, 40) / 40.0),
            np.minimum(sizes / 40.0, 2.0),
            *np.asarray([row.flags for row in rows], dtype=np.float32).T,
            shared / mass[0],
            shared / mass,
            np.minimum(np.add.reduceat(pieces[:, 1], starts) / sizes, 1.0),
            cosines[:, 1] if many > 1 else np.zeros(many),
            np.concatenate(([0.0], degree / max(float(degree.max(initial=0.0)), 1e-6))),
            others.max(axis=1),
            capitals,
            digits,
        ),
        axis=1,
    ).astype(np.float32)


#: Figures of a set of sentences, see :func:`set_figures`.
SET_FIGURES: Final = 8


def set_figures(members: NDArray[np.int64], page: Page) -> FloatArray:
    """Of sets of up to three sentences, ``members`` int64 ``[N, 3]`` (-1: none), float32 ``[N, 8]``: their number (3,
    one of them 1), length, highest and mean likeness of two, whether two are neighbours, whether the lead is there."""
    present = members >= 0
    count = present.sum(axis=1)
    likeness = np.zeros((len(members), 3), dtype=np.float32)
    beside = np.zeros(len(members), dtype=bool)
    for at, (one, other) in enumerate(((0, 1), (0, 2), (1, 2))):
        both = present[:, one] & present[:, other]
        likeness[both, at] = page.likeness[members[both, one], members[both, other]]
        beside |= both & (np.abs(members[:, one] - members[:, other]) == 1)
    sizes = np.append(page.rows[1:, 3], 0.0)  # the last stands for "none"
    return np.stack(
        (
            count == 1,
            count == 2,
            count == 3,
            sizes[members].sum(axis=1) / 2.0,
            likeness.max(axis=1),
            likeness.sum(axis=1) / np.maximum(count * (count - 1) / 2, 1),
            beside,
            (members == 0).any(axis=1),
        ),
        axis=1,
    ).astype(np.float32)
