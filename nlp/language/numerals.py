"""Numerals, in figures ("12.075", "4,5", "2,5 triệu") and in words ("ba mươi hai", "hai nghìn rưỡi")."""

from __future__ import annotations

import re
from typing import Final

from nlp.language.orthography import canonical, strip_marks
from nlp.language.value_table import DIGIT_WORDS, ROMAN, SCALES

#: Figures as Vietnamese groups them: "." between thousands, "," before decimals; English use where it is unmistakable.
FIGURES: Final = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d+(?:[.,]\d+)?)"
SCALE: Final = rf"(?:{'|'.join(SCALES)})(?! (?:lệ|số|trọng|giá|suất|phú))"
DIGITS: Final = rf"{FIGURES}(?:(?: ?{SCALE})+(?: {FIGURES} ?{SCALE})*)?(?: rưỡi)?"
_DIGIT: Final = "|".join(DIGIT_WORDS)
_PART: Final = rf"(?:{_DIGIT}|mười|mươi|linh|lẻ|{SCALE}|rưỡi)"
#: Two number words or more, or "mười": what cannot be mistaken for another word.
#: At their end "năm" is a year ("hai mươi năm") unless "linh" makes it a five.
WORDS: Final = rf"(?:(?:{_DIGIT}|mười)(?: {_PART})+(?:(?<!năm)(?<!linh)(?<!lẻ)|(?<=linh năm)|(?<=lẻ năm))|mười)(?!\w)"

_THOUSANDS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?\Z")
_ENGLISH_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?\Z")
_UNMARKED: Final = {strip_marks(word): word for word in (*DIGIT_WORDS, *SCALES, "mười", "mươi", "linh", "lẻ", "rưỡi")}


def parse_figures(figures: str) -> int | float:
    """The value of one group of figures.

    >>> parse_figures("12.075"), parse_figures("4,5"), parse_figures("3.5"), parse_figures("1,234,567")
    (12075, 4.5, 3.5, 1234567)
    """
    if _THOUSANDS.match(figures):
        plain = figures.replace(".", "").replace(",", ".")
    elif _ENGLISH_THOUSANDS.match(figures):
        plain = figures.replace(",", "")
    else:
        plain = figures.replace(",", ".")
    return tidy(float(plain)) if "." in plain else int(plain)


def parse_numeral(numeral: str) -> int | float | None:
    """The value of a numeral in figures, in words or in both; ``None`` when it is none.

    >>> parse_numeral("2,5 triệu"), parse_numeral("ba mươi hai"), parse_numeral("một nghìn hai trăm linh năm")
    (2500000, 32, 1205)
    """
    total: float = 0
    group: float | None = None  # what was counted since the last great scale
    last = 1
    for word in canonical(numeral).replace("-", " ").split():
        known = _known(word)
        if known is None:
            return None
        if isinstance(known, float | int):
            group = (group or 0) + known
            last = 1
        elif known == "mười":
            group = (group or 0) + 10
        elif known == "mươi":
            group = (group or 0) // 10 * 10 + (group or 0) % 10 * 10
        elif known == "trăm":
            group, last = _times(group, 100), 100
        elif known == "rưỡi":
            total += last / 2
        elif known not in ("linh", "lẻ"):
            last = SCALES[known]
            # "ba nghìn tỷ": what was counted so far is counted in the greater scale.
            if group is None and 0 < total < last:
                total *= last
            else:
                total, group = total + _times(group, last), None
    return tidy(total + (group or 0))


def _times(group: float | None, scale: int) -> float:
    """ "trăm" alone is one hundred, "không trăm" none."""
    return scale if group is None else group * scale


def _known(word: str) -> str | int | float | None:
    if word[0].isdigit():
        matched = re.match(rf"({FIGURES})\Z", word)
        return parse_figures(word) if matched else None
    if word in DIGIT_WORDS:
        return DIGIT_WORDS[word]
    if word in SCALES or word in ("mười", "mươi", "linh", "lẻ", "rưỡi"):
        return word
    written = _UNMARKED.get(word)
    return DIGIT_WORDS.get(written, written) if written else None


def parse_roman(numeral: str) -> int | None:
    """The value of a Roman numeral up to the hundreds.

    >>> parse_roman("XXVII"), parse_roman("IV"), parse_roman("Vì")
    (27, 4, None)
    """
    values = [ROMAN.get(letter) for letter in numeral.lower()]
    total = 0
    for at, value in enumerate(values):
        if value is None:
            return None
        after = values[at + 1] if at + 1 < len(values) else 0
        total += -value if after and value < after else value
    return total or None


def tidy(value: float) -> int | float:
    """Whole numbers as ``int``, others without the dust of binary fractions."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
