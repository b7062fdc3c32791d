"""How Vietnamese writes figures, dates and units. Data only; :mod:`nlp.language.values` reads it.

Patterns are written with marks and in small letters; the reader matches their unmarked spelling too.
"""

from __future__ import annotations

from typing import Final

DIGIT_WORDS: Final = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
SCALES: Final = {
    "trăm": 100, "nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000,
}  # fmt: skip
ORDINAL_WORDS: Final = {
    "nhất": 1,
    "nhì": 2,
    **{word: value for word, value in DIGIT_WORDS.items() if value},
    "mười": 10,
}
MONTH_WORDS: Final = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
WEEKDAYS: Final = {
    "hai": 1, "2": 1, "ba": 2, "3": 2, "tư": 3, "4": 3, "năm": 4, "5": 4, "sáu": 5, "6": 5, "bảy": 6, "7": 6, "nhật": 7,
}  # fmt: skip
ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

#: Written after an amount → ISO 4217 where there is one.
CURRENCIES: Final = {
    "đồng": "VND", "vnđ": "VND", "vnd": "VND", "đ": "VND", "usd": "USD", "đô la mỹ": "USD", "đô la": "USD", "đô-la": "USD",
    "đôla": "USD", "euro": "EUR", "eur": "EUR", "yên": "JPY", "nhân dân tệ": "CNY", "bảng anh": "GBP", "bảng": "GBP",
    "won": "KRW", "baht": "THB", "rúp": "RUB", "franc": "CHF", "phrăng": "CHF",
}  # fmt: skip

#: Written after a length of time → one name for it.
DURATION_UNITS: Final = {
    "thế kỷ": "century", "thế kỉ": "century", "thập kỷ": "decade", "thập kỉ": "decade", "năm": "year", "quý": "quarter",
    "tháng": "month", "tuần": "week", "ngày": "day", "đêm": "night", "giờ": "hour", "tiếng": "hour", "phút": "minute",
    "giây": "second",
}  # fmt: skip

#: Written after a measured amount → its symbol.
MEASURE_UNITS: Final = {
    "km2": "km²", "km²": "km²", "km vuông": "km²", "ki-lô-mét vuông": "km²", "kilômét vuông": "km²",
    "m2": "m²", "m²": "m²", "mét vuông": "m²", "m3": "m³", "m³": "m³", "mét khối": "m³", "km/h": "km/h", "km/giờ": "km/h",
    "m/s": "m/s", "km": "km", "ki-lô-mét": "km", "kilômét": "km", "cây số": "km", "mét": "m", "m": "m", "cm": "cm", "mm": "mm",
    "héc-ta": "ha", "héc ta": "ha", "hécta": "ha", "hecta": "ha", "ha": "ha", "sào": "sào", "mẫu": "mẫu", "hải lý": "nmi",
    "kg": "kg", "ki-lô-gam": "kg", "kilôgam": "kg", "gam": "g", "gram": "g", "g": "g", "mg": "mg", "tấn": "t", "tạ": "tạ",
    "yến": "yến", "lít": "l", "ml": "ml", "mw": "MW", "gw": "GW", "kw": "kW", "kwh": "kWh", "độ c": "°C", "°c": "°C",
    "ºc": "°C", "độ f": "°F", "°": "°", "độ": "°", "tuổi": "tuổi", "điểm": "điểm", "gb": "GB", "mb": "MB", "tb": "TB",
    "calo": "cal", "kcal": "kcal", "inch": "in", "feet": "ft", "dặm": "mi",
}  # fmt: skip

#: Before "thứ N" these count turns or people and rank nothing.
COUNTED_IN_TURN: Final = (
    "lần|ngày|năm|tuần|tháng|người|con|kỳ|kì|đợt|khóa|thế hệ|bên|loại|điều|đứa|vợ|đời|tập|phần|giai đoạn|thai kỳ|mũi|ca"
)
#: After these "thứ Hai" is the second and no Monday, capital or not.
RANKED_BEFORE: Final = ("xếp", "đứng", "hạng", "lần", "giới", "chiến", "nước", "bên")
#: Two units of one length of time ("7 năm 6 tháng") → how many of the second make one of the first.
COMPOUND_DURATIONS: Final = {
    ("năm", "tháng"): 12, ("tuần", "ngày"): 7, ("giờ", "phút"): 60, ("tiếng", "phút"): 60, ("phút", "giây"): 60,
}  # fmt: skip
#: What an amount may be reckoned by in more than one syllable ("đồng/cơ sở"); any one syllable may.
RECKONED_BY: Final = (
    "cơ sở|học sinh|sinh viên|hộ dân|lao động|người dân|đơn vị|doanh nghiệp|dự án|ngày đêm|ngày công|cổ phiếu|căn hộ|gia đình|"
    "trường hợp|hội viên|mét vuông|mét khối|mô hình|giáo viên|thí sinh|hành khách|lượt khách|lượt người|hợp tác xã|bệnh nhân|"
    "hộ gia đình|người bệnh|vận động viên|hồ sơ|sản phẩm|tác phẩm"
)
#: Before an amount: they belong to what is said of it.
QUALIFIERS: Final = "hơn|trên|gần|khoảng|dưới|xấp xỉ|chừng|ít nhất|tối thiểu|tối đa|không quá|khoảng hơn|khoảng gần"
#: A single number word counts before these; else "năm" is a year, "ba" a father and "một" an article.
COUNTED: Final = (
    "người|con|cái|châu|chiếc|ngày|tháng|tuần|giờ|phút|tỉnh|huyện|xã|nước|quốc gia|thành phố|bệnh nhân|ca|vụ|em|cháu|trẻ|học sinh|"
    "đơn vị|cơ quan|nhóm|loại|bộ|lần|cuộc|cơn|dự án|trường|bệnh viện|nhà|hộ|gia đình|chị em|anh em|phần|giai đoạn|bước|yếu tố|"
    "nguyên nhân|công ty|doanh nghiệp|đội|trận|bàn|khu|quận|phường|điểm|đảo|hòn|ngôi|tòa|chương|tập|cuốn|bài|bức|mùa|đợt|tổ|tầng|năm"
)
