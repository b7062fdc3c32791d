"""What a line looks like: its length, whether it reads as a sentence, what it is made of.

The rules of :mod:`nlp.cleaning.furniture` and :mod:`nlp.cleaning.layout` ask these questions; none of them decides
anything alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nlp.cleaning import furniture_patterns as patterns
from nlp.cleaning import furniture_table as table
from nlp.language.orthography import canonical

#: Furniture is short. Longer lines are the article's, whatever they begin with (about 100 syllables).
MOST_CHARACTERS: Final = 560

_RELATED: Final = re.compile(
    r"[\W_]*(?:các |những )?(?:tin|tin tức|hỏi ?-? ?đáp|bài|tin,? bài|bài báo|bài viết|video|clip"
    r"|ảnh|nội dung|chủ đề|sự kiện)"
    r"(?:,? (?:bài|khác|mới|mới nhất|mới hơn|cũ hơn|liên quan|nổi bật|nóng|hot"
    r"|đã đưa|đã đăng|cùng sự kiện|cùng chuyên mục|cùng mục|cùng chủ đề"
    r"|đọc nhiều|xem nhiều|đang xem nhiều|được quan tâm|ngày|hay|nên đọc))+[\W_]*"
)
_ATTACHMENT: Final = re.compile(r"^(?:văn bản|tệp|tập tin|file|tài liệu) (?:đính kèm|kèm theo|tải về) ?:")
_SEPARATOR: Final = re.compile(r"[/›»>|→❯•·]+")
_SPACED_SEPARATOR: Final = re.compile(r" [/›»>|→❯•·]+ ")
_IMPRINT_CONTACT: Final = re.compile(
    r"\W*(?:(?:các |quyền )?(?:phó )?tổng biên tập|trưởng ban biên tập|thư ký tòa soạn"
    r"|(?:người )?chịu trách nhiệm(?: nội dung| chính| xuất bản)*"
    r"|cơ quan (?:chủ quản|của)|đơn vị chủ quản|tòa soạn|trụ sở tòa soạn|liên hệ quảng cáo|phòng quảng cáo) ?:"
)
_NUMBER: Final = re.compile(r"\d[\d. ]{5,}\d")  # of a telephone: a contact
_CREDITS: Final = ("ảnh:", "video:", "clip:", "nguồn:", "(ảnh:", "ảnh :")
_CONTACT_WORDS: Final = re.compile(
    r"(?<!\w)(?:hotline|đường dây nóng|điện thoại|số điện thoại|đt|tel|fax|email|e-mail|website"
    r"|liên hệ quảng cáo|liên hệ|quảng cáo|tòa soạn|phòng|ban|và|hoặc|di động)(?!\w)"
)
_BULLET: Final = re.compile(r"^[-–*•▪+·●○◦■]+ ?(?=\S)")
_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_CLOSERS: Final = "\"'”’»)] "
_STOPS: Final = (".", "!", "?", "…", ";", "./.")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask of a line; worked out once. ``low`` is its canonical form, empty for a long line."""

    text: str
    low: str
    syllables: int
    ends: bool  # with the stop of a sentence
    prose: bool  # reads as a sentence of an article

    @property
    def short(self) -> bool:
        return bool(self.low)


def facts(text: str) -> Facts:
    """Look at a line once.

    >>> facts("Chia sẻ Facebook").prose, facts("Giá lúa hôm nay tăng mạnh ở nhiều tỉnh.").prose
    (False, True)
    """
    syllables = text.count(" ") + 1
    bare = text.rstrip(_CLOSERS)
    ends = bare.endswith(_STOPS)
    prose = (syllables >= 8 and bare.endswith((".", "…"))) or (syllables >= 20 and ends) or syllables >= 35
    return Facts(text, canonical(text) if len(text) <= MOST_CHARACTERS else "", syllables, ends, prose)


@dataclass(frozen=True, slots=True)
class Zones:
    """Indices of the first and the last line that reads as a sentence of the article."""

    first: int
    last: int


def find_zones(page: Sequence[Facts], gone: frozenset[int]) -> Zones | None:
    """Between which lines the article's sentences stand; ``None`` for a text without any (verse, lists, tables)."""
    sentences = [index for index, line in enumerate(page) if line.prose and index not in gone]
    return Zones(sentences[0], sentences[-1]) if sentences else None


def buttons(line: Facts) -> str | None:
    """The kind of the first button of a line made of buttons only; "weak" when each may as well be a heading."""
    return _buttons_of(line.low) if line.syllables <= 60 and line.low and line.low[-1] != "." else None


@lru_cache(maxsize=1024)
def _buttons_of(low: str) -> str | None:
    if not patterns.opens_with_button().match(low) or low.startswith(_CREDITS) or _NUMBER.search(low):
        return None
    kinds = [found.lastgroup for found in patterns.buttons().finditer(low)]
    strong = next((kind for kind in kinds if kind != "weak"), None)
    rest = patterns.buttons().sub(" ", low)
    return None if (_WORD if strong else _LETTER).search(rest) else strong or "weak"


def sections(line: Facts) -> int:
    """How many names of sections a line is made of; 0 when it holds anything else."""
    return _sections_of(line.low) if line.syllables <= 60 and line.low and not line.ends else 0


@lru_cache(maxsize=1024)
def _sections_of(low: str) -> int:
    if not patterns.opens_with_section().match(low):
        return 0
    rest, count = patterns.sections().subn(" ", low)
    return 0 if _LETTER.search(rest) else count


def is_related_heading(line: Facts) -> bool:
    known = patterns.whole("RELATED_HEADINGS").fullmatch(line.low) or _RELATED.fullmatch(line.low)
    return line.short and line.syllables <= 9 and known is not None


def is_counter_heading(line: Facts) -> bool:
    return line.short and bool(patterns.whole("COUNTER_HEADINGS").fullmatch(line.low))


def is_counter_label(line: Facts) -> bool:
    return line.short and bool(patterns.whole("COUNTER_LABELS").fullmatch(line.low))


def is_counter_pair(line: Facts) -> bool:
    return line.short and bool(patterns.counter_pair().fullmatch(line.low.strip(" |•-:")))


def is_figure(line: Facts) -> bool:
    return bool(re.fullmatch(patterns.FIGURE, line.low))


def is_contact(line: Facts) -> bool:
    """A line of the imprint that an article may hold too ("Địa chỉ: …"): the company it keeps decides."""
    return (
        line.short
        and bool(patterns.opening("CONTACT_OPENINGS").match(line.low))
        and (not line.prose or sum(mark in line.low for mark in table.IMPRINT_MARKERS) >= 2)
    )


def is_imprint_contact(line: Facts) -> bool:
    """The people and the house behind the site; below an article that is nobody else."""
    return line.short and not line.prose and bool(_IMPRINT_CONTACT.match(line.low))


def is_bare_contact(line: Facts) -> bool:
    """Only a label and its number or address: "Hotline: 0900 000 000 - Liên hệ quảng cáo"."""
    if not re.search(r"hotline|đường dây nóng|quảng cáo|tòa soạn|rss|fax", line.low):
        return False
    rest = re.sub(r"[\w.+-]+@[\w.-]+|(?:https?://|www\.)\S+|[+()\d. -]{6,}", " ", line.low)
    return (
        line.short and rest != line.low and line.syllables <= 30 and not _LETTER.search(_CONTACT_WORDS.sub(" ", rest))
    )


def is_breadcrumb(line: Facts) -> bool:
    """ "Trang chủ / Chính trị", "Tin hoạt động » Y tế dự phòng": parts of which the first is a section."""
    if not line.short or line.ends or line.syllables > 40:
        return False
    if re.match(r"chuyên mục ?:", line.low):
        return True
    if ":" in line.low and line.low.count("|") < 2:
        return False
    parts = [part.strip() for part in _SEPARATOR.split(line.low) if part.strip()]
    if not 2 <= len(parts) <= 8 or max(map(len, parts)) > 60:
        return False
    named = patterns.sections().fullmatch(parts[0]) is not None
    return named or (_SPACED_SEPARATOR.search(line.low) is not None and all(part.count(" ") < 4 for part in parts))


def is_masthead(line: Facts) -> bool:
    known = line.short and bool(patterns.masthead().match(line.low))
    return (
        known
        and not line.ends
        and (line.text.isupper() or "điện tử" in line.low or "cơ quan" in line.low or " số " in line.low)
    )


def is_tag_heading(line: Facts) -> bool:
    return line.short and bool(re.fullmatch(r"[\W_]*(?:từ khóa|tags?|keywords?|chủ đề|thẻ)[\W_]*", line.low))


def is_tag_line(line: Facts) -> bool:
    """ "Từ khóa nhà ở xã hội": the label without its colon, below the article."""
    return line.short and not line.ends and line.low.startswith(("từ khóa ", "tags ", "tag ", "keywords "))


def is_attachment(line: Facts) -> bool:
    return line.short and bool(_ATTACHMENT.match(line.low))


def is_link_like(line: Facts) -> bool:
    """A headline of another article: it begins as one, may carry a date, and is no sentence."""
    return line.syllables <= 32 and not line.prose and not line.text.endswith(":")


def is_list_item(text: str) -> bool:
    """ "- …", "• …", "1. …", "a) …" """
    return bool(_BULLET.match(text) or re.match(r"\(?(?:\d{1,2}|[a-zđ])[.)/] ?(?=\D)", text[:8]))


look: Final = lru_cache(maxsize=4096)(facts)
