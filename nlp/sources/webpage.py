"""A news page to its article: trafilatura finds the body, and what it leaves out of a head is put back.

Vietnamese papers print title, date and standfirst outside the element that holds the body, so extraction loses them on
many sites. They are looked for in what the page shows (never taken from its hidden metadata alone), so the text stays
text that a reader of the page could see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from nlp.sources.extracted import Extracted, one_line
from nlp.sources.faults import refuse
from nlp.sources.flat_html import UNSEEN, is_article, plain_lines
from nlp.sources.markup import measure

#: libxml2 drops what lies deeper than 256 levels, without a word; deeper pages are read without a tree.
MAX_TREE_DEPTH = 200
MAX_CAPTIONS = 1_000
_DATE_SHOWN = re.compile(r"\b(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})\b")
_CLOCK = re.compile(r"\d[:hg]\s?\d\d\b")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?\s?(Z|[+-]\d\d:?\d\d)?)?")
_PUBLISHED_PATHS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='pubdate']/@content",
    "//time[@itemprop='datePublished']/@datetime",
)
_DESCRIPTION_PATHS = ("//meta[@property='og:description']/@content", "//meta[@name='description']/@content")
_CAPTION_PATH = "//figcaption | //figure//p | //*[contains(@class, 'caption') or contains(@class, 'Caption')]"
_CELL_END = "\x1f"
_BLOCKS = frozenset(["p", "head", "item", "quote", "code", "row", "list", "table", "div", "graphic", "fw"])


def extract_webpage(html: str, name: str) -> Extracted:
    """The article of a page: title, date and standfirst as shown, then the body, one paragraph a line.

    A caption is preceded by a line with its picture's file name, as it is when a page is copied from a browser.

    Raises:
        SourceError: no-article.
    """
    html = html.replace("\x00", "")
    if measure(html).depth > MAX_TREE_DEPTH:
        return _article_of(plain_lines(html), name)
    import trafilatura
    from trafilatura.settings import Extractor

    tree = trafilatura.load_html(html)
    if tree is None:  # too small to be a page: one element, or none
        return _article_of(plain_lines(html), name)
    options = Extractor(recall=True, comments=False, tables=True, images=True, with_metadata=True)
    options.date_params = {"original_date": True, "extensive_search": False}
    page = _Shown(tree)
    paragraphs = list(_paragraphs(tree))
    for caption in tree.xpath("//figcaption[not(p or div)]"):  # the extractor drops text that no paragraph holds
        caption.tag = "p"
    found = trafilatura.bare_extraction(tree, options=options)
    if found is None or not is_article(lines := list(_lines(found.body, page.captions))):
        return _article_of(paragraphs, name)
    published = page.published or found.date
    head = page.head_of(lines, found.author, published)
    title = one_line(found.title)
    if title in lines[:5]:
        lines.remove(title)
    text = "\n".join([title] * bool(title) + head + lines)
    return Extracted(text, title or None, published, found.sitename, found.author)


def _article_of(lines: list[str], name: str) -> Extracted:
    if not is_article(lines):
        raise refuse("no-article", name)
    return Extracted("\n".join(lines))


class _Shown:
    """What a page shows outside its body: looked up once, before the extractor changes the tree."""

    def __init__(self, tree: Any) -> None:
        self.published = self._published(tree)
        description = next((one_line(str(v)) for path in _DESCRIPTION_PATHS for v in tree.xpath(path) if v), "")
        captions = tree.xpath(_CAPTION_PATH)[:MAX_CAPTIONS]
        self.captions = {one_line(node.text_content()): _picture_near(node) for node in captions}
        self._short = list(_short_texts(tree))
        self._description = re.sub(r"\s*(?:\.\.\.|…)$", "", description)

    @staticmethod
    def _published(tree: Any) -> str | None:
        for path in _PUBLISHED_PATHS:
            for value in tree.xpath(path):
                if match := _ISO.match(str(value).strip()):
                    return _iso(match)
        return None

    def head_of(self, lines: list[str], author: str | None, published: str | None) -> list[str]:
        """The lines a reader sees between title and body, and ``lines`` lack: date, author, standfirst."""
        present = "\n".join(lines).casefold()
        wanted = (
            self._date_line(published),
            next((text for text in self._short if author and len(text) < 80 and author in text), None),
            self._standfirst(),
        )
        return [line for line in wanted if line and line.casefold() not in present]

    def _date_line(self, published: str | None) -> str | None:
        """The short line that shows the date of publication; one with the time of day before one without."""
        if not published:
            return None
        day = tuple(map(int, reversed(published[:10].split("-"))))
        dated = [(text, _DATE_SHOWN.search(text)) for text in self._short if len(text) <= 60]
        shown = [text for text, match in dated if match and tuple(map(int, match.groups())) == day]
        return min(shown, key=lambda text: (not _CLOCK.search(text), len(text)), default=None)

    def _standfirst(self) -> str | None:
        """The shortest text shown that begins as the page's own description does."""
        start = self._description[:60].casefold()
        found = [text for text in self._short if len(start) >= 20 and start in text.casefold()[: len(start) + 40]]
        return min(found, key=len, default=None)


def _short_texts(tree: Any) -> Iterator[str]:
    """The text of each element of the page's face that is at most a long paragraph and has little inside."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if not isinstance(node.tag, str) or node.tag in UNSEEN:
            continue
        waiting.extend(reversed(node))
        text = one_line(node.text_content()) if _is_small(node) else ""
        if 6 <= len(text) <= 1200:
            yield text


def _is_small(node: Any) -> bool:
    """At most 20 elements inside, none of them a script; counted no further than that, so that the page costs O(n)."""
    return all(count < 20 and inner.tag not in UNSEEN for count, inner in enumerate(node.iterdescendants()))


def _paragraphs(tree: Any) -> Iterator[str]:
    """What <p> elements hold outside menus and forms, links aside: for pages too odd or too small for the extractor."""
    for node in tree.xpath("//p[not(ancestor::nav or ancestor::footer or ancestor::aside or ancestor::form)]"):
        text = one_line(node.text_content())
        linked = sum(len(one_line(link.text_content())) for link in node.iter("a"))
        if text and 2 * linked < len(text):
            yield text


def _iso(match: re.Match[str]) -> str:
    """ISO 8601 with the zone the page states; a time without one is Vietnam's."""
    day, clock, seconds, zone = match.groups()
    if not clock:
        return str(day)
    zone = "+00:00" if zone == "Z" else zone or "+07:00"
    return f"{day}T{clock}{seconds or ':00'}{zone if ':' in zone else zone[:3] + ':' + zone[3:]}"


def _picture_near(caption: Any) -> str:
    """The file name of the picture that a caption belongs to, looked for up to three levels above it."""
    node = caption
    for _ in range(3):
        node = node.getparent() if node is not None else None
        near: list[Any] = list(islice(node.iterdescendants(), 50)) if node is not None else []
        picture = next((inner for inner in near if inner.tag == "img"), None)
        if picture is not None:
            base = unquote(urlsplit(picture.get("data-src") or picture.get("src") or "").path).rpartition("/")[2]
            if re.fullmatch(r"[\w(). -]{1,120}\.(?:jpe?g|png|gif|webp|avif|bmp)", base, re.IGNORECASE):
                return one_line(base)
    return "image.jpg"


def _lines(body: Any, captions: dict[str, str]) -> Iterator[str]:
    """The extractor's tree as lines, each caption below the name of its picture."""
    for line in _blocks(body):
        if line in captions and len(line) <= 600:
            yield captions[line]
        yield line


def _blocks(body: Any) -> Iterator[str]:
    pieces: list[str] = []

    def flush() -> Iterator[str]:
        cells = map(one_line, "".join(pieces).split(_CELL_END))
        pieces.clear()
        line = " | ".join(cell for cell in cells if cell)
        if line.strip("- "):
            yield line

    for event, node in _walk(body):
        if node.tag in _BLOCKS or node.tag == "lb":
            yield from flush()
        if event == "start":
            pieces.append("- " if node.tag == "item" else "")
            pieces.append(node.text or "")
        else:
            pieces.append(_CELL_END if node.tag == "cell" else "")
            pieces.append(node.tail or "" if node is not body else "")
    yield from flush()


def _walk(body: Any) -> Iterator[tuple[str, Any]]:
    """Start and end of each element in document order."""
    from lxml import etree

    return iter(etree.iterwalk(body, events=("start", "end")))
