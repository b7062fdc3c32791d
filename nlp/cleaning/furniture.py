"""What stands around an article on its page, told line by line.

Each rule answers for one kind of furniture and abstains from the rest. Rules look at a whole line or at how it begins,
never for a word inside a sentence: prose that mentions a share button stays. In doubt a line stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from nlp.cleaning import furniture_patterns as patterns
from nlp.cleaning import furniture_table as table
from nlp.cleaning.line_facts import Facts, buttons, sections
from nlp.cleaning.metadata import published_line

_IMAGE: Final = re.compile(
    r"^(?:!\[.*\](?:\(.*\))?|\[?[\w()+%.,@ -]{1,100}\.(?:jpe?g|png|gif|webp|bmp|svg|avif|heic|tiff?|mp4|mp3|m3u8)\]?)$",
    re.IGNORECASE,
)
_TAGS_ONLY: Final = re.compile(r"^(?:</?[a-z][^<>]*>\s*)+$|^\[/?\w+(?: [\w-]+=\"[^\"]*\")+\]$", re.IGNORECASE)
_HASHTAGS: Final = re.compile(r"^#\w[^#.]{0,40}(?:#\w[^#.]{0,40})+$")
_CLOCK: Final = re.compile(r"^(?:\d{1,2}:)?\d{1,2}:\d{2} ?/ ?(?:\d{1,2}:)?\d{1,2}:\d{2}$|^(?:[0-2](?:\.\d{1,2})?x ?)+$")
_RATING: Final = re.compile(
    r"^(?:[0-5](?:[.,]\d)?/5(?: ?[-–(].*)?$|tổng số điểm của bài viết|click để đánh giá|xếp hạng: )"
)
_TYPING: Final = re.compile(r"^(?:xin )?(?:vui lòng )?(?:gõ|nhập|viết) (?:bằng )?tiếng việt có dấu")
_POLL: Final = re.compile(r"bình chọn (?:xem )?kết quả(?: chia sẻ)?$")
_LINK_NAMES: Final = re.compile(
    r"^(?:[-–|•, ]*\blink(?: (?:nguồn|bài gốc|gốc|\d))?\b)+$|^(?:nguồn: ?\[link nguồn\] ?)+$"
    r"|^tại đây\.?$|^\[[^\]]*link[^\]]*\]$"
)
_ARROWS: Final = re.compile(r"^(?:>{1,3}|»|›|▶|►|☛|👉|→|⇒|=>|\(>>\)) ?(?=\S)|.{8,160}(?:>>|»)$|^<<")
_INLINE: Final = re.compile(
    r"[\W_]*(?:xem thêm|đọc thêm|xem ngay|xem tiếp|tham khảo thêm|mời (?:bạn )?(?:đọc|xem) thêm"
    r"|(?:có thể bạn|bạn có thể) quan tâm"
    r"|(?:các |những )?(?:tin|tin,? bài|bài|bài viết|video)"
    r"(?: (?:liên quan|trước|sau|tiếp|tiếp theo|mới|khác|nên đọc))+) ?[:|](?! ?$)"
)
_DIGIT: Final = re.compile(r"\d")
_LETTER: Final = re.compile(r"[^\W\d_]")


# The rules. Each one's name is what ``clean --explain`` prints.


def drop_image_names(line: Facts) -> bool:
    """A file name or a Markdown picture where the browser showed an image."""
    return line.syllables <= 8 and bool(_IMAGE.match(line.text))


def drop_markup(line: Facts) -> bool:
    return line.text[0] in "<[" and bool(_TAGS_ONLY.match(line.text))


def drop_counters(line: Facts) -> bool:
    """Visitors of the page or of the site, on one line; those that run over several:
    :func:`nlp.cleaning.layout.counters`.
    """
    if line.ends or line.syllables > 60 or not _DIGIT.search(line.text):
        return False
    rest, pairs = patterns.counter_pair().subn(" ", line.low)
    rest = re.sub(rf"(?<!\w)(?:{patterns.alternatives(table.COUNTER_HEADINGS)})(?!\w)", " ", rest) if pairs else rest
    views = pairs == 1 and re.search(r"lượt|truy cập|views?|online|lần (?:xem|đọc)", line.low)
    return (pairs >= 2 or bool(views)) and not _LETTER.search(rest)


def drop_share_bars(line: Facts) -> bool:
    return buttons(line) == "share"


def drop_player(line: Facts) -> bool:
    return bool(_CLOCK.match(line.text)) or buttons(line) == "player"


def drop_comment_form(line: Facts) -> bool:
    return bool(_RATING.match(line.low) or _TYPING.match(line.low)) or buttons(line) == "comments"


def drop_login(line: Facts) -> bool:
    return buttons(line) == "login"


def drop_navigation(line: Facts) -> bool:
    return buttons(line) == "navigation" or sections(line) >= 4


def drop_adverts(line: Facts) -> bool:
    return buttons(line) == "advert"


def drop_polls(line: Facts) -> bool:
    return bool(_POLL.search(line.low)) or buttons(line) == "poll"


def drop_tags(line: Facts) -> bool:
    """A line of key words, or of hashtags."""
    if _HASHTAGS.match(line.text) and line.text.count("#") >= 2:
        return True
    found = re.match(r"(?:từ khóa|tags?|keywords?|hashtags?) ?(?P<colon>[:|,#])?", line.low)
    return found is not None and not line.ends and (found["colon"] is not None or found.end() == len(line.low))


def drop_link_names(line: Facts) -> bool:
    """ "Link nguồn", "Tại đây": the name of a link without the link."""
    return line.syllables <= 12 and bool(_LINK_NAMES.match(line.low))


def drop_related_links(line: Facts) -> bool:
    """One line that sends the reader to another article: ">> …", "Xem thêm: …"."""
    if line.syllables > 40 or line.text.endswith(".") or "ảnh:" in line.low:
        return False
    if _ARROWS.match(line.text):
        return True
    found = _INLINE.match(line.low)
    return found is not None and line.syllables > 4


def drop_invitations(line: Facts) -> bool:
    """The site speaks to its reader: about its channels, its sections, its cookies."""
    return line.syllables <= 80 and bool(patterns.invitation().match(line.low))


def drop_imprint(line: Facts) -> bool:
    """Copyright and licence of the site. A long line must show two marks of an imprint."""
    if not patterns.opening("IMPRINT_OPENINGS").match(line.low):
        return "ghi rõ nguồn" in line.low and not line.prose
    marks = sum(mark in line.low for mark in table.IMPRINT_MARKERS)
    return (
        marks >= 2 or (marks >= 1 and not line.prose) or line.low.startswith(("©", "®", "copyright", "bản quyền thuộc"))
    )


#: Asked in this order of every line that stands alone; the first that answers names the edit.
LINE_RULES: Final[tuple[Callable[[Facts], bool], ...]] = (
    drop_image_names,
    drop_markup,
    drop_counters,
    drop_share_bars,
    drop_player,
    drop_comment_form,
    drop_login,
    drop_navigation,
    drop_adverts,
    drop_polls,
    drop_tags,
    drop_link_names,
    drop_related_links,
    drop_invitations,
    drop_imprint,
)


def furniture(line: Facts) -> str | None:
    """The name of the rule that takes the line for furniture.

    >>> from nlp.cleaning.line_facts import facts
    >>> furniture(facts("Chia sẻ Facebook Zalo In bài")), furniture(facts("Anh chia sẻ tin vui trên Facebook."))
    ('drop_share_bars', None)
    """
    if not line.short or (line.prose and not _may_speak(line)):
        return None
    rule = next((rule.__name__ for rule in LINE_RULES if rule(line)), None)
    return None if rule != "drop_player" and rule is not None and published_line(line.text) else rule


def _may_speak(line: Facts) -> bool:
    """Sentences are the article's, but for those that begin as invitations and imprints do, or end as a poll does."""
    return bool(
        patterns.invitation().match(line.low)
        or patterns.opening("IMPRINT_OPENINGS").match(line.low)
        or _POLL.search(line.low)
        or sections(line) >= 4
        or drop_counters(line)
        or drop_comment_form(line)
    )
