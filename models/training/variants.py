"""Question rows changed so that one row teaches more than once: unanswerable twins, and the same facts of others.

People who write unanswerable questions (ViQuAD 2.0, after SQuAD 2.0) mostly take an answerable one and exchange a name
for another *of the same passage*; names that the passage lacks are the easier case, and the one that readers of news
ask by mistake.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from typing import Any

from models.pieces import fold

Row = dict[str, Any]

_CAPITALS = "".join(chr(c) for c in range(0x41, 0x1EFF) if chr(c).isupper())
#: A number, or a run of capitalised words that does not open a sentence.
_NAMED = re.compile(rf"\b\d[\d./,]*\b|(?<=[^.!?…:\s]\s)[{_CAPITALS}][\w-]*(?: [{_CAPITALS}][\w-]*)*")
_TRIES = 6


def kind_of(name: str) -> str:
    """What a name can be exchanged for.

    >>> [kind_of(x) for x in ("2019", "15/63", "Thanh Hóa", "PAPI")]
    ['year', 'number', 'name', 'word']
    """
    if name[0].isdigit():
        return "year" if len(name) == 4 and name.isdigit() else "number"
    return "name" if " " in name else "word"


def exchange_table(rows: list[Row]) -> dict[str, list[str]]:
    """Names, years and numbers of all questions, by kind."""
    table: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for place in _NAMED.finditer(row["question"]):
            table[kind_of(place[0])].append(place[0])
    return table


def of_another(row: Row, table: dict[str, list[str]], rng: random.Random) -> str | None:
    """The question with one name or number exchanged for one that the passage does not mention."""
    places = list(_NAMED.finditer(row["question"]))
    if not places:
        return None
    place = rng.choice(places)
    other = _stranger(place[0], table, row["context"].lower(), rng)
    return _put(row["question"], place, other) if other else None


def _stranger(name: str, table: dict[str, list[str]], context: str, rng: random.Random) -> str | None:
    for _ in range(_TRIES):
        other = rng.choice(table[kind_of(name)])
        if other.lower() not in context and abs(len(other) - len(name)) < 8:
            return other
    return None


def _put(text: str, place: re.Match[str], other: str) -> str:
    return text[: place.start()] + other + text[place.end() :]


def mixed_up(row: Row, rng: random.Random) -> str | None:
    """The question with one name or number exchanged for another that the passage says something else about."""
    places = list(_NAMED.finditer(row["question"]))
    if not places or not row["answers"]:
        return None
    place = rng.choice(places)
    taken = (row["question"] + " " + row["answers"][0]["text"]).lower()
    options = sorted(
        {
            found[0]
            for found in _NAMED.finditer(row["context"])
            if kind_of(found[0]) == kind_of(place[0]) and found[0].lower() not in taken
        }
    )
    return _put(row["question"], place, rng.choice(options)) if options else None


def elsewhere(row: Row, by_title: dict[str, list[str]], rng: random.Random) -> str | None:
    """Another passage of the same article that does not contain the answer."""
    options = by_title.get(row["title"], [])
    if len(options) < 2 or not row["answers"]:
        return None
    other = rng.choice(options)
    answer = fold(row["answers"][0]["text"]).lower()
    return other if other != row["context"] and answer not in fold(other).lower() else None


def renamed(row: Row, table: dict[str, list[str]], rng: random.Random) -> Row | None:
    """The same row about others: the names and numbers of the question exchanged everywhere at once.

    What a question is about then cannot be known by heart, only found by where it stands.
    """
    names = sorted({found[0] for found in _NAMED.finditer(row["question"])}, key=len, reverse=True)
    names = [name for name in names if name in row["context"]]
    context = row["context"].lower()
    others = {name: _stranger(name, table, context, rng) for name in names}
    exchange = {name: other for name, other in others.items() if other}
    if not exchange:
        return None
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, exchange)) + r")(?!\w)")

    def exchanged(text: str) -> str:
        return pattern.sub(lambda found: exchange[found[0]], text)

    answers = []
    before, after = "", exchanged(row["context"])
    if row["answers"]:
        first = row["answers"][0]
        start, stop = first["start"], first["start"] + len(first["text"])
        before, text, rest = (
            exchanged(part) for part in (row["context"][:start], row["context"][start:stop], row["context"][stop:])
        )
        answers, after = [{"text": text, "start": len(before)}], before + text + rest
    return {**row, "question": exchanged(row["question"]), "context": after, "answers": answers}
