"""The routes. Each one line of work: check, pass to the desk through a gate, reply.

Importing this module imports FastAPI; only :mod:`nlp.web.serve` and tests do.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from corpus.errors import CorpusError
from corpus.records import Document, Gold
from models.errors import ModelError
from nlp import __version__
from nlp.console.messages import Language
from nlp.summarising.summarise import Length
from nlp.web.agreement import agreements
from nlp.web.annotations import KINDS, Annotation, AnnotationStore, Kind
from nlp.web.bodies import ARTICLE_REQUEST, DATE, AnnotationBody, ArticleBody, AskBody, SummariseBody
from nlp.web.desk import Desk, Row, listed_row, opened_row, samples
from nlp.web.faults import WebError
from nlp.web.gate import Gate
from nlp.web.guard import Guard, language_of, report_key
from nlp.web.library_desk import LibraryDesk, selection_of
from nlp.web.meters import Meters
from nlp.web.replies import fault_reply, json_reply, reply_with
from nlp.web.settings import Settings

if TYPE_CHECKING:
    from nlp.assistant import Assistant

STATIC = Path(str(files("nlp.web"))) / "static"
_READERS_OF_SOURCES = 4  # threads that wait for addresses and parse files
_DESCRIPTION = (
    "Làm sạch, tóm tắt và hỏi đáp bài báo tiếng Việt, có dẫn chứng. Vị trí tính theo ký tự (code point) của bài đã "
    'làm sạch. Lỗi: {"error": {"code", "message"}}. Gửi Accept: "text/event-stream, application/json" để nhận luồng '
    "sự kiện khi kết quả cần hơn một giây."
)


class Rooms:
    """All that the routes share: the desk, the gates before it, annotations, meters."""

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        limits = settings.limits
        self.settings = settings
        self.desk = Desk(assistant, limits)
        self.library = LibraryDesk(settings.library, assistant)
        self.working = Gate(threads=1, most=limits.waiting, seconds=limits.working)
        self.reading = Gate(threads=_READERS_OF_SOURCES, most=limits.waiting, seconds=limits.working)
        self.annotations = AnnotationStore(settings.annotations)
        self.meters = Meters()

    def close(self) -> None:
        self.working.close()
        self.reading.close()


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """The whole application over one assistant."""
    rooms = Rooms(assistant, settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        rooms.close()

    app = FastAPI(
        title="hoibao",
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,  # its scripts come from another host
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.add_middleware(Guard, settings=settings, meters=rooms.meters)
    _faults(app)
    _page(app, rooms)
    _articles(app, rooms)
    _questions(app, rooms)
    _annotations(app, rooms)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


# ── errors ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _faults(app: FastAPI) -> None:
    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, CorpusError | ModelError)
        return fault_reply(error, _language(request))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError | ValidationError)
        return fault_reply(_invalid(error), _language(request))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        known = {404: WebError("not-found-here"), 405: WebError("bad-method", found=request.method)}
        return fault_reply(known.get(error.status_code, WebError("bad-body")), _language(request))

    for kind in (CorpusError, ModelError):
        app.add_exception_handler(kind, ours)
    for invalid_kind in (RequestValidationError, ValidationError):
        app.add_exception_handler(invalid_kind, invalid)
    app.add_exception_handler(HTTPException, http)


def _invalid(error: RequestValidationError | ValidationError) -> WebError:
    """The first complaint of pydantic, with the path of its field; what was sent is not echoed."""
    first: Any = next(iter(error.errors()), {})
    if first.get("type") == "json_invalid":
        return WebError("bad-body")
    path = ".".join(str(part) for part in first.get("loc", ()) if part != "body")
    return WebError("bad-request", field=path or "body", found=first.get("msg", ""))


def _language(request: Request) -> Language:
    return language_of({"accept-language": request.headers.get("accept-language", "")})


# ── the page, and what watches the server ────────────────────────────────────────────────────────────────────────────


def _page(app: FastAPI, rooms: Rooms) -> None:
    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(STATIC / "index.html", media_type="text/html; charset=utf-8")

    @app.get("/favicon.ico", include_in_schema=False)
    async def icon() -> FileResponse:
        return FileResponse(STATIC / "icon.svg", media_type="image/svg+xml")

    @app.get("/api/health", summary="Máy chủ có sống không, dùng bộ đọc nào")
    async def health() -> Response:
        settings = rooms.settings
        return json_reply(
            {
                "status": "ok",
                "version": __version__,
                "reader": rooms.desk.reader,
                "summariser": rooms.desk.summariser,
                "articles": len(rooms.desk.shelf),
                "library": settings.library is not None,
                "report": None if settings.report is None else f"/report?key={report_key(settings.token)}",
            }
        )

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> PlainTextResponse:
        gauges = {
            "hoibao_articles": ("Articles on the shelf.", float(len(rooms.desk.shelf))),
            "hoibao_jobs": ("Jobs waiting or running.", float(rooms.working.held + rooms.reading.held)),
        }
        return PlainTextResponse(rooms.meters.text(gauges), media_type="text/plain; version=0.0.4; charset=utf-8")

    @app.get("/report", include_in_schema=False)
    async def report() -> FileResponse:
        path = rooms.settings.report / "report.html" if rooms.settings.report else None
        if path is None or not path.is_file():
            raise WebError("no-report")
        return FileResponse(path, media_type="text/html; charset=utf-8")


# ── articles ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _articles(app: FastAPI, rooms: Rooms) -> None:
    desk = rooms.desk

    @app.get("/api/samples", summary="Bài mẫu để dùng thử")
    async def sample_list() -> Response:
        return json_reply({"samples": await rooms.reading.run(samples)})

    @app.get("/api/articles", summary="Các bài đang mở, mới dùng trước")
    async def list_articles() -> Response:
        return json_reply({"articles": [listed_row(opened) for opened in desk.shelf.all()]})

    @app.post(
        "/api/articles",
        status_code=201,
        summary="Đưa một bài vào: văn bản, HTML, địa chỉ, tệp",
        openapi_extra=ARTICLE_REQUEST,
    )
    async def add_article(request: Request) -> Response:
        return await _reply(request, _opened(request, rooms), status=201)

    @app.get("/api/articles/{id}", summary="Một bài đã làm sạch, kèm bước nào bỏ dòng nào")
    async def one_article(id: str) -> Response:
        return json_reply(opened_row(desk.shelf.get(id)))

    @app.delete("/api/articles/{id}", status_code=204, summary="Cất một bài đi")
    async def drop_article(id: str) -> Response:
        desk.shelf.drop(id)
        return Response(status_code=204)

    @app.get("/api/articles/{id}/suggestions", summary="Những câu hỏi mà bài trả lời được")
    async def suggest(id: str) -> Response:
        desk.shelf.get(id)
        return json_reply(await rooms.working.run(partial(desk.suggest, id)))


async def _opened(request: Request, rooms: Rooms) -> Row:
    """What was sent, read and cleaned beside the event loop."""
    desk = rooms.desk
    if request.headers.get("content-type", "").startswith("multipart/"):
        return await rooms.working.run(partial(desk.open, await _uploaded(request, rooms)))
    body = ArticleBody.model_validate_json(await request.body())
    if body.stored is not None:
        return await rooms.working.run(lambda: desk.lay_open(rooms.library.article(body.stored or "")))
    return await rooms.working.run(partial(desk.open, await _document(body, rooms)))


async def _uploaded(request: Request, rooms: Rooms) -> Document:
    async with request.form(max_files=1, max_fields=1) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise WebError("bad-request", field="file", found="thiếu tệp")
        data = await file.read()
    return await rooms.reading.run(partial(rooms.desk.document_of_upload, (file.filename or "")[:200], data))


async def _document(body: ArticleBody, rooms: Rooms) -> Document:
    desk, run = rooms.desk, rooms.reading.run
    if body.text is not None:
        return await run(partial(desk.document_of_text, body.text))
    if body.html is not None:
        return await run(partial(desk.document_of_html, body.html))
    if body.url is not None:
        return await run(partial(desk.document_at, body.url))
    return await run(partial(desk.document_of_sample, body.sample or ""))


async def _reply(request: Request, work: Awaitable[Row], status: int = 200) -> Response:
    return await reply_with(work, request.headers.get("accept", ""), _language(request), status=status)


# ── questions and summaries ──────────────────────────────────────────────────────────────────────────────────────────


def _questions(app: FastAPI, rooms: Rooms) -> None:
    desk = rooms.desk

    @app.post("/api/ask", summary="Hỏi một bài, nhiều bài, hoặc cả thư viện")
    async def ask(body: AskBody, request: Request) -> Response:
        work = partial(desk.ask, body.ids, body.question, body.top, body.previous)
        if body.library:
            chosen = selection_of(body.since, body.until, body.source)
            work = partial(rooms.library.ask, body.question, chosen, body.top)
        return await _reply(request, rooms.working.run(work))

    @app.get("/api/library", summary="Tìm bài trong thư viện")
    async def library(
        q: Annotated[str, Query(max_length=2000)] = "",
        since: Annotated[str | None, Query(pattern=DATE)] = None,
        until: Annotated[str | None, Query(pattern=DATE)] = None,
        source: Annotated[str | None, Query(max_length=200)] = None,
    ) -> Response:
        chosen = selection_of(since, until, source)
        return json_reply(await rooms.working.run(partial(rooms.library.find, q, chosen)))

    @app.post("/api/summarise", summary="Tóm tắt một hay nhiều bài")
    async def summarise(body: SummariseBody, request: Request) -> Response:
        length = Length(sentences=body.sentences, words=body.words)
        return await _reply(request, rooms.working.run(partial(desk.summarise, body.ids, length)))


# ── annotations ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _annotations(app: FastAPI, rooms: Rooms) -> None:
    store, run = rooms.annotations, rooms.reading.run

    @app.post("/api/annotations", status_code=201, summary="Lưu một câu hỏi có đáp án, hoặc một bản tóm tắt")
    async def save(body: AnnotationBody) -> Response:
        article = rooms.desk.shelf.get(body.article).article
        annotation = annotation_of(body)
        row = await run(partial(store.save, annotation, article))
        return json_reply(row, 200 if body.id else 201)

    @app.get("/api/annotations", summary="Các chú giải của một bài")
    async def of_article(article: Annotated[str, Query(max_length=64)]) -> Response:
        return json_reply({"annotations": await run(partial(store.of_article, article))})

    @app.delete("/api/annotations/{id}", status_code=204, summary="Xóa một chú giải")
    async def remove(id: str, revision: int) -> Response:
        await run(partial(store.remove, id, revision))
        return Response(status_code=204)

    @app.get("/api/annotations/{kind}.jsonl", summary="Tải về tệp mà evaluate đọc")
    async def export(kind: Kind) -> Response:
        path = store.path(kind)
        text = await run(lambda: path.read_text(encoding="utf-8") if path.is_file() else "")
        named = {"content-disposition": f'attachment; filename="{kind}.jsonl"'}
        return Response(text, media_type="application/jsonl; charset=utf-8", headers=named)

    @app.get("/api/agreement", summary="Hai người gán nhãn giống nhau đến đâu: EM, F1, κ")
    async def agreement() -> Response:
        found = await run(lambda: agreements(store.rows(KINDS[0])))
        return json_reply({"agreement": [each.row() for each in found]})


def annotation_of(body: AnnotationBody) -> Annotation:
    return Annotation(
        author=body.author.strip(),
        question=body.question.strip(),
        answers=tuple(Gold(answer.text, answer.start) for answer in body.answers),
        summary=body.summary.strip(),
        id=body.id,
        revision=body.revision,
    )
