# ruff: noqa: E501 (a pattern reads best on one line)
"""The patterns of figures, in the order in which they are tried. Data only; :mod:`nlp.language.values` builds values of them.

Written with marks and in small letters; the reader matches their unmarked spelling too. A single number word counts
only where the marks show that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from nlp.language.numerals import DIGITS, WORDS
from nlp.language.value_table import (
    COUNTED,
    CURRENCIES,
    DIGIT_WORDS,
    DURATION_UNITS,
    MEASURE_UNITS,
    MONTH_WORDS,
    ORDINAL_WORDS,
    RECKONED_BY,
)


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


#: No letter or figure follows, nor the rest of a code: "0.05S" and "17.5b" are not the figures "0" and "17".
_END: Final = r"(?![^\W_])(?![.,]\d+[^\W\d_])"
_D: Final = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_M: Final = r"(?P<month>0?[1-9]|1[0-2])"
_Y: Final = r"(?P<year>1\d{3}|20\d{2})"
_DAY_WORD: Final = r"(?:ngày |mùng |mồng )?"
_MONTH_NAME: Final = rf"(?P<month>0?[1-9](?!\d)|1[0-2]|{_either(MONTH_WORDS)}){_END}"
_NUMERAL: Final = rf"(?:{DIGITS}|{WORDS})"
_VALUE: Final = rf"(?P<value>{_NUMERAL})(?: ?(?:-|–|đến|tới) ?(?P<upto>{_NUMERAL}))?"
#: "bảng xếp hạng năm 2022" names a year and not the fifth rank.
_NO_YEAR: Final = r"(?!năm (?:1\d{3}|20\d{2}|nay|này|ngoái|trước|qua|tới|học)(?!\w))"
_ORDINAL: Final = (
    rf"{_NO_YEAR}(?P<value>\d{{1,4}}|mười(?: (?:{'|'.join(DIGIT_WORDS)}))?|{_either(ORDINAL_WORDS)}|[ivx]+){_END}"
)
#: Alone they count only before a noun.
SINGLE_WORDS: Final = "|".join(word for word in DIGIT_WORDS if word not in ("không", "tư", "lăm", "nhăm", "mốt"))
#: "tấn/ha", "đồng/kg", "đồng/cơ sở", "đồng/m2/tháng"
_PER: Final = rf"(?:/(?P<per>(?:{RECKONED_BY}|[^\W\d_]+[23²³]?)(?:/[^\W\d_]+)?)(?!\w))?"
_HOUR: Final = r"(?P<{0}>\d{{1,2}}) ?(?:giờ|h) ?(?P<{1}>\d{{2}})?(?: ?phút)?"
_OUT_OF: Final = r"(?: ?/ ?(?P<of>\d{1,5})(?!\d))?"

#: Behind these "6 giờ 40 phút" is how long something took, and no time of day.
_TOOK: Final = "|".join(
    f"(?<={verb} {about})"
    for verb in ("mất", "hết", "suốt", "sau", "trong", "trong vòng", "kéo dài", "dài", "bay", "chạy", "đi")
    for about in ("", "khoảng ", "gần ", "hơn ", "chừng ")
)

#: (pattern, the sort of figure it makes)
PATTERNS: Final = (
    (r"(?:1[89]00(?:[ .-]?\d{2,6}){1,2}|0\d{2,3}[ .-]\d{3,4}[ .-]\d{3,4}|0[35789]\d{8}|(?:(?<=số )|(?<=gọi ))11[1-5])(?![\w%]|[.,/]\d)", "phone"),
    (rf"{_VALUE} ?(?:%|phần trăm{_END})", "percent"),
    (rf"(?:một nửa|phân nửa){_END}", "half"),
    (rf"{_VALUE} ?(?P<unit>{_either(CURRENCIES)}){_END}{_PER}", "money"),
    (rf"(?P<value>{_NUMERAL}) (?P<great>năm) (?P<part>\d{{1,2}}) tháng{_END}(?! (?:\d|nay|này|tới|trước))", "compound"),
    (rf"(?P<value>{_NUMERAL}) (?P<great>tuần) (?P<part>\d) ngày{_END}(?! \d)", "compound"),
    (rf"(?:{_TOOK})(?P<value>\d{{1,3}}) (?P<great>giờ|tiếng) (?P<part>\d{{1,2}}) phút{_END}", "compound"),
    (rf"(?P<value>\d{{1,3}}) (?P<great>phút) (?P<part>\d{{1,2}}) giây(?: (?P<hundredths>\d{{1,3}})(?![\w%]|[.,/]\d))?{_END}", "compound"),
    (r"(?P<value>\d{1,3}) (?P<great>giây) (?P<hundredths>\d{2,3})(?![\w%]|[.,/]\d)", "compound"),
    (rf"{_DAY_WORD}{_D} ?(?P<sign>[/.-]) ?{_M} ?(?P=sign) ?{_Y}(?!\d)", "date"),
    (rf"{_Y}-{_M}-{_D}(?!\d)", "date"),
    (rf"{_DAY_WORD}{_D},? ?tháng {_MONTH_NAME}(?:,? ?(?:năm|/|-)? ?{_Y}(?!\d))?", "date"),
    (
        r"(?:(?<=sáng )|(?<=trưa )|(?<=chiều )|(?<=tối )|(?<=đêm )|(?<=hôm )|(?<=ngày ))thứ (?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])"
        r"(?![\w/])|thứ (?P<w2>hai|ba|tư|năm|sáu|bảy|[2-7])(?=(?: tuần (?:này|tới|trước|sau)|,? (?:ngày )?\d{1,2}(?:[/-]| tháng )\d))|chủ (?P<w3>nhật)",
        "weekday",
    ),
    (rf"(?P<first>(?:đứng|dẫn|xếp) đầu{_END}|đứng nhất{_END}|xếp nhất{_END})", "rank"),
    (rf"(?:(?:thứ hạng|thứ|hạng|vị trí số|vị trí|vị thứ|top|tốp|no\.) ?{_ORDINAL}{_OUT_OF})", "rank"),
    (r"(?:(?<=xếp )|(?<=đứng )|(?<=xếp hạng )|(?<=đạt hạng ))(?P<value>\d{1,4}) ?/ ?(?P<of>\d{1,5})(?!\d)", "rank"),
    (
        rf"(?:(?:ngày|mùng|mồng) |(?<=sáng )|(?<=trưa )|(?<=chiều )|(?<=tối )|(?<=đêm )|(?<=hôm )|(?<=từ )|(?<=đến )|(?<=\()){_D} ?[/-] ?{_M}(?![\d/%])",
        "date",
    ),
    (rf"tháng {_MONTH_NAME}(?:,? ?(?:năm|/|-)? ?{_Y}(?!\d))?", "date"),
    (rf"quý (?P<quarter>i{{1,3}}|iv|[1-4]|một|hai|ba|tư){_END}(?: ?(?:/|-|năm) ?{_Y}(?!\d))?", "date"),
    (rf"(?:năm )?{_Y} ?(?:-|–|đến năm|đến) ?(?P<upto>1\d{{3}}|20\d{{2}})(?![\d.,/]\d|\d)", "date"),
    (
        r"(?:thế kỷ|thế kỉ) (?:thứ )?(?P<century>[ivx]+|\d{1,2})(?!\w)(?P<bc> (?:tcn|trước công nguyên))?"
        r"|(?:thập niên|thập kỷ|thập kỉ|những năm) (?P<decade>\d{2,4})(?!\w)",
        "era",
    ),
    (r"năm (?P<year>\d{2,4})(?![\d.,/]\d|\w)", "date"),
    (rf"{_HOUR.format('hour', 'minute')} ?(?:-|–|đến|tới) ?{_HOUR.format('hour2', 'minute2')}(?!\w)", "hours"),
    (r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?(?!\d)(?P<half>)", "time"),
    (r"(?P<hour>\d{1,2}) ?(?:giờ|h) ?(?P<minute>\d{1,2})(?: ?phút|')?(?: (?P<half>sáng|trưa|chiều|tối|đêm))?(?!\w)", "time"),
    (r"(?P<hour>\d{1,2}) ?(?:giờ|h)(?P<minute>) (?P<half>sáng|trưa|chiều|tối|đêm)(?!\w)", "time"),
    (r"(?:(?<=lúc )|(?<=vào )|(?<=hồi ))(?P<hour>\d{1,2}) ?(?:giờ|h)(?P<minute>)(?P<half>)(?!\w)", "time"),
    (r"(?P<hour>\d{1,2}) ?(?:giờ|h)(?P<minute>)(?P<half>)(?= (?:ngày|hôm) )", "time"),
    (r"(?:(?<=đến )|(?<=từ )|(?<=tới )|(?<=trước ))(?P<hour>1[3-9]|2[0-3]) ?(?:giờ|h)(?P<minute>)(?P<half>)(?!\w)", "time"),
    (rf"{_VALUE} (?P<unit>{_either(DURATION_UNITS)})(?: rưỡi)?{_END}(?! \d)", "duration"),
    (rf"(?P<value>{SINGLE_WORDS}) (?P<unit>{_either(DURATION_UNITS)})(?: rưỡi)?{_END}(?! \d)", "duration"),
    (r"(?P<value>[1-9]) ?m ?(?P<centimetres>\d{1,2})(?!\w|[.,/]\d)", "height"),
    (rf"{_VALUE} ?(?P<unit>{_either(MEASURE_UNITS)})(?![^\W_]){_PER}", "measure"),
    (rf"{_Y}(?![\d.,/%]\d|\w)(?=\)|,|\.|;|:| ?[-–]|\s*$)", "date"),
    (rf"(?:(?<=từ )|(?<=đến )|(?<=vào )|(?<=trước )|(?<=sau )|(?<=cuối )|(?<=đầu )|(?<=hè )|(?<=xuân )|(?<=thu )|(?<=đông )|(?<=\()){_Y}(?![\d.,/%]\d|\w)", "date"),
    (r"(?P<value>\d{1,2})/(?P<of>\d{1,4})(?= [^\W\d_])(?! (?:vừa|tới|này|năm|và|đến|tại|ở|do|là|đã|cho))", "share"),
    (rf"{_D}/{_M}(?![\d/%])", "date"),
    (r"(?P<value>\d{1,5})/(?P<of>\d{1,5})(?![\d/])", "fraction"),
    (rf"{_VALUE}{_END}", "count"),
    (rf"(?:hàng|nửa|một|vài) (?P<value>{'|'.join(('chục', 'trăm', 'nghìn', 'ngàn', 'vạn', 'triệu', 'tỷ'))}){_END}", "round"),
    (rf"(?P<value>{SINGLE_WORDS})(?= (?:{COUNTED}){_END})", "count"),
)  # fmt: skip
