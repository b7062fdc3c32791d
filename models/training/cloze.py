"""Questions made from plain text, for pretraining.

Vietnamese leaves the question word where the answer stands ("Thanh Hóa xếp thứ mấy về PAPI?"), so a sentence with a
span replaced by the right question word is nearly a real question. It is then shortened, worn down (words lost,
replaced by neighbours, reordered) so that plain copying does not solve it. Three sources: a sentence of the passage
itself, a title or abstract whose span recurs in the body, and a sentence taken out of the passage whose span recurs
elsewhere in it (Splinter, Ram et al. 2021). Some questions are left without an answer.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from models.training import wording as w

SIGNS = frozenset(".,;:!?…\"'()-/")


@dataclass(frozen=True, slots=True)
class Cloze:
    """A made question. ``start == stop`` means that ``context`` does not say."""

    question: str
    context: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Hole:
    """Words ``first:stop`` of a sentence become the question words ``asked``."""

    first: int
    stop: int
    asked: str


def split_words(text: str) -> list[tuple[str, int, int]]:
    """White-space words without the signs around them: ``(word, start, stop)``."""
    out = []
    at = 0
    for raw in text.split():
        start = text.index(raw, at)
        at = start + len(raw)
        left = len(raw) - len(raw.lstrip(".,;:!?…\"'()[]“”"))
        core = raw.strip(".,;:!?…\"'()[]“”")
        out.append((core, start + left, start + left + len(core)))
    return out


def _named(word: str) -> bool:
    return word[:1].isupper()


def _broken(words: list[tuple[str, int, int]], i: int) -> bool:
    """A sign stands between word ``i`` and the next."""
    return i + 1 >= len(words) or words[i][2] + 1 != words[i + 1][1]


def _run(words: list[tuple[str, int, int]], i: int) -> int:
    """Where the run of capitalised words that begins at ``i`` ends."""
    j = i + 1
    while j < len(words) and j - i < 7 and _named(words[j][0]) and not _broken(words, j - 1):
        j += 1
    return j


def _clause(words: list[tuple[str, int, int]], i: int, most: int) -> int:
    """Where the clause that begins at ``i`` ends: before a sign or a word that opens another clause."""
    j = i
    while j < len(words) and j - i < most:
        j += 1
        if j < len(words) and (_broken(words, j - 1) or (j - i >= 2 and words[j][0].lower() in w.STOPS)):
            break
    return j


def _number(words: list[tuple[str, int, int]], i: int, rng: random.Random) -> Hole:
    word = words[i][0]
    before = words[i - 1][0].lower() if i else ""
    if before in {"thứ", "hạng"}:
        return Hole(
            i - (rng.random() < 0.5), i + 1, ("thứ " if rng.random() < 0.7 else "hạng ") + rng.choice(w.WHICH_RANK)
        )
    if before in {"ngày", "tháng", "năm", "hôm", "lúc"} or "/" in word:
        first = i - 1 if before in {"ngày", "tháng", "năm", "lúc"} and rng.random() < 0.6 else i
        stop = i + 1
        while stop + 1 < len(words) and words[stop][0].lower() in {"tháng", "năm"} and words[stop + 1][0][:1].isdigit():
            stop += 2
        return Hole(first, stop, rng.choice(w.WHEN if first < i or "/" in word else w.WHICH_YEAR))
    if len(word) == 4 and word.isdigit() and word[:2] in {"18", "19", "20"}:
        return Hole(i, i + 1, rng.choice(w.WHEN))
    unit = rng.random()
    stop = min(i + 1 + (unit < 0.45) + (unit < 0.15), len(words))
    if stop > i + 1 and unit < 0.25:
        return Hole(i, stop, rng.choice(("bao nhiêu", "mức nào", "con số nào")))
    return Hole(i, stop, " ".join([rng.choice(w.HOW_MANY), *(word for word, _, _ in words[i + 1 : stop])]))


def _name(words: list[tuple[str, int, int]], i: int, rng: random.Random) -> Hole:
    stop = _run(words, i)
    before = words[i - 1][0].lower() if i else ""
    if before in w.TITLES:
        first = i - 1 if rng.random() < 0.4 else i
        return Hole(first, stop, rng.choice(w.WHO))
    if before in w.PLACES:
        return Hole(i, stop, rng.choice(w.WHERE))
    if before in w.KINDS:
        return Hole(i - (rng.random() < 0.35), stop, rng.choice((f"{before} nào", "nào", "gì")))
    return Hole(i, stop, rng.choice(w.WHAT_NAME))


def holes(words: list[tuple[str, int, int]], rng: random.Random) -> list[Hole]:
    """Every span of the sentence that can be asked for."""
    found: list[Hole] = []
    i = 0
    while i < len(words):
        word = words[i][0]
        low = word.lower()
        if word[:1].isdigit():
            found.append(_number(words, i, rng))
        elif _named(word) and (i or _run(words, i) > 1):
            hole = _name(words, i, rng)
            found.append(hole)
            i = hole.stop - 1
        elif low in w.CLAUSES and i + 2 < len(words) and not _broken(words, i):
            asked, inside = w.CLAUSES[low]
            stop = _clause(words, i + 1, 24)
            first = i if inside or rng.random() < 0.25 else i + 1
            if stop - i > 1:
                found.append(Hole(first, stop, rng.choice(asked) if first == i or inside else rng.choice(w.WHAT)))
        elif rng.random() < 0.08:
            stop = _clause(words, i, rng.randint(2, 18))
            found.append(Hole(i, stop, rng.choice(w.WHAT)))
        i += 1
    return [h for h in found if h.stop > h.first]


def wear(words: list[str], rng: random.Random, like: dict[str, tuple[str, ...]], rate: float) -> list[str]:
    """Lose some words, replace some by a neighbour in meaning."""
    out = []
    for word in words:
        chance = rng.random()
        if chance < rate:
            continue
        near = like.get(word.lower())
        out.append(rng.choice(near) if near and chance < rate * 1.5 else word)
    return out


def ask(words: list[tuple[str, int, int]], hole: Hole, rng: random.Random, like: dict[str, tuple[str, ...]]) -> str:
    """The sentence around the hole as a question."""
    reach_left, reach_right = rng.randint(5, 18), rng.randint(4, 14)
    left = [x for x, _, _ in words[max(0, hole.first - reach_left) : hole.first]]
    right = [x for x, _, _ in words[hole.stop : hole.stop + reach_right]]
    rate = rng.choice((0.0, 0.08, 0.2))
    left, right = wear(left, rng, like, rate), wear(right, rng, like, rate)
    order = rng.random()
    if order < 0.5:
        parts = [*left, hole.asked, *right]
    elif order < 0.75:
        parts = [hole.asked, *left, *right]
    elif order < 0.9:
        parts = [*right, *left, hole.asked]
    else:
        parts = [*left, *right, hole.asked]
    question = " ".join(p for p in parts if p)
    return question[:1].upper() + question[1:] + rng.choice(w.ENDINGS)


def find_all(text: str, span: str) -> list[int]:
    """Starts of ``span`` in ``text`` at word borders."""
    out, at = [], text.find(span)
    while at >= 0:
        stop = at + len(span)
        if (at == 0 or not text[at - 1].isalnum()) and (stop == len(text) or not text[stop].isalnum()):
            out.append(at)
        at = text.find(span, at + 1)
    return out


def best_place(context: str, places: list[int], question: str, span: str) -> int | None:
    """The occurrence whose neighbourhood shares most words with the question; None when it shares too little."""
    asked = {x for x in question.lower().split() if len(x) > 2} - set(span.lower().split())
    scored = []
    for at in places:
        near = context[max(0, at - 120) : at + len(span) + 120].lower().split()
        scored.append((len(asked & set(near)), -at))
    best = max(scored, default=(0, 0))
    return -best[1] if best[0] >= 3 else None


def from_sentence(
    sentence: str, context: str, at: int, rng: random.Random, like: dict[str, tuple[str, ...]]
) -> Cloze | None:
    """A question about ``sentence``, which stands in ``context`` at ``at`` (or nowhere, when ``at`` is -1)."""
    words = split_words(sentence)
    options = holes(words, rng) if 6 <= len(words) <= 70 else []
    if not options:
        return None
    hole = rng.choices(options, [min(3.0, 0.75 + 0.25 * (h.stop - h.first)) for h in options])[0]
    start, stop = words[hole.first][1], words[hole.stop - 1][2]
    span = sentence[start:stop]
    if not span.strip():
        return None
    question = ask(words, hole, rng, like)
    if at >= 0:
        return Cloze(question, context, at + start, at + stop)
    if len(span) < 2 or span.lower() in w.CLAUSES:
        return None
    places = find_all(context, span)
    place = best_place(context, places, question, span) if places else None
    if place is not None:
        return Cloze(question, context, place, place + len(span))
    return None if places else Cloze(question, context, 0, 0)
