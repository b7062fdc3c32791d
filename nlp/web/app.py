"""The application: the guard before everything, the routes, the errors, the files of the page.

Importing this module imports FastAPI; only :mod:`nlp.web.serve` and tests do.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from nlp import __version__
from nlp.web.documented import DESCRIPTION, REFUSALS
from nlp.web.guard import Guard
from nlp.web.handlers import add_handlers
from nlp.web.rooms import Rooms
from nlp.web.routes.annotations import add_annotations
from nlp.web.routes.articles import add_articles
from nlp.web.routes.page import STATIC, add_page
from nlp.web.routes.questions import add_questions
from nlp.web.settings import Settings

if TYPE_CHECKING:
    from nlp.assistant import Assistant


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """The whole application over one assistant."""
    rooms = Rooms(assistant, settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.ensure_future(rooms.working.run(rooms.desk.warm))
        yield
        warming.cancel()
        rooms.close()

    app = FastAPI(
        title="hoibao",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,  # its scripts come from another host
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,  # a redirect would repeat the Host header that a visitor typed
        responses=dict(REFUSALS),
        lifespan=lifespan,
    )
    app.add_middleware(Guard, settings=settings, meters=rooms.meters)
    add_handlers(app)
    for add in (add_page, add_articles, add_questions, add_annotations):
        add(app, rooms)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app
