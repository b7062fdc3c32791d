"""Lines that say when, by whom and after whom an article was published.

They stay in the article, marked, because people ask for them ("Bài đăng ngày nào?"). A line is one of them only as a
whole: when nothing is left of it after its dates, times, labels and names are taken out.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

from nlp.cleaning.signatures import MOST_CHARACTERS, byline, is_author, split_credit
from nlp.language.orthography import canonical

_DATE: Final = re.compile(
    r"(?:ngày )?\b(?P<day>\d{1,2})(?P<mark> ?[/.-] ?)(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})\b"
    r"|\b(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})(?!\d)"
    r"|(?:ngày )?\b(?P<word_day>\d{1,2}) (?:tháng|thg) (?P<word_month>\d{1,2}|"
    r"giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười một|mười hai|mười|chạp),? (?:năm )?(?P<word_year>\d{4})\b"
)
_MONTHS: Final = {"giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
_MONTHS_AFTER_NINE: Final = {"mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12}
_TIME: Final = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2}) ?(?::|h|giờ) ?(?P<minute>\d{2})(?: ?(?::|phút,?) ?(?P<second>\d{2})?)?(?![\d:])"
    r"(?: ?(?P<half>am|pm|sa|ch)\b)?(?: ?phút\b)?"
)
_ZONE: Final = re.compile(r"\(? ?(?:gmt|utc) ?(?P<sign>[+-]) ?(?P<hours>\d{1,2})(?::?00)? ?\)?")
_AGO: Final = re.compile(
    r"\b(?:(?:khoảng )?(?:\d{1,3}|một|hai|ba|vài) (?:giây|phút|giờ|tiếng|ngày|tuần|tháng|năm) trước"
    r"|vừa xong|hôm nay|hôm qua)\b"
)
_LABEL: Final = re.compile(
    r"\b(?:đăng lúc|đăng ngày|ngày đăng|ngày xuất bản|xuất bản(?: lúc| ngày)?"
    r"|cập nhật lần cuối|lần cập nhật cuối|cập nhật(?: lúc| ngày| mới nhất)?|ngày cập nhật"
    r"|thời gian(?: đăng)?|ngày tạo|ngày viết|ngày|lúc|published|updated|posted|date|giờ việt nam)\b"
    r"|\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn|t[2-7])\b|\b(?:chia sẻ|in bài|bản in)\b"
)
_VIEWS: Final = re.compile(
    r"(?:\b(?:lượt xem|lượt đọc|đã xem|số lượt xem)\b ?:? ?[\d.,]+"
    r"|\b[\d.,]+ (?:lượt xem|lượt đọc|bình luận|liên quan|views?)\b)"
)
_HINT: Final = re.compile(r"\d[/.:hg-]|\d (?:tháng|thg|giờ|phút|ngày|[/.-])|trước|[Vv]ừa xong", re.IGNORECASE)
_ANYTHING: Final = re.compile(r"\w")

_SOURCE: Final = re.compile(
    r"^[(\[*–-]* ?(?:theo|nguồn(?: tin| bài| tổng hợp)?|tham khảo|trích)(?: ?: ?| )(?P<name>.+?)[)\]]?\.?$"
)
_AGENCY: Final = re.compile(
    r"^\(?(?:ttxvn|vietnam\+|vietnamplus|tổng hợp|cổng ttđt[^.]*|(?:báo |tạp chí )[^.]{3,30})(?:/[\w+. ]{2,20})?\)?$"
)
_DATELINE: Final = re.compile(r"^\((?P<name>[^():\d]{2,40})\)(?: ?[-–—:.]| (?=[A-ZÀ-ỸĐ]))")
_ACRONYM_DATELINE: Final = re.compile(r"^(?P<name>[A-ZĐ]{2,6}(?:\.VN)?) [-–—] (?=\S)")
_PLACE_ACRONYMS: Final = frozenset({"HN", "HCM", "TPHCM", "SG", "ĐBSCL", "VN", "USD", "FLC"})


@dataclass(frozen=True, slots=True)
class Published:
    """What a line of publication says: ``iso`` is ``None`` for "2 giờ trước"; ``author`` where the line names one."""

    iso: str | None
    author: str | None = None


@lru_cache(maxsize=65536)  # asked of a line by several rules, in every round
def published_line(line: str) -> Published | None:
    """Read a line that gives the time of publication and nothing else, a name beside it apart.

    >>> published_line("Đăng lúc: 09:00:00 06/11/2023 (GMT+7)")
    Published(iso='2023-11-06T09:00:00+07:00', author=None)
    >>> published_line("Hạ Mây - Thứ tư, 18/09/2024 08:51 (GMT+7)").author
    'Hạ Mây'
    >>> published_line("Ngày 06/11/2023, tỉnh công bố chỉ số") is None
    True
    """
    if len(line) > MOST_CHARACTERS or not _HINT.search(line):
        return None
    low = canonical(line)
    moments = (_DATE.search(low), _TIME.search(low), _AGO.search(low))
    if line.endswith(":") and not moments[1]:  # a day that heads its part of a chronicle
        return None
    if not any(moments) or (not moments[0] and not moments[2] and len(line) > 40):
        return None
    rest = low
    for pattern in (_VIEWS, _ZONE, _DATE, _TIME, _AGO, _LABEL):
        rest = pattern.sub(lambda found: "\0" * len(found[0]), rest)
    name = "".join(letter if kept != "\0" else "\0" for letter, kept in zip(line, rest, strict=True))
    today = moments[2] is not None and moments[2][0] in ("hôm nay", "hôm qua")
    if today and moments[0] and _ANYTHING.search(name.replace("\0", "")):  # "Giá USD hôm nay 11/5/2024": a headline
        return None
    return _published(low, [piece.strip(" |,:;()[]•·-–—/*.") for piece in name.split("\0")])


def _published(low: str, pieces: list[str]) -> Published | None:
    """With a full time stamp a short name of any kind may stand beside it ("MTĐT", "BongDa.com.vn", "Ban Thời sự")."""
    names = [piece for piece in pieces if _ANYTHING.search(piece)]
    if not names:
        return Published(iso_moment(low))
    name = byline(names[0]) or names[0]
    stamped = bool(_DATE.search(low) and _TIME.search(low)) and name.count(" ") < 8 and name[0].isupper()
    if len(names) > 1 or not (is_author(name) or stamped):
        return None
    return Published(iso_moment(low), split_credit(name)[0] if is_author(name) else None)


def iso_moment(text: str) -> str | None:
    """The first plausible date of ``text`` as ISO 8601, with the time and its zone where a time of day is given.

    Vietnamese order, day before month. Years 1945 to 2099: a newspaper's page shows no other.

    >>> iso_moment("Thứ Hai, 13/05/2024 | 08:15"), iso_moment("ngày 2 tháng 9 năm 2024"), iso_moment("31/02/2024")
    ('2024-05-13T08:15:00+07:00', '2024-09-02', None)
    """
    low = canonical(text)
    for found in _DATE.finditer(low):
        day = _day(found)
        if day is not None:
            clock = _TIME.search(_DATE.sub(" ", low))
            return _with_time(day, clock, _ZONE.search(low)) if clock else day.isoformat()
    return None


def _day(found: re.Match[str]) -> date | None:
    """The day that one way of writing it gives, ``None`` when the calendar or a newspaper has no such day."""
    for kind in ("", "iso_", "word_"):
        if found[f"{kind}day"]:
            year, day = int(found[f"{kind}year"]), int(found[f"{kind}day"])
            month = _month(found[f"{kind}month"])
            if 1945 <= year <= 2099 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
                return date(year, month, day)
    return None


def _month(written: str) -> int:
    return int(written) if written.isdigit() else (_MONTHS | _MONTHS_AFTER_NINE)[written]


def _with_time(day: date, clock: re.Match[str], zone: re.Match[str] | None) -> str:
    hour, minute, second = int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)
    if clock["half"] in {"pm", "ch"} and hour < 12:
        hour += 12
    if hour > 23 or minute > 59 or second > 59:
        return day.isoformat()
    hours = int(zone["sign"] + zone["hours"]) if zone else 7
    offset = timezone(timedelta(hours=hours if abs(hours) <= 14 else 7))
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=offset).isoformat()


def source_line(line: str) -> str | None:
    """The origin that a short line names.

    >>> source_line("Theo Tiền Phong"), source_line("Nguồn: Vietnam+"), source_line("Theo đó, giá tăng")
    ('Tiền Phong', 'Vietnam+', None)
    """
    if len(line) > MOST_CHARACTERS or line.count(" ") > 11 or line.endswith((":", ",", ";")):
        return None
    low = canonical(line)
    if _AGENCY.match(low):
        return line.strip("() ")
    found = _SOURCE.match(low)
    if found is None:
        return None
    name = line[found.start("name") : found.end("name")].strip(" .")
    name += ")" * (name.count("(") - name.count(")"))
    first = name.partition(" ")[0]
    proper = first[:1].isupper() or first[:1].isdigit() or "." in first.strip(".")
    return name if proper and not first.endswith(",") and "ảnh:" not in low and "link nguồn" not in low else None


def dateline(text: str) -> str | None:
    """The newspaper that a paragraph names before it begins; a place in capitals is none.

    >>> dateline("(Baothanhhoa.vn) - Với sự định hướng"), dateline("BBK - Mặc dù"), dateline("BẮC GIANG - Ngày 27/5")
    ('Baothanhhoa.vn', 'BBK', None)
    """
    found = _DATELINE.match(text[:60]) or _ACRONYM_DATELINE.match(text[:60])
    if found is None or found["name"] in _PLACE_ACRONYMS or not found["name"][0].isupper():
        return None
    return found["name"].strip()


def is_dateline_alone(line: str) -> bool:
    """True for "(VTC News) -" on a line of its own, its paragraph below; a remark in brackets has no dash."""
    found = _DATELINE.match(line) if len(line) <= 44 else None
    return found is not None and not _ANYTHING.search(line[found.end("name") :])
