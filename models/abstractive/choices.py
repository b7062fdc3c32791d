"""What may be written next, and how likely each of it is.

A piece's chance is what the gate leaves to saying it plus what it leaves to copying, over all places where the source
has it. Some is settled here whatever the network thinks: a word or a figure that is begun is copied to its end and none
is begun in its middle; a clause is seldom put together from two sentences; a name is not joined to another; marks do
not follow marks; a summary ends after a sentence; no three pieces in a row come twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.abstractive.source import ENDING, Source, Step
from models.pieces import GLUED, MIXED, SEP, SIGN, TITLE, UPPER, IntArray, Pieces

NEVER: Final = -1e9
_RUN: Final = 3  # pieces in a row that are not written twice
_MARKS: Final = frozenset(".,;:!?…")
_AFTER_END: Final = frozenset("\"”')»")  # what may stand between the last mark and the end
#: What is left of the chance to go on in another sentence in mid-clause (docs/summariser.md).
LEAP: Final = 0.1
_TITLE: Final = 0  # its number among a source's texts
_UNITS: Final = frozenset("%°")  # a figure is not copied without them

Floats = NDArray[np.float32]


class Choices:
    """The pieces that can be written of one source: ``ids`` ``[U]``, those that may be said first."""

    def __init__(self, source: Source, sayable: IntArray, pieces: Pieces) -> None:
        self.source = source
        self.inner = inner(source)
        known, place = np.unique(source.ids, return_inverse=True)
        rest = np.setdiff1d(known, sayable)
        self.ids = np.concatenate((sayable, rest))
        self._said = len(sayable)
        order = np.argsort(self.ids)
        self._columns = order[np.searchsorted(self.ids, known, sorter=order)]  # of the source's pieces
        self._places = np.zeros((len(source), len(known)), np.float32)
        # the sign behind the title is one place more to copy from: the network learns to point at it when it is done
        begins = ~self.inner & ((source.text >= 0) | (source.ids == SEP))
        self._places[np.flatnonzero(begins), place[begins]] = 1.0
        self.named = named(source, sayable)
        plain = np.flatnonzero(begins & ~self.named)
        self._only_named = np.isin(self.ids, known) & ~np.isin(self.ids, (*source.ids[plain], *sayable))
        self._breaks, self._ends, self._closes = (_signs(those, pieces) for those in (_MARKS, ENDING, _AFTER_END))
        self._marks = np.isin(self.ids, list(self._breaks))

    def weighed(
        self, said: Floats, copied: Floats, gate: Floats, written: Sequence[Sequence[Step]]
    ) -> tuple[Floats, NDArray[np.bool_]]:
        """Log-chances ``[B, U]``, and which of them come rather from copying; ``said`` ``[B, S]``, ``copied``
        ``[B, L]``, ``gate`` ``[B]`` as the network gives them; ``written``: the steps of each row so far."""
        copied = copied * np.stack([self._near(steps) for steps in written])
        says, copies = -np.logaddexp(0.0, -gate)[:, None], -np.logaddexp(0.0, gate)[:, None]
        spoken = np.full((len(said), len(self.ids)), NEVER, np.float32)
        spoken[:, : self._said] = said + says
        places = np.full_like(spoken, NEVER)
        found = copied @ self._places
        places[:, self._columns] = np.where(found > 0, np.log(np.maximum(found, 1e-12)) + copies, NEVER)
        return np.logaddexp(spoken, places), places > spoken

    def _near(self, steps: Sequence[Step]) -> Floats:
        """``[L]``: what of the chance of copying is left to each place: all of it to the sentence that is being copied
        and to the title, ``LEAP`` to other sentences until a mark ends the clause. Who did it from one sentence and
        what was done from another seldom belong together."""
        texts, here = self.source.text, _TITLE
        for step in reversed(steps):
            if step.piece in self._breaks or step.position >= 0:
                here = _TITLE if step.piece in self._breaks else int(texts[step.position])
                break
        elsewhere = (texts > _TITLE) & (texts != here) & (here != _TITLE)
        return np.where(elsewhere, LEAP, 1.0).astype(np.float32)

    def allowed(self, chances: Floats, steps: Sequence[Step]) -> Floats:
        """One row of chances ``[U]`` with what may not follow ``steps`` ruled out."""
        kept = chances.copy()
        going_on = self.going_on(steps)
        if going_on >= 0:
            kept[:] = NEVER
            kept[self.ids == self.source.ids[going_on]] = 0.0  # begun is half done: its chance was paid for then
            return kept
        if self._in_name(steps):  # another name may not go on this one, only what follows it on the page
            follows = self.source.ids[steps[-1].position + 1 : steps[-1].position + 2]
            kept[self._only_named & ~np.isin(self.ids, follows)] = NEVER
        last = steps[-1].piece if steps else SEP
        if not steps or last in self._breaks:
            kept[self._marks] = NEVER
        if not self.ended(steps):
            kept[self.ids == SEP] = NEVER
        kept[np.isin(self.ids, _again(steps))] = NEVER
        return kept

    def _in_name(self, steps: Sequence[Step]) -> bool:
        return bool(steps) and steps[-1].position >= 0 and bool(self.named[steps[-1].position])

    def going_on(self, steps: Sequence[Step]) -> int:
        """The position that must be copied next, because a word or a figure is not yet at its end; -1: none."""
        at = steps[-1].position + 1 if steps and steps[-1].position >= 0 else -1
        return at if 0 < at < len(self.source) and self.inner[at] else -1

    def ended(self, steps: Sequence[Step]) -> bool:
        """True when a sentence has just ended."""
        written = [step.piece for step in steps[-2:]]
        return bool(written) and (
            written[-1] in self._ends or (len(written) > 1 and written[-1] in self._closes and written[0] in self._ends)
        )

    def place(self, piece: int, before: int, copied: Floats) -> int:
        """Where the source has a piece: after the position that was copied ``before``, else where it is looked for
        most; -1 when it has it nowhere as the beginning of a word."""
        places = np.flatnonzero(self.source.ids == piece)
        if before >= 0 and before + 1 in places and self.source.follows(before + 1, before):
            return before + 1
        places = places[~self.inner[places]]
        if before >= 0 and self.named[before] and not self.named[places].all():
            places = places[~self.named[places]]
        return int(places[int(np.argmax(copied[places]))]) if len(places) else -1


def _signs(those: Iterable[str], pieces: Pieces) -> frozenset[int]:
    """The pieces that are one of ``those`` signs; a vocabulary need not have them all."""
    return frozenset(piece for sign in those for piece in pieces.word_ids(sign) if pieces.surface(piece) == sign)


def named(source: Source, sayable: IntArray) -> NDArray[np.bool_]:
    """``[L]``: the positions of names: capitals but for those that only the head of a sentence gives to a piece that is
    mostly written small (``sayable``)."""
    found: NDArray[np.bool_] = np.isin(source.shapes % GLUED, (TITLE, UPPER, MIXED)) & (source.text >= 0)
    for at in np.flatnonzero(found & np.isin(source.ids, sayable)):
        found[at] = not source.opens(int(at))
    return found


def inner(source: Source) -> NDArray[np.bool_]:
    """``[L]``: the positions that go on a word or a figure: all that stands without white space between letters or
    digits ("TP.HCM", "15.000", "Covid-19"), and the sign after a figure ("15%")."""
    written = [source.written(at) if source.text[at] >= 0 else " " for at in range(len(source))]
    glued = [at > 0 and source.follows(at, at - 1) and source.glued(at) for at in range(len(source))]
    signs = source.shapes % GLUED == SIGN
    found = np.zeros(len(source), dtype=bool)
    for at in range(1, len(source)):
        if not glued[at]:
            continue
        if signs[at]:
            between = at + 1 < len(source) and glued[at + 1] and not signs[at + 1] and not signs[at - 1]
            found[at] = between or (written[at] in _UNITS and written[at - 1].isdigit())
        else:
            found[at] = not signs[at - 1] or found[at - 1]
    return found


def _again(steps: Sequence[Step]) -> list[int]:
    """The pieces that would make a run of three a second time."""
    written = [step.piece for step in steps]
    head = tuple(written[len(written) - _RUN + 1 :])
    runs = zip(*(written[at:] for at in range(_RUN)), strict=False)
    return [run[-1] for run in runs if run[:-1] == head]
