"""Bytes to Vietnamese text, whatever decade they come from.

Old files do not say how they are encoded, so each way is tried and the result judged: Vietnamese has some 165 rimes
and 28 onsets, and text decoded the wrong way hardly ever falls into them. French and English fall into none.
"""

from __future__ import annotations

import codecs
import functools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from nlp.sources import legacy_letters as letters
from nlp.sources.syllables import SAMPLE, how_vietnamese

CLEARLY = 0.75  #: share of marked words that are syllables from which a text counts as Vietnamese (real pages: 0.9+)


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """The text of ``data`` and the name of its encoding, ``None`` when no encoding makes sense of it.

    A byte order mark decides, then valid UTF-8, then the shape of UTF-16, then which legacy encoding gives Vietnamese;
    ``declared`` (a server's or a page's word) counts only after these, because it is so often wrong.
    The text never holds lone surrogates.

    >>> decode(b"C\\xe9ng ho\\xb5 x\\xb7 h\\xe9i ch\\xf1 ngh\\xdca Vi\\xd6t Nam")
    Decoded(text='Cộng hoà xã hội chủ nghĩa Việt Nam', encoding='tcvn3')
    >>> decode("Un café très agréable à la fenêtre".encode("latin-1"))
    Decoded(text='Un café très agréable à la fenêtre', encoding='windows-1252')
    """
    for attempt in (_by_mark, _by_utf8, _by_utf16_shape, _by_legacy):
        if found := attempt(data):
            return Decoded(repair(found.text), found.encoding)
    return _by_declaration(data, declared) or _by_western(data)


def repair(text: str) -> str:
    """Vietnamese that sits in Unicode as the look of its old bytes, made readable; any other text unchanged.

    >>> repair("Céng hoµ x· héi chñ nghÜa ViÖt Nam")
    'Cộng hoà xã hội chủ nghĩa Việt Nam'
    >>> repair("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam")
    'Cộng hòa xã hội chủ nghĩa Việt Nam'
    >>> repair("Le café est à côté de l'église.")
    "Le café est à côté de l'église."
    """
    sample = text[:SAMPLE]
    if sample.isascii() or (now := how_vietnamese(sample)) >= CLEARLY:
        return text
    best = _best({name: convert(sample) for name, convert in _CONVERTERS.items()}, at_least=max(CLEARLY, now + 0.2))
    return _CONVERTERS[best](text) if best else text


# ── the ways, in the order they are tried ────────────────────────────────────────────────────────────────────────────


def _by_mark(data: bytes) -> Decoded | None:
    marks = (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    )
    for mark, name in marks:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(name, "replace"), name)
    return None


def _by_utf8(data: bytes) -> Decoded | None:
    """UTF-8, also when a few bytes of it were damaged (a file cut in the middle of a letter)."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if (joined := _surrogates_joined(data)) is not None:
            return Decoded(joined, "utf-8")
        text = data.decode("utf-8", "replace")
        whole = sum(1 for character in text if character > "\x7f" and character != "�")
        if text.count("�") * 20 > whole:
            return None
    return None if _is_utf16_shape(data) else Decoded(text, "utf-8")


def _surrogates_joined(data: bytes) -> str | None:
    """UTF-8 whose only fault is halves of UTF-16 letters, as some programs write emoji; a half alone becomes U+FFFD."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _is_utf16_shape(data: bytes) -> str | None:
    """UTF-16 of Vietnamese: of each two bytes one is 00, 01, 03, 1E or 20, and often 00, which plain text never has."""
    sample = data[:4096]
    if len(data) % 2 or sample.count(0) * 5 < len(sample):
        return None
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        likely = sum(high.count(value) for value in (0x00, 0x01, 0x03, 0x1E, 0x20))
        low = sample[0::2] if name == "utf-16-le" else sample[1::2]
        if likely >= 0.95 * len(high) and low.count(0) * 20 < len(low):
            return name
    return None


def _by_utf16_shape(data: bytes) -> Decoded | None:
    name = _is_utf16_shape(data)
    return Decoded(data.decode(name, "replace"), name) if name else None


def _by_legacy(data: bytes) -> Decoded | None:
    """The eight-bit encoding whose text reads as Vietnamese, if one does."""
    sample = data[:SAMPLE]
    best = _best({name: way(sample) for name, way in _LEGACY.items()})
    return Decoded(unicodedata.normalize("NFC", _LEGACY[best](data)), best) if best else None


def _best(tries: dict[str, str], at_least: float = CLEARLY) -> str | None:
    """The name of the try that reads as Vietnamese most, ``None`` when none reads well enough."""
    scores = {name: how_vietnamese(text) for name, text in tries.items()}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= at_least else None


def _by_declaration(data: bytes, declared: str | None) -> Decoded | None:
    try:
        codec = codecs.lookup(declared or "utf-8")
        if not codec._is_text_encoding:
            return None
        text = data.decode(codec.name)
    except (LookupError, ValueError):
        return None
    return Decoded(text.encode("utf-8", "replace").decode("utf-8"), codec.name)


def _by_western(data: bytes) -> Decoded | None:
    """Windows-1252 for a text that is mostly ASCII letters: English or French with some accents, a stray quote mark."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    sample = text[:SAMPLE]
    common = sum(1 for character in sample if character.isascii() and (character.isalpha() or character == " "))
    return Decoded(text, "windows-1252") if common >= 0.75 * len(sample) else None


# ── legacy tables at work ────────────────────────────────────────────────────────────────────────────────────────────


def _look(data: bytes) -> str:
    """The bytes as windows-1252 shows them; its five holes stay C1 controls."""
    return data.decode("cp1252", "c1_for_holes")


def _bytes_of_look(text: str) -> bytes:
    """The reverse; what no byte looks like becomes ``?``."""
    return text.translate(_byte_for_look()).encode("latin-1", "replace")


@functools.cache
def _byte_for_look() -> dict[int, int]:
    return {ord(_look(bytes([byte]))): byte for byte in range(0x80, 0xA0)}


def _fill_hole(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(chr, error.object[error.start : error.end])), error.end


codecs.register_error("c1_for_holes", _fill_hole)


@functools.cache
def _tcvn3_table() -> dict[int, str]:
    return {ord(_look(bytes([byte]))): letter for byte, letter in letters.TCVN3.items()}


def _tcvn3_to_unicode(look: str) -> str:
    return look.translate(_tcvn3_table())


@functools.cache
def _viscii_table() -> dict[int, str]:
    return letters.VISCII_LOW | dict(enumerate(letters.VISCII_HIGH, start=0x80))


@functools.cache
def _vni_table() -> tuple[re.Pattern[str], dict[str, str]]:
    """Pairs of a base and its mark, then letters alone, lower and upper case (a capital may carry a small mark)."""
    table: dict[str, str] = {}
    for lower, letter in letters.VNI_ALONE.items():
        table |= {lower: letter, lower.upper(): letter.upper()}
    bases = {base: base for base in "aeouy"} | {"ô": "ơ", "ö": "ư"}
    for look, base in bases.items():
        marks = dict(letters.VNI_TONES)
        marks |= letters.VNI_CIRCUMFLEX if base in "aeo" else {}
        marks |= letters.VNI_BREVE if base == "a" else {}
        for mark, combining in marks.items():
            letter = unicodedata.normalize("NFC", base + combining)
            upper = letter.upper()
            table |= {look + mark: letter, look.upper() + mark.upper(): upper, look.upper() + mark: upper}
    pattern = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    return re.compile(pattern), table


def _vni_to_unicode(look: str) -> str:
    pattern, table = _vni_table()
    return pattern.sub(lambda match: table[match.group()], look)


def _utf8_to_unicode(look: str) -> str:
    """UTF-8 that somebody read as windows-1252 and saved again ("Viá»‡t Nam")."""
    return _bytes_of_look(look).decode("utf-8", "replace")


_LEGACY: dict[str, Callable[[bytes], str]] = {
    "windows-1258": lambda data: unicodedata.normalize("NFC", data.decode("cp1258", "replace")),
    "tcvn3": lambda data: _tcvn3_to_unicode(_look(data)),
    "vni": lambda data: _vni_to_unicode(_look(data)),
    "viscii": lambda data: data.decode("latin-1").translate(_viscii_table()),
}
_CONVERTERS: dict[str, Callable[[str], str]] = {
    "tcvn3": _tcvn3_to_unicode,
    "vni": _vni_to_unicode,
    "utf-8": _utf8_to_unicode,
}
