"""The character steps of cleaning: each a pure ``str -> str``, named for what it does.

The name is the function, the switch and the explanation. Quotes, dashes and the placement of tone marks ("hoà",
"hòa") are the writer's and stay; what must match across spellings folds them where it matches
(:mod:`nlp.language.orthography`). All steps but the first keep the number of lines, so that a line of the result is
the line of that number in the source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from nlp.cleaning.characters import CONTROLS, INVISIBLE, LINE_ENDS, SPACES

_LINE_END: Final = re.compile("|".join(map(re.escape, LINE_ENDS)))
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_INVISIBLE: Final = re.compile(f"[{re.escape(INVISIBLE)}]")
_CONTROL: Final = re.compile(f"[{re.escape(CONTROLS)}]")
_EXOTIC_SPACE: Final = re.compile(f"[{re.escape(SPACES)}]")
_SPACE_RUN: Final = re.compile(" {2,}")
_SPACE_AT_EDGE: Final = re.compile("(?:^ | $)", re.MULTILINE)


def unify_line_ends(text: str) -> str:
    r"""Every line ends with a line feed, wherever the text was typed.

    >>> unify_line_ends("một\r\nhai\u2028ba")
    'một\nhai\nba'
    """
    return _LINE_END.sub("\n", text)


def replace_surrogates(text: str) -> str:
    r"""A lone half of a pair cannot be written as UTF-8: it becomes U+FFFD, as a decoder would have put it.

    >>> replace_surrogates("a\ud83d") == "a\N{REPLACEMENT CHARACTER}"
    True
    """
    return _SURROGATE.sub("\ufffd", text)


def unify_spaces(text: str) -> str:
    r"""No-break, thin, wide spaces and tabs become the space of the keyboard.

    >>> unify_spaces("tỉnh\u00a0Thanh\tHóa")
    'tỉnh Thanh Hóa'
    """
    return _EXOTIC_SPACE.sub(" ", text)


def drop_invisible(text: str) -> str:
    r"""Zero-width characters split a word for a machine and for nobody else.

    >>> drop_invisible("\ufeffcải\u200b cách")
    'cải cách'
    """
    return _INVISIBLE.sub("", text)


def drop_controls(text: str) -> str:
    r"""NUL and other control characters say nothing to a reader.

    >>> drop_controls("báo\x00 chí")
    'báo chí'
    """
    return _CONTROL.sub("", text)


def compose(text: str) -> str:
    """NFC: "ế" as one code point, as everything after this expects; 3 code points when it came decomposed."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold_spaces(text: str) -> str:
    r"""One space between words, none at the ends of a line.

    >>> fold_spaces("  tăng   8 bậc \nnăm 2023")
    'tăng 8 bậc\nnăm 2023'
    """
    return _SPACE_AT_EDGE.sub("", _SPACE_RUN.sub(" ", text))


#: In this order: what is removed may stand between a letter and its mark, so NFC comes after the removals.
CHARACTER_STEPS: Final[tuple[Callable[[str], str], ...]] = (
    unify_line_ends,
    replace_surrogates,
    unify_spaces,
    drop_invisible,
    drop_controls,
    compose,
    fold_spaces,
)
