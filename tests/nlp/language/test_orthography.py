from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.language.orthography import canonical, fold, has_marks, lower, strip_marks


@given(st.text())
def test_length_stays_on_nfc(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert len(fold(text)) == len(canonical(text)) == len(strip_marks(text)) == len(lower(text)) == len(text)


@given(st.text())
def test_twice_is_once(text: str) -> None:
    for rewrite in (fold, canonical, strip_marks):
        assert rewrite(rewrite(text)) == rewrite(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"), ("Khoẻ", "khỏe"), ("THUÝ", "Thúy"), ("hoạ sĩ", "họa sĩ"), ("Uỷ ban", "ủy ban"), ("TOÀ", "tòa"),
        ("xoè", "xòe"), ("luỹ", "lũy"), ("tuỵ", "tụy"),
    ],
)  # fmt: skip
def test_placements_of_a_tone_meet(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize("word", ["quý", "quỹ", "hoàn", "toàn", "thuỷnh", "hoa", "khuỷu", "xoáy"])
def test_one_placement_only(word: str) -> None:
    assert canonical(word) == word


@pytest.mark.parametrize(("one", "other"), [("hoa", "hóa"), ("lý", "ly"), ("đường", "dường"), ("hoá", "hoà")])
def test_canonical_keeps_words_apart(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)
    assert fold(one) == fold(other)


def test_every_vietnamese_letter_folds_to_ascii() -> None:
    tones = ("", *"\u0300\u0301\u0303\u0309\u0323")
    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones}
    assert all(fold(letter).isascii() and fold(letter.upper()) == fold(letter) for letter in letters | {"đ"})
    assert {letter for letter in letters if not has_marks(letter)} == set("aeiouy")


def test_other_alphabets_stay() -> None:
    assert fold("Москва 東京 Ω") == "москва 東京 ω"
    assert not has_marks("Москва 東京 5°")
