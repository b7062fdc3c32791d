"""Words that tell what a capitalised name names. Data only; :mod:`nlp.language.names` reads it."""

from __future__ import annotations

from typing import Final

#: Family names: a capitalised run that begins with one of them is a person's.
FAMILY_NAMES: Final = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh đoàn mai tô trương lương tạ cao lâm "
    "nghiêm quách tống phùng bế đàm hứa khổng sầm mạc"
)
#: Family names that are other words too: only at the head of three or four capitalised syllables.
RARER_FAMILY_NAMES: Final = "chu kiều lưu tôn đào lường cầm tăng"
#: Titles and kinship words before a person's name.
TITLES: Final = (
    "ông|bà|anh|chị|em|cô|chú|bác|cụ|bé|cháu|thầy|bác sĩ|giáo sư|tiến sĩ|luật sư|ca sĩ|diễn viên|cầu thủ|tướng|đại tá|thiếu tá|"
    "bác sỹ|tiến sỹ|thạc sĩ|thạc sỹ|dược sĩ|kỹ sư|nhà báo|nhà văn|nhà thơ|nhạc sĩ|họa sĩ|nghệ sỹ|"
    "thượng tá|trung tá|đại úy|thượng úy|trung úy|thiếu úy|đại tướng|thượng tướng|trung tướng|thiếu tướng|"
    "chủ tịch|thủ tướng|bộ trưởng|bí thư|giám đốc|tổng thống|vua|nữ hoàng|hoàng đế|huấn luyện viên|đồng chí|bệnh nhân|nghệ sĩ|đạo diễn|bs|ts|gs|pgs|hlv|vđv|nsnd|nsưt|ths|kts"
)
#: Those of them that are written in capitals and are yet no part of the name: "HLV Lê An".
TITLES_IN_CAPITALS: Final = frozenset(("HLV", "VĐV", "NSND", "NSƯT", "TS", "PGS", "GS", "BS", "ThS", "KTS"))
#: Those of them that one person holds: who asks for it wants nobody else.
OFFICES: Final = (
    "chủ tịch|thủ tướng|bộ trưởng|bí thư|giám đốc|tổng thống|huấn luyện viên|đạo diễn|hiệu trưởng|thứ trưởng|trưởng phòng|cục trưởng|tư lệnh|"
    "ngoại trưởng|thị trưởng|thống đốc|tổng thư ký|chánh án|viện trưởng|đại sứ"
)
#: Those of them that a country or a province has.
OFFICES_OF_STATE: Final = (
    "chủ tịch|thủ tướng|bộ trưởng|bí thư|tổng thống|thứ trưởng|ngoại trưởng|thị trưởng|thống đốc|đại sứ"
)
#: Words, marked, behind which a body or a place bears a famous person's name.
NAMED_AFTER: Final = "thpt thcs học chuyên phần taxi huyện quận phường xã đường phố viện trường nghề hóa"
#: Bodies before whose member's name nothing of their own name stands: "Thành ủy Trần Quốc Nghị".
BARE_BODIES: Final = ("Tỉnh ủy", "Thành ủy", "Huyện ủy", "UBND", "HĐND", "Quốc hội", "Chính phủ")
#: Nouns before the name of a place.
PLACE_HEADS: Final = (
    "tỉnh|thành phố|tp|huyện|quận|xã|phường|thị xã|thị trấn|thôn|ấp|bản|làng|đảo|quần đảo|sông|núi|hồ|vịnh|biển|cầu|chùa|"
    "nước|thủ đô|bang|vùng|đường|quốc lộ|sân bay|cảng|công viên|cửa khẩu|rừng|vườn quốc gia|khu kinh tế|khu công nghiệp|bán đảo"
)
#: Words a body's name begins with; what follows belongs to the name as long as it is capitalised.
BODY_HEADS: Final = (
    "Bộ đội|Cảnh sát|TAND|VKSND|Hải quan|Cơ quan|Bộ|Sở|Ban|Cục|Vụ|Viện|Hội|Tổng cục|Chi cục|Phòng|Trường|Đại học|Học viện|Bệnh viện|Công ty|Tổng công ty|Tập đoàn|Ngân hàng|"
    "Ủy ban|UBND|HĐND|Hội đồng|Liên đoàn|Hiệp hội|Trung tâm|Tòa án|Viện kiểm sát|Công an|Đoàn|Đảng|Đảng bộ|Câu lạc bộ|CLB|Quỹ|Chính phủ|Quốc hội|Tạp chí|Báo|Đài|Văn phòng|Thanh tra|Tỉnh ủy|Thành ủy|Huyện ủy|Quân khu|Sư đoàn|Hợp tác xã|"
    "Đại sứ quán|Tổng lãnh sự quán|Lãnh sự quán|Nhà xuất bản|NXB|Bảo tàng|Nhà hát|Tổng Công ty|Hãng"
)
#: Small words within a body's name.
BODY_LINKS: Final = "tại|và|nhân dân|tỉnh|thành phố|huyện|xã|Trung ương|Nhà nước|tối cao|đa khoa|nước|cổ phần|TNHH"
#: Words at the head of a sentence that are no part of the name after them.
COMMON_OPENERS: Final = "theo tại ở từ trong ngoài sau trước khi với do vì để ông bà anh chị cô chú em bác cụ năm ngày tháng vua và nhưng người của cho là đến tỉnh huyện xã thành nước dù tuy nếu như nhờ cùng hiện riêng có ai gì sao bao hãy chủ chỉ"
#: After a capital these begin something else; other small syllables finish a compound ("Truyền thông").
NOT_SECOND_HALVES: Final = "và của đã đang sẽ cho công là ở tại có được về trong vừa phối tổ khi với từ đến do bị cũng ban ra tỉnh huyện thành nước xếp đứng đạt là tăng giảm còn thì mà phải nói gửi trao tặng chiếm chịu"
