"""Pieces: rewriting keeps every character in place, offsets point at what was written."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from models.pieces import DIGIT, GLUED, LOWER, MIXED, SIGN, TITLE, UPPER, Pieces, fold, normalise, shape_of, words

TEXTS = (
    "Thanh Hoá xếp thứ 13/63 về PAPI năm 2023.",
    "“Khoẻ” – Quý I/2023: 12.075 hồ sơ, đạt 99,5%",
    "Baothanhhoa.vn (GMT+7) \u200b ngày 06/11/2023",
    "İstanbul và Æther, Ⅻ, 𝒳, e\u0301",
    "",
    "\n\t  ",
    "một\ud800hai",
    "x" * 500,
)


@pytest.mark.parametrize("text", TEXTS)
def test_normalising_keeps_every_character_in_place(text: str) -> None:
    assert len(normalise(text)) == len(text)


@pytest.mark.parametrize("text", TEXTS[:3])
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("hoà bình", "hòa bình"),
        ("HOÀ", "hòa"),
        ("sức khoẻ", "sức khỏe"),
        ("thuỷ lợi", "thủy lợi"),
        ("quý, quỳ, quà, quả", "quý, quỳ, quà, quả"),
        ("hoàng, toàn, khoét, huỳnh", "hoàng, toàn, khoét, huỳnh"),
        ("“a” – ‘b’", "\"a\" - 'b'"),
    ],
)
def test_one_spelling_for_each_word(written: str, expected: str) -> None:
    assert normalise(written) == expected


@pytest.mark.parametrize(
    ("text", "plain"), [("Đường Thanh Hóa", "Duong Thanh Hoa"), ("ở đâu", "o dau"), ("abc", "abc")]
)
def test_fold_takes_all_marks(text: str, plain: str) -> None:
    assert fold(text) == plain
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("word", "shape"),
    [("tỉnh", LOWER), ("Thanh", TITLE), ("A", TITLE), ("UBND", UPPER), ("2023", DIGIT), ("%", SIGN), ("iPhone", MIXED)],
)
def test_shapes(word: str, shape: int) -> None:
    assert shape_of(word) == shape


@pytest.mark.parametrize("text", TEXTS)
def test_pieces_cover_all_but_white_space(pieces: Pieces, text: str) -> None:
    encoded = pieces.encode(text)
    covered = Counter(i for a, b in zip(encoded.starts, encoded.stops, strict=True) for i in range(a, b))
    assert all(count == 1 for count in covered.values())
    clean = normalise(text.encode("utf-8", "replace").decode())
    bare = {i for word_start, word in _located(clean) for i in range(word_start, word_start + len(word))}
    assert set(covered) == bare


def _located(text: str) -> list[tuple[int, str]]:
    out, at = [], 0
    for word in words(text):
        at = text.index(word, at)
        out.append((at, word))
        at += len(word)
    return out


def test_both_spellings_are_one_piece(pieces: Pieces) -> None:
    assert pieces.encode("Hoà").ids.tolist() == pieces.encode("hòa").ids.tolist()


def test_glued_pieces_know_it(pieces: Pieces) -> None:
    shapes = pieces.encode("tỉnh.").shapes.tolist()
    assert shapes[0] == LOWER
    assert shapes[-1] == SIGN + GLUED


def test_folds_join_marked_and_unmarked(pieces: Pieces) -> None:
    folds = pieces.folds()
    marked, plain = pieces.word_ids("hóa"), pieces.word_ids("hoa")
    assert len(marked) == len(plain) == 1
    assert folds[marked[0]] == folds[plain[0]]
    assert folds.shape == (pieces.size,)


def test_same_answer_from_a_second_opening(pieces: Pieces, tiny: Path) -> None:
    again = Pieces.open(tiny / "pieces.model")
    assert again.encode(TEXTS[0]).ids.tolist() == pieces.encode(TEXTS[0]).ids.tolist()
