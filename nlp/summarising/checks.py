"""What is wrong with a sentence of a summary: an ordered table of checks, each of which names what it finds.

Matching, not understanding: invented figures, names and quotations are found, and figures that were given to another
name or noun than the article gives them to. A sentence that twists its verb passes.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.spans import Span
from nlp.language.orthography import canonical
from nlp.language.stopwords import STOPWORDS
from nlp.language.value_table import SCALES
from nlp.language.values import Value, ValueKind
from nlp.summarising.agreement import roughly
from nlp.summarising.claim_table import NAMELESS
from nlp.summarising.claims import Run, clause, codes, figures, following, keys, quotations, readings, runs, units
from nlp.summarising.evidence import Evidence, Held

_NAMELESS: Final = frozenset(NAMELESS.split())
_END: Final = re.compile(r"[.!?…][”’»\"')\]]*\Z")
_TITLES: Final = frozenset(("ông", "bà", "anh", "chị", "em", "cô", "chú", "bác", "cụ", "thầy"))
_ROUND: Final = re.compile(r"(?:hàng|vài|nửa) ")
_SHORT_NAME: Final = 2  # units
_NOUN: Final = 2  # syllables from which what follows two figures is the same thing
_LOOP: Final = 4  # units in a row that stand in a sentence three times


@dataclass(frozen=True, slots=True)
class Problem:
    """``check``: "figure", "code", "name", "quotation", "relation", "loop" or "cut"; ``text``: what it is about."""

    check: str
    text: str


def problems(sentence: str, evidence: Evidence) -> tuple[Problem, ...]:
    """All that is wrong with a written sentence; empty when the articles bear it out."""
    return tuple(
        Problem(name, span.of(sentence)) for name, check in CHECKS.items() for span in check(sentence, evidence)
    )


def _unknown_figures(sentence: str, evidence: Evidence) -> Iterator[Span]:
    for value in figures(sentence):
        alike = any(any(evidence.values_like(reading)) for reading in readings(sentence, value))
        borne_out = alike and not _scaled_after(sentence, value)
        if not (borne_out or _word_for_word(sentence, value, evidence) or _in_size(sentence, value, evidence)):
            yield value.span


def _scaled_after(sentence: str, value: Value) -> bool:
    """ "vị khách thứ 200 triệu": what was read as 200 goes on."""
    after = units(sentence[value.span.stop :])
    return bool(after) and after[0].key in SCALES


def _in_size(sentence: str, value: Value, evidence: Evidence) -> bool:
    """ "hàng nghìn" names no number; a count of that size bears it out."""
    return bool(_ROUND.match(canonical(value.span.of(sentence)))) and any(
        roughly(value, held.value) for held in evidence.held
    )


def _word_for_word(sentence: str, value: Value, evidence: Evidence) -> bool:
    """The figure with its unit and the unit after it stand in an article just so, whatever they mean there."""
    inside = [unit.key for unit in units(value.span.of(sentence))]
    after = units(sentence[value.span.stop :])
    touching = after and not sentence[value.span.stop : value.span.stop + after[0].span.start].strip()
    beyond = [after[0].key] if touching else []
    alone = value.kind is ValueKind.COUNT and len(inside) == 1 and not beyond
    return not alone and evidence.says(" ".join([*inside, *beyond]))


def _unknown_codes(sentence: str, evidence: Evidence) -> Iterator[Span]:
    for span in codes(sentence, tuple(figures(sentence))):
        if keys(span.of(sentence)) not in evidence.stream:
            yield span


def _unknown_names(sentence: str, evidence: Evidence) -> Iterator[Span]:
    known = tuple(_renamed(sentence, evidence))
    for run in runs(sentence):
        if not any(span.contains(run.span) for span in known) and not _named(run, evidence):
            yield run.span


def _renamed(sentence: str, evidence: Evidence) -> Iterator[Span]:
    """Names that the articles hold in another form: an abbreviation, its long form, another name of a country."""
    found = units(sentence)
    line = [unit.key for unit in found]
    for parts in evidence.renamed:
        if parts[0] in line:
            for at in range(len(line) - len(parts) + 1):
                if tuple(line[at : at + len(parts)]) == parts:
                    yield Span(found[at].span.start, found[at + len(parts) - 1].span.stop)


def _named(run: Run, evidence: Evidence) -> bool:
    """True when the articles hold the name, or it is no name but the capital of the sentence."""
    if len(run.units) == 1:
        return _named_alone(run, evidence)
    if _in_pieces([unit.key for unit in run.units], evidence):
        return True
    first = run.units[0].key
    common = first in STOPWORDS or first in _NAMELESS or not evidence.names_within(first)
    rest = [unit.key for unit in run.units[1:]]
    given_name = first in _TITLES and len(rest) == 1 and evidence.names_last(rest[0])
    return run.head and common and (given_name or _in_pieces(rest, evidence))


def _named_alone(run: Run, evidence: Evidence) -> bool:
    key = run.units[0].key
    if evidence.names_whole(key) or evidence.names_last(key):
        return True
    if key in _NAMELESS and evidence.says(key):
        return True
    return run.head and not run.acronym


def _in_pieces(names: Sequence[str], evidence: Evidence) -> bool:
    """True when the run falls into pieces that articles hold: two units or more anywhere, one only as a whole run.

    The first may be the head of an office or a body, which names nothing ("Bộ Công an", "Chủ tịch").
    """
    reached = {0}
    for start, stop in itertools.combinations(range(len(names) + 1), 2):
        if start in reached and _held_piece(names, start, stop, evidence):
            reached.add(stop)
    return len(names) in reached


def _held_piece(names: Sequence[str], start: int, stop: int, evidence: Evidence) -> bool:
    piece = " ".join(names[start:stop])
    if stop - start > 1:
        return evidence.names_within(piece) or evidence.says(piece)
    heads = start == 0 and len(names) > _SHORT_NAME and piece in _NAMELESS and evidence.says(piece)
    return heads or evidence.names_whole(piece)


def _unknown_quotations(sentence: str, evidence: Evidence) -> Iterator[Span]:
    for span in quotations(sentence):
        if keys(span.of(sentence)) not in evidence.stream:
            yield span


# --- relations -----------------------------------------------------------------------------------------------------


def _moved_figures(sentence: str, evidence: Evidence) -> Iterator[Span]:
    """Figures that the articles hold, but of something else."""
    names = [run for run in runs(sentence) if not _mere_head(run)]
    for value in figures(sentence):
        holders = list(evidence.values_like(value))
        if not holders or value.kind in (ValueKind.DATE, ValueKind.TIME):
            continue
        around = clause(sentence, value.span)
        close = [run for run in names if around.contains(run.span)]
        if _of_another_name(value, close, holders, evidence) or _of_another_noun(sentence, value, holders, evidence):
            yield value.span


def _mere_head(run: Run) -> bool:
    return run.head and len(run.units) == 1 and not run.acronym


def _of_another_name(value: Value, close: Sequence[Run], holders: Sequence[Held], evidence: Evidence) -> bool:
    """The name nearest the figure has other figures of this kind beside it in the articles, and never this one.

    Where the figure's own clause names nobody it may speak of whoever was named before.
    """
    if not close or any(not held.beside for held in holders):
        return False
    nearest = min(close, key=lambda run: (_distance(run.span, value.span), run.span)).key
    rivals = any(nearest in held.beside and _alike(held.value, value) for held in evidence.held)
    return rivals and not any(nearest in held.beside for held in holders)


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.stop, other.start - one.stop)


def _alike(one: Value, other: Value) -> bool:
    return one.kind is other.kind and one.unit == other.unit


def _of_another_noun(sentence: str, value: Value, holders: Sequence[Held], evidence: Evidence) -> bool:
    """What follows the figure follows another figure of this kind in the articles, and this one less closely."""
    after = following(sentence, value.span)
    own = max((_alike_from_start(after, held.after) for held in holders), default=0)
    others = (held for held in evidence.held if _alike(held.value, value) and held not in holders)
    return max((_alike_from_start(after, held.after) for held in others), default=0) > max(own, _NOUN - 1)


def _alike_from_start(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


# --- form ----------------------------------------------------------------------------------------------------------


def _loops(sentence: str, _: Evidence) -> Iterator[Span]:
    """A generator caught in a loop: four units in a row three times, or one unit four times on end."""
    found = [unit.key for unit in units(sentence)]
    grams = Counter(tuple(found[at : at + _LOOP]) for at in range(len(found) - _LOOP + 1))
    if any(count >= 3 for count in grams.values()) or any(len(set(gram)) == 1 for gram in grams):
        yield Span(0, len(sentence))


def _cut(sentence: str, _: Evidence) -> Iterator[Span]:
    """It ends without a stop: the generator's length ran out."""
    if not _END.search(sentence.rstrip()):
        yield Span(max(0, len(sentence) - 20), len(sentence))


CHECKS: Final[dict[str, Callable[[str, Evidence], Iterator[Span]]]] = {
    "figure": _unknown_figures,
    "code": _unknown_codes,
    "name": _unknown_names,
    "quotation": _unknown_quotations,
    "relation": _moved_figures,
    "loop": _loops,
    "cut": _cut,
}
