"""Bringing articles in, looking at them, putting them away, and what may be asked of them."""

from __future__ import annotations

import time
from collections.abc import Awaitable
from functools import partial
from typing import Annotated, Final

from fastapi import FastAPI, Request, Response
from fastapi import Path as InPath
from starlette.datastructures import UploadFile

from corpus.records import Document
from nlp.web.bodies import ARTICLE_REQUEST, ArticleBody
from nlp.web.desk import Row, listed_row, opened_row, samples
from nlp.web.documented import ARTICLE, ARTICLES, GONE, SAMPLES, SUGGESTIONS
from nlp.web.faults import WebError
from nlp.web.replies import answered, json_reply
from nlp.web.rooms import Rooms

ArticleId = Annotated[str, InPath(max_length=64)]
_SUGGESTED: Final = 6
_SECONDS: Final = 2.0  # after which the first suggestion found is enough


def add_articles(app: FastAPI, rooms: Rooms) -> None:
    desk = rooms.desk

    @app.get("/api/samples", summary="Bài mẫu để dùng thử", responses=SAMPLES)
    async def sample_list() -> Response:
        return json_reply({"samples": await rooms.reading.run(samples)})

    @app.get("/api/articles", summary="Các bài đang mở, mới dùng trước", responses=ARTICLES)
    async def list_articles() -> Response:
        return json_reply({"articles": [listed_row(opened) for opened in desk.shelf.all()]})

    @app.post(
        "/api/articles",
        status_code=201,
        summary="Đưa một bài vào: văn bản, HTML, địa chỉ, tệp",
        openapi_extra=ARTICLE_REQUEST,
        responses=ARTICLE[201],
    )
    async def add_article(request: Request) -> Response:
        if request.headers.get("content-type", "").startswith("multipart/"):
            work = _upload(rooms, *await _uploaded(request))
        else:
            work = _typed(rooms, ArticleBody.model_validate_json(await request.body()))
        return await answered(request, work, status=201)

    @app.get("/api/articles/{id}", summary="Một bài đã làm sạch, kèm bước nào bỏ dòng nào", responses=ARTICLE[200])
    async def one_article(id: ArticleId) -> Response:
        return json_reply(opened_row(desk.shelf.get(id)))

    @app.delete("/api/articles/{id}", status_code=204, summary="Cất một bài đi", responses=GONE)
    async def drop_article(id: ArticleId) -> Response:
        desk.shelf.drop(id)
        return Response(status_code=204)

    @app.get("/api/articles/{id}/suggestions", summary="Những câu hỏi mà bài trả lời được", responses=SUGGESTIONS)
    async def suggest(id: ArticleId, request: Request) -> Response:
        desk.shelf.get(id)
        return await answered(request, _suggested(rooms, id))


async def _uploaded(request: Request) -> tuple[str, bytes]:
    async with request.form(max_files=1, max_fields=1) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise WebError("bad-request", field="file", found="thiếu tệp")
        return (file.filename or "")[:200], await file.read()


async def _upload(rooms: Rooms, name: str, data: bytes) -> Row:
    document = await rooms.reading.run(partial(rooms.desk.document_of_upload, name, data))
    return await rooms.working.run(partial(rooms.desk.open, document))


async def _typed(rooms: Rooms, body: ArticleBody) -> Row:
    desk, stored = rooms.desk, body.stored
    if stored is not None:
        return await rooms.working.run(lambda: desk.lay_open(rooms.library.article(stored)))
    return await rooms.working.run(partial(desk.open, await _document(body, rooms)))


def _document(body: ArticleBody, rooms: Rooms) -> Awaitable[Document]:
    desk, run = rooms.desk, rooms.reading.run
    if body.text is not None:
        return run(partial(desk.document_of_text, body.text))
    if body.html is not None:
        return run(partial(desk.document_of_html, body.html))
    if body.url is not None:
        return run(partial(desk.document_at, body.url))
    return run(partial(desk.document_of_sample, body.sample or ""))


async def _suggested(rooms: Rooms, id: str) -> Row:
    """Questions that the reader does answer. Each is a job of its own, so that who asks waits for one at most."""
    until = time.monotonic() + _SECONDS
    kept: list[str] = []
    for made in await rooms.working.run(partial(rooms.desk.ideas, id)):
        if len(kept) == _SUGGESTED or (kept and time.monotonic() > until):
            break
        if await rooms.working.run(partial(rooms.desk.answers, id, made)):
            kept.append(made.question)
    return {"article": id, "questions": kept}
