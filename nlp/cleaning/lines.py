"""A page as lines: reading them, putting cut paragraphs back together, joining those that make one block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.cleaning.furniture import drop_image_names
from nlp.cleaning.line_facts import Zones, find_zones, is_list_item, look


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank. ``number`` is its line of the raw text, ``joined``: no blank line before it."""

    text: str
    number: int
    joined: bool = False
    near_image: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """A line that went, or was ``rewritten`` into the line before, and the step that did it."""

    step: str
    line: Line
    rewritten: bool = False


def read_lines(text: str) -> list[Line]:
    """The lines of a text whose characters are clean; a line beside a picture's file name remembers it."""
    lines: list[Line] = []
    blank = True
    for number, text_of_line in enumerate(text.split("\n"), start=1):
        if text_of_line:
            lines.append(Line(text_of_line, number, joined=not blank))
        blank = not text_of_line
    images = [drop_image_names(look(line.text)) if len(line.text) <= 120 else False for line in lines]
    near = {index + 1 for index, image in enumerate(images) if image}
    near |= {
        index - 1 for index, image in enumerate(images) if image and index and _hangs_on(lines[index], lines[index - 1])
    }
    return [replace(line, near_image=True) if index in near else line for index, line in enumerate(lines)]


def _hangs_on(image: Line, before: Line) -> bool:
    """True when the line above a picture may be its caption: no blank line between, and no sentence of the article."""
    return image.joined and not look(before.text).prose


def unwrap(lines: list[Line]) -> tuple[list[Line], list[Removed]]:
    """Put back together a paragraph that was cut into lines of equal width, as in mail or plain-text files.

    Verse and lists are short or begin with a capital on every line: they stay.
    """
    whole: list[Line] = []
    joins: list[Removed] = []
    for run in _runs(lines):
        width = max(len(line.text) for line in run)
        lower = sum(line.text[0].islower() for line in run[1:])
        if len(run) < 2 or not 45 <= width <= 140 or lower < 0.4 * (len(run) - 1):
            whole += run
            continue
        start = len(whole)
        for before, line in zip([None, *run], run, strict=False):
            if before and len(whole) > start and _continues(before.text, line.text, width):
                whole[-1] = replace(whole[-1], text=f"{whole[-1].text} {line.text}")
                joins.append(Removed("unwrap_lines", line, rewritten=True))
            else:
                whole.append(line)
    return whole, joins


def _runs(lines: list[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in lines:
        if run and not line.joined:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _continues(before: str, line: str, width: int) -> bool:
    full = len(before) >= 0.6 * width and not before.endswith((".", "!", "?", "…", ":", ";"))
    return full and not is_list_item(line)


def group(kept: list[Line], gone: dict[int, str], before: list[Line]) -> list[Line]:
    """Leave lines joined that make one block: the items of a list, the lines of a verse or of a flattened table."""
    numbers_gone = {before[index].number for index in gone}
    parted = [line.joined and line.number - 1 not in numbers_gone for line in kept]
    return [
        line if line.joined == joined else replace(line, joined=joined)
        for line, joined in zip(kept, _blocks(kept, parted), strict=True)
    ]


def _blocks(lines: list[Line], adjacent: list[bool]) -> list[bool]:
    items = [_is_item(line.text) for line in lines]
    zones = find_zones([look(line.text) for line in lines], frozenset())
    joined = [adjacent[index] and index > 0 and items[index] and items[index - 1] for index in range(len(lines))]
    for start, stop in _short_runs(lines, adjacent, zones):
        joined[start + 1 : stop] = [True] * (stop - start - 1)
    return joined


def _is_item(text: str) -> bool:
    return len(text) <= 300 and is_list_item(text)


def _short_runs(lines: list[Line], adjacent: list[bool], zones: Zones | None) -> Iterator[tuple[int, int]]:
    """Runs of at least three adjacent short lines inside the article, or anywhere in a text without sentences."""
    low, high = (zones.first, zones.last) if zones else (-1, len(lines))
    start = low + 1
    for index in range(low + 1, high + 1):
        inside = index < high and _is_short(lines[index].text)
        if inside and (index == start or adjacent[index]):
            continue
        if index - start >= 3:
            yield start, index
        start = index if inside else index + 1


def _is_short(text: str) -> bool:
    return text.count(" ") < 10 and not look(text).prose
