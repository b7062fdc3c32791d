"""What fits what, and the weights of the lexical reader. Data only."""

from __future__ import annotations

from typing import Final

#: Kind of answer → kinds of value that answer it, with how well (1: exactly).
VALUES: Final = {
    "rank": {"rank": 1.0, "ordinal": 0.4},
    "percent": {"percent": 1.0},
    "money": {"money": 1.0},
    "time": {"time": 1.0},
    "phone": {"phone": 1.0},
    "measure": {"measure": 1.0},
    "date": {"date": 1.0, "time": 0.2},
    "duration": {"duration": 1.0},
    "score": {"count": 1.0},
    "count": {"count": 1.0, "measure": 0.3, "percent": 0.3, "duration": 0.2, "money": 0.3},
}
#: Kind of answer → kinds of name that answer it.
NAMES: Final = {
    "person": {"person": 1.0, "other": 0.7, "organisation": 0.7, "acronym": 0.3, "place": 0.2},
    "place": {"place": 1.0, "other": 0.6, "organisation": 0.3},
    "organisation": {"organisation": 1.0, "acronym": 0.6, "other": 0.6, "place": 0.3},
    "name": {"other": 0.8, "person": 0.7, "organisation": 0.6, "place": 0.6, "acronym": 0.5},
    "thing": {"other": 0.5, "organisation": 0.4, "acronym": 0.4, "place": 0.3, "person": 0.3},
}
#: The same when a person's title was asked about.
NAMES_OF_HUMANS: Final = {"person": 1.0, "other": 0.7}
#: Kind of answer → words it stands after (or begins with).
MARKERS: Final = {
    "reason": "do vì bởi nhờ nên khiến tại",
    "purpose": "để nhằm",
    "manner": "bằng qua cách là rất được",
    "definition": "là nghĩa tức",
    "place": "tại ở đến từ về",
    "person": "do bởi là ông bà",
    "organisation": "do bởi của là",
    "name": "là gọi tên",
    "thing": "là gồm như về với có",
}
#: Words at which a phrase may begin or end.
PHRASE_MARKERS: Final = (
    "là do vì bởi nhờ để nhằm gồm như bằng tại ở của với và khi được bị đã có cho trong từ đến về mà nhưng thì nên theo gọi "
    "vào sẽ đang cũng các những một này đó cần phải không sau trước trên dưới qua hoặc hay"
)
#: Who counts as "người": "bao nhiêu người bị bắt" — "5 đối tượng".
#: What may stand between a figure and the noun it counts.
CLASSIFIERS: Final = (
    "em cháu cô bác vị con cái chiếc lượt bạn anh chị ông bà tân nữ nam cựu triệu nghìn ngàn vạn tỷ trăm"
)
PEOPLE: Final = (
    "người|trường hợp|ca|bệnh nhân|nạn nhân|đối tượng|nghi phạm|bị can|bị cáo|học sinh|sinh viên|thí sinh|công nhân|lao động|cán bộ|"
    "chiến sĩ|đại biểu|hành khách|du khách|khách|hội viên|đoàn viên|thành viên|giáo viên|trẻ|em|cháu|công dân|nông dân|thợ|"
    "khán giả|cổ động viên|vận động viên|gương mặt|tuyển thủ|cầu thủ|nhân khẩu"
)
#: What a number after it names: "Nghị quyết 14", "Quốc lộ 4", "mẫu số 02".
NUMBERED: Final = (
    "số|điều|khoản|mục|chương|mẫu|lô|phòng|quốc lộ|tỉnh lộ|nghị quyết|nghị định|thông tư|quyết định|chỉ thị|công văn|luật|"
    "tuần|lớp|quận|khu|vùng|loại|cấp|bậc|ga|cửa|tiểu khu|tiểu đoàn|trung đoàn|sư đoàn|quân khu|khóa|kỳ|bài|bảng|hình"
)
#: Nouns that a letter or a number tells from their like ("loại B", "quý II", "giải nhì"), and the labels.
LABELLED: Final = "loại|vùng|khối|quý|týp|nhóm|hạng mục|giai đoạn|gói|giải|tuần|đợt|bảng|tầng|bậc|tổ máy|tuyến|cụm"
#: Those of them that are no other words without their marks.
LABELLED_UNMARKED: Final = "loại|vùng|khối|quý|týp|nhóm|hạng mục|giai đoạn|giải|tuần|đợt|tuyến|cụm"
LABELS: Final = r"[a-hk]\d{0,2}|\d{1,2}|i{1,3}|iv|vi{0,3}|nhất|nhì|ba|tư"
LABELS_IN_WORDS: Final = {"nhat": 1, "nhi": 2, "ba": 3, "tu": 4}
#: What is easily taken for each other, since the rest of a sentence is the same: patterns of marked small letters.
OPPOSITES: Final = (
    ("(?:cao|nóng) nhất", "(?:thấp|lạnh) nhất"), ("(?:lớn|to) nhất", "(?:nhỏ|bé) nhất"), ("dài nhất", "ngắn nhất"),
    ("đắt nhất", "rẻ nhất"), ("nhanh nhất", "chậm nhất"), ("mạnh nhất", "yếu nhất"), ("tốt nhất", "(?:xấu|kém|tệ) nhất"),
    ("(?:cao|nhiều|lớn) tuổi nhất|già nhất", "(?:ít|nhỏ) tuổi nhất|trẻ nhất"), ("xa nhất", "gần nhất"), ("tối đa", "tối thiểu"),
    ("mua vào", "bán ra"), ("xuất khẩu", "nhập khẩu"), ("khai mạc", "bế mạc"), ("trong nước", "nước ngoài"),
    ("thành thị", "nông thôn"), ("tăng (?:thêm )?(?:bao nhiêu|mấy)", "giảm (?:thêm )?(?:bao nhiêu|mấy)"),
)  # fmt: skip
#: Kind of answer → words behind which the rest of a clause is one.
CAUSES: Final = {"reason": "vì do bởi nhờ tại", "purpose": "để nhằm"}
#: Words after which a list begins.
LIST_OPENERS: Final = "xã huyện tỉnh phường quận hiến trồng bán mua tặng sang gồm"
#: Words that a clause which says yes or no begins with; the second ones only before what was asked about.
POLAR: Final = "không chưa vẫn chỉ mới chẳng đều cũng miễn"
POLAR_WITH_THE_ASKED: Final = "đã được từng có"
#: An answer does not begin or end with these.
LOOSE_ENDS: Final = (
    "và của mà thì nhưng cũng đã đang sẽ là với cho đó này hoặc hay khi các những một bị được có để do vì từ theo"
)

#: How well an enumeration fits a question that asks for several things.
LISTED: Final = 2.0

FEATURES: Final = (
    "sentence", "clause", "near", "before", "inside", "typed", "noun", "marker", "length", "long", "opens", "closes",
    "after_stop", "left", "right", "loose",
)  # fmt: skip
#: Group of kinds → weights in the order of FEATURES, then the bias. Fitted by a softmax over the candidates of each
#: question on samples of public training sets, then scaled so that the score is the share of right answers; those of
#: "polar" by hand from those of "phrase", since such questions are rare there: what a clause says yes or no to stands in it.
WEIGHTS: Final = {
    "value": (1.04, 0.75, 0.70, 0.0, 0.0, 0.43, 0.48, 0.0, 0.18, 0.0, 0.09, 0.12, 0.0, 0.23, 0.13, -0.26, -1.22),
    "entity": (1.29, 0.18, 0.89, 0.16, 0.25, 0.87, 0.45, 0.22, 0.05, -0.31, 0.09, 0.23, 0.10, 0.65, 0.26, -0.15, -2.70),
    "name": (2.29, 0.34, 0.59, 0.36, 0.96, 1.10, 0.55, 0.13, 0.37, 0.03, -0.02, 0.36, 0.13, 0.81, -0.22, -0.10, -3.65),
    "polar": (1.62, 0.40, 0.13, 0.51, 2.00, 1.60, 0.0, 0.20, 0.20, -0.40, 0.0, 0.25, 0.06, 0.20, -0.31, -0.03, -3.30),
    "phrase": (1.62, 0.19, 0.13, 0.51, 0.49, 0.8, 0.0, 0.20, 0.50, -0.18, 0.0, 0.25, 0.06, 0.43, -0.31, -0.03, -3.16),
}  # fmt: skip
#: Of what a country or a province may be the answer; and what it may have done.
TEAMS: Final = "đội|đội bóng|đội tuyển|tuyển|đoàn|clb|câu lạc bộ|bên|phe|phía|địa phương|đơn vị|đối thủ|thành viên"
WINNING: Final = "vô địch|thắng|thua|gặp|hạ|dẫn đầu|đứng đầu|đăng cai|đối đầu|chạm trán|giành|đoạt"
#: Abbreviations of what somebody or something is, and not of its name.
GENERIC: Final = frozenset(
    ("CLB", "HLV", "VĐV", "HCV", "HCB", "HCĐ", "VCK", "BTC", "ĐT", "ĐTQG", "SVĐ", "UBND", "HĐND")
)
#: Kinds whose answer is somebody, somewhere or some body.
ENTITIES: Final = ("person", "place", "organisation")
