"""Questions about the page itself. Data only: a field's role → what asks for it, and every word such a question may have.

Patterns and words are written with marks; :mod:`nlp.answering.answer` matches their unmarked spelling too.
"""

from __future__ import annotations

from typing import Final

#: What calls the page by its name.
PAGE: Final = r"(?<!\w)(?:bài|bài viết|bài báo|báo|tin|bản tin|tin bài|trang|trang báo|cổng|bài này|tác giả|tác phẩm báo chí|tiêu đề|tít)(?!\w)"
_PAGE_WORDS: Final = (
    "bài viết báo tin bản này trang cổng đó trên hãy cho biết tôi mình em hỏi là của những các "
    "vậy thế ạ à nhỉ nhé nha nhe hả ta đấy ấy z v vại zậy dạ ơi"
)

FIELDS: Final = {
    "published": (
        r"(?:đăng|đưa|xuất bản|phát hành|công bố|lên báo|lên trang|lên mạng|lên cổng|cập nhật|ra|viết|ngày đăng).*(?:bao giờ|mấy giờ|(?:ngày|tháng|năm|giờ|khi|lúc|hôm|gian|điểm) (?:nào|mấy|gì))|(?:ngày|thời gian|thời điểm|khi nào|hôm nào) (?:đăng|xuất bản|viết|cập nhật)",
        f"{_PAGE_WORDS} được đã mới đăng đưa tải xuất bản phát hành công bố lên cập nhật ra ngày tháng năm giờ mấy nào bao khi lúc hôm thời gian điểm vào từ lần cuối gì mạng đời",
    ),
    "author": (
        r"(?<!\w)ai(?!\w)|tác giả|người viết|phóng viên nào|nhà báo nào",
        f"{_PAGE_WORDS} ai tác giả người do phóng viên nhà nào gì tên thực hiện được chắp bút soạn đã bởi đứng",
    ),
    "source": (
        r"(?:báo|tờ báo|trang|trang báo|cơ quan|nguồn|đâu|tạp chí|trang web|website) (?:nào|gì|đâu|từ đâu|là)?|nguồn",
        f"{_PAGE_WORDS} tờ cơ quan nguồn nào gì từ đâu ở trích lấy tạp chí web website do được đã đăng tải phát hành xuất theo dẫn lại tên",
    ),
    "title": (
        r"(?:tiêu đề|tít|tựa đề|tựa|tên|nhan đề|đầu đề)(?!\w)",
        f"{_PAGE_WORDS} tiêu đề tít tựa tên nhan đầu gì nào thế như có mang",
    ),
}

#: Small words, unmarked, beside an abbreviation that is all a question is about.
BESIDE_ABBREVIATION: Final = (
    "la cua tu cum chu cai ten chi so co nghia nao gi thuat ngu khai niem ky hieu day du don vi quan to chuc hinh thuc phuong "
    "quy ban hoi loai dang chuong trinh du an giai phap thu tuc ung dung he thong tap doan cong ty"
)
