"""What the OpenAPI document says of replies: the shape that holds, and one example of each. Tables, no logic.

The bodies that requests may hold stand in :mod:`nlp.web.bodies`.
"""

from __future__ import annotations

from typing import Any, Final

from nlp.web.example_table import ARTICLE_ID, BODY, BODY_START, CLEANED, GIVEN, GIVEN_START, QUESTION
from nlp.web.replies import EVENTS

Schema = dict[str, Any]
Replies = dict[int | str, dict[str, Any]]

DESCRIPTION: Final = (
    "Làm sạch, tóm tắt và hỏi đáp bài báo tiếng Việt, có dẫn chứng. Vị trí tính theo ký tự (code point) của bài đã "
    'làm sạch. Lỗi: {"error": {"code", "message"}}. Gửi Accept: "text/event-stream, application/json" để nhận luồng '
    "sự kiện khi kết quả cần hơn một giây."
)

_TEXT: Final[Schema] = {"type": "string"}
_TEXT_OR_NULL: Final[Schema] = {"type": ["string", "null"]}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_COUNT_OR_NULL: Final[Schema] = {"type": ["integer", "null"], "minimum": 0}
_NUMBER: Final[Schema] = {"type": "number"}
_NUMBER_OR_NULL: Final[Schema] = {"type": ["number", "null"]}
_YES_OR_NO: Final[Schema] = {"type": "boolean"}


def _object(**fields: Schema) -> Schema:
    """An object that holds these fields at least."""
    return {"type": "object", "required": list(fields), "properties": fields}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _replies(meaning: str, schema: Schema, example: Any, *, status: int = 200, events: bool = False) -> Replies:
    content: dict[str, Any] = {"application/json": {"schema": schema, "example": example}}
    if events:
        content[EVENTS] = {"schema": _TEXT, "example": 'event: progress\ndata: {"elapsed_ms": 1000}\n\n'}
    return {status: {"description": meaning, "content": content}}


_REFUSED: Final = _object(error=_object(code=_TEXT, message=_TEXT))


def _refusal(meaning: str, code: str, message: str) -> dict[str, Any]:
    example = {"error": {"code": code, "message": message}}
    return {"description": meaning, "content": {"application/json": {"schema": _REFUSED, "example": example}}}


#: Every route may answer these.
REFUSALS: Final[Replies] = {
    "4XX": _refusal(
        "Yêu cầu chưa đúng; message nói cần gì, gặp gì, nên làm gì",
        "unknown-article",
        "Cần mã một bài đang mở, nhưng máy chủ không giữ bài 000000000000. Hãy đưa bài vào lại.",
    ),
    "503": _refusal(
        "Máy chủ bận hết chỗ, quá giờ, hoặc thiếu mô hình; Retry-After nói khi nào thử lại",
        "busy",
        "Máy chủ đang bận hết chỗ. Hãy thử lại sau vài giây.",
    ),
}

# ── articles ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_SHORT: Final[Schema] = {"id": _TEXT, "title": _TEXT_OR_NULL, "published": _TEXT_OR_NULL, "source": _TEXT_OR_NULL}
_BLOCK: Final = _object(role=_TEXT, start=_COUNT, end=_COUNT, line=_COUNT)
_EDIT: Final = _object(step=_TEXT, action=_TEXT, line=_COUNT_OR_NULL, role=_TEXT_OR_NULL, text=_TEXT)
_BODY_END: Final = BODY_START + len(BODY)
_BODY_SPAN: Final = {"article": ARTICLE_ID, "start": BODY_START, "end": _BODY_END}
_ANSWERED: Final = {"answer": GIVEN, "start": GIVEN_START, "end": GIVEN_START + len(GIVEN), "score": 0.8}
_LISTED: Final = {
    "id": ARTICLE_ID,
    "title": "Vụ xuân ở Yên Lạc",
    "published": "2024-04-12T08:30:00+07:00",
    "source": None,
    "author": None,
    "url": None,
    "syllables": 20,
}
_OPENED: Final = _LISTED | {
    "sapo": None,
    "text": CLEANED,
    "blocks": [
        {"role": "title", "start": 0, "end": 17, "line": 3},
        {"role": "published", "start": 19, "end": 56, "line": 5},
        {"role": "body", "start": BODY_START, "end": _BODY_END, "line": 7},
    ],
    "edits": [{"step": "drop_share_bars", "action": "drop", "line": 1, "role": None, "text": "Chia sẻ Facebook Zalo"}],
}
_ARTICLE: Final = _object(**_SHORT, text=_TEXT, blocks=_list(_BLOCK), edits=_list(_EDIT), syllables=_COUNT)
ARTICLE: Final = {
    status: _replies("Bài đã làm sạch", _ARTICLE, _OPENED, status=status, events=status == 201) for status in (200, 201)
}
ARTICLES: Final = _replies(
    "Các bài đang mở", _object(articles=_list(_object(**_SHORT, syllables=_COUNT))), {"articles": [_LISTED]}
)
SAMPLES: Final = _replies(
    "Bài mẫu",
    _object(samples=_list(_object(id=_TEXT, title=_TEXT_OR_NULL))),
    {"samples": [{"id": "bai-01", "title": "Vụ xuân ở Yên Lạc", "topic": "nông nghiệp"}]},
)
SUGGESTIONS: Final = _replies(
    "Những câu hỏi mà bài trả lời được",
    _object(article=_TEXT, questions=_list(_TEXT)),
    {"article": ARTICLE_ID, "questions": ["Bài đăng ngày nào?"]},
    events=True,
)
GONE: Final[Replies] = {204: {"description": "Đã xong, không còn gì để trả về"}}

# ── questions and summaries ──────────────────────────────────────────────────────────────────────────────────────────

_EVIDENCE: Final = _object(article=_TEXT, title=_TEXT_OR_NULL, start=_COUNT, end=_COUNT, sentence=_TEXT)
_CANDIDATE: Final = _object(answer=_TEXT, score=_NUMBER, start=_COUNT, end=_COUNT)
ANSWER: Final = _replies(
    "Câu trả lời; answer là null khi bài không nói",
    _object(
        question=_TEXT,
        answer=_TEXT_OR_NULL,
        start=_COUNT_OR_NULL,
        end=_COUNT_OR_NULL,
        score=_NUMBER,
        evidence=_list(_EVIDENCE),
        candidates=_list(_CANDIDATE),
        reader=_TEXT,
        elapsed_ms=_NUMBER,
    ),
    {
        **_ANSWERED,
        "question": QUESTION,
        "normalized": {"kind": "count", "value": 4520},
        "evidence": [
            {
                "article": ARTICLE_ID,
                "title": "Vụ xuân ở Yên Lạc",
                "start": BODY_START,
                "end": _BODY_END,
                "sentence": BODY,
            }
        ],
        "candidates": [_ANSWERED],
        "reader": "small",
        "elapsed_ms": 41.5,
    },
    events=True,
)
_SENTENCE: Final = _object(
    text=_TEXT, start=_COUNT_OR_NULL, end=_COUNT_OR_NULL, support=_list(_object(article=_TEXT)), faithful=_YES_OR_NO
)
SUMMARY: Final = _replies(
    "Bản tóm tắt, từng câu có nguồn",
    _object(summary=_TEXT, sentences=_list(_SENTENCE), summariser=_TEXT, elapsed_ms=_NUMBER),
    {
        "summary": BODY,
        "sentences": [
            {
                "text": BODY,
                **_BODY_SPAN,
                "support": [_BODY_SPAN],
                "faithful": True,
            }
        ],
        "title": "Vụ xuân ở Yên Lạc",
        "published": "2024-04-12T08:30:00+07:00",
        "source": None,
        "summariser": "extractive",
        "elapsed_ms": 12.5,
    },
    events=True,
)
FOUND: Final = _replies(
    "Các bài tìm thấy, tối đa 50",
    _object(articles=_list(_object(**_SHORT)), total=_COUNT),
    {"articles": [{name: _LISTED[name] for name in _SHORT}], "total": 1},
    events=True,
)

# ── annotations ──────────────────────────────────────────────────────────────────────────────────────────────────────

_NOTE: Final = _object(id=_TEXT, author=_TEXT, time=_TEXT, revision=_COUNT)
_NOTED: Final = {
    "id": f"{ARTICLE_ID}-0a1b2c3d4e",
    "article": f"articles/{ARTICLE_ID}.txt",
    "title": "Vụ xuân ở Yên Lạc",
    "question": QUESTION,
    "answers": [{"text": GIVEN, "start": GIVEN_START}],
    "is_impossible": False,
    "author": "Lan",
    "time": "2024-04-13T02:00:00.000000+00:00",
    "revision": 1,
}
ANNOTATION: Final = _replies("Chú giải mới", _NOTE, _NOTED, status=201) | _replies("Chú giải đã sửa", _NOTE, _NOTED)
ANNOTATIONS: Final = _replies("Các chú giải của một bài", _object(annotations=_list(_NOTE)), {"annotations": [_NOTED]})
ROWS: Final[Replies] = {
    200: {"description": "Tệp JSONL mà evaluate đọc", "content": {"application/jsonl": {"schema": _TEXT}}}
}
_PAIR: Final = _object(
    first=_TEXT,
    second=_TEXT,
    questions=_COUNT,
    answered=_COUNT,
    em=_NUMBER_OR_NULL,
    f1=_NUMBER_OR_NULL,
    kappa=_NUMBER_OR_NULL,
)
AGREEMENT: Final = _replies(
    "Độ đồng thuận của từng cặp người",
    _object(agreement=_list(_PAIR)),
    {
        "agreement": [
            {"first": "Lan", "second": "Minh", "questions": 8, "answered": 6, "em": 0.5, "f1": 0.81, "kappa": 0.75}
        ]
    },
)
HEALTH: Final = _replies(
    "Máy chủ sống",
    _object(
        status=_TEXT,
        version=_TEXT,
        reader=_TEXT_OR_NULL,
        summariser=_TEXT_OR_NULL,
        articles=_COUNT,
        library=_YES_OR_NO,
        report=_TEXT_OR_NULL,
    ),
    {
        "status": "ok",
        "version": "0.1.0",
        "reader": "small",
        "summariser": "extractive",
        "articles": 2,
        "library": False,
        "report": None,
    },
)
