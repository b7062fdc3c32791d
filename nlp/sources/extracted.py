"""What a container (page, PDF, DOCX, Markdown) gives: its text, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extracted:
    """``text`` has one paragraph, table row or list item a line; ``None`` stands for what is not stated."""

    text: str
    title: str | None = None
    published: str | None = None
    source: str | None = None
    author: str | None = None


def one_line(text: str | None) -> str:
    """``text`` with every run of white space as one space, ends trimmed."""
    return " ".join((text or "").split())
