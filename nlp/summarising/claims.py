"""What a sentence states that can be checked: its figures, its names, its quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from corpus.spans import Span
from nlp.language.orthography import canonical
from nlp.language.stopwords import STOPWORDS
from nlp.language.values import Value, ValueKind, find_values
from nlp.summarising.claim_table import CLAUSE_BREAKS

_UNIT: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]\w*|%|\w+")
_DIGIT: Final = re.compile(r"\d")
_QUOTATION: Final = re.compile(r"“([^“”\n]+)”|\"([^\"\n]+)\"|«([^«»\n]+)»")
_CODE: Final = re.compile(r"(?<!\w)(?=[^\s,;()“”\"]*\d)(?=[^\s,;()“”\"]*[^\W\d_])[^\s,;()“”\"]+(?<![.:!?…])")
_CLAUSE_BREAK: Final = re.compile("|".join(CLAUSE_BREAKS))
_FOLLOWING: Final = 4  # syllables
_DAY: Final = re.compile(r"\d{1,2} ?[-/] ?\d{1,2}")
_SHORTEST_QUOTATION: Final = 2  # units
_JOINS: Final = (" ", "-", ".", ". ")


@dataclass(frozen=True, slots=True)
class Unit:
    """A syllable, a figure or "%", in one spelling; ``capital``: written with a capital, ``upper``: with
    nothing else.
    """

    span: Span
    key: str
    capital: bool
    upper: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring units with capitals, a name as a rule. ``head``: it opens the sentence, or a quotation in it."""

    units: tuple[Unit, ...]
    head: bool

    @property
    def span(self) -> Span:
        return Span(self.units[0].span.start, self.units[-1].span.stop)

    @property
    def key(self) -> str:
        return " ".join(unit.key for unit in self.units)

    @property
    def acronym(self) -> bool:
        return len(self.units) == 1 and self.units[0].upper and len(self.units[0].key) > 1


def units(text: str) -> tuple[Unit, ...]:
    """The units of a text in order.

    >>> [unit.key for unit in units("Xã Hoà An: 12.075 hộ, 4,5%")]
    ['xã', 'hòa', 'an', '12.075', 'hộ', '4,5', '%']
    """
    low = canonical(text)
    return tuple(
        Unit(Span(*match.span()), low[match.start() : match.end()], match[0][0].isupper(), match[0].isupper())
        for match in _UNIT.finditer(text)
    )


def keys(text: str) -> str:
    """The keys of a text between single spaces, with one at either end, so that whole units can be searched for.

    >>> keys("Xã Hoà An"), " hòa an " in keys("Xã Hoà An")
    (' xã hòa an ', True)
    """
    return f" {' '.join(unit.key for unit in units(text))} "


def runs(text: str) -> tuple[Run, ...]:
    """The capitalised runs of one sentence; only spaces lie inside a run.

    >>> [(run.key, run.head) for run in runs("Sáng nay, ông Lê Hoà và UBND tỉnh họp.")]
    [('sáng', True), ('lê hòa', False), ('ubnd', False)]
    """
    found: list[list[Unit]] = []
    last: Unit | None = None
    for unit in units(text):
        if unit.capital:
            if last is not None and last.capital and text[last.span.stop : unit.span.start] in _JOINS:
                found[-1].append(unit)
            else:
                found.append([unit])
        last = unit
    return tuple(Run(tuple(run), _opens(text, run[0].span.start)) for run in found)


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" -–")
    return not before or before[-1] in ".!?…:“\"'(«‘"


def quotations(text: str) -> Iterator[Span]:
    """What stands between quotation marks, single words left out (they name rather than quote)."""
    for match in _QUOTATION.finditer(text):
        group = next(number for number, piece in enumerate(match.groups(), start=1) if piece)
        if len(units(match[group])) >= _SHORTEST_QUOTATION:
            yield Span(*match.span(group))


def figures(text: str) -> Iterator[Value]:
    """The figures of a text that a reader could check: "một" alone is an article as often as a number."""
    codes = [Span(*match.span()) for match in _CODE.finditer(text)]
    for value in find_values(text):
        piece = value.span.of(text)
        if value.value == 1 and not _DIGIT.search(piece) and value.of is None:
            continue
        if not any(code.contains(value.span) and code != value.span for code in codes) or "%" in piece:
            yield value


def readings(text: str, value: Value) -> Iterator[Value]:
    """A figure of ``text`` as it was read, and "21-3" as a day too: only its neighbours tell it from a range."""
    yield value
    piece = value.span.of(text)
    if value.kind is not ValueKind.DATE and _DAY.fullmatch(piece):
        yield from (replace(day, span=value.span) for day in find_values(f"ngày {piece}") if day.kind is ValueKind.DATE)


def codes(text: str, taken: tuple[Value, ...]) -> Iterator[Span]:
    """What has digits and is no figure with its unit: "U23", "VN-21", "123/QĐ-TTg", "năm 2120"."""
    covered = [value.span for value in taken]
    for match in _CODE.finditer(text):
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in covered):
            covered.append(span)
            yield span
    for unit in units(text):
        if unit.key[0].isdigit() and not any(unit.span.overlaps(other) for other in covered):
            yield unit.span


def clause(text: str, at: Span) -> Span:
    """The clause of a sentence around a place in it.

    >>> text = "PAPI xếp thứ 3, còn SIPAS xếp thứ 5."
    >>> clause(text, Span(30, 35)).of(text).strip()
    'SIPAS xếp thứ 5.'
    """
    breaks = [
        match.span()
        for match in _CLAUSE_BREAK.finditer(canonical(text))
        if not at.overlaps(Span(*match.span())) and not _within_figure(text, match.start())
    ]
    start = max((stop for _, stop in breaks if stop <= at.start), default=0)
    stop = min((begin for begin, _ in breaks if begin >= at.stop), default=len(text))
    return Span(start, stop)


def following(text: str, figure: Span) -> tuple[str, ...]:
    """The next four syllables with a meaning in the same clause: what is counted and what is said of it.

    >>> following("Có 12 người bị thương nặng, 3 người chết.", Span(3, 5))
    ('thương', 'nặng')
    """
    around = clause(text, figure)
    words = [unit.key for unit in units(text[figure.stop : around.stop]) if unit.key not in STOPWORDS]
    return tuple(words[:_FOLLOWING])


def _within_figure(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()
