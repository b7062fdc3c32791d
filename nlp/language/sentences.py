"""Sentences of a Vietnamese text.

Every run of stops and every line break *may* end a sentence. An ordered table of small rules decides: each looks at
what stands on both sides and answers (``True``: a sentence ends here, ``False``: it goes on) or abstains. Rules, in
contrast to a trained splitter, know the Vietnamese press: "TP. HCM", "PGS.TS. Nguyễn", "Nguyễn Văn T. bị bắt".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from corpus.spans import Span
from nlp.language.sentence_table import LEANING_ABBREVIATIONS, LEANING_ON_FIGURES, OPENERS, PLACE_ABBREVIATIONS

_REACH: Final = 40  # how many characters a rule may look back; keeps the whole linear
_BOUNDARY: Final = re.compile(r"[\n\r\u2028\u2029]+|[.!?…]+[”’»\"')\]]*")
_LEFT_TOKEN: Final = re.compile(r"[^\s“”‘’\"'«»(),;:!?…\[\]]+\Z")
_RIGHT_TOKEN: Final = re.compile(r"[^\W_]+")
_OPENING: Final = "“‘«\"'([-–—*•"
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_LIST_MARKER: Final = re.compile(r"(?:\A[-–*•]?|[:;])\s*(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXivx]{1,5}|[^\W\d_])\Z")
_PARENTHESIS: Final = re.compile(r"\([^()\n]{0,200}\)")
_WORD_ALONE: Final = re.compile(r"[^\W\d_]+(?=[ ,]|\Z)")
_STOPS: Final = re.compile(r"[.!?…]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, white space at both ends left out. Only white space lies between two sentences."""

    span: Span


@dataclass(frozen=True, slots=True)
class _Stop:
    """A possible end of a sentence and what stands around it, on its own line."""

    mark: str  # the stops with the closing quotes and brackets after them, or line feeds
    before: str  # up to _REACH characters
    after: str  # up to _REACH characters
    sentence_so_far: str  # at most _REACH characters, from where the sentence began
    in_parenthesis: bool

    @property
    def dots(self) -> str:
        return self.mark.rstrip("”’»\"')]")

    @property
    def left(self) -> str:
        match = _LEFT_TOKEN.search(self.before)
        return match[0] if match else ""

    @property
    def spaced(self) -> bool:
        return not self.after or self.after[0].isspace()

    @property
    def next(self) -> str:
        """What follows, without white space and opening quotes."""
        return self.after.lstrip().lstrip(_OPENING).lstrip()

    @property
    def right(self) -> str:
        match = _RIGHT_TOKEN.match(self.next)
        return match[0] if match else ""


def _line_break(stop: _Stop) -> bool | None:
    return True if stop.mark[0] in "\n\r\u2028\u2029" else None


def _end_of_text(stop: _Stop) -> bool | None:
    return True if not stop.after.strip() else None


def _nothing_before(stop: _Stop) -> bool | None:
    """ "... 100% doanh nghiệp": a sentence cut at its head."""
    return False if not any(letter.isalnum() for letter in stop.sentence_so_far) else None


def _in_parenthesis(stop: _Stop) -> bool | None:
    return False if stop.in_parenthesis else None


def _glued(stop: _Stop) -> bool | None:
    """ "12.075", "Baothanhhoa.vn", "TP.HCM" go on; "hôm nay.Ông nói" only lacks a space."""
    if stop.spaced:
        return None
    word = _WORD_ALONE.match(stop.after)
    if not word or not word[0].istitle():
        return False
    if stop.dots != ".":
        return True
    left = stop.left
    return len(left) > 1 and left.isalpha() and left.islower() and left not in LEANING_ABBREVIATIONS


def _exclamation(stop: _Stop) -> bool | None:
    """ "“Đi đâu?” anh hỏi" goes on, "Đi đâu? Về nhà." does not."""
    if stop.dots[-1] not in "!?":
        return None
    return not stop.next[:1].islower()


def _ellipsis(stop: _Stop) -> bool | None:
    if "…" not in stop.dots and len(stop.dots) < 2:
        return None
    return stop.next[:1].isupper() or stop.next[:1].isdigit() or stop.after.lstrip()[:1] in "“\"'‘«"


def _list_marker(stop: _Stop) -> bool | None:
    """ "1. Mục tiêu", "a. Chỉ tiêu", "gồm: 1. Xây dựng; 2. Vận hành": the marker stays with its item."""
    if stop.mark not in (".", ".)"):
        return None
    return False if _LIST_MARKER.search(stop.sentence_so_far) else None


def _place_alone(stop: _Stop) -> bool | None:
    """ "Công an TP. Theo điều tra": here the place is not named, and a new sentence begins."""
    if stop.mark != "." or stop.left.lower() not in PLACE_ABBREVIATIONS:
        return None
    words = stop.next.split(maxsplit=2)
    opens = len(words) > 1 and words[0].istitle() and words[0].lower() in OPENERS and words[1].islower()
    return True if opens else None


def _abbreviation(stop: _Stop) -> bool | None:
    """ "TS. Nguyễn", "PGS.TS. Lê", "tr. 25"; a single letter leans on figures only ("Q. 1")."""
    if stop.mark != ".":
        return None
    word = stop.left.lower()
    last = word.rpartition(".")[2]
    figure = stop.next[:1].isdigit()
    if word in LEANING_ON_FIGURES and figure:
        return False
    if word not in LEANING_ABBREVIATIONS and last not in LEANING_ABBREVIATIONS:
        return None
    return False if figure or len(last) > 1 else None


def _initial(stop: _Stop) -> bool | None:
    """ "J. K. Rowling", "Nguyễn Văn T. bị bắt" go on; "Nguyễn Văn T. Theo điều tra" does not."""
    if stop.mark != "." or not _INITIALS.fullmatch(stop.left) or not stop.left[0].isupper():
        return None
    return stop.right.lower() in OPENERS and stop.right[:1].isupper()


def _and_so_on(stop: _Stop) -> bool | None:
    """ "v.v. và" goes on, "v.v. Ngoài ra" does not."""
    if stop.left.lower() not in ("v.v", "vv"):
        return None
    return stop.next[:1].isupper()


def _small_letter(stop: _Stop) -> bool | None:
    """A small letter after the stop: a quotation that goes on ("… đi.” anh nói) or an abbreviation we do not know."""
    if not stop.next[:1].islower():
        return None
    if stop.mark != ".":
        return False
    return not stop.left.isupper()


_RULES: Final[tuple[Callable[[_Stop], bool | None], ...]] = (
    _line_break,
    _end_of_text,
    _nothing_before,
    _in_parenthesis,
    _glued,
    _exclamation,
    _ellipsis,
    _list_marker,
    _place_alone,
    _abbreviation,
    _and_so_on,
    _initial,
    _small_letter,
)


def split(text: str) -> tuple[Sentence, ...]:
    """The sentences of ``text`` in order. Line breaks always end one; a list with semicolons stays one.

    >>> text = "Ông V. Nam ở TP. HCM có 12.075 m². Báo Baothanhhoa.vn đưa tin."
    >>> [sentence.span.of(text) for sentence in split(text)]
    ['Ông V. Nam ở TP. HCM có 12.075 m².', 'Báo Baothanhhoa.vn đưa tin.']
    """
    return tuple(Sentence(span) for span in _spans(text))


def _spans(text: str) -> Iterator[Span]:
    start = 0
    for stop in _ends(text):
        span = Span(start, stop).trim(text)
        if span:
            yield span
        start = stop
    rest = Span(start, len(text)).trim(text)
    if rest:
        yield rest


def _ends(text: str) -> Iterator[int]:
    closed = _closed_parentheses(text)
    start = 0
    for match in _BOUNDARY.finditer(text):
        if _is_end(_look(text, match, start, match.start() in closed)):
            start = match.end()
            yield start


def _closed_parentheses(text: str) -> frozenset[int]:
    """Positions of stops inside a parenthesis that closes on the same line soon."""
    return frozenset(
        stop.start()
        for match in _PARENTHESIS.finditer(text)
        for stop in _STOPS.finditer(text, match.start(), match.end() - 1)
    )


def _look(text: str, match: re.Match[str], start: int, enclosed: bool) -> _Stop:
    begin = max(start, match.start() - _REACH)
    after = text[match.end() : match.end() + _REACH]
    return _Stop(
        mark=match[0],
        before=text[begin : match.start()],
        after=re.split(r"[\n\r\u2028\u2029]", after, maxsplit=1)[0],
        sentence_so_far=text[begin : match.start()].lstrip(),
        in_parenthesis=enclosed and ")" not in match[0],
    )


def _is_end(stop: _Stop) -> bool:
    return next((verdict for rule in _RULES if (verdict := rule(stop)) is not None), True)
