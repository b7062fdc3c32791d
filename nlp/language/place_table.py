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
Philippines, Myanmar, Mỹ, Hoa Kỳ, Nga, Ukraine, Anh, Pháp, Đức, Ý, Italia, Tây Ban Nha, Bồ Đào Nha, Hà Lan, Bỉ, Thụy Sĩ,
Thụy Điển, Na Uy, Phần Lan, Đan Mạch, Ba Lan, Brazil, Argentina, Mexico, Canada, Úc, Australia, New Zealand, Ai Cập, Nam Phi,
Israel, Iran, Iraq, Ả Rập Saudi, Thổ Nhĩ Kỳ, Cuba
""".replace("\n", " ").strip().split(", "))  # fmt: skip

#: Names of one and the same place.
SAME_PLACES: Final = (
    ("Mỹ", "Mĩ", "Hoa Kỳ"), ("Trung Quốc", "Trung Hoa"), ("Anh", "Anh Quốc", "Vương quốc Anh"), ("Ý", "Italia"),
    ("Úc", "Australia"), ("Hồ Chí Minh", "Sài Gòn", "TP HCM", "TP. HCM", "TP.HCM", "TPHCM", "HCM"), ("Thừa Thiên Huế", "Huế"),
)  # fmt: skip
