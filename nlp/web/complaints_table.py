"""What pydantic finds wrong with a field, in Vietnamese. Data, no logic; an English page gets pydantic's own words."""

from __future__ import annotations

from typing import Final

#: Type of the complaint → what is said of it. Fields in braces are those of the complaint's context.
COMPLAINTS: Final = {
    "missing": "thiếu trường này",
    "extra_forbidden": "không có trường nào tên như thế",
    "string_type": "cần một chuỗi chữ",
    "string_too_short": "cần ít nhất {min_length} ký tự",
    "string_too_long": "cần không quá {max_length} ký tự",
    "string_pattern_mismatch": "không đúng mẫu {pattern}",
    "string_unicode": "có ký tự không phải Unicode",
    "int_type": "cần một số nguyên",
    "int_parsing": "cần một số nguyên",
    "int_parsing_size": "số quá lớn",
    "int_from_float": "cần một số nguyên",
    "bool_type": "cần true hoặc false",
    "bool_parsing": "cần true hoặc false",
    "list_type": "cần một danh sách",
    "too_long": "cần không quá {max_length} phần tử",
    "greater_than_equal": "cần từ {ge} trở lên",
    "less_than_equal": "cần không quá {le}",
    "model_attributes_type": "cần một đối tượng JSON",
    "model_type": "cần một đối tượng JSON",
    "dict_type": "cần một đối tượng JSON",
    "literal_error": "cần một trong {expected}",
    "value_error": "cần đúng một cách: {error}",
}
