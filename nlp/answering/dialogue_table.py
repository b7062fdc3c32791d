"""How people ask on. Data only; :mod:`nlp.answering.dialogue` reads it.

Patterns are written with marks, in small letters; their unmarked spelling is matched too.
"""

from __future__ import annotations

from typing import Final

LEAD: Final = r"^\W*(?:(?:thế|vậy|thế thì|vậy thì|ừ|à|ờ)\W+)?(?:thế còn|vậy còn|còn|thế|vậy|thế thì)\W+"
#: What ends a follow-up and says nothing: "còn SIPAS thì sao?", "thế Lạng Sơn được bao nhiêu?"
TAIL: Final = r"\W*(?:(?:(?:thì|được|là|có|đạt|hết) )*(?:sao|thế nào|như thế nào|ra sao|bao nhiêu|mấy)|thì)?(?: vậy| thế| ạ| nhỉ| hả| nhé| z| v)?\W*$"
#: Without a word that leads on, this tail alone makes a follow-up: "loại 60 m2 thì sao?"
TELLING_TAIL: Final = r" thì (?:sao|thế nào|bao nhiêu|mấy)\W*$"
ASKS: Final = r"(?<!\w)(?:ai|gì|nào|đâu|mấy|bao nhiêu|bao lâu|bao giờ|vì sao|tại sao|sao lại|khi nào|thế nào|ra sao|không\W*$)(?!\w)"
#: Only asking words: all the rest comes from the question before.
BARE: Final = (
    r"^\W*(?:vì sao|tại sao|sao vậy|sao thế|sao lại thế|vì sao vậy|vì sao thế|vì sao lại vậy|tại sao vậy|tại sao thế|khi nào|bao giờ|ở đâu"
    r"|năm nào|ngày nào|ai|do ai|bao nhiêu|bao lâu|như thế nào|bằng cách nào"
    r"|(?:dài|rộng|cao|sâu|nặng|xa|hết|mất|tốn) (?:bao nhiêu|bao lâu|mấy)(?: [^\W\d]+\d?){0,2})\W*$"
)
#: An amount that was asked for, with its unit: gone with the question about it.
AMOUNT_ASKED: Final = r"(?<!\w)(?:bao nhiêu|mấy) (?:tiền|(?:tỷ |triệu |nghìn )?đồng|phần trăm|%|km|mét|ha|tấn|người|lần|giờ|năm|tháng|ngày)(?!\w)"
DANGLING: Final = r"(?<!\w)(?:thứ|hạng)(?= về| trong| của| ở|$)|(?: là| có| còn| đạt| được| do| vào| ở| hết)+$"
MOMENT: Final = r"(?<!\w)(?:năm|tháng|tuần|quý|hôm) (?:nay|ngoái|trước|này|qua|sau|tới)(?!\w)"
LAST_YEAR: Final = r"(?<!\w)năm (?:ngoái|trước)(?!\w)"
TOPIC: Final = r"(?<!\w)(?:về|của|ở|tại|trong|cho)(?!\w) (?!.*(?<!\w)(?:về|của|ở|tại|trong|cho)(?!\w) )"
#: The thing whose price, score or size is asked: "Giá xăng RON 95 mới là bao nhiêu" — "còn dầu hỏa?"
MEASURED: Final = (
    r"^(?:giá|học phí|điểm chuẩn|sản lượng|diện tích|doanh thu|năng suất|tỷ lệ|dân số|lương|cước|kinh phí) "
    r"(?P<thing>.+?)(?= (?:(?:mới|hiện|nay|năm|sau|trước|hôm) )*(?:là |đạt |còn |tăng |giảm )?(?:bao nhiêu|mấy|thế nào))"
)
#: What is counted: "công nhận mấy mã vùng trồng?" — "thế cơ sở đóng gói?"
COUNTED: Final = r"(?<!\w)(?<!thứ )(?<!hạng )(?<!vị trí )(?:bao nhiêu|mấy) (?P<thing>[^\W\d]+(?: [^\W\d]+){0,5})\W*$"
#: Of what the question before asked: "chính quyền số xếp thứ mấy?" — "xã hội số?"
SUBJECT: Final = r"^(?P<thing>[^\W\d]+(?: [^\W\d]+){0,5}?)(?= (?:xếp|đứng|đạt|có|là|được|tăng|giảm|chiếm|mất|hết|kéo dài|diễn ra|bắt đầu|nằm|ở|do|bao nhiêu|mấy)(?!\w))"
#: Where a noun phrase of the question before ends.
PHRASE_END: Final = r" (?:là|có|bao|mấy|được|bị|ở|tại|về|của|trong|xếp|đứng|hết|đạt|thế|như|nào|gì|cho|vào|từ|đến|và|mỗi|một|mới|năm|tháng|ngày)(?!\w)|\W*$"
NAMED_AGAIN: Final = (
    (r"(?:tỉnh|thành phố|địa phương|nước|nơi|huyện|xã) (?:này|đó|ấy)", "places"),
    (r"(?:chỉ số|bảng xếp hạng|xếp hạng|tổ chức|cơ quan|quỹ) (?:này|đó|ấy)", "acronyms"),
    (r"(?:ông|bà|anh|chị|cô|người) (?:ấy|này|đó|ta)", "names"),
)
