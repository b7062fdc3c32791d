"""What the API answers when it cannot do as asked: the one table from error to HTTP status, and its own errors.

WebError                what only the web edge can find wrong; carries its own status
CorpusError, ModelError come from below; their ``code`` or class decides
"""

from __future__ import annotations

from typing import Any, Final

from corpus.errors import CorpusError
from models.errors import MissingModel, ModelError
from nlp.console.messages import Language, error_text
from nlp.console.rows import error_row

#: code → (status, Vietnamese, English). Fields in braces are filled by :func:`fault`.
MESSAGES: Final[dict[str, tuple[int, str, str]]] = {
    "bad-request": (
        422,
        "Cần nội dung đúng dạng, nhưng trường {field} không hợp lệ ({found}). Hãy xem tài liệu ở /api/openapi.json.",
        "Field {field} is not valid ({found}). See /api/openapi.json.",
    ),
    "bad-body": (
        400,
        "Cần một đối tượng JSON, nhưng không phân tích được nội dung gửi lên. Hãy sửa lại JSON.",
        "Expected a JSON object, found something that does not parse. Correct the JSON.",
    ),
    "bad-media-type": (
        415,
        "Cần application/json hoặc multipart/form-data, nhưng gặp {found}. Hãy đặt lại Content-Type.",
        "Expected application/json or multipart/form-data, found {found}. Set the Content-Type.",
    ),
    "bad-host": (
        403,
        "Máy chủ này chỉ nhận tên localhost hoặc 127.0.0.1, nhưng gặp {found}. Hãy mở trang bằng một trong hai tên đó.",
        "This server answers to localhost or 127.0.0.1 only, found {found}. Open the page under one of them.",
    ),
    "cross-site": (
        403,
        "Yêu cầu này đến từ một trang khác ({found}) nên không được thực hiện. Hãy dùng trang của chính máy chủ này.",
        "The request came from another site ({found}) and was not carried out. Use this server's own page.",
    ),
    "unauthorised": (
        401,
        "Cần mã truy cập (HOIBAO_TOKEN), nhưng không có hoặc sai. Hãy nhập mã mà người quản trị đã đưa.",
        "Expected the access token (HOIBAO_TOKEN), found none or a wrong one. Enter the one you were given.",
    ),
    "body-too-large": (
        413,
        "Cần nội dung không quá {limit} MB, nhưng nội dung gửi lên lớn hơn thế. Hãy chỉ gửi phần có bài báo.",
        "The request is larger than {limit} MB. Send the part with the article.",
    ),
    "article-too-long": (
        413,
        "Cần một bài không quá {limit} ký tự, nhưng nguồn này có {found}. Hãy chỉ gửi phần cần đọc.",
        "The article has {found} characters; at most {limit} are read. Send the part that matters.",
    ),
    "too-slow-body": (
        408,
        "Cần nhận xong nội dung trong {limit} giây, nhưng chưa xong. Hãy gửi lại.",
        "The request did not arrive within {limit} seconds. Send it again.",
    ),
    "busy": (
        503,
        "Máy chủ đang bận hết chỗ. Hãy thử lại sau vài giây.",
        "The server is busy. Try again in a few seconds.",
    ),
    "too-slow": (
        503,
        "Việc này cần hơn {limit} giây nên đã dừng chờ. Hãy thử lại, hoặc dùng bài ngắn hơn.",
        "This takes more than {limit} seconds; the server stopped waiting. Try again, or use a shorter article.",
    ),
    "broken": (
        500,
        "Máy chủ gặp lỗi của chính nó khi làm việc này; lỗi đã được ghi lại. Hãy thử lại, hoặc báo người quản trị.",
        "The server failed at this by a fault of its own, which it has logged. Try again, or tell its keeper.",
    ),
    "unknown-article": (
        404,
        "Cần mã một bài đang mở, nhưng máy chủ không giữ bài {found}. Hãy đưa bài vào lại.",
        "The server does not hold the article {found}. Send the article again.",
    ),
    "unknown-annotation": (
        404,
        "Không có chú giải nào mang mã {found}; có thể ai đó đã xóa. Hãy tải lại danh sách.",
        "There is no annotation {found}; somebody may have deleted it. Reload the list.",
    ),
    "conflict": (
        409,
        "Chú giải này vừa được {found} sửa sau khi bạn mở nó. Hãy xem bản mới rồi quyết định ghi đè hay không.",
        "{found} changed this annotation after you opened it. Look at the new version, then decide.",
    ),
    "bad-span": (
        422,
        "Cần đoạn trả lời chép đúng chữ trong bài, nhưng ở vị trí {found} bài viết khác. Hãy bôi chọn lại.",
        "The answer is not what the article says at {found}. Select it again.",
    ),
    "empty-annotation": (
        422,
        "Cần một câu hỏi có đoạn trả lời (hoặc “không có trong bài”), hoặc một bản tóm tắt, nhưng không có gì. "
        "Hãy điền một trong hai.",
        "Expected a question with its answer (or “not in the article”), or a summary; found neither.",
    ),
    "no-library": (
        404,
        "Máy chủ này không mở thư viện nào. Hãy khởi động lại với: qa_cli.py serve --library THƯ-MỤC",
        "This server has no library open. Start it with: qa_cli.py serve --library DIR",
    ),
    "no-report": (
        404,
        "Máy chủ này không có báo cáo đánh giá. Hãy lập báo cáo bằng evaluate report rồi mở: serve --report THƯ-MỤC",
        "This server has no evaluation report. Make one with evaluate report, then: serve --report DIR",
    ),
    "not-found-here": (404, "Không có gì ở địa chỉ này. Hãy kiểm tra lại đường dẫn.", "Nothing is at this address."),
    "bad-method": (405, "Địa chỉ này không nhận {found}. Hãy xem /api/openapi.json.", "{found} is not allowed here."),
    "no-token": (
        400,
        "Cần đặt HOIBAO_TOKEN trước khi mở máy chủ ra ngoài máy này ({found}). Ví dụ: HOIBAO_TOKEN=… qa_cli.py serve",
        "Set HOIBAO_TOKEN before serving beyond this machine ({found}).",
    ),
    "bad-token": (
        400,
        "Cần HOIBAO_TOKEN chỉ gồm chữ và số không dấu, ít nhất 12 ký tự, nhưng gặp một mã khác thế. Hãy đặt mã khác.",
        "Expected HOIBAO_TOKEN in plain ASCII, at least 12 characters, found another. Set a different one.",
    ),
    "missing-web": (
        400,
        'Cần các gói của máy chủ web, nhưng máy này chưa cài. Hãy chạy: pip install "hoibao[web]"',
        'The libraries of the web server are not installed. Run: pip install "hoibao[web]"',
    ),
    "port-taken": (
        400,
        "Không mở được cổng {found}. Hãy chọn cổng khác, ví dụ: qa_cli.py serve --port 8010",
        "Port {found} cannot be opened. Choose another: qa_cli.py serve --port 8010",
    ),
}

#: Codes from below that are not simply "what was sent cannot be read" (422).
_STATUS_BY_CODE: Final = {"too-large": 413, "offline": 403, "refused-address": 403, "not-writable": 503}


class WebError(CorpusError):
    """Root of what the web edge itself finds wrong. ``english`` is the same message for an English page."""

    def __init__(self, code: str, *, found: object = "", limit: object = "", field: str = "") -> None:
        self.status, vietnamese, english = MESSAGES[code]
        shown = str(found)[:200]
        super().__init__(vietnamese.format(found=shown, limit=limit, field=field), code=code)
        self.english = english.format(found=shown, limit=limit, field=field)


def status_of(error: CorpusError | ModelError) -> int:
    """The HTTP status of an error of ours. What a visitor sends is never a 5xx; what is lacking here is a 503."""
    if isinstance(error, WebError):
        return error.status
    if isinstance(error, MissingModel):
        return 503
    return _STATUS_BY_CODE.get(error.code, 422)


def fault_row(error: CorpusError | ModelError, lang: Language) -> dict[str, Any]:
    """``{"error": {"code", "message"}}`` in the language of the page."""
    message = error.english if isinstance(error, WebError) and lang == "en" else error_text(error, lang)
    return dict(error_row(error.code, message))
