"""How Vietnamese asks, as tables without logic: the question word stands where the answer would stand."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: After these a proper name is a person.
TITLES = _words(
    "ông bà anh chị cô chú bác em cháu cụ thầy sĩ tướng tá úy vương vua hoàng thống tịch thư trưởng viên vợ chồng "
    "con mẹ cha bố "
    "nữ diễn cầu hlv danh luật giáo nhà"
)
#: After these a proper name is a place.
PLACES = _words("ở tại từ đến tới vào sang về khỏi")
#: These name a kind of thing; "nào" asks which.
KINDS = _words(
    "tỉnh phố huyện xã phường quận thị nước bang vùng đảo sông núi hồ biển công ty đội trường viện bộ sở hãng đảng "
    "sân cầu đường "
    "báo đài giải bang tổ chức quân hội đoàn phim sách bài loài họ tiếng người chùa"
)
WHO = ("ai", "người nào", "ông nào", "nhân vật nào", "ai")
WHERE = ("đâu", "nơi nào", "địa điểm nào", "chỗ nào", "đâu")
WHAT_NAME = (
    "ai",
    "gì",
    "nào",
    "tổ chức nào",
    "nơi nào",
    "đâu",
    "cái gì",
    "đơn vị nào",
    "tên gì",
    "nước nào",
    "thành phố nào",
)
WHAT = ("gì", "những gì", "điều gì", "cái gì", "như thế nào", "thế nào", "ra sao", "nào", "việc gì", "làm gì")
HOW_MANY = ("bao nhiêu", "mấy", "bao nhiêu", "số lượng bao nhiêu")
WHICH_RANK = ("mấy", "bao nhiêu")
WHEN = ("khi nào", "ngày nào", "thời gian nào", "bao giờ", "lúc nào", "thời điểm nào", "năm nào", "ngày tháng năm nào")
WHICH_YEAR = ("nào", "bao nhiêu", "mấy")

#: (marker before the answer, ways of asking for what follows it, the marker is part of the answer)
CLAUSES: dict[str, tuple[tuple[str, ...], bool]] = {
    "vì": (("vì sao", "tại sao", "vì lý do gì", "lí do gì", "nguyên nhân nào"), True),
    "do": (("do đâu", "do ai", "vì sao", "do nguyên nhân nào", "tại sao"), True),
    "bởi": (("bởi ai", "bởi cái gì", "vì sao", "bởi điều gì"), False),
    "nhờ": (("nhờ đâu", "nhờ vào điều gì", "nhờ ai"), False),
    "để": (("để làm gì", "nhằm mục đích gì", "với mục đích gì"), True),
    "nhằm": (("nhằm mục đích gì", "để làm gì"), True),
    "bằng": (("bằng gì", "bằng cách nào", "bằng phương pháp nào"), False),
    "là": (("là gì", "là ai", "là nơi nào", "là loại gì", "là"), False),
    "gồm": (("gồm những gì", "gồm những ai", "gồm có gì"), False),
    "như": (("như thế nào", "như những gì"), False),
    "thành": (("thành gì", "thành cái gì"), False),
    "gọi": (("gọi là gì", "được gọi như thế nào"), False),
    "khi": (("khi nào", "lúc nào", "trong trường hợp nào"), True),
    "rằng": (("điều gì", "gì", "như thế nào"), False),
    "được": (("được làm gì", "được gì", "được như thế nào"), False),
    "bị": (("bị gì", "bị làm sao", "bị như thế nào"), False),
    "có": (("có gì", "có những gì", "có đặc điểm gì"), False),
    "cho": (("cho ai", "cho cái gì"), False),
    "với": (("với ai", "với cái gì"), False),
    "trong": (("trong thời gian nào", "trong lĩnh vực nào", "trong cái gì"), False),
    "nếu": (("trong trường hợp nào", "khi nào", "với điều kiện gì"), True),
    "sau": (("sau sự kiện gì", "khi nào", "sau khi nào"), True),
    "theo": (("theo ai", "theo nguồn nào"), False),
}
#: A clause ends before these.
STOPS = _words("và nhưng mà thì nên song còn hoặc tuy khi để vì do bởi nhằm nếu trong sau")
ENDINGS = ("?", "?", "?", "?", "", " ?")
