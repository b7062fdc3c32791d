"""Annotations: saved, listed, removed, taken away as files, compared."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import FastAPI, Query, Response

from corpus.records import Gold
from nlp.web.agreement import agreements
from nlp.web.annotations import KINDS, Annotation, Kind
from nlp.web.bodies import AnnotationBody
from nlp.web.documented import AGREEMENT, ANNOTATION, ANNOTATIONS, GONE, ROWS
from nlp.web.replies import json_reply
from nlp.web.rooms import Rooms


def add_annotations(app: FastAPI, rooms: Rooms) -> None:
    store, run = rooms.annotations, rooms.reading.run

    @app.post(
        "/api/annotations",
        status_code=201,
        summary="Lưu một câu hỏi có đáp án, hoặc một bản tóm tắt",
        responses=ANNOTATION,
    )
    async def save(body: AnnotationBody) -> Response:
        article = rooms.desk.shelf.get(body.article).article
        row = await run(partial(store.save, annotation_of(body), article))
        return json_reply(row, 200 if body.id else 201)

    @app.get("/api/annotations", summary="Các chú giải của một bài", responses=ANNOTATIONS)
    async def of_article(article: Annotated[str, Query(max_length=64)]) -> Response:
        return json_reply({"annotations": await run(partial(store.of_article, article))})

    @app.delete("/api/annotations/{id}", status_code=204, summary="Xóa một chú giải", responses=GONE)
    async def remove(id: str, revision: int) -> Response:
        await run(partial(store.remove, id, revision))
        return Response(status_code=204)

    @app.get(
        "/api/annotations/{kind}.jsonl",
        summary="Tải về tệp mà evaluate đọc",
        responses=ROWS,
        response_class=Response,
    )
    async def export(kind: Kind) -> Response:
        text = await run(partial(store.exported, kind))
        named = {"content-disposition": f'attachment; filename="{kind}.jsonl"'}
        return Response(text, media_type="application/jsonl; charset=utf-8", headers=named)

    @app.get("/api/agreement", summary="Hai người gán nhãn giống nhau đến đâu: EM, F1, κ", responses=AGREEMENT)
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
