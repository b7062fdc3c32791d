"""Where the article begins and ends on its page, and which lines around it are not its own.

``settle`` applies unwrapping, dropping and grouping until nothing changes, so that a cleaned text, read again, stays
as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nlp.cleaning import furniture as rules
from nlp.cleaning import line_facts as shape
from nlp.cleaning.line_facts import Facts, Zones, find_zones, look
from nlp.cleaning.lines import Line, Removed, group, unwrap
from nlp.cleaning.metadata import published_line, source_line
from nlp.cleaning.signatures import byline, is_author

_STAMPED: Final = re.compile(r"\d{1,2}[:h]\d{2}\)?$")


def is_metadata(text: str) -> bool:
    return bool(published_line(text) or byline(text) or source_line(text))


def is_headline(line: Facts) -> bool:
    """Four to forty syllables that begin like a headline and do not end like a sentence."""
    text = line.text.lstrip("\"'“‘«([")
    if not 4 <= line.syllables <= 40 or line.prose or not text or text[0].islower() or shape.is_list_item(line.text):
        return False
    if line.text.endswith((":", ",", ";")) or _STAMPED.search(line.text):
        return False
    return not is_metadata(line.text) and not is_author(line.text)


def find_title(page: Sequence[Facts], zones: Zones | None, gone: frozenset[int] = frozenset()) -> int | None:
    """The headline: above the first sentence, the one next to the time of publication if there is one.

    A line in capitals above another headline is the banner of a campaign when the other one has the time below it.
    """
    if zones is None:
        return None
    head = [index for index in range(zones.first) if index not in gone]
    titles = [index for index in head if is_headline(page[index]) and not _is_banner(page[index])]
    dated = [index for index in head if published_line(page[index].text)]
    above = [index for index in titles if dated and index < dated[-1]]
    mixed = [index for index in above if not page[index].text.isupper()]
    return (mixed or above)[-1] if above else titles[0] if titles else None


def _is_banner(line: Facts) -> bool:
    return bool(shape.is_breadcrumb(line) or shape.is_masthead(line) or shape.sections(line))


def settle(lines: list[Line]) -> tuple[list[Line], list[Removed]]:
    """Unwrap, drop and group until nothing changes. Each round only takes lines or joins away, so it ends."""
    removed: list[Removed] = []
    while True:
        unwrapped, joins = unwrap(lines)
        gone = furniture(unwrapped)
        kept = group([line for index, line in enumerate(unwrapped) if index not in gone], gone, unwrapped)
        removed += joins
        removed += [Removed(step, unwrapped[index]) for index, step in sorted(gone.items())]
        if kept == lines:
            return kept, removed
        lines = kept


def furniture(lines: Sequence[Line]) -> dict[int, str]:
    """The lines that go, by index, each with the name of the rule. Nothing goes from a page without sentences."""
    page = [look(line.text) for line in lines]
    if len(page) < 2 or not any(line.prose for line in page):
        return {}
    gone = {index: rule for index, line in enumerate(page) if (rule := rules.furniture(line))}
    zones = find_zones(page, frozenset(gone))
    if zones is None:
        return {}
    zones = _before_imprint(page, gone, zones)
    gone |= _counters(page, zones)
    gone |= _above_title(page, zones, frozenset(gone))
    gone |= _below_headings(page, zones, frozenset(gone))
    gone |= _after_article(page, zones, gone)
    return gone


def _before_imprint(page: Sequence[Facts], gone: dict[int, str], zones: Zones) -> Zones:
    """An imprint may be long enough to read as prose: below the article, beside a licence, it is none."""
    if "drop_imprint" not in gone.values():
        return zones
    last = zones.last
    while last > zones.first and (last in gone or not page[last].prose or shape.is_contact(page[last])):
        last -= 1
    for index in range(last + 1, zones.last + 1):
        if page[index].prose and index not in gone:
            gone[index] = "drop_imprint"
    return Zones(zones.first, last)


def _counters(page: Sequence[Facts], zones: Zones) -> dict[int, str]:
    """Counters of visitors that run over several lines, each label above or beside its figure."""
    gone: dict[int, str] = {}
    index = 0
    while index < len(page):
        stop, pairs, headed = _counter(page, index)
        outside = not zones.first < index < zones.last
        if (headed and pairs) or (outside and pairs >= 2):
            gone |= dict.fromkeys(range(index, stop), "drop_counters")
        index = max(stop, index + 1)
    return gone


def _counter(page: Sequence[Facts], start: int) -> tuple[int, int, bool]:
    """Read a counter from ``start``: where it stops, how many figures it has, whether a heading opens it."""
    headed = shape.is_counter_heading(page[start])
    index, pairs = start + headed, 0
    while index < len(page):
        if shape.is_counter_pair(page[index]) or (headed and shape.is_figure(page[index])):
            index, pairs = index + 1, pairs + 1
        elif shape.is_counter_label(page[index]) and index + 1 < len(page) and shape.is_figure(page[index + 1]):
            index, pairs = index + 2, pairs + 1
        else:
            break
    return index, pairs, headed


def _above_title(page: Sequence[Facts], zones: Zones, gone: frozenset[int]) -> dict[int, str]:
    """Mastheads, breadcrumbs, names of sections and campaign banners, when a title stands below them."""
    title = find_title(page, zones, gone)
    if title is None:
        return {}
    dropped: dict[int, str] = {}
    dated = any(published_line(page[index].text) for index in range(title, zones.first))
    for index in (index for index in range(zones.first) if index not in gone):
        line = page[index]
        if (
            not is_metadata(line.text) and (_is_banner(line) or _is_lone_button(line) or shape.is_bare_contact(line))
        ) or (index < title and dated and _is_kicker(line, page[title])):
            dropped[index] = "drop_banners"
    return dropped


def _is_lone_button(line: Facts) -> bool:
    return shape.buttons(line) == "weak" and not line.text.endswith(":") and not shape.is_list_item(line.text)


def _is_kicker(line: Facts, title: Facts) -> bool:
    """What may stand above a title that has its own time below: a campaign in capitals, a section, today's date."""
    if published_line(line.text):
        return True
    campaign = line.text.isupper() and not title.text.isupper()
    section = line.syllables <= 3 and not line.text.endswith(":") and not shape.is_list_item(line.text)
    return (campaign or section) and not is_metadata(line.text) and not is_author(line.text)


def _below_headings(page: Sequence[Facts], zones: Zones, gone: frozenset[int]) -> dict[int, str]:
    """ "Tin liên quan", "Từ khóa" and the list under each."""
    dropped: dict[int, str] = {}
    for index in range(zones.first + 1, len(page)):
        if shape.is_tag_heading(page[index]) and index > zones.last:
            dropped |= dict.fromkeys((index, *_list_below(page, index, 6, zones)), "drop_tags")
        elif shape.is_related_heading(page[index]) and (index > zones.last or not shape.sections(page[index])):
            dropped |= dict.fromkeys((index, *_list_below(page, index, 32, zones)), "drop_related_links")
    return {index: step for index, step in dropped.items() if index not in gone}


def _list_below(page: Sequence[Facts], heading: int, most: int, zones: Zones) -> list[int]:
    """The headlines under a heading. Inside the article the last short one is taken for a heading of the article."""
    below: list[int] = []
    for index in range(heading + 1, len(page)):
        line = page[index]
        if not shape.is_link_like(line) or line.syllables > most or shape.is_related_heading(line):
            break
        below.append(index)
    if heading > zones.last:
        return [index for index in below if most < 10 or not is_signature(page[index].text)]
    before_sentence = bool(below) and below[-1] + 1 < len(page) and page[below[-1] + 1].prose
    kept = 8 if len(below) > 1 else 3
    return below[:-1] if before_sentence and page[below[-1]].syllables <= kept else below


def is_signature(text: str) -> bool:
    return is_author(text) or byline(text) is not None or source_line(text) is not None


def _after_article(page: Sequence[Facts], zones: Zones, gone: dict[int, str]) -> dict[int, str]:
    """Buttons, sections and contacts that only count as furniture below the last sentence."""
    tail = [index for index in range(zones.last + 1, len(page)) if index not in gone]
    contacts = [index for index in tail if shape.is_contact(page[index])]
    imprint = "drop_imprint" in gone.values() or any(shape.is_imprint_contact(page[index]) for index in tail)
    dropped: dict[int, str] = {}
    for index in tail:
        line = page[index]
        if shape.is_bare_contact(line) or shape.is_imprint_contact(line) or (imprint and index in contacts):
            dropped[index] = "drop_contacts"
        elif shape.is_tag_line(line):
            dropped[index] = "drop_tags"
        elif shape.is_attachment(line):
            dropped[index] = "drop_attachments"
        elif _is_bar(line):
            dropped[index] = "drop_navigation"
    return dropped


def _is_bar(line: Facts) -> bool:
    """Buttons, sections or a breadcrumb, and nobody's signature."""
    if shape.buttons(line):
        return True
    bar = shape.is_breadcrumb(line) or shape.sections(line) > 0
    return bar and not is_metadata(line.text) and not is_signature(line.text)
