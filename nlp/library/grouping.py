"""Answers from many articles, put together by what they say: the same value once, with everybody who says so."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from corpus.spans import Span
from nlp.language.orthography import canonical, fold

_LEADING: Final = re.compile(
    r"^(?:(?:khoảng|hơn|gần|trên|dưới|ông|bà|anh|chị|tỉnh|thành phố|tp|huyện|xã|phường|vào|ngày|các|những)\.? )+"
)


@dataclass(frozen=True, slots=True)
class Support:
    """One article's answer. ``about`` is the year it is about, ``place`` the other name it was found under."""

    article: str  # Article.id
    title: str | None
    source: str | None
    published: str | None
    text: str
    span: Span
    sentence: str
    sentence_span: Span
    score: float
    normalized: dict[str, Any] | None = None
    about: int | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that give the same answer, newest first. ``years`` are those it is about, newest first."""

    text: str
    normalized: dict[str, Any] | None
    years: tuple[int, ...]
    supports: tuple[Support, ...]

    @property
    def best(self) -> Support:
        return max(self.supports, key=lambda support: (support.score, support.published or "", support.article))

    @property
    def newest(self) -> tuple[int, str]:
        """The year it was last said to hold and the day it was last said: what groups are sorted by."""
        return max((support.about or 0, support.published or "") for support in self.supports)


def group(supports: Sequence[Support]) -> tuple[Group, ...]:
    """The groups, newest answer first; of the same date the one with more articles."""
    members: dict[Hashable, list[Support]] = {}
    for support in supports:
        key = _key(support)
        members.setdefault(_same(key, members), []).append(support)
    made = [_group(each) for each in members.values()]
    return tuple(
        sorted(made, key=lambda each: (each.newest, len(each.supports), each.best.score, each.text), reverse=True)
    )


def disagree(groups: Sequence[Group]) -> bool:
    """True when two groups say different things about one year."""
    years = [year for each in groups for year in set(each.years)]
    return len(years) > len(set(years)) or sum(not each.years for each in groups) > 1


def _group(supports: list[Support]) -> Group:
    supports.sort(key=lambda each: (each.published or "", each.score, each.article), reverse=True)
    best = max(supports, key=lambda each: each.score)
    years = sorted({each.about for each in supports if each.about is not None}, reverse=True)
    return Group(best.text, best.normalized, tuple(years), tuple(supports))


def _key(support: Support) -> Hashable:
    """What makes two answers the same: kind, value and unit where there is a value, else the words."""
    value = support.normalized
    if value is not None:
        unit = value.get("currency") or value.get("unit")
        return (value["kind"], _dated(value["value"], support), value.get("to"), unit, support.place)
    words = _LEADING.sub("", " ".join(re.findall(r"\w+", canonical(support.text))))
    return (words or fold(support.text), support.place)


def _dated(value: object, support: Support) -> object:
    """A day without a year belongs to the year the answer is about."""
    if isinstance(value, str) and value.startswith("--") and support.about:
        return f"{support.about}{value[1:]}"
    return value


def _same(key: Hashable, members: dict[Hashable, list[Support]]) -> Hashable:
    """The key of a group of which these words are a part, or that is a part of them: "Lê Văn An", "ông An"."""
    if not isinstance(key, tuple) or len(key) != 2 or key in members:
        return key
    words = f" {key[0]} "
    for other in members:
        if isinstance(other, tuple) and len(other) == 2 and other[1] == key[1]:
            theirs = f" {other[0]} "
            shorter, longer = sorted((words, theirs), key=len)
            if shorter in longer and 2 * len(shorter.split()) >= len(longer.split()):
                return other
    return key
