"""How the press says who holds which post. Data only, in marked small letters; :mod:`nlp.answering.posts` reads it."""

from __future__ import annotations

from typing import Final

#: What asks for a post.
ASKS_POST: Final = (
    r"(?:giữ |làm |nắm |nhận |đảm nhiệm |đảm nhận )?(?:chức(?: vụ| danh| trách)?|cương vị) (?:gì|nào)(?!\w)|là ai\W*$"
)
#: Words, unmarked, that such a question may have beside the name.
BESIDE_POST: Final = (
    "ong ba anh chi co chu bac thay dong chi giu lam nam nhan dam nhiem chuc vu danh trach cuong vi tri gi nao hien nay dang thi la ai "
    "trong o tai co quan don vi truong cong ty so nguoi vay the bai cho biet hoi nhi a thuong dai ta uy trung thieu gs ts pgs bs ths tien si "
    "giao su bac si luat"
)
#: Words, unmarked, with which it is asked who holds a post.
ASKING_WHO: Final = "ai la lam giu chuc vu hien nay dang ten gi nao ong ba do cua nguoi the vay cho biet hoi thi bay gio moi nhi a dong chi trong bai o tai"
#: Those before a post that make it another one, unmarked.
OTHER_RANKS: Final = "pho quyen nguyen cuu"
#: What stands before a post and belongs to it.
RANKS: Final = "phó|quyền|nguyên|cựu|tân|tổng|đồng|trợ lý"
POSTS: Final = (
    "chủ tịch|thủ tướng|bộ trưởng|thứ trưởng|bí thư|giám đốc|tổng thống|tổng bí thư|huấn luyện viên|hlv|hiệu trưởng|viện trưởng|"
    "trưởng phòng|trưởng ban|trưởng khoa|trưởng đoàn|trưởng bộ môn|trưởng nhóm|trưởng thôn|trưởng trạm|trưởng công an|trưởng|"
    "cục trưởng|vụ trưởng|chi cục trưởng|tổng cục trưởng|đội trưởng|tổ trưởng|chỉ huy trưởng|kế toán trưởng|tư lệnh|chính ủy|"
    "ngoại trưởng|đại sứ|thị trưởng|thống đốc|tổng thư ký|thư ký|chánh án|chánh văn phòng|chánh thanh tra|chủ nhiệm|ủy viên|"
    "đại biểu|quản đốc|nhà sáng lập|người sáng lập|sáng lập|ceo|phát ngôn viên|người phát ngôn|cố vấn|tổng biên tập|chuyên gia|"
    "giảng viên|nghiên cứu viên|chủ hộ|chủ cơ sở|chủ doanh nghiệp|nhà vô địch"
)
#: That somebody has it.
HOLDS: Final = (
    "(?:(?:hiện|đang|nay|mới|vừa|đã|hiện nay|hiện đang)|(?:là|làm|giữ|giữ chức|giữ chức vụ|đảm nhiệm|đảm nhiệm chức vụ|đảm nhận chức vụ)|"
    "được (?:bầu|bầu làm|bầu giữ chức|bổ nhiệm|bổ nhiệm làm|bổ nhiệm giữ chức|bổ nhiệm giữ chức vụ|phân công|điều động|chỉ định))"
)
#: With which a clause goes on behind a post.
SPEAKS: Final = (
    "cho biết|cho hay|cho rằng|nói|nhận định|chia sẻ|khẳng định|nhấn mạnh|phát biểu|thông tin|trả lời|đánh giá|phân tích|giải thích|"
    "đã|sẽ|vừa|đang|cùng|dự|chủ trì|ký|yêu cầu|đề nghị|kêu gọi|trao|tặng|lý giải|lưu ý|khuyến cáo|khuyên|tiết lộ|bày tỏ|tại buổi|thay"
)
#: Words that no post has: a clause lies between the post and the name.
NOT_IN_A_POST: Final = (
    "đã đang sẽ với cho được bị gặp nói là khi do tới đến trao giao tặng thay có vì để như bằng cùng sau trước ông bà"
)
