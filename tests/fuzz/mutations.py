"""What strangers send: real pages, bent in the ways Vietnamese text is bent, and noise made from nothing.

Everything is drawn from a ``random.Random``; under a coverage-guided fuzzer that is one whose bits the fuzzer chooses.
"""

from __future__ import annotations

import json
import lzma
import random
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT.parent / "shared" / "data" / "pages"
LONGEST: Final = 6000  # characters of the largest input that is not rare
HUGE: Final = 30_000  # of one in a thousand; the matrix of odd texts has its own huger ones

#: Set by :func:`piece`, cleared before each input: whether a real page has a part in it.
drawn_from_a_page = False

Bend = Callable[[str, random.Random], str]


@cache
def real_pages() -> tuple[str, ...]:
    """Pages as they were copied: those beside the checkout where there are any, the project's own always."""
    rows = (ROOT / "corpus/annotated/hoibao-v1.jsonl").read_text("utf-8").splitlines()
    pages = [json.loads(row)["text"] for row in rows]
    for name in ("local", "national"):
        path = PAGES / f"{name}.jsonl.xz"
        if path.is_file():
            with lzma.open(path, "rt", encoding="utf-8") as file:
                pages += [json.loads(row)["raw_text"] for row in file]
    return tuple(pages)


# ── bends: a text → the same text as somebody else would send it ────────────────────────────────────────────────────


def decomposed(text: str, _: random.Random) -> str:
    return unicodedata.normalize("NFD", text)


def mixed_forms(text: str, rng: random.Random) -> str:
    return "".join(unicodedata.normalize(rng.choice(("NFC", "NFD")), word) + " " for word in text.split(" "))[:-1]


OLD_TONES = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "õa": "oã",
    "ọa": "oạ",
    "òe": "oè",
    "ỏe": "oẻ",
    "úy": "uý",
    "ủy": "uỷ",
}


def old_tones(text: str, _: random.Random) -> str:
    for new, old in OLD_TONES.items():
        text = text.replace(new, old)
    return text


def sprinkled(signs: str) -> Bend:
    """Signs strewn between characters."""

    def bend(text: str, rng: random.Random) -> str:
        out = list(text)
        for _ in range(rng.randint(1, 1 + len(text) // 20)):
            out.insert(rng.randint(0, len(out)), rng.choice(signs))
        return "".join(out)

    return bend


def without_marks(text: str, _: random.Random) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.translate(str.maketrans("đĐ", "dD"))


def misread(text: str, rng: random.Random) -> str:
    """As a scanner reads: letters for figures, marks lost, spaces inside words."""
    table = {"0": "O", "1": "l", "l": "1", "O": "0", "ư": "u", "ơ": "o", "rn": "m", "5": "S", "-": "—"}
    return "".join(table.get(c, c) + (" " if rng.random() < 0.01 else "") if rng.random() < 0.1 else c for c in text)


def shuffled_lines(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines)


def doubled(text: str, rng: random.Random) -> str:
    """A stretch said again and again."""
    start = rng.randrange(len(text) + 1)
    piece = text[start : start + rng.randint(1, 200)]
    return text[:start] + piece * rng.randint(2, 8) + text[start:]


def torn(text: str, rng: random.Random) -> str:
    for _ in range(rng.randint(1, 6)):
        start = rng.randrange(len(text) + 1)
        text = text[:start] + text[start + rng.randint(1, 60) :]
    return text


def one_line(text: str, _: random.Random) -> str:
    return " ".join(text.split())


def spaceless(text: str, _: random.Random) -> str:
    return "".join(text.split())


def as_table(text: str, rng: random.Random) -> str:
    words = text.split()
    columns = rng.randint(2, 6)
    return "\n".join("\t".join(words[i : i + columns]) for i in range(0, min(len(words), 300), columns))


def as_list(text: str, rng: random.Random) -> str:
    mark = rng.choice(("- ", "• ", "1. ", "a) ", "+ ", "– "))
    return "\n".join(mark + line for line in text.split("\n"))


BENDS: Final[tuple[Bend, ...]] = (
    decomposed, mixed_forms, old_tones, without_marks, misread, shuffled_lines, doubled, torn, one_line, spaceless,
    as_table, as_list,
    lambda text, _: text.upper(),
    lambda text, _: text.lower(),
    lambda text, _: text.replace("\n", "\r\n"),
    lambda text, _: text.replace(" ", "\u00a0"),
    sprinkled("\u200b\u200c\u200d\u2060\ufeff"),
    sprinkled("\u00ad"),
    sprinkled("\u202e\u202d\u2066\u2069\u200f\u061c"),
    sprinkled("😀🌾🇻🇳👩‍👩‍👧‍👦"),
    sprinkled("\ud800\udfff\udc80"),
    sprinkled("\x00\x07\x1b\x7f\x85\u2028\u2029"),
    sprinkled("\u0300\u0301\u0309\u0303\u0323\u031b"),
    sprinkled("()[]{}“”\"'«»‘’"),
    sprinkled(".,;:!?…-–—/%°"),
    sprinkled("0123456789"),
)  # fmt: skip

# ── noise made from nothing ──────────────────────────────────────────────────────────────────────────────────────────

_SCRAPS: Final = (
    *["Thanh", "Hóa", "thứ", "3", "15/63", "12.075", "4,5", "%", "2,5", "triệu", "đồng", "ngày", "6/11/2023", "TP.", "HCM", "TS.", "Nguyễn", "(CCHC)", "Baothanhhoa.vn"],
    *["Ảnh:", "xếp", "hạng", "không", "có", "bao", "nhiêu", "khi", "nào", "tại", "sao", "…", "...", "\n", "\n\n", "\t", "–", "“", "”", "(", ")", "[", "]", "/", ":", ";", "\xa0", "đ", "Đ", "ỹ", "Ỹ", "oà", "òa"],
    "Đăng lúc: 09:00 06/11/2023", "Xem thêm", "http://x.vn/a?b=c", "a@b.vn", "1e309", "²", "½", "Ⅻ", "٣", "一", "ﬁ", "İ", "ß", "ǆ",
)  # fmt: skip


def scraps(rng: random.Random) -> str:
    """Fragments that the rules look for, in any order."""
    glue = rng.choice((" ", "", "\n", "  "))
    return glue.join(rng.choice(_SCRAPS) for _ in range(rng.randint(0, 60)))


def characters(rng: random.Random) -> str:
    """Any code points, surrogates too."""
    most = rng.choice((0x7F, 0x1EFF, 0xFFFF, 0x10FFFF))
    return "".join(chr(rng.randint(0, most)) for _ in range(rng.randint(0, 80)))


def length(rng: random.Random, typical: int) -> int:
    """How many characters: mostly few, so that many inputs are tried; now and then a whole page, rarely a long one."""
    kind = rng.random()
    if kind < 0.75:
        return rng.randint(1, typical)
    if kind < 0.97:
        return rng.randint(typical, 4 * typical)
    return LONGEST if kind < 0.999 else HUGE


def piece(rng: random.Random, most: int) -> str:
    """A stretch of a real page. The input then counts as a real one."""
    global drawn_from_a_page
    drawn_from_a_page = True
    page = rng.choice(real_pages())
    start = rng.randrange(max(1, len(page) - most)) if rng.random() < 0.7 else 0
    return page[start : start + most]


@cache
def _sentences() -> tuple[str, ...]:
    """Lines of prose of the project's own articles, as no step would change them: what no cleaner may lose."""
    rows = (ROOT / "corpus/annotated/hoibao-v1.jsonl").read_text("utf-8").splitlines()
    lines = (_plain(line) for row in rows for line in json.loads(row)["text"].split("\n"))
    return tuple(dict.fromkeys(line for line in lines if _is_prose(line)))


def _plain(line: str) -> str:
    kept = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", line) if unicodedata.category(c) != "Cf")
    return " ".join("".join(kept).split())


def _is_prose(line: str) -> bool:
    is_furniture = line.startswith(("Bản quyền", "Bạn đang đọc"))
    marks = sum(1 for c in unicodedata.normalize("NFD", line) if unicodedata.combining(c))
    return 60 < len(line) < 600 and line.endswith(".") and marks > 10 and not is_furniture


def sentence(rng: random.Random) -> str:
    return rng.choice(_sentences())


def bent(made: str, rng: random.Random, times: int) -> str:
    for _ in range(times):
        made = rng.choice(BENDS)(made, rng)[: 2 * HUGE]
    return made


def text(rng: random.Random, typical: int = 300) -> str:
    """One input. Two in five are pieces of real pages, bent once to three times; the others are noise, often bent."""
    kind = rng.random()
    if kind < 0.4:
        return bent(piece(rng, length(rng, typical)), rng, rng.choice((1, 1, 2, 3)))
    made = scraps(rng) if kind < 0.82 else characters(rng)
    return bent(made[: 2 * LONGEST], rng, rng.choice((0, 1, 1, 2, 3)))


def mangled(data: bytes, rng: random.Random) -> bytes:
    """Bytes with some flipped, lost or added."""
    out = bytearray(data)
    for _ in range(rng.choice((0, 1, 3, 20))):
        at = rng.randrange(len(out) + 1)
        match rng.randrange(3):
            case 0 if at < len(out):
                out[at] ^= 1 << rng.randrange(8)
            case 1:
                del out[at : at + rng.randint(1, 9)]
            case _:
                out[at:at] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 9)))
    return bytes(out)


ENCODINGS: Final = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1258", "cp1252", "latin-1", "utf-8-sig")


def data(rng: random.Random) -> bytes:
    """A text in some encoding, mangled."""
    return mangled(text(rng).encode(rng.choice(ENCODINGS), "replace"), rng)


def question(rng: random.Random) -> str:
    """Something typed into the question box; a third lean on words of a real page."""
    asks: Sequence[str] = (
        "bao nhiêu",
        "thứ mấy",
        "khi nào",
        "ai",
        "ở đâu",
        "tại sao",
        "là gì",
        "còn",
        "thế",
        "có … không",
    )
    words = [rng.choice(_SCRAPS) for _ in range(rng.randint(0, 8))]
    if rng.random() < 0.33:
        words[2:2] = piece(rng, rng.randint(5, 60)).split()
    words.insert(rng.randint(0, len(words)), rng.choice(asks))
    made = " ".join(words) + rng.choice(("?", "", " ?", "??", "\n"))
    return rng.choice(BENDS)(made, rng)[:LONGEST] if rng.random() < 0.4 else made
