"""Which parts of a sentence a headline does without. Data only: regular expressions over small letters."""

from __future__ import annotations

from typing import Final

#: At the head of a sentence, up to its comma: when and according to whom.
OPENINGS: Final = (
    r"(?:vào )?(?:rạng sáng|sáng|trưa|chiều|tối|đêm|khuya|ngày|hôm|tuần|tháng|năm|lúc|khoảng|cuối|đầu|giữa|trong|từ"
    r"|mới đây|vừa qua|hiện nay|hiện|thời gian qua|những năm|nhiều năm|bước vào|tính đến|đến nay|đến|bước đầu)"
    r"(?: [^,:;.]{1,60})?",
    r"theo [^,:;.]{3,80}",
    r"liên quan (?:đến|tới|vụ)[^,:;.]{3,80}",
    r"(?:nhân|để|nhằm|với|tại|sau|trước|do|vì|qua|thực hiện|trên địa bàn|bên cạnh|cùng với|ngoài) [^,:;.]{3,80}",
)

#: Between the beginning and the news: who says so.
SAYINGS: Final = (
    r"cho (?:hay|biết|rằng)(?: là| rằng)?[:,]?",
    r"(?:thông báo|khẳng định|xác nhận|đưa tin|dẫn lời|nói)(?: là| rằng)[:,]?",
)

#: After a comma these begin what a headline leaves out.
TAILS: Final = (
    "trong đó", "nhằm", "qua đó", "từ đó", "đồng thời", "theo đó", "ngoài ra", "trong khi", "góp phần", "bao gồm", "gồm",
    "cùng với", "với sự", "dưới sự", "đặc biệt", "tuy nhiên", "nhưng", "cụ thể", "khi", "sau khi", "trước khi", "vì", "do",
    "bởi", "nên", "để", "khiến", "làm", "giúp",
)  # fmt: skip

#: A clause that opens with one of these has its news after the comma.
ADVERBIAL: Final = (
    "ngoài|qua|trong|sau|trước|để|nhờ|với|tại|từ|theo|khi|nếu|dù|mặc dù|tuy|do|vì|bởi|bên cạnh|cùng với|liên quan|nhằm|thay vì|kể từ"
    "|nhân|xem thêm|đọc thêm|ảnh|video|nguồn"
)
#: A predicate that lacks its subject begins so.
HEADLESS: Final = "vừa|đã|sẽ|đang|cũng|còn|vẫn|không|bị|được|có|là|mới|sau khi|trước khi|khi|để|cho|do|vì"

#: What points at a sentence before.
POINTING: Final = "này|đó|ấy|nói trên|trên đây|vừa kể|như vậy|như thế"

#: The last syllable of a headline is none of these.
HANGING: Final = (
    "và|của|với|cho|để|từ|trong|tại|ở|về|đến|tới|do|vì|là|các|những|một|như|theo|có|được|bị|đã|đang|sẽ|vừa|cùng|hoặc"
    "|trên|dưới|khi|mà|nhằm|gồm|rằng|này|khiến|đặc biệt|so|thì|nếu|bằng"
)
