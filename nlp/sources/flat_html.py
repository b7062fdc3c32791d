"""HTML to lines without building a tree, for nesting that no tree survives; and whether lines read as an article."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from nlp.sources.extracted import one_line

#: Elements whose text no reader sees.
UNSEEN = frozenset(["script", "style", "head", "noscript", "template", "textarea", "svg", "title"])


def is_article(lines: list[str]) -> bool:
    """Whether the lines hold at least one that reads as prose; lists of links and forms have none.

    >>> is_article(["Đăng nhập", "Quên mật khẩu?"]), is_article(["Một câu ngắn thôi."])
    (False, True)
    """
    return any(len(line.split()) >= 4 and re.search(r"[.!?…:;,][”\"’)]*(?:\s|$)", line) for line in lines)


def plain_lines(html: str) -> list[str]:
    """The visible text of a page, a line for each block, menus and all.

    >>> plain_lines("<div>Hà <b>Nội</b>, sáng nay<div>trời mưa.</div><script>x()</script></div>")
    ['Hà Nội, sáng nay', 'trời mưa.']
    """
    parser = _PlainText()
    parser.feed(html)
    parser.close()
    return [line for line in map(one_line, "".join(parser.pieces).split("\n")) if line]


class _PlainText(HTMLParser):
    """Text without a tree, for nesting that no tree survives. Block elements end a line."""

    _INLINE = frozenset("a abbr b bdi bdo cite em font i mark q s small span strong sub sup u wbr".split())  # noqa: SIM905

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if self._hidden is None and tag in UNSEEN and tag != "head":
            self._hidden = tag
        self.pieces.append("" if tag in self._INLINE else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = None
        self.pieces.append("" if tag in self._INLINE else "\n")

    def handle_data(self, data: str) -> None:
        if self._hidden is None:
            self.pieces.append(re.sub(r"\s+", " ", data))
