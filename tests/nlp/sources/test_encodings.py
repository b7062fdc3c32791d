"""Bytes of every age come out as the same Vietnamese; other languages come out as they are."""

from __future__ import annotations

import base64
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.sources import legacy_letters as letters
from nlp.sources.encodings import Decoded, decode, repair
from nlp.sources.syllables import how_vietnamese, is_syllable

GOLDEN = Path(__file__).parents[2] / "golden" / "encodings.jsonl"
CASES = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
SENTENCE = "Cầu dài 320 m nối hai xã ven sông, rút ngắn quãng đường đến trường của học sinh."


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_golden_bytes(case: dict[str, str]) -> None:
    decoded = decode(base64.b64decode(case["base64"]))
    assert decoded is not None
    assert (decoded.encoding, unicodedata.normalize("NFC", decoded.text)) == (case["encoding"], case["text"])


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["encoding"] in ("tcvn3", "vni")], ids=lambda c: c["label"]
)
def test_text_in_an_old_font_inside_unicode_is_repaired(case: dict[str, str]) -> None:
    look = base64.b64decode(case["base64"]).decode("cp1252")
    assert repair(look) == case["text"]


@pytest.mark.parametrize(
    "case", [case for case in CASES if "not Vietnamese" in case["label"]], ids=lambda c: c["label"]
)
def test_other_languages_are_not_repaired(case: dict[str, str]) -> None:
    assert repair(case["text"]) == case["text"]


def test_utf8_that_was_read_as_windows_1252_is_repaired() -> None:
    look = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in SENTENCE.encode())
    assert repair(look) == SENTENCE
    assert repair(SENTENCE) == SENTENCE


def test_a_file_cut_inside_a_letter_is_still_utf8() -> None:
    decoded = decode((SENTENCE * 3).encode()[:-70])
    assert decoded is not None
    assert decoded.encoding == "utf-8"
    cut = decode(("bài " * 40 + "ế").encode()[:-1])
    assert cut is not None
    assert cut.encoding == "utf-8"


def test_a_declared_charset_counts_only_when_nothing_else_speaks() -> None:
    as_utf8 = decode(SENTENCE.encode(), "iso-8859-1")
    assert as_utf8 is not None
    assert as_utf8.text == SENTENCE
    japanese = decode("今日は天気がいいです。".encode("shift_jis"), "shift_jis")
    assert japanese is not None
    assert japanese.text == "今日は天気がいいです。"
    assert decode(bytes(range(128, 256)) * 4, "no-such-charset") is None
    assert decode(bytes(range(128, 256)) * 4, "base64") is None


def test_the_tables_are_one_to_one_and_complete() -> None:
    lower = "".join(chr(c) for c in range(0xC0, 0x1EFA) if unicodedata.normalize("NFD", chr(c))[0] in "aeiouydđ")
    vietnamese = {c for c in lower.lower() if is_syllable(c) or c == "đ"} - set("aeiouy")
    assert len(set(letters.TCVN3.values())) == len(letters.TCVN3)
    assert len(set(letters.VISCII_HIGH)) == 128
    assert vietnamese <= set(letters.TCVN3.values())
    assert vietnamese <= set(letters.VISCII_HIGH)


@pytest.mark.parametrize(
    "word",
    ["nghiêng", "quyết", "giữa", "giếng", "khuya", "khuỷu", "thuở", "ươn", "yêu", "quý", "ngoẹo", "loạc", "xoong"],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["été", "café", "ñandú", "größe", "côté", "họă", "bét́", "hềt", "ờù", "zăng"])
def test_not_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_marked_words_alone_are_judged() -> None:
    assert how_vietnamese("Google mở văn phòng ở Hà Nội") == 1.0
    assert how_vietnamese("plain words only") == 0.0


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_encodable_text_or_nothing(data: bytes) -> None:
    decoded = decode(data)
    if decoded is not None:
        decoded.text.encode("utf-8")
    assert decode(data) == decoded


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80).filter(lambda text: "\x00" not in text))
def test_unicode_is_never_taken_for_something_else(text: str) -> None:
    decoded = decode((SENTENCE + text).encode())
    assert decoded is not None
    assert decoded.text == SENTENCE + text


def test_halves_of_utf16_letters_do_not_make_the_rest_unreadable() -> None:
    halves = "Tỉnh \ud83d\ude00 xếp thứ 3".encode("utf-8", "surrogatepass")
    assert decode(halves) == Decoded("Tỉnh 😀 xếp thứ 3", "utf-8")
    lone = decode(b"Thanh H\xed\xa0\x80 xep thu 3")
    assert lone == Decoded("Thanh H\ufffd xep thu 3", "utf-8")
