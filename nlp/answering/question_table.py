"""How Vietnamese asks. Data only; :mod:`nlp.answering.questions` reads it.

Patterns are written with marks, in small letters; their unmarked spelling is matched too. The order decides.
"""

from __future__ import annotations

from typing import Final

#: Hurried spellings → what they stand for. Whole syllables only, in small letters only.
HURRIED: Final = {
    "bnhieu": "bao nhiêu", "bnhiu": "bao nhiêu", "bnhiêu": "bao nhiêu", "bn": "bao nhiêu", "nhiu": "nhiêu", "nhìu": "nhiêu",
    "ko": "không", "k": "không", "kh": "không", "hok": "không", "hông": "không", "hem": "không", "khg": "không",
    "đc": "được", "dc": "được", "đk": "được", "j": "gì", "zì": "gì", "ntn": "như thế nào", "tn": "thế nào",
    "vs": "với", "bh": "bao giờ", "trc": "trước", "sn": "sinh năm", "kq": "kết quả", "ng": "người", "nc": "nước", "cty": "công ty", "đv": "đơn vị",
    "thik": "thích", "bik": "biết", "bít": "biết", "lm": "làm", "ms": "mới", "mn": "mọi người", "nv": "nhân viên",
    "tg": "thời gian", "sl": "số lượng", "dn": "doanh nghiệp", "xh": "xã hội", "qđ": "quyết định", "vd": "ví dụ", "dt": "diện tích",
    "thứ mây": "thứ mấy", "thứ mầy": "thứ mấy", "vj": "vì", "tsao": "tại sao", "vsao": "vì sao", "nvay": "như vậy",
}  # fmt: skip

_LENGTHS: Final = "năm|tháng|tuần|ngày|đêm|giờ|tiếng|phút|giây|thập kỷ|thế kỷ"
_PEOPLE: Final = (
    "người|ông|bà|anh|chị|nhà|vua|vị vua|hoàng đế|tác giả|bác sĩ|ca sĩ|diễn viên|cầu thủ|huấn luyện viên|đạo diễn|nhân vật|vị|"
    "tổng thống|thủ tướng|bộ trưởng|chủ tịch|bí thư|giám đốc|nhà khoa học|nhà văn|nhà thơ|nhạc sĩ|họa sĩ|nghi phạm|nạn nhân|"
    "bệnh nhân|học sinh|sinh viên|vận động viên|tướng|vị tướng|lãnh đạo|thành viên|con|phóng viên|"
    "thủ môn|thủ thành|hậu vệ|trung vệ|tiền vệ|tiền đạo|chân sút|đội trưởng|trọng tài|tay vợt|tay đua|kình ngư|võ sĩ|kỳ thủ|cơ thủ|"
    "xạ thủ|tuyển thủ|hlv|vđv|ngôi sao|hoa hậu|á hậu|người mẫu|nghệ sĩ|danh hài|giáo sư|tiến sĩ|luật sư|đại biểu|ứng viên|ứng cử viên|"
    "tỷ phú|doanh nhân|chuyên gia|ngoại trưởng|đại sứ|thống đốc|thị trưởng"
)
#: Who has a name of his own: "Tài xế tên gì?"
_HUMANS: Final = (
    "người|ông|bà|chị|cậu bé|cô gái|cô bé|chàng trai|bé gái|bé trai|tài xế|lái xe|thuyền trưởng|bị can|bị cáo|đối tượng|nghi phạm|nạn nhân|"
    "bệnh nhân|học sinh|sinh viên|giáo viên|cán bộ|công nhân|nông dân|chiến sĩ|cầu thủ|vận động viên|chủ tịch|giám đốc|bí thư|tác giả|chủ quán|chủ xe"
)
_PLACES: Final = (
    "nơi|chỗ|tỉnh|thành phố|quốc gia|đất nước|nước|địa phương|huyện|quận|xã|phường|thị xã|thị trấn|thôn|bản|khu vực|vùng|khu|"
    "địa điểm|địa bàn|vị trí|châu lục|lục địa|đảo|sông|núi|thủ đô|bang|tiểu bang|tỉnh thành|cửa khẩu|sân bay|tuyến đường|đường|cảng|"
    "sân|sân vận động|svđ|nhà thi đấu|nhà hát|khách sạn|nhà hàng|bãi biển|làng|phố|chợ|ga|bến xe|công viên|khu công nghiệp"
)
_BODIES: Final = (
    "cơ quan|đơn vị|tổ chức|bộ|sở|ngành|công ty|tập đoàn|doanh nghiệp|ngân hàng|trường|đại học|trường đại học|học viện|viện|"
    "bệnh viện|hội|hiệp hội|ban|cục|vụ|tổng cục|đội|đội bóng|câu lạc bộ|hãng|tờ báo|báo|đảng|lực lượng|nhóm|phe|tòa|ủy ban"
)
_THINGS_OF_MONEY: Final = (
    "giá|kinh phí|số tiền|tổng vốn|vốn|mức đầu tư|tổng mức đầu tư|chi phí|doanh thu|ngân sách|thu nhập|học phí|mức phạt|lương|"
    "tiền|phí|thù lao|cát-sê|cát sê|cát xê|lợi nhuận|nợ|thiệt hại|trị giá|kim ngạch|gdp|thu ngân sách|mức lương|tiền thưởng|giải thưởng|mức hỗ trợ|cước|lệ phí|viện phí"
)
_THINGS_MEASURED: Final = (
    "diện tích|chiều dài|chiều cao|chiều rộng|độ cao|độ dài|độ sâu|trọng lượng|khối lượng|cân nặng|công suất|nhiệt độ|sản lượng|"
    "quãng đường|dung tích|thể tích|năng suất|tốc độ|vận tốc|bán kính|đường kính|kích thước|khoảng cách|lượng mưa|mật độ"
)
_VERBS_OF_MONEY: Final = "thưởng|phạt|hỗ trợ|tốn|bồi thường|đền bù|vay|nộp|trả|góp|bán|mua|thuê|chia|hưởng lợi|chiếm đoạt|trợ cấp|lãi|lỗ|ủng hộ|quyên góp"
_UNITS: Final = "km2|km|ki lô mét|ki-lô-mét|cây số|mét vuông|m2|mét|m3|m|ha|héc ta|hecta|tấn|tạ|kg|cân|gam|lít|độ c|độ|cm|mm|mw|kwh|kw|điểm|tuổi"
_MUCH: Final = "(?:bao nhiêu|mấy)"
#: Nouns whose number is asked for ("vòng mấy", "quốc lộ số mấy", "phút thứ mấy"), where nothing is counted or ranked.
NUMBER_ASKED: Final = "áo|vòng|hiệp|lớp|quận|tầng|khóa|chương|phòng|quốc lộ|tỉnh lộ|trang|đợt|tập|kỳ họp|phút|set|ván"
_NO_NUMBER: Final = "".join(f"(?<!{noun} )" for noun in NUMBER_ASKED.split("|"))

#: (kind, pattern), the first that matches decides. A group ``noun`` is the noun that the answer must be.
ASKS: Final = (
    ("yes_no", r"(?<!\w)(?:có|đã|được)(?! biết)(?!\w)(?!.*(?<!\w)(?:bao nhiêu|mấy|nào|gì|vì sao|tại sao|ở đâu)(?!\w)).* (?:không|chưa)\W*$"),
    ("date", r"(?:thế kỷ|thế kỉ) (?:thứ )?(?:mấy|bao nhiêu)"),
    ("date", r"(?<!\w)(?:quay|quay số|quay thưởng|mở thưởng|chiếu|phát|phát sóng|lên sóng|mở cửa|họp|họp chợ|diễn ra|tổ chức|khai mạc|nghỉ|rơi|đá|thi đấu|khởi hành|phát hành)"
             r"(?: vào)?(?: (?:ngày|hôm|tối|sáng|chiều|những|các))? (?P<noun>thứ) (?:mấy|nào)(?!\w)|(?<!xếp )(?<!đứng )(?<!lọt )(?<!\w)vào (?P<noun2>thứ) mấy(?!\w)"),
    ("thing", r"(?<!\w)(?:chơi|đá|thi đấu|đảm nhận|sở trường|tuyển|tuyển dụng|ứng tuyển)(?: ở| là)? (?P<noun>vị trí) nào(?!\w)"),
    ("place", r"(?<!\w)(?:nằm|tọa lạc|đặt)(?: ở| tại)? vị trí nào(?!\w)"),
    ("score", rf"(?<!\w)(?<!mở )(?<!nâng )(?<!ngắn )(?<!ấn định )(?:tỷ số|tỉ số|mấy ?[-–] ?mấy)(?!\w)|(?<!\w)(?:thua|thắng|hòa|hạ|dẫn|đè bẹp|vùi dập)(?!\w)[^?]{{0,60}} {_MUCH} (?:bàn|quả|trái)(?!\w)|kết quả (?:trận|chung cuộc|cuối cùng)(?!\w)"),
    ("abbreviation", r"viết tắt (?:của|cho|từ|là)?.{0,12}?(?:gì|nào)|tên (?:gọi )?đầy đủ|viết đầy đủ|được viết tắt|tên viết tắt|viết tắt thế nào"),
    ("rank", rf"(?:thứ hạng|{_NO_NUMBER}thứ|hạng|vị trí|vị thứ) (?:thứ )?{_MUCH}|(?:thứ hạng|xếp hạng).{{0,60}}(?:bao nhiêu|thế nào|ra sao|mấy|là gì)|(?:vị trí|thứ|hạng) (?:thứ )?nào"),
    ("percent", rf"{_MUCH} ?(?:%|phần trăm)|(?:tỷ lệ|tỉ lệ|tỷ trọng|tốc độ tăng trưởng|mức tăng trưởng|lãi suất|chịu lãi|lãi vay).{{0,120}}{_MUCH}|phần trăm"),
    ("phone", r"(?<!\w)số điện thoại|(?:đường dây nóng|hotline|tổng đài).{0,60}(?:nào|gì|mấy|bao nhiêu)|(?:gọi|liên hệ)(?: [^\W\d]+){0,3} số (?:nào|mấy|gì|bao nhiêu)"),
    ("measure", rf"(?<!\w)(?:nhiệt độ|nóng|lạnh|rét|nắng nóng|sốt)(?!\w).{{0,60}}{_MUCH} (?P<noun>độ)(?!\w)"),
    ("money", rf"{_MUCH} (?:nghìn |ngàn |triệu |tỷ |tỉ )*(?:tiền|đồng|usd|đô la|đô|euro|yên|vnd|tỷ|tỉ|triệu)(?!\w)|(?<!\w)(?:{_THINGS_OF_MONEY})(?!\w).{{0,100}}(?:bao nhiêu|mấy)(?: tiền| đồng)?(?: (?:một|mỗi|1)(?!\w)|(?! [^\W\d]+ [^\W\d]+))"
             rf"|bao nhiêu (?:một|mỗi|1) [^\W\d]|(?<!\w)(?:{_VERBS_OF_MONEY})(?: [^\W\d]+){{0,3}} bao nhiêu(?: (?:cho|mỗi|một)(?!\w)|\W*$)"),
    ("time", r"(?:lúc |vào )?mấy (?:giờ|h)(?!\w)|giờ nào|khung (?:giờ|h)(?!\w)"),
    ("count", r"(?<!\w)phút (?:số |thứ )?(?:mấy|bao nhiêu|nào)(?!\w)"),
    ("measure", rf"{_MUCH} (?P<noun>{_UNITS})(?!\w)"),
    ("measure", r"(?<!\w)(?P<noun>tuổi)(?: thật| đời)?(?: của [^?]{1,40}?)?(?: khi (?:đó|ấy)| lúc (?:đó|ấy))? (?:là |khoảng )*(?:bao nhiêu|mấy)(?!\w)"),
    ("duration", rf"bao lâu|{_MUCH} (?P<noun>{_LENGTHS})(?!\w)(?! (?:1\d{{3}}|20\d{{2}}))"),
    ("measure", r"(?<!\w)(?:dài|rộng|cao|nặng|sâu|xa)(?: khoảng| tới| đến| hơn| gần)? bao nhiêu(?! (?:người|lần|năm))"),
    ("measure", rf"(?<!\w)(?:{_THINGS_MEASURED})(?!\w).{{0,100}}(?:bao nhiêu|mấy)(?! (?:người|con|lần|năm|cái|chiếc|đồng))"),
    ("date", r"(?<!bao nhiêu )(?<!mấy )(?P<noun>năm|tháng|ngày|thế kỷ|thế kỉ|thập niên|quý|mùa|thứ) (?:bao nhiêu|mấy)(?! [^\W\d]*(?:người|vụ|ca))"
             r"|(?P<noun2>ngày tháng năm|năm|ngày tháng|ngày|tháng|thế kỷ|thế kỉ|thập niên|quý|mùa|(?<!nhân )dịp|thời gian|thời điểm|thời kỳ|giai đoạn|khoảng thời gian|hôm|lúc|khi|hồi) (?:nào|gì)(?!\w)|bao giờ|thời gian (?:là|diễn ra)"),
    ("count", r"bao nhiêu (?!(?:năm (?:1\d{3}|20\d{2}|nay|ngoái)|trong|vào|so với|ở|tại|của|cho|từ)(?!\w))(?P<noun>[^?,.]+)|bao nhiêu|(?<!\w)mấy (?=(?:ở|tại|của|trong|vào)(?!\w))|(?<!\w)mấy (?!(?:thứ|điều|việc|cái) gì)(?P<noun2>[^?,.]+)|(?<!\w)mấy\W*$|^\W*(?:dân số|quân số|tổng số)(?!.*(?<!\w)(?:nào|gì|ai|sao|đâu)(?!\w))[^?]{0,40}\W*$|(?:số lượng|tổng số|quân số|dân số).{0,80}(?:là gì|mấy|thế nào|ra sao)"),
    ("reason", r"^\W*sao (?!hỏa|mộc|kim|thủy|thổ|chổi|vàng|việt|khuê)|vì sao|tại sao|sao lại|do đâu|vì đâu|nhờ đâu|vì (?:lý do|lí do|nguyên nhân|điều|cái) (?:gì|nào)|(?:nguyên nhân|lý do|lí do)(?!\w)|vì (?:gì|cái gì|điều gì|ai)"),
    ("definition", r"(?:chức(?: vụ| danh)?|cương vị|vị trí) (?:gì|nào)(?!\w)(?<!vị trí nào)"),
    ("purpose", r"để làm gì|nhằm (?:mục đích|mục tiêu|để)? ?(?:làm )?gì|(?:mục đích|mục tiêu)(?!\w)|để (?:gì|nhằm gì)"),
    ("person", rf"(?<!\w)(?:{_HUMANS})(?!\w)(?!.* của ).{{0,60}}(?<!\w)tên (?:là )?gì"),
    ("name", r"(?:tên|tên gọi|tên tiếng anh|biệt danh|tựa đề|nhan đề|bút danh)(?!\w).{0,60}(?:gì|nào)|gọi là (?:gì|nào)|mang tên (?:gì|nào)|có tên"),
    ("person", rf"(?<!\w)ai(?! cập)(?!\w)|(?<!\w)(?<!đơn )(?<!chức )(?P<noun>{_PEOPLE}) nào(?!\w)|(?<!\w)(?<!là )(?P<noun2>người) (?!(?:{_PLACES}|quê)(?!\w))[^\W\d]+(?: [^\W\d]+)? nào(?!\w)"),
    ("place", rf"(?<!do )(?<!từ )(?:ở|tại|đến|từ|về|nằm ở) đâu|(?<!\w)đâu(?!\w)(?! là)|(?<!\w)(?P<noun>{_PLACES}) nào(?!\w)"),
    ("organisation", rf"(?<!\w)(?P<noun>{_BODIES}) (?:nào|gì)(?!\w)"),
    ("manner", r"bằng cách (?:nào|gì)|như thế nào|thế nào|ra sao|làm sao|cách nào|bằng (?:hình thức|phương pháp|phương tiện|phương thức|con đường) (?:nào|gì)|bằng (?:gì|cái gì)"),
    ("definition", r"^(?!.* của )(?!.*(?:sau|trước|trong|tại|khi|nhất|chính|được) ).{2,40} (?:là gì|nghĩa là gì|có nghĩa là gì|là cái gì)\W*$|nghĩa là gì|có nghĩa (?:là )?gì|thế nào là|định nghĩa|được hiểu là"),
    ("thing", r"(?P<noun>[^\W\d]+(?: [^\W\d]+){0,2}(?<! làm)(?<! là)(?<! điều)(?<! cái)(?<! bị)(?<! được)(?<! thấy)(?<! nói)(?<! gồm)(?<! về)(?<! ra)"
              r"(?<! có)(?<! cho)(?<! với)(?<! từ)(?<! như)(?<! cần)(?<! việc)(?<! những)(?<! đến)(?<! vào)(?<! khiến)) (?:nào|gì)(?!\w)|(?<!\w)(?:nào|gì)(?!\w)|đâu là"),
    ("yes_no", r"(?<!\w)(?:không|chưa)\W*$|(?:có|đúng) phải|phải không|hay không|đúng không|phải chăng"),
)  # fmt: skip

#: The asked-for is several things.
SEVERAL: Final = (
    r"(?<!\w)(?:những|các) (?:[^\W\d]+ ){0,4}(?:nào|gì|ai)(?!\w)|(?<!\w)(?:gồm|kể tên|liệt kê|nêu)(?!\w)|mấy (?:thứ|điều|việc|cái) gì"
    r"|^\W*(?:hai|ba|bốn|năm|sáu|bảy|tám|[2-9])(?!\w|[.,/]\d) .*(?:là gì|là ai|nào)\W*$"
)

#: Words that belong to the asking and not to what is asked about.
ASKING: Final = (
    r"bao nhiêu|bao lâu|bao giờ|như thế nào|thế nào|ra sao|vì sao|tại sao|làm sao|(?:ở |tại |do |từ )?đâu|(?:thời gian|thời điểm|khi|lúc|cái|điều|ngày|tháng|năm) (?:nào|gì)"
    r"|là (?:gì|ai|mấy)|nào|gì|ai|mấy|hãy|cho (?:tôi |em |mình )?(?:biết|hỏi)|kể tên|liệt kê|nêu(?: rõ| ra)?|có phải|phải không|hay không|đúng không|không\W*$|chưa\W*$|theo bài(?: viết| báo)?|trong bài(?: viết| báo)?|bài viết (?:cho biết|nói)|vậy|thế|ạ|nhỉ|hả|hở|xin|(?<= )[vzr]\W*$"
)  # fmt: skip

#: Words that say the kind and need not stand beside the answer: "xếp hạng mấy" is answered by "đứng thứ 5".
KIND_WORDS: Final = {
    "rank": r"(?:được )?xếp(?: hạng| ở)?|đứng(?: ở)?|thứ hạng|thứ|hạng|vị trí|giữ|đạt|xếp loại",
    "abbreviation": r"viết tắt|tên đầy đủ|viết đầy đủ|được|của|cho|từ|cụm từ",
    "percent": r"phần trăm|%|tỷ lệ|tỉ lệ",
    "money": r"(?<=bao nhiêu )tiền|(?<=mấy )tiền|đồng|số tiền|giá trị|trị giá",
    "duration": _LENGTHS + "|kéo dài|thời gian|trong vòng",
    "date": r"vào|thời gian|thời điểm|khi|lúc|năm|tháng|ngày|thế kỷ",
    "time": r"vào|lúc|giờ|khung",
    "phone": r"gọi|số|điện thoại|đường dây nóng|hotline|tổng đài|liên hệ",
    "count": r"số lượng|tổng số|có|tổng cộng",
    "score": r"tỷ số|tỉ số|kết quả|với|bàn|quả|trái|chung cuộc",
    "reason": r"nguyên nhân|lý do|lí do|khiến|dẫn đến",
    "purpose": r"mục đích|mục tiêu|nhằm|để làm|để",
    "name": r"tên(?: gọi)?|được gọi|gọi",
    "definition": r"nghĩa|có nghĩa|định nghĩa|được hiểu|là",
}

#: Nouns of a person and a place, for the noun before "nào" that carries no more than the kind.
KIND_NOUNS: Final = {"person": _PEOPLE, "place": _PLACES, "organisation": _BODIES}

#: Words of other languages that are as common as Vietnamese ones, and no names: a text may say it otherwise.
LOANWORDS: Final = (
    "album app blog camera clip club container email fan game gym hotline internet livestream logo marathon menu online offline "
    "radio resort robot scandal series show showbiz single stress studio taxi tivi tour trailer vaccine video villa virus visa vlog "
    "web website yoga"
)
