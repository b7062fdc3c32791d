"""A look at HTML without parsing it: how deep it nests and how many tags it has, in one linear pass."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})")
_RAW_TEXT = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}
#: Elements that hold nothing, or whose end tag is commonly left out: counting them would see depth where there is none.
_UNCOUNTED = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "td", "tr", "th", "option", "dt", "dd", "thead", "tbody", "tfoot", "colgroup", "html", "head", "body",
    "path", "rect", "circle", "use", "line", "polygon",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class MarkupSize:
    depth: int
    tags: int


def measure(html: str) -> MarkupSize:
    """The deepest nesting and the number of tags, scripts and styles passed over.

    >>> measure("<div><p>một<p>hai <b>ba</b></div><script>'<i><i><i>'</script>")
    MarkupSize(depth=2, tags=8)
    """
    depth = deepest = tags = position = 0
    while match := _TAG.search(html, position):
        position = match.end()
        tags += 1
        closes, name = bool(match.group(1)), match.group(2).lower()
        if name in _RAW_TEXT and not closes:
            end = _RAW_TEXT[name].search(html, position)
            position = end.start() if end else len(html)
        if name not in _UNCOUNTED:
            depth = max(0, depth - 1) if closes else depth + 1
            deepest = max(deepest, depth)
    return MarkupSize(deepest, tags)
