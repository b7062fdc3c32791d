"""An independent look at summaries: does each number and each name stand in the article?

    python scripts/check_faithfulness.py check DATA.jsonl.xz PREDICTIONS.jsonl
    python scripts/check_faithfulness.py plant DATA.jsonl.xz [--count 300] [--seed 1]

`check` lists what the articles do not hold and exits with 1 when there is any. `plant` puts errors into real abstracts
(a number changed, a name swapped, a date shifted, a unit swapped) and says how many are found. Nothing here is
imported from the pipeline: it knows numbers, units and capitals in its own, plainer way, so that the pipeline's guard
is not judged by itself.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import random
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCALES = {"trăm": 100, "nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
OWN_UNITS = ("%", "usd", "euro", "km", "kg", "tấn", "tạ", "ha", "cm", "mm", "lít", "tuổi", "m2", "m3", "m", "gam")
TIME_UNITS = ("giây", "phút", "giờ", "ngày", "tuần", "tháng", "năm")
UNITS = {name: name for name in (*OWN_UNITS, *TIME_UNITS, "đồng")} | {
    "phần": "%", "vnđ": "đồng", "vnd": "đồng", "đ": "đồng", "đô": "usd", "đôla": "usd", "mét": "m",
    "gram": "gam", "g": "gam",
}  # fmt: skip
SWAPPED = {
    "%": " triệu", "triệu": "tỷ", "tỷ": "triệu", "tỉ": "triệu", "nghìn": "triệu", "km": "m", "m": "km", "kg": "tấn",
    "tấn": "kg", "tuổi": "tháng tuổi", "giờ": "ngày", "phút": "giờ", "năm": "tháng", "tháng": "năm", "ngày": "tháng",
    "tuần": "năm", "đồng": "USD", "USD": "đồng",
}  # fmt: skip
_WORDS = "một hai ba bốn năm sáu bảy tám chín mười"
WORDS = {word: value for value, word in enumerate(_WORDS.split(), start=1)}
_NOT_NOUNS = "và của ở tại là đã đang sẽ trong với từ đến cho về này đó khi bị được có không vào do"
NOT_NOUNS = frozenset(_NOT_NOUNS.split())

_NUMBER = re.compile(r"\d+(?:[.,/-]\d+)*")
_WORDY_DATE = re.compile(r"(\d{1,2}) tháng (\d{1,2})(?:(?: năm |/|-)(\d{4}))?")
_TOKEN = re.compile(r"\d+(?:[.,/-]\d+)*|\w+|%|[^\w\s]")
_DATED = re.compile(r"(?<!\w)(?:ngày|tháng|năm|mùng|sáng|trưa|chiều|tối|đêm|hôm) \Z")
_WORD = re.compile(r"\w+")
_OLDER = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_NEWER = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_TONES = dict(zip(_OLDER.split(), _NEWER.split(), strict=True))
_TONE = re.compile(rf"(?<!q)(?:{'|'.join(_TONES)})(?!\w)")


@dataclass(frozen=True)
class Number:
    """Its value ("12/3" for the 12th of March, "40" for "40"), its unit, the word after it, and where it stands."""

    value: str
    unit: str
    after: str
    start: int
    stop: int


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def plain(text: str) -> str:
    """Small letters, one placement of the tone mark; as long as the text."""
    text = unicodedata.normalize("NFC", text)
    return _TONE.sub(lambda match: _TONES[match[0]], "".join(one.lower()[:1] for one in text))


def numbers(text: str) -> Iterator[Number]:
    low = plain(text)
    tokens = [(match[0], *match.span()) for match in _TOKEN.finditer(low)]
    dates = {match.start(): match for match in _WORDY_DATE.finditer(low)}
    for at, (token, start, stop) in enumerate(tokens):
        if not token[0].isdigit() or (start and low[start - 1].isalnum()):
            continue
        if start in dates:
            match = dates[start]
            yield Number("/".join(str(int(part)) for part in match.groups() if part), "", "", start, match.end())
            continue
        rest = [word for word, _, _ in tokens[at + 1 : at + 5]]
        scale = 1
        while rest and rest[0] in SCALES:
            scale *= SCALES[rest.pop(0)]
        unit = UNITS.get(rest[0], "") if rest else ""
        after = rest[0] if rest and not unit and rest[0].isalpha() and rest[0] not in NOT_NOUNS else ""
        yield Number(value_of(token, scale), unit, after, start, stop)


def value_of(token: str, scale: int) -> str:
    """ "12.075" is 12075, "2,5" times a million 2500000, "07/3" the 7th of March."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", token):
        return str(int(re.sub(r"[.,]", "", token)) * scale)
    if "/" in token or "-" in token:
        return "/".join(str(int(part)) for part in re.split(r"[/-]", token) if part.isdigit()) or token
    try:
        return f"{float(token.replace('.', '').replace(',', '.') if ',' in token else token) * scale:.10g}"
    except ValueError:
        return token


def runs(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, stop, opens a sentence) of neighbouring capitalised words."""
    start, last = -1, 0
    for match in [*re.finditer(r"(?<!\w)[^\W\d_]\w*", text), None]:
        joined = match is not None and match[0][0].isupper() and text[last : match.start()] in (" ", "-")
        if start >= 0 and not joined:
            before = text[:start].rstrip(" -–\"“'‘(«")
            yield start, last, not before or before[-1] in ".!?…:\n"
            start = -1
        if match is not None and match[0][0].isupper():
            start, last = (match.start() if start < 0 else start), match.end()


# ── checking ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def unsupported(source: str, summary: str) -> list[str]:
    """The numbers and names of a summary that its source does not hold so."""
    return [*unsupported_numbers(source, summary), *unsupported_names(source, summary)]


def unsupported_numbers(source: str, summary: str) -> Iterator[str]:
    held = list(numbers(source))
    held += [
        Number(str(WORDS[match[0]]), UNITS.get(match[1] or "", ""), match[1] or "", 0, 0)
        for match in re.finditer(rf"(?<!\w)(?:{'|'.join(WORDS)})(?= (\w+))", plain(source))
    ]
    for number in numbers(summary):
        dated = "/" in number.value or _DATED.search(plain(summary[: number.start]))
        same = [one for one in held if one.value == number.value or (dated and f"/{number.value}/" in f"/{one.value}/")]
        if number.unit:
            same = [one for one in same if one.unit == number.unit]
        elif number.after and any(one.after == number.after for one in held):
            same = [one for one in same if one.after == number.after]
        if not same:
            yield summary[number.start : number.stop]


def unsupported_names(source: str, summary: str) -> Iterator[str]:
    known = " ".join(["", *_WORD.findall(plain(source)), ""])
    for start, stop, opens in runs(summary):
        words = _WORD.findall(plain(summary[start:stop]))
        if opens and (len(words) == 1 or f" {' '.join(words)} " not in known):
            words = words[1:]
        pairs = [f" {one} {two} " for one, two in itertools.pairwise(words)]
        strange = sum(pair not in known for pair in pairs)  # one only joins a title to a name
        if any(f" {word} " not in known for word in words) or strange > (len(pairs) > 1):
            yield summary[start:stop]


# ── planting ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Planted:
    id: str
    kind: str
    source: str
    abstract: str
    corrupted: str


Place = tuple[int, int]


def number_places(text: str) -> list[Place]:
    found = (match for match in _NUMBER.finditer(text) if re.fullmatch(r"[\d.,]+", match[0]))
    return [match.span() for match in found if alone(text, match)]


def date_places(text: str) -> list[Place]:
    return [match.span() for match in re.finditer(r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?", text) if alone(text, match)]


def unit_places(text: str) -> list[Place]:
    found = re.finditer(rf"(?<=\d)(?: ?)(%)|(?<=\d) ({'|'.join(SWAPPED)})(?!\w)", text)
    return [match.span(1) if match[1] else match.span(2) for match in found]


def name_places(text: str) -> list[Place]:
    return [(start, stop) for start, stop, opens in runs(text) if not opens and " " in text[start:stop]]


def alone(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    return not re.search(r"[\w/-]", around)


def plant(rows: list[dict[str, Any]], count: int, seed: int) -> list[Planted]:
    """As many errors of each kind, each in an abstract that was clean before, one a time."""
    draw = random.Random(seed)
    rows = draw.sample(rows, len(rows))
    pool = sorted({row["abstract"][a:b] for row in rows for a, b in name_places(row["abstract"])})
    change: dict[str, tuple[Callable[[str], list[Place]], Callable[[str], str]]] = {
        "number": (number_places, lambda piece: changed_number(piece, draw)),
        "name": (name_places, lambda _: draw.choice(pool)),
        "date": (date_places, lambda piece: shifted_date(piece, draw)),
        "unit": (unit_places, lambda piece: SWAPPED[piece]),
    }
    found: list[Planted] = []
    for number, (kind, (places, corrupt)) in enumerate(change.items()):
        wanted = count * (number + 1) // len(change) - len(found)
        for row in rows:
            abstract, source = row["abstract"], source_of(row)
            where = places(abstract)
            if wanted and where and not unsupported(source, abstract):
                start, stop = draw.choice(where)
                new = corrupt(abstract[start:stop])
                if plain(new) != plain(abstract[start:stop]):
                    found.append(Planted(row["id"], kind, source, abstract, abstract[:start] + new + abstract[stop:]))
                    wanted -= 1
    return found


def changed_number(piece: str, draw: random.Random) -> str:
    at = draw.choice([at for at, one in enumerate(piece) if one.isdigit()])
    return piece[:at] + draw.choice([digit for digit in "123456789" if digit != piece[at]]) + piece[at + 1 :]


def shifted_date(piece: str, draw: random.Random) -> str:
    day, sign, rest = re.fullmatch(r"(\d+)([/-])(.+)", piece).groups()  # type: ignore[union-attr]
    return f"{(int(day) + draw.randint(1, 9) - 1) % 28 + 1}{sign}{rest}"


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────────────────


def source_of(row: dict[str, Any]) -> str:
    """Title and body, of several articles one after another."""
    return "\n".join(piece for one in row.get("docs", [row]) for piece in _pieces(one))


def _pieces(article: dict[str, Any]) -> list[str]:
    body = article.get("body") or article.get("text", "")
    return [article.get("title", ""), *([body] if isinstance(body, str) else body)]


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file, packed or not."""
    packed = path.suffix == ".xz"
    text = lzma.decompress(path.read_bytes()).decode("utf-8") if packed else path.read_text("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("check", "plant"))
    parser.add_argument("data", type=Path)
    parser.add_argument("predictions", type=Path, nargs="?")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows = read(options.data)
    if options.action == "plant":
        planted = plant(rows, options.count, options.seed)
        missed = [one for one in planted if not unsupported(one.source, one.corrupted)]
        print(f"{len(planted) - len(missed)}/{len(planted)}")
        for one in missed:
            print(f"  {one.kind}\t{one.id}\t{one.corrupted}")
        return 0
    sources = {row["id"]: source_of(row) for row in rows}
    found = [
        f"{row['id']}\t{wrong}"
        for row in read(options.predictions)
        for wrong in unsupported(sources[row["id"]], row["prediction"])
    ]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
