"""Markdown to plain paragraphs: the marks go, every word stays."""

from __future__ import annotations

import re

from nlp.sources.extracted import Extracted, one_line

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,5000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~).*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|=+|-+)[ \t]*$")
_TABLE_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*:?-*:?[ \t]*$")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_STARTS_ANEW = re.compile(r"^[ \t]*(?:[-*+•][ \t]|\d{1,3}[.)][ \t]|\|)")
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_INLINE = (
    (re.compile(r"!\[([^\[\]]{0,500})\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"]{0,500}\")?\)"), r"\1"),
    (re.compile(r"\[([^\[\]]{1,500})\]\((?:[^()\s]|\([^()\s]{0,500}\)){0,2000}(?:[ \t]+\"[^\"]{0,500}\")?\)"), r"\1"),
    (re.compile(r"\[([^\[\]]{1,500})\]\[[^\[\]]{0,200}\]"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"`([^`\n]{1,500})`"), r"\1"),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*])\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])([^_\n]{1,2000}?)(?<=[^\s_])\1(?![\w_])"), r"\2"),
)


_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
#: Escaped marks wait in a private area of Unicode while the marks that count are taken out.
_HIDING_PLACE = 0xF0000
_SHOWN_AGAIN = {_HIDING_PLACE + code: code for code in range(128)}


def extract_markdown(text: str) -> Extracted:
    """Headings, emphasis, links and quotes without their marks; a paragraph broken over lines becomes one line.

    >>> extract_markdown("# Tin **mới**\\n\\nHà Nội [đón](http://a.vn)\\nkhách.\\n\\n- một\\n- hai").text
    'Tin mới\\nHà Nội đón khách.\\n- một\\n- hai'
    """
    stated, body = _front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = _paragraphs(body.split("\n"))
    title = stated.get("title")
    if title and title not in lines[:3]:
        lines.insert(0, title)
    return Extracted(
        "\n".join(lines),
        title=title,
        published=stated.get("date"),
        source=stated.get("source"),
        author=stated.get("author"),
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The ``key: value`` lines between two ``---`` at the very start, and the rest; without such keys, no change."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    pairs = re.findall(r"^([A-Za-z_]{1,40}):[ \t]*(.{1,1000})$", match.group(1), re.MULTILINE)
    stated = {key.lower(): one_line(value).strip("\"'") for key, value in pairs}
    return (stated, text[match.end() :]) if stated else ({}, text)


def _paragraphs(lines: list[str]) -> list[str]:
    """Lines joined into paragraphs; blank lines, headings, list items and table rows begin a new one."""
    paragraphs: list[str] = []
    is_open = False
    for raw in lines:
        line = _QUOTE.sub("", raw)
        heading = _HEADING.match(line)
        if not line.strip() or _FENCE.match(line) or _RULE.match(line) or _TABLE_RULE.match(line):
            is_open = False
            continue
        words = _plain(heading.group(1) if heading else line)
        if is_open and not heading and not _STARTS_ANEW.match(line):
            paragraphs[-1] += " " + words
        else:
            paragraphs.append(words)
        is_open = not heading and not raw.endswith("  ")
    return [paragraph for paragraph in paragraphs if paragraph.strip()]


def _plain(line: str) -> str:
    line = _ESCAPED.sub(lambda match: chr(_HIDING_PLACE + ord(match.group(1))), line.strip())
    if line.startswith("|"):
        line = " | ".join(cell.strip() for cell in line.strip("|").split("|"))
    for pattern, kept in _INLINE:
        line = pattern.sub(kept, line)
    return re.sub(r"^[*+•][ \t]+", "- ", line).translate(_SHOWN_AGAIN)
