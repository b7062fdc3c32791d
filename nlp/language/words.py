"""Vietnamese words with their places in the text. The only importer of underthesea.

A Vietnamese word is often several syllables with spaces between ("cải cách hành chính" is two words), so word
segmentation needs a model: underthesea's conditional random field. It hands back strings and forgets where they
stood; here every word is found again in the text, and ``text[word.span] == word.text`` always.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import re
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Final, Protocol

from corpus.spans import Span

#: Takes one line, returns its words; the spaces inside a word are single.
Tokenise = Callable[[str], Sequence[str]]

_LIBRARY: Final = "underthesea"
_LOADING: Final = threading.Lock()

# What the library crashes on (lone surrogates), or rewrites itself (ð for đ in texts from old encodings). All 1:1.
_SURROGATES: Final = range(0xD800, 0xE000)
_TAME: Final = {**dict.fromkeys((0, *_SURROGATES), "\ufffd"), ord("ð"): "đ", ord("Ð"): "Đ"}
_WILD: Final = re.compile("[\0\ud800-\udfffðÐ]")

# A stretch is what the library sees at once: a piece of one line, so that no word runs over a line's end.
_STRETCH: Final = re.compile(r"[^\n\r\u2028\u2029]{1,4000}(?!\S)|[^\n\r\u2028\u2029]{1,4000}")
# The library's pattern for addresses takes exponential time on "a.vn/!!!!!!!!"; such pieces are words by themselves.
_OPAQUE: Final = re.compile(r"\S{101,}|\S*(?:://|(?:https?|ftps?):|[A-Za-z0-9]\.[A-Za-z]{2,13}/)\S*", re.IGNORECASE)
_TRAILING: Final = re.compile(r"[^\w/]+\Z")
_WHITE: Final = re.compile(r"\s*")
_BY_SPACE: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word (or sign) as it stands in the text: ``text[word.span] == word.text``."""

    span: Span
    text: str


class Segmenter(Protocol):
    """Cuts a text into words. White space between words belongs to none; every other character belongs to one."""

    def segment(self, text: str) -> tuple[Word, ...]: ...


class UndertheseaSegmenter:
    """Words by underthesea's model, which is loaded at the first call (about 0.4 s) and shared in the process.

    >>> [word.text for word in UndertheseaSegmenter().segment("Thanh Hoá đẩy mạnh  cải cách.")]
    ['Thanh Hoá', 'đẩy mạnh', 'cải cách', '.']
    """

    def segment(self, text: str) -> tuple[Word, ...]:
        if not text or text.isspace():
            return ()
        tokenise = load_tokeniser()
        return tuple(
            Word(Span(start, stop), text[start:stop])
            for stretch in _stretches(text)
            for start, stop in _segment_stretch(stretch, text, tokenise)
        )


def _stretches(text: str) -> Iterator[Span]:
    """Pieces for one call each: lines, long lines cut at white space, and opaque pieces kept apart."""
    for line in _STRETCH.finditer(text):
        start = line.start()
        for opaque in _OPAQUE.finditer(text, line.start(), line.end()):
            if start < opaque.start():
                yield Span(start, opaque.start())
            yield Span(opaque.start(), opaque.end())
            start = opaque.end()
        if start < line.end():
            yield Span(start, line.end())


def _segment_stretch(stretch: Span, text: str, tokenise: Tokenise) -> list[tuple[int, int]]:
    piece = stretch.of(text)
    if _OPAQUE.fullmatch(piece):
        return [(stretch.start + start, stretch.start + stop) for start, stop in _opaque_words(piece)]
    tame = piece.translate(_TAME) if _WILD.search(piece) else piece
    found = align(tame, tokenise(tame))
    if found is None:
        found = [match.span() for match in _BY_SPACE.finditer(piece)]
    return [(stretch.start + start, stretch.start + stop) for start, stop in found]


def _opaque_words(piece: str) -> list[tuple[int, int]]:
    """An address or a monster without spaces is one word; the full stop after it is another."""
    trailing = _TRAILING.search(piece, max(0, len(piece) - 8))
    cut = trailing.start() if trailing and trailing.start() > 0 else len(piece)
    return [(0, cut)] + ([(cut, len(piece))] if cut < len(piece) else [])


def align(text: str, words: Sequence[str]) -> list[tuple[int, int]] | None:
    """Where each word stands, or ``None`` when the words do not spell the text.

    Words are given with single spaces inside; the text may have others there.

    >>> align("đẩy mạnh  cải \\t cách", ["đẩy mạnh", "cải cách"])
    [(0, 8), (10, 20)]
    >>> align("hoà bình", ["hòa bình"]) is None
    True
    """
    found: list[tuple[int, int]] = []
    at = 0
    for word in words:
        start = at = _skip_white(text, at)
        if word and text.startswith(word, at):
            at += len(word)
        else:
            for syllable in word.split(" "):
                at = _skip_white(text, at)
                if not syllable or not text.startswith(syllable, at):
                    return None
                at += len(syllable)
        found.append((start, at))
    return found if _skip_white(text, at) == len(text) else None


def _skip_white(text: str, at: int) -> int:
    if text[at : at + 1] == " ":  # one space is nearly every case
        at += 1
        if text[at : at + 1].isalnum():
            return at
    match = _WHITE.match(text, at)
    return match.end() if match else at


@functools.cache
def load_tokeniser() -> Tokenise:
    """underthesea's tokeniser with its model in memory.

    The package's own ``__init__`` imports everything it offers, torch and transformers among it when they are
    installed (3 to 4 s for two functions that we do not use). So its packages are entered here by their submodules,
    under a bare stand-in for the ``__init__``, and all of it is taken out of ``sys.modules`` again: a program that
    imports underthesea itself, before or after, gets the real one.
    """
    with _LOADING:
        if _LIBRARY in sys.modules:
            return _as_tokenise(importlib.import_module(f"{_LIBRARY}.pipeline.word_tokenize"))
        with _bare_packages(_LIBRARY, f"{_LIBRARY}.pipeline"):
            importlib.import_module(f"{_LIBRARY}.pipeline.text_normalize")  # first: the two import each other
            tokenise = _as_tokenise(importlib.import_module(f"{_LIBRARY}.pipeline.word_tokenize"))
            tokenise("a")  # the model's own imports must happen under the stand-in too
            return tokenise


def _as_tokenise(module: ModuleType) -> Tokenise:
    # Its token normalisation rewrites "hoà" to "hòa"; without it the words are found in the text.
    return functools.partial(module.word_tokenize, use_token_normalize=False)


@contextmanager
def _bare_packages(root: str, *inner: str) -> Iterator[None]:
    """Let submodules of ``root`` be imported without running the ``__init__`` of the packages named."""
    spec = importlib.util.find_spec(root)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"No module named {root!r}", name=root)
    folder = spec.submodule_search_locations[0]
    for name in (root, *inner):
        package = ModuleType(name)
        package.__path__ = [folder + name.removeprefix(root).replace(".", "/")]
        sys.modules[name] = package
    try:
        yield
    finally:
        for name in [name for name in sys.modules if name == root or name.startswith(f"{root}.")]:
            del sys.modules[name]
