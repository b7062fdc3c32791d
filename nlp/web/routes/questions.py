"""Questions, summaries, and the library's search."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import FastAPI, Query, Request, Response

from nlp.summarising.summarise import Length
from nlp.web.bodies import DATE, AskBody, SummariseBody
from nlp.web.documented import ANSWER, FOUND, SUMMARY
from nlp.web.library_desk import selection_of
from nlp.web.replies import answered
from nlp.web.rooms import Rooms

Day = Annotated[str | None, Query(pattern=DATE, examples=["2023-11"])]


def add_questions(app: FastAPI, rooms: Rooms) -> None:
    desk, run = rooms.desk, rooms.working.run

    @app.post("/api/ask", summary="Hỏi một bài, nhiều bài, hoặc cả thư viện", responses=ANSWER)
    async def ask(body: AskBody, request: Request) -> Response:
        work = partial(desk.ask, body.ids, body.question, body.top, body.previous)
        if body.library:
            chosen = selection_of(body.since, body.until, body.source)
            work = partial(rooms.library.ask, body.question, chosen, body.top)
        return await answered(request, run(work))

    @app.get("/api/library", summary="Tìm bài trong thư viện", responses=FOUND)
    async def library(
        request: Request,
        q: Annotated[str, Query(max_length=2000)] = "",
        since: Day = None,
        until: Day = None,
        source: Annotated[str | None, Query(max_length=200)] = None,
    ) -> Response:
        chosen = selection_of(since, until, source)
        return await answered(request, run(partial(rooms.library.find, q, chosen)))

    @app.post("/api/summarise", summary="Tóm tắt một hay nhiều bài", responses=SUMMARY)
    async def summarise(body: SummariseBody, request: Request) -> Response:
        length = Length(sentences=body.sentences, words=body.words)
        return await answered(request, run(partial(desk.summarise, body.ids, length)))
