"""Provinces and cities of Vietnam before and after the mergers of July 2025, and often named countries. Data only."""

from __future__ import annotations

from typing import Final

PROVINCES: Final = tuple("""
An Giang, Bà Rịa - Vũng Tàu, Bắc Giang, Bắc Kạn, Bạc Liêu, Bắc Ninh, Bến Tre, Bình Định, Bình Dương, Bình Phước, Bình Thuận,
Cà Mau, Cần Thơ, Cao Bằng, Đà Nẵng, Đắk Lắk, Đắk Nông, Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai, Hà Giang, Hà Nam, Hà Nội,
Hà Tĩnh, Hải Dương, Hải Phòng, Hậu Giang, Hòa Bình, Hồ Chí Minh, Hưng Yên, Khánh Hòa, Kiên Giang, Kon Tum, Lai Châu, Lâm Đồng,
Lạng Sơn, Lào Cai, Long An, Nam Định, Nghệ An, Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi,
Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái Nguyên, Thanh Hóa, Thừa Thiên Huế, Tiền Giang, Trà Vinh,
Tuyên Quang, Vĩnh Long, Vĩnh Phúc, Yên Bái, Huế, Sài Gòn, Vũng Tàu, Đà Lạt, Nha Trang, Hội An, Hạ Long
""".replace("\n", " ").strip().split(", "))  # fmt: skip
COUNTRIES: Final = tuple("""
Việt Nam, Lào, Campuchia, Thái Lan, Trung Quốc, Nhật Bản, Hàn Quốc, Triều Tiên, Ấn Độ, Indonesia, Malaysia, Singapore,
Philippines, Myanmar, Brunei, Đông Timor, Mông Cổ, Đài Loan, Hồng Kông, Pakistan, Bangladesh, Sri Lanka, Nepal, Bhutan, Maldives,
Afghanistan, Kazakhstan, Uzbekistan, Turkmenistan, Kyrgyzstan, Tajikistan, Mỹ, Hoa Kỳ, Nga, Ukraine, Belarus, Anh, Pháp, Đức, Ý,
Italia, Italy, Tây Ban Nha, Bồ Đào Nha, Hà Lan, Bỉ, Thụy Sĩ, Thụy Điển, Na Uy, Phần Lan, Đan Mạch, Iceland, Ireland, Scotland,
Xứ Wales, Ba Lan, Cộng hòa Séc, Slovakia, Slovenia, Hungary, Romania, Bulgaria, Serbia, Croatia, Bosnia và Herzegovina, Montenegro,
Bắc Macedonia, Albania, Kosovo, Hy Lạp, Luxembourg, Malta, Estonia, Latvia, Lithuania, Moldova, Georgia, Armenia, Azerbaijan,
Brazil, Argentina, Mexico, Canada, Chile, Peru, Colombia, Venezuela, Uruguay, Paraguay, Bolivia, Ecuador, Panama, Costa Rica,
Honduras, El Salvador, Guatemala, Nicaragua, Jamaica, Haiti, Cộng hòa Dominica, Cuba, Úc, Australia, New Zealand, Fiji,
Papua New Guinea, Ai Cập, Nam Phi, Maroc, Morocco, Algeria, Tunisia, Libya, Sudan, Nam Sudan, Ethiopia, Kenya, Tanzania, Uganda,
Rwanda, Congo, Cameroon, Nigeria, Ghana, Bờ Biển Ngà, Senegal, Mali, Guinea, Zambia, Zimbabwe, Mozambique, Angola, Madagascar,
Somalia, Israel, Palestine, Iran, Iraq, Ả Rập Saudi, Ả Rập Xê Út, Saudi Arabia, Thổ Nhĩ Kỳ, Syria, Lebanon, Liban, Jordan, Yemen,
Oman, Qatar, Kuwait, Bahrain, UAE
""".replace("\n", " ").strip().split(", "))  # fmt: skip
#: Those of several syllables that are other words without their marks: "ba lần", "ai cấp", "thủy điện", "triệu tiền".
MARKED_COUNTRIES: Final = tuple("""
Ba Lan, Ai Cập, Ấn Độ, Hà Lan, Đan Mạch, Nam Phi, Phần Lan, Na Uy, Hy Lạp, Mông Cổ, Thụy Điển, Thụy Sĩ, Đài Loan, Triều Tiên
""".strip().split(", "))  # fmt: skip

#: Those that are a city's name too.
CITY_STATES: Final = ("Singapore", "Luxembourg", "Hồng Kông", "Kuwait", "Panama")

#: Names of one and the same place.
SAME_PLACES: Final = (
    ("Mỹ", "Mĩ", "Hoa Kỳ"), ("Trung Quốc", "Trung Hoa"), ("Anh", "Anh Quốc", "Vương quốc Anh"), ("Ý", "Italia", "Italy"),
    ("Úc", "Australia"), ("Hồ Chí Minh", "Sài Gòn", "TP HCM", "TP. HCM", "TP.HCM", "TPHCM", "HCM"), ("Thừa Thiên Huế", "Huế"),
    ("Ả Rập Saudi", "Ả Rập Xê Út", "Saudi Arabia", "Saudi"), ("Maroc", "Morocco"), ("Liban", "Lebanon"), ("Hàn Quốc", "Hàn"), ("Nhật Bản", "Nhật"),
)  # fmt: skip
