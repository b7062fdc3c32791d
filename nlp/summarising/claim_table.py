"""Words by which statements are told apart and one thing is named in two ways. Data only."""

from __future__ import annotations

from typing import Final

#: Two names of one thing that are no abbreviations of each other, in small letters.
SAME: Final = (
    ("mỹ", "hoa kỳ"),
    ("anh", "vương quốc anh"),
    ("nga", "liên bang nga"),
    ("đức", "cộng hòa liên bang đức"),
    ("úc", "australia"),
    ("ý", "italia"),
    ("italy", "italia"),
    ("triều tiên", "chdcnd triều tiên"),
    ("trung quốc", "cộng hòa nhân dân trung hoa"),
    ("thành phố hồ chí minh", "sài gòn"),
    ("ả-rập xê-út", "saudi arabia"),
    ("châu âu", "eu"),
)

#: Regular expressions, in small letters: where one statement of a sentence ends and the next begins.
CLAUSE_BREAKS: Final = (r"[,;:()–]", r"(?<= )(?:và|còn|trong khi|nhưng|song)(?= )")

#: Capitals that begin an office, a body or a region: small or large letter, they name nothing alone.
NAMELESS: Final = (
    "anh ban bà bác bí bắc bệnh bộ chi chính chùa chỉ chị chủ cô công cơ cảnh cầu cụ cục em giám giáo"
    " hiệp huyện hạ hồ hội khu liên luật miền nam nghị ngân nhà núi nước phòng phó phường phố quyết quận"
    " quốc sát sông sở thiếu thành thông thư thượng thạc thầy thị thủ thứ tiến tiểu trung trường trưởng"
    " tây tòa tư tập tết tỉnh tổng viện việt văn vụ xuân xã ông đoàn đông đường đại đảng đảo đồng đội ủy"
)
