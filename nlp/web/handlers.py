"""Every exception that a route may raise becomes one line of JSON with its status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from corpus.errors import CorpusError
from models.errors import ModelError
from nlp.console.messages import Language
from nlp.web.complaints_table import COMPLAINTS
from nlp.web.faults import WebError
from nlp.web.guard import language_of
from nlp.web.replies import fault_reply


def add_handlers(app: FastAPI) -> None:
    for kind in (CorpusError, ModelError):
        app.add_exception_handler(kind, _ours)
    for invalid_kind in (RequestValidationError, ValidationError):
        app.add_exception_handler(invalid_kind, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, CorpusError | ModelError)
    return fault_reply(error, asked_language(request))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError | ValidationError)
    lang = asked_language(request)
    return fault_reply(_first_complaint(error, lang), lang)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    known = {404: WebError("not-found-here"), 405: WebError("bad-method", found=request.method)}
    reply = fault_reply(known.get(error.status_code, WebError("bad-body")), asked_language(request))
    if error.status_code == 405:
        reply.headers["allow"] = ", ".join(_methods(request))  # RFC 9110, 15.5.6
    return reply


def _methods(request: Request) -> list[str]:
    """What all routes of that path take together; each route by itself knows only its own."""
    routes = [route for route in request.app.routes if route.matches(request.scope)[0] is not Match.NONE]
    return sorted({method for route in routes for method in getattr(route, "methods", None) or ()})


def _first_complaint(error: RequestValidationError | ValidationError, lang: Language) -> WebError:
    """The first complaint of pydantic, with the path of its field; what was sent is not echoed."""
    first: Any = next(iter(error.errors()), {})
    if first.get("type") == "json_invalid":
        return WebError("bad-body")
    path = ".".join(str(part) for part in first.get("loc", ()) if part != "body")
    return WebError("bad-request", field=path or "body", found=_words_of(first, lang))


def _words_of(complaint: Mapping[str, Any], lang: Language) -> str:
    known = COMPLAINTS.get(complaint.get("type", ""))
    said = str(complaint.get("msg", "")).removeprefix("Value error, ")
    return said if lang == "en" or known is None else known.format_map(complaint.get("ctx", {}))


def asked_language(request: Request) -> Language:
    return language_of({"accept-language": request.headers.get("accept-language", "")})
