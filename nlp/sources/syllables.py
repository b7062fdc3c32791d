"""How much a text looks like Vietnamese, judged by its spelling: the measure that tells encodings apart."""

from __future__ import annotations

import functools
import re
import unicodedata

from nlp.sources import legacy_letters as letters

SAMPLE = 60_000  #: characters judged; more would only cost time
_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def how_vietnamese(text: str) -> float:
    """The share, in [0, 1], of the marked words of ``text`` that are Vietnamese syllables; 0 with hardly any.

    Words that are plain ASCII say nothing and do not count.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", _TAG.sub(" ", text[:SAMPLE])).lower())
    marked = [word for word in words if not word.isascii()]
    if len(marked) < max(2, 0.05 * len(words)):
        return 0.0
    return sum(map(is_syllable, marked)) / len(marked)


@functools.lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a lower-case word is spelt as a Vietnamese syllable: onset, rime, at most one tone that the rime allows.

    >>> [is_syllable(word) for word in ("nghiêng", "quyết", "cộng", "hết", "hềt", "été", "café")]
    [True, True, True, True, False, False, False]
    """
    spread = unicodedata.normalize("NFD", word)
    tones = [mark for mark in spread if mark in _TONES]
    plain = unicodedata.normalize("NFC", "".join(mark for mark in spread if mark not in _TONES))
    is_stopped = plain.endswith(("c", "ch", "p", "t"))
    if len(tones) > 1 or (is_stopped and tones not in (["\u0301"], ["\u0323"])):
        return False
    return bool(_syllable_shape().fullmatch(plain))


@functools.cache
def _syllable_shape() -> re.Pattern[str]:
    return re.compile(f"(?:{letters.ONSETS})?(?:{letters.RIMES})|gi(?:n|m|êng)?|qu[ôơ]c")
