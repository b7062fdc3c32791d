"""Writing Vietnamese as it was written before Unicode: the way back of what `nlp/sources/encodings.py` reads."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final

from nlp.sources import legacy_letters as letters

_TCVN3: Final = {letter: bytes([code]) for code, letter in letters.TCVN3.items()}
_VISCII: Final = {letter: bytes([0x80 + place]) for place, letter in enumerate(letters.VISCII_HIGH)} | {
    letter: bytes([code]) for code, letter in letters.VISCII_LOW.items()
}
_VNI_ALONE: Final = {letter: sign for sign, letter in letters.VNI_ALONE.items()}
_VNI_MARKS: Final = {
    "".join(sorted(marks)): sign
    for table in (letters.VNI_TONES, letters.VNI_CIRCUMFLEX, letters.VNI_BREVE)
    for sign, marks in table.items()
}
_HORN: Final = "\u031b"


def tcvn3(text: str) -> bytes:
    """Capitals with tones have no codes of their own: fonts drew small letters as capitals."""
    return b"".join(_TCVN3.get(c) or _TCVN3.get(c.lower()) or c.encode("cp1252", "replace") for c in _nfc(text))


def viscii(text: str) -> bytes:
    return b"".join(_VISCII.get(c) or c.encode("latin-1", "replace") for c in _nfc(text))


def vni(text: str) -> bytes:
    return "".join(map(_vni, _nfc(text))).encode("cp1252", "replace")


def _vni(letter: str) -> str:
    small = letter.lower()
    base, *marks = unicodedata.normalize("NFD", small)
    if small in _VNI_ALONE:
        made = _VNI_ALONE[small]
    elif _HORN in marks:
        marks.remove(_HORN)
        made = (
            _VNI_ALONE[base + _HORN if base + _HORN in _VNI_ALONE else _nfc(base + _HORN)] + _VNI_MARKS["".join(marks)]
        )
    else:
        sign = _VNI_MARKS.get("".join(sorted(marks)), "") if marks else ""
        made = base + sign if sign or not marks else letter
    return made.upper() if letter != small else made


def cp1258(text: str) -> bytes:
    """Base letters precomposed, tones as combining signs behind them."""
    out = []
    for letter in _nfc(text):
        tones = [c for c in unicodedata.normalize("NFD", letter) if c in "\u0300\u0301\u0303\u0309\u0323"]
        plain = "".join(c for c in unicodedata.normalize("NFD", letter) if c not in tones)
        out.append(_nfc(plain) + "".join(tones))
    return "".join(out).encode("cp1258", "replace")


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


ENCODERS: Final[dict[str, Callable[[str], bytes]]] = {"tcvn3": tcvn3, "vni": vni, "viscii": viscii, "cp1258": cp1258}
