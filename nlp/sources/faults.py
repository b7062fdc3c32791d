"""Every way a source can fail to give an article: a stable code, and what the user is told."""

from __future__ import annotations

from corpus.errors import SourceError

#: Code → message. Each says what was expected, what was found and what to do.
MESSAGES: dict[str, str] = {
    # ── the place ────────────────────────────────────────────────────────────────────────────────────────────────
    "not-found": "Cần một tệp ở {name}, nhưng không có gì ở đó. Hãy kiểm tra lại đường dẫn{hint}.",
    "is-directory": "Cần một tệp, nhưng {name} là thư mục. Hãy chỉ rõ từng tệp trong đó, ví dụ: {name}/*.txt",
    "unreadable": "Cần đọc được {name}, nhưng hệ điều hành báo: {found}. Hãy kiểm tra quyền truy cập và đường dẫn.",
    "too-large": "Cần nguồn không quá {limit} MB, nhưng {name} lớn hơn thế. Hãy tách nhỏ, chỉ giữ phần có bài báo.",
    # ── what is inside ───────────────────────────────────────────────────────────────────────────────────────────
    "empty-article": "Cần một bài báo, nhưng {name} không có chữ nào. Hãy kiểm tra lại tệp, hoặc dán nội dung bài vào.",
    "no-article": (
        "Cần một trang có bài báo, nhưng {name} chỉ có danh mục, biểu mẫu hoặc mã chạy trong trình duyệt. Hãy mở bài "
        "trong trình duyệt, chép nội dung vào tệp .txt rồi thử lại."
    ),
    "binary": (
        "Cần văn bản (.txt, .md, .html, .pdf, .docx), nhưng {name} là dữ liệu nhị phân ({found}). "
        "Hãy chọn tệp khác hoặc xuất nội dung ra một trong các dạng trên."
    ),
    "image": (
        "Cần văn bản, nhưng {name} là ảnh ({found}). Hãy nhận dạng chữ (OCR) bằng một công cụ khác rồi đưa văn bản vào."
    ),
    "old-format": (
        "Cần .txt, .md, .html, .pdf hoặc .docx, nhưng {name} là {found}. "
        "Hãy mở bằng chương trình tương ứng rồi lưu thành .docx hoặc .txt."
    ),
    "spreadsheet": (
        "Cần một bài viết, nhưng {name} là {found}. Hãy chép phần văn bản cần đọc vào tệp .txt hoặc .docx."
    ),
    "encrypted-document": "Cần tài liệu mở được, nhưng {name} đặt mật khẩu. Hãy bỏ mật khẩu rồi lưu lại.",
    "encrypted-pdf": "Cần PDF mở được, nhưng {name} đặt mật khẩu. Hãy bỏ mật khẩu hoặc chép chữ ra tệp .txt.",
    "scanned-pdf": (
        "Cần PDF có lớp chữ, nhưng {name} chỉ có ảnh chụp trang (bản quét). "
        "Hãy nhận dạng chữ (OCR) trước, ví dụ bằng ocrmypdf, rồi thử lại."
    ),
    "garbled-pdf": (
        "Cần PDF chép chữ ra được, nhưng phông chữ của {name} không cho biết chữ nào là chữ nào. "
        "Hãy nhận dạng chữ (OCR), hoặc xin bản .docx."
    ),
    "damaged": "Cần một tệp {found} lành lặn, nhưng {name} bị hỏng hoặc bị cắt cụt. Hãy tải hoặc lưu lại tệp.",
    "bad-encoding": (
        "Cần văn bản UTF-8, UTF-16, TCVN3 (ABC), VNI, VISCII hoặc windows-1258, nhưng {name} không thuộc bảng mã nào "
        "trong số đó. Hãy mở bằng trình soạn thảo và lưu lại dưới dạng UTF-8."
    ),
    "zip-bomb": "Cần một tệp .docx bình thường, nhưng {name} bung ra quá lớn ({found}). Không mở tệp này.",
    "too-complex": (
        "Cần một tài liệu đọc được trong {limit} giây, nhưng {name} đòi quá nhiều thời gian hoặc bộ nhớ "
        "(cấu trúc bất thường). Hãy chép phần chữ cần đọc vào tệp .txt."
    ),
    "too-many-pages": "Cần tài liệu tối đa {limit} trang, nhưng {name} có {found} trang. Hãy tách lấy phần cần đọc.",
    # ── addresses ────────────────────────────────────────────────────────────────────────────────────────────────
    "offline": "Cần mạng để đọc {name}, nhưng đang ở chế độ --offline. Hãy bỏ --offline, hoặc lưu trang về máy.",
    "bad-url": "Cần địa chỉ dạng https://tên-miền/đường-dẫn, nhưng gặp {name} ({found}). Hãy sửa lại địa chỉ.",
    "refused-address": (
        "Cần một địa chỉ công khai trên Internet, nhưng {name} dẫn tới {found} (mạng riêng hoặc dành riêng). "
        "Không kết nối. Nếu đó là trang nội bộ của bạn, hãy lưu trang thành tệp .html."
    ),
    "too-many-redirects": "Cần một trang, nhưng {name} chuyển hướng quá {limit} lần. Hãy dùng địa chỉ gốc của bài.",
    "http-status": "Cần một trang, nhưng máy chủ của {name} trả lời mã {found}. Hãy mở thử trong trình duyệt.",
    "timeout": "Cần tải xong {name} trong {limit} giây, nhưng chưa xong. Hãy thử lại sau, hoặc lưu trang về máy.",
    "network": "Không kết nối được với {name} ({found}). Hãy kiểm tra mạng và địa chỉ, rồi thử lại.",
}


def refuse(code: str, name: str, *, found: object = "", limit: object = "", hint: str = "") -> SourceError:
    """The error of that code about the source called ``name``, ready to raise.

    >>> refuse("is-directory", "bài/").code
    'is-directory'
    """
    message = MESSAGES[code].format(name=shown(name), found=shown(str(found)), limit=limit, hint=hint)
    return SourceError(message, code=code, subject=shown(name))


def shown(value: str) -> str:
    """``value`` fit for one line of a terminal: no control characters, no escape sequences, not endless."""
    clean = "".join(character if character.isprintable() else "�" for character in value)
    return clean if len(clean) <= 200 else clean[:120] + "…" + clean[-60:]
