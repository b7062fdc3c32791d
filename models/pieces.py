"""Text to pieces with exact character offsets, the same in training and at run time.

The text is first rewritten character by character (lower case, one tone placement, one kind of quote), never changing
its length, so a position in the rewritten text *is* a position in the original. Words (runs of letters, runs of
digits, single signs) are cut next, and only inside a word does SentencePiece decide: a Vietnamese syllable is almost
always one piece, and each word is looked up once per process.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int32]

#: Ids below ``FIRST`` are ours: padding, "not here" (and start of input), between two stretches, hidden answer.
PAD, NULL, SEP, MASK = range(4)
FIRST = 4

#: Shapes of a word as written; ``GLUED`` is added when no white space stands before it.
LOWER, TITLE, UPPER, DIGIT, SIGN, MIXED = range(6)
GLUED = 6
SHAPES = 12

_WORD = re.compile(r"\d{1,12}|[^\W\d_]{1,32}|[^\w\s]|_")
# "hoà" and "hòa", "khoẻ" and "khỏe", "thuý" and "thúy" are the same word; "quý" and "quà" have one spelling only.
_OLD_TONE = re.compile(r"o[àáảãạèéẻẽẹ](?!\w)|(?<!q)u[ỳýỷỹỵ](?!\w)")
_OLD = "àáảãạèéẻẽẹỳýỷỹỵ"
_BASE = dict(zip(_OLD, "aaaaaeeeeeyyyyy", strict=True))
_TONED = {"o": dict(zip(_OLD[:10], "òóỏõọ" * 2, strict=True)), "u": dict(zip(_OLD[10:], "ùúủũụ", strict=True))}
_SIGNS = str.maketrans("“”„«»‘’´`–—−‐‑\u00a0\u2009\u200b\ufeff", '"""""\'\'\'\'-----    ')
_FOLD = str.maketrans("đĐ", "dD")


@dataclass(frozen=True, slots=True)
class Encoded:
    """Pieces of one text: ``ids[i]`` covers ``text[starts[i]:stops[i]]`` and was written in ``shapes[i]``."""

    ids: IntArray
    starts: IntArray
    stops: IntArray
    shapes: IntArray

    def __len__(self) -> int:
        return len(self.ids)


def normalise(text: str) -> str:
    """Lower case, one tone placement and plain signs, with every character staying where it was.

    >>> normalise("Xã Hoà Bình – “khoẻ”, Quý I")
    'xã hòa bình - "khỏe", quý i'
    """
    low = text.lower()
    if len(low) != len(text):  # only "İ" and its like grow
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    low = low.translate(_SIGNS)
    return _OLD_TONE.sub(lambda m: _TONED[m[0][0]][m[0][1]] + _BASE[m[0][1]], low)


def fold(text: str) -> str:
    """The text without its marks, as hurried people type it; the length stays when the text is NFC.

    >>> fold("Đường Thanh Hóa")
    'Duong Thanh Hoa'
    """
    plain = unicodedata.normalize("NFD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain).translate(_FOLD)


def words(text: str) -> list[str]:
    """The words of an already normalised text, without offsets."""
    return _WORD.findall(text)


def shape_of(word: str) -> int:
    """How a word is written, before lower-casing.

    >>> [shape_of(w) for w in ("tỉnh", "Thanh", "UBND", "2023", ",", "iPhone")]
    [0, 1, 2, 3, 4, 5]
    """
    if word.islower():
        return LOWER
    if word.isdigit():
        return DIGIT
    if not word.isalpha():
        return SIGN
    if word.isupper():
        return UPPER if len(word) > 1 else TITLE
    return TITLE if word[0].isupper() and word[1:].islower() else MIXED


class Pieces:
    """The vocabulary: the only door to sentencepiece.

    ``folds[id]`` is the number of the piece's class of unmarked spelling: "hóa", "hoá" and "hoa" share one.
    """

    def __init__(self, processor: Any) -> None:
        self._processor = processor
        self._known: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        self.size: int = processor.get_piece_size() + FIRST

    @classmethod
    def open(cls, path: Path) -> Pieces:
        return cls.of(path.read_bytes())

    @classmethod
    def of(cls, model: bytes) -> Pieces:
        """The vocabulary that a file of SentencePiece's holds."""
        import sentencepiece

        processor = sentencepiece.SentencePieceProcessor()
        processor.LoadFromSerializedProto(model)
        return cls(processor)

    def surface(self, identifier: int) -> str:
        """The piece as written; empty for our own signs."""
        return str(self._processor.id_to_piece(identifier - FIRST)) if identifier >= FIRST else ""

    def folds(self) -> IntArray:
        """For each id the lowest id whose piece has the same unmarked spelling."""
        first: dict[str, int] = {}
        return np.asarray(
            [first.setdefault(fold(self.surface(i)) or f"\0{i}", i) for i in range(self.size)], dtype=np.int32
        )

    def word_ids(self, word: str) -> tuple[int, ...]:
        """The pieces of one normalised word."""
        return self._word(word)[0]

    def encode(self, text: str) -> Encoded:
        """All pieces of ``text`` (as written, not normalised) with offsets into it."""
        clean = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate becomes one "?"
        ids: list[int] = []
        starts: list[int] = []
        lengths: list[int] = []
        shapes: list[int] = []
        stop = -1
        for match in _WORD.finditer(normalise(clean)):
            start = match.start()
            word_ids, word_lengths = self._word(match[0])
            shape = shape_of(clean[start : match.end()]) + (GLUED if start == stop else 0)
            stop = match.end()
            for identifier, length in zip(word_ids, word_lengths, strict=True):
                ids.append(identifier)
                starts.append(start)
                lengths.append(length)
                shapes.append(shape)
                start += length
                shape = shape % GLUED + GLUED
        first = np.asarray(starts, dtype=np.int32)
        return Encoded(
            np.asarray(ids, dtype=np.int32),
            first,
            first + np.asarray(lengths, dtype=np.int32),
            np.asarray(shapes, dtype=np.int32),
        )

    def _word(self, word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        known = self._known.get(word)
        if known is None:
            pieces = self._processor.encode(word, out_type=str)
            known = (
                tuple(self._processor.piece_to_id(piece) + FIRST for piece in pieces),
                tuple(len(piece) for piece in pieces),
            )
            if sum(known[1]) != len(word):  # a sign that SentencePiece would not keep: one unknown piece
                known = ((self._processor.unk_id() + FIRST,), (len(word),))
            if len(self._known) < 200_000:
                self._known[word] = known
        return known
