"""Who signed an article: names after a label, names that stand alone, the initials of a desk."""

from __future__ import annotations

import re
from typing import Final

from nlp.language.orthography import canonical

#: Longer lines are prose; no metadata line of a real page came near it.
MOST_CHARACTERS: Final = 140

_BYLINE: Final = re.compile(
    r"^[(*–-]* ?(?:(?:bài|tin|ảnh|clip|video|hình|nội dung|đồ họa|thiết kế|trình bày|biên tập"
    r"|biên dịch|người dịch|dịch giả|dịch|lược dịch|thực hiện|tổ chức thực hiện|nguồn ảnh|chùm ảnh)"
    r"(?:(?: ?[,&/+–-] ?| và )(?:bài|tin|ảnh|clip|video|hình|nội dung|đồ họa|thiết kế|trình bày"
    r"|biên tập|thực hiện)(?: ảnh)?)*"
    r"|tác giả(?: bài viết)?|phóng viên|người viết|bài viết|theo phóng viên|ctv|pv|by) ?: ?(?P<name>.+)$"
)
_INITIALS: Final = re.compile(
    r"^(?:nhóm )?(?:pv|p\.v|btv|ctv|bbt|phóng viên|ban biên tập|t\.h)"
    r"(?:[ .-](?:\w{2,6}|\w{1,3}-\w{1,3}))?(?: ?\((?:tổng hợp|th|t/h)\))?$"
)
_GATHERED: Final = re.compile(
    r" ?[(–-] ?(?P<how>th|t/h|t\.h|tổng hợp|lược dịch|dịch|ghi|thực hiện|biên dịch"
    r"|theo [^()]{2,60}|[A-ZĐ]{2,8}(?:\.[A-Z]+)?) ?\)?$",
    re.IGNORECASE,
)
_JOINT: Final = re.compile(r" ?[,&/+–-] ?| và ")
_NAME_WORD: Final = re.compile(r"^(?:[^\W\d_]+(?:['’][^\W\d_]+)?|(?:[^\W\d_]{1,3}\.)+[^\W\d_]*)$")


def byline(line: str) -> str | None:
    """The name after a label of authorship ("Bài, ảnh: …", "Tác giả: …").

    >>> byline("Tin, ảnh: ĐÀO HỒNG"), byline("Tác giả: Minh Ngọc"), byline("Tin vui: giá lúa tăng")
    ('ĐÀO HỒNG', 'Minh Ngọc', None)
    """
    found = _BYLINE.match(canonical(line)) if len(line) <= MOST_CHARACTERS else None
    if found is None:
        return None
    name = line[found.start("name") :].strip(" .()")
    return name if is_author(name) else None


def is_author(line: str) -> bool:
    """True for what a newspaper prints as its author: a person's name, several, or the initials of a desk.

    >>> [is_author(line) for line in ("Minh Thư (TH)", "Lê Nga - Huy Mạnh", "B.Ngọc", "PV VH-XH", "Hội Nông dân tỉnh")]
    [True, True, True, True, False]
    """
    if not line or len(line) > 80 or any(map(str.isdigit, line)):
        return False
    if canonical(line).startswith(("theo ", "nguồn ")):
        return False
    return bool(_INITIALS.match(canonical(line))) or is_name(split_credit(line)[0])


def split_credit(line: str) -> tuple[str, str | None]:
    """A signature and, where it says so, the source it was taken from.

    >>> split_credit("Huyền Lê (Theo Reuters, AFP)"), split_credit("Thu Trang (t/h)"), split_credit("Gia Chính")
    (('Huyền Lê', 'Reuters, AFP'), ('Thu Trang', None), ('Gia Chính', None))
    """
    found = _GATHERED.search(line)
    if found is None or not found.start() or (found[0].strip()[0] != "(" and not found["how"].lower().startswith("t")):
        return line.strip(), None
    how = found["how"]
    return line[: found.start()].strip(), how[5:].strip() if how.lower().startswith("theo ") else None


def is_name(text: str) -> bool:
    """True when every word is written as the word of a person's name, two to five of them, or one with initials.

    >>> is_name("Nguyễn Văn A"), is_name("HOÀNG HÀ"), is_name("H.Nhu"), is_name("Tình hình lực lượng"), is_name("Hà")
    (True, True, True, False, False)
    """
    people = [person.split() for person in _JOINT.split(text.strip(" .")) if person.strip()]
    if not 1 <= len(people) <= 4 or not all(1 <= len(words) <= 5 for words in people):
        return False
    words = [word for person in people for word in person]
    proper = all(_NAME_WORD.match(word) and word[0].isupper() for word in words)
    lettered = len(words) == 2 and len(words[1]) == 1  # "Bảng A", "Khối D"
    return proper and not lettered and (len(words) >= 2 or "." in words[0])
