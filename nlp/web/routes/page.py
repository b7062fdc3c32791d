"""The page itself, and what watches the server: health, meters, the evaluation report."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

from fastapi import FastAPI, Response
from fastapi.responses import FileResponse, PlainTextResponse

from nlp import __version__
from nlp.web.documented import HEALTH
from nlp.web.faults import WebError
from nlp.web.guard import report_key
from nlp.web.replies import json_reply
from nlp.web.rooms import Rooms

STATIC: Final = Path(str(files("nlp.web"))) / "static"


def add_page(app: FastAPI, rooms: Rooms) -> None:
    @app.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)  # HEAD: what monitors send
    async def page() -> FileResponse:
        return FileResponse(STATIC / "index.html", media_type="text/html; charset=utf-8")

    @app.api_route("/favicon.ico", methods=["GET", "HEAD"], include_in_schema=False)
    async def icon() -> FileResponse:
        return FileResponse(STATIC / "icon.svg", media_type="image/svg+xml")

    @app.get("/api/health", summary="Máy chủ có sống không, dùng bộ đọc nào", responses=HEALTH)
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
