"""How the press says who holds which post. Data only, in marked small letters; :mod:`nlp.answering.posts` reads it."""

from __future__ import annotations

from typing import Final

#: What asks for a post.
ASKS_POST: Final = r"(?:chức(?: vụ| danh| trách)?|cương vị) (?:gì|nào)(?!\w)|là ai\W*$"
#: Words that may stand before the name in such a question, and behind it.
BEFORE_THE_NAME: Final = "ông bà anh chị cô chú bác thầy đồng chí gs ts pgs bs ths cho biết hỏi vậy thế còn"
BEHIND_THE_NAME: Final = (
    "giữ làm nắm nhận đảm nhiệm chức vụ danh trách cương vị trí gì nào hiện nay đang thì là ai trong ở tại cơ quan đơn vị "
    "trường công ty sở vậy thế nhỉ ạ à"
)
#: Words with which it is asked who holds a post.
ASKING_WHO: Final = "ai là làm giữ chức vụ hiện nay đang tên gì nào ông bà do người vậy thế cho biết hỏi thì bây giờ nhỉ ạ đồng chí trong bài"
#: What stands before a post and makes it another one.
RANKS: Final = "phó|quyền|nguyên|cựu|tân|tổng|đồng|trợ lý|ứng viên|ứng cử viên"
POSTS: Final = (
    "chủ tịch|thủ tướng|bộ trưởng|thứ trưởng|bí thư|giám đốc|tổng thống|huấn luyện viên|hlv|hiệu trưởng|viện trưởng|cục trưởng|"
    r"vụ trưởng|chi cục trưởng|đội trưởng|tổ trưởng|chỉ huy trưởng|kế toán trưởng|trưởng(?= (?!thành)\w)|tư lệnh|chính ủy|ngoại trưởng|"
    "đại sứ|thị trưởng|thống đốc|thư ký|chánh án|chánh văn phòng|chánh thanh tra|chủ nhiệm|ủy viên|đại biểu|quản đốc|nhà sáng lập|"
    "người sáng lập|ceo|phát ngôn viên|người phát ngôn|cố vấn|biên tập|chuyên gia|giảng viên|nghiên cứu viên"
)
#: That somebody has it.
HOLDS: Final = (
    "(?: (?:hiện|đang|nay|mới|vừa|đã)){0,3} (?:là|làm|giữ(?: chức(?: vụ)?)?|đảm nhiệm(?: chức vụ)?|"
    "được (?:bầu|bổ nhiệm|phân công|điều động|chỉ định)(?: làm| giữ chức(?: vụ)?)?)"
)
#: With which a clause goes on behind a post.
GOES_ON: Final = (
    "(?:và )?(?:cho biết|cho hay|cho rằng|nói|nhận định|chia sẻ|khẳng định|nhấn mạnh|phát biểu|trả lời|lưu ý|khuyến cáo|tiết lộ|bày tỏ|"
    "đã|sẽ|vừa|đang)"
)
#: Small words of a post, its body and its place: no verb among them, for a clause may lie between a post and a name.
IN_A_POST: Final = (
    "phó quyền nguyên cựu tân tổng đồng trợ lý của tại kiêm đương nhiệm phụ trách thường trực thứ nhất chuyên điều hành cấp cao sở tỉnh huyện xã phường quận "
    "thị trấn thành phố tp thôn bản ấp khu trường công ty bệnh viện ban phòng khoa trung tâm ủy hội đồng nhân dân hợp tác cục chi vụ "
    "đội tổ nhóm câu lạc bộ đoàn đảng viện quỹ hiệp liên tập công an cảnh sát giao thông quân sự đội bóng tuyển nữ nam quốc gia "
    "trung ương thường vụ chấp hành thanh niên mặt trận tổ quốc phụ nữ nông dân cựu chiến binh kiểm lâm dự án phát triển đầu tư xây dựng "
    "ngân hàng nhà máy chợ kỹ thuật kinh doanh tài chính đối ngoại nhân sự đào tạo công đoàn"
)
