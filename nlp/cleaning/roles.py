"""What each kept block is for: title, standfirst, caption, time, author, source; all others are the body."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.records import Document, Role
from nlp.cleaning import furniture_table as table
from nlp.cleaning.layout import find_title
from nlp.cleaning.line_facts import Facts, Zones, find_zones, look
from nlp.cleaning.lines import Line
from nlp.cleaning.metadata import dateline, is_dateline_alone, published_line, source_line
from nlp.cleaning.repeats import repeats, tokens
from nlp.cleaning.signatures import byline, is_author

_CREDIT: Final = re.compile(
    r"(?:^|[^\w])(?:(?:nguồn )?(?:ảnh|video|clip|đồ họa|hình|hình ảnh|photo|infographic|thiết kế|bản đồ)"
    r"(?: (?:minh họa|tư liệu|chụp|internet|nguồn|của|cắt từ clip|do))?|nguồn) ?[:;] ?[^:]{1,60}$"
    r"|[(–-] ?(?:ảnh|hình|video|clip) [^():]{2,40}\)?\.?$|[.)] (?:ảnh|video|clip) [^.:]{2,30}\.?$"
    r"|[.)] (?:ảnh|hình) (?:chụp màn hình|cắt từ clip) [^.:]{2,60}\.?$"
    r"|(?:ảnh|hình ảnh|hình) (?:minh họa|tư liệu|chụp màn hình|cắt từ clip|internet|nvcc)\.?\)?\.?$"
    r"|^(?:nguồn hình ảnh|chụp lại hình ảnh|getty images)"
)
_SIDE: Final = re.compile(
    r"\((?:ảnh |hình )?(?:trái|phải|giữa|bên trái|bên phải"
    r"|thứ \w+ từ (?:trái|phải)[^)]*|bìa (?:trái|phải)|áo \w+"
    r"|ngoài cùng[^)]*|hàng (?:đầu|trước|sau)[^)]*)\)"
)
_ADDRESS: Final = re.compile(r"^\(?(?:https?://|www\.)\S+$")
_INITIALS: Final = re.compile(r"^[A-ZĐ]{2,6}$")
MOST_CAPTION_SYLLABLES: Final = 70


@dataclass(frozen=True, slots=True)
class Page:
    """What the steps look at: one entry a block. ``single`` tells blocks of one line; the others are body."""

    texts: tuple[str, ...]
    facts: tuple[Facts, ...]
    single: tuple[bool, ...]
    near_image: tuple[bool, ...]
    zones: Zones | None
    hints: Document


Roles = dict[int, Role]


def make_page(blocks: Sequence[Sequence[Line]], hints: Document) -> Page:
    facts = tuple(look(block[0].text) for block in blocks)
    captions = frozenset(index for index, line in enumerate(facts) if is_credited(line))
    return Page(
        texts=tuple("\n".join(line.text for line in block) for block in blocks),
        facts=facts,
        single=tuple(len(block) == 1 for block in blocks),
        near_image=tuple(block[0].near_image for block in blocks),
        zones=find_zones(facts, captions),
        hints=hints,
    )


def is_credited(line: Facts) -> bool:
    """True for a caption that names its photographer or says where the picture is from."""
    return (
        line.short
        and line.syllables <= MOST_CAPTION_SYLLABLES
        and bool(_CREDIT.search(line.low[-90:]))
        and not byline(line.text)
    )


def _outside(page: Page) -> list[int]:
    """Blocks above the first sentence and below the last; the two below the first, where some print the time."""
    if page.zones is None:
        return []
    head = range(min(page.zones.first + 3, len(page.texts)))
    tail = range(page.zones.last + 1, len(page.texts))
    return [index for index in sorted({*head, *tail}) if page.single[index] and not page.facts[index].prose]


def mark_title(page: Page, taken: Roles) -> Roles:
    """The container's title where a line repeats it, else the first headline of the page."""
    hint = tokens(page.hints.title or "")
    for index in range(min(12, len(page.texts))) if len(hint) >= 2 else ():
        words = tokens(page.texts[index])
        if words == hint or (len(words) >= 4 and hint[: len(words)] == words):
            return {index: Role.TITLE}
    title = find_title(page.facts, page.zones, frozenset(taken))
    return {} if title is None or not page.single[title] or is_credited(page.facts[title]) else {title: Role.TITLE}


def mark_published(page: Page, taken: Roles) -> Roles:
    return {
        index: Role.PUBLISHED for index in _outside(page) if index not in taken and published_line(page.texts[index])
    }


def mark_author(page: Page, taken: Roles) -> Roles:
    """Signatures below the last sentence or below the title, and bylines wherever they stand."""
    if page.zones is None:
        return {}
    title = next((index for index, role in taken.items() if role is Role.TITLE), len(page.texts))
    found: Roles = {}
    for index in _outside(page):
        text = page.texts[index]
        signed = is_author(text) and (index > page.zones.last or title < index < page.zones.first)
        initials = index == page.zones.last + 1 and _INITIALS.match(text) and source_line(text) is None
        if index not in taken and (byline(text) or signed or initials):
            found[index] = Role.AUTHOR
    return found


def mark_source(page: Page, taken: Roles) -> Roles:
    """ "Theo TTXVN", "Nguồn: …" outside the article, or a dateline alone on its line."""
    found: Roles = {}
    for index in _outside(page):
        text = page.texts[index]
        if index not in taken and (source_line(text) or is_dateline_alone(text) or _ADDRESS.match(text)):
            found[index] = Role.SOURCE
    return found


def mark_captions(page: Page, taken: Roles) -> Roles:
    free = [index for index in range(len(page.texts)) if index not in taken and page.single[index]]
    return {index: Role.CAPTION for index in free if len(page.texts) > 1 and is_caption(page, index)}


def is_caption(page: Page, index: int) -> bool:
    """A credited line, a short line beside a picture, or one that opens as captions do."""
    line = page.facts[index]
    if line.text.startswith(("Nguồn hình ảnh, ", "Chụp lại hình ảnh, ")):
        return True
    if not line.short or line.syllables > MOST_CAPTION_SYLLABLES:
        return False
    if is_credited(line):
        return True
    if page.near_image[index] and line.syllables <= 40 and not (line.prose and line.syllables > 25):
        return True
    opens = line.low.startswith(table.CAPTION_OPENINGS) and line.syllables <= 25 and not line.text.endswith(":")
    return (opens and not line.prose) or (bool(_SIDE.search(line.low)) and line.syllables <= 45 and not line.prose)


def mark_repeats(page: Page, taken: Roles) -> Roles:
    """Blocks that say again what a longer block says: a cut or quoted one is a pull quote, any other a caption."""
    free = [index for index in range(len(page.texts)) if index not in taken or taken[index] in (Role.CAPTION,)]
    free = [index for index in free if page.single[index]]
    again = {free[index]: free[holder] for index, holder in repeats([page.texts[index] for index in free]).items()}
    lead = page.zones.first if page.zones else -1
    return {
        index: _repeat_role(page.texts[index], lead=index == lead)
        for index, holder in again.items()
        if index not in taken and not _said_of_another(page, index, holder)
    }


def _said_of_another(page: Page, index: int, holder: int) -> bool:
    """The very same words under another heading: the forecast of two regions, the line-up of two matches."""
    if tokens(page.texts[index]) != tokens(page.texts[holder]):
        return False
    first, last = sorted((index, holder))
    between = (page.facts[at] for at in range(first + 1, last) if page.single[at])
    return any(line.syllables <= 10 and not line.prose and not is_credited(line) for line in between)


def _repeat_role(text: str, *, lead: bool) -> Role:
    return Role.PULL_QUOTE if lead or text.startswith(("...", "…", "“", '"', "«")) else Role.CAPTION


def mark_sapo(page: Page, taken: Roles) -> Roles:
    """The first sentence block below the title, or one with a dateline, when an article follows it."""
    if page.zones is None:
        return {}
    body = [index for index in range(len(page.texts)) if page.facts[index].prose and index not in taken]
    titled = Role.TITLE in taken.values() or page.hints.title is not None
    if len(body) < 3 or not page.single[body[0]] or page.facts[body[0]].syllables > 150:
        return {}
    return {body[0]: Role.SAPO} if titled or dateline(page.texts[body[0]]) else {}


#: In this order; a later step does not take what an earlier one has.
ROLE_STEPS: Final[tuple[Callable[[Page, Roles], Roles], ...]] = (
    mark_published,
    mark_title,
    mark_author,
    mark_source,
    mark_captions,
    mark_repeats,
    mark_sapo,
)


def assign_roles(page: Page) -> tuple[Roles, dict[int, str]]:
    """The role of each block that is not body, and the step that gave it. A lone block is body whatever it holds."""
    roles: Roles = {}
    steps: dict[int, str] = {}
    if len(page.texts) < 2:
        return roles, steps
    for step in ROLE_STEPS:
        found = {index: role for index, role in step(page, roles).items() if index not in roles and page.single[index]}
        roles |= found
        steps |= dict.fromkeys(found, step.__name__)
    return roles, steps
