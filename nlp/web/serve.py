"""``qa_cli.py serve``: one process, one assistant, the page and the API."""

from __future__ import annotations

import os
import socket
import sys
from argparse import Namespace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from nlp.console.messages import text
from nlp.web.faults import WebError
from nlp.web.settings import Settings

if TYPE_CHECKING:
    import uvicorn

    from nlp import Assistant

_NEEDED = ("fastapi", "uvicorn", "multipart")
_KEEP_ALIVE = 5  # seconds
_FAREWELL = 5  # seconds that running requests get when the server is told to end
_SHORTEST_TOKEN = 12


def serve(options: Namespace) -> int:
    """Open the assistant, bind, and answer until Ctrl-C.

    Raises:
        WebError: the server's libraries are missing, the port is taken, or there is no token beyond loopback.
    """
    if any(find_spec(name) is None for name in _NEEDED):
        raise WebError("missing-web")
    settings = settings_of(options)
    _check_library(settings)
    listener = listening(settings)

    from nlp import Assistant

    assistant = Assistant.open(reader=options.reader, summariser=options.summariser, offline=options.offline)
    server = server_over(assistant, settings)
    print(text("serving", options.lang, address=address(settings, listener)), file=sys.stderr, flush=True)
    server.run(sockets=[listener])
    return 0


def server_over(assistant: Assistant, settings: Settings) -> uvicorn.Server:
    """The server, not yet running."""
    import uvicorn

    from nlp.web.app import create_app
    from nlp.web.connections import connection_class

    config = uvicorn.Config(
        create_app(assistant, settings),
        log_level="error",  # or each malformed request writes a line: visitors could fill a disk, or an unread pipe
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_FAREWELL,
        http=connection_class(settings.limits),
        ws="none",
    )
    return uvicorn.Server(config)


def settings_of(options: Namespace) -> Settings:
    """The settings that were typed, the token from the environment: arguments are visible to every user."""
    settings = Settings(
        host=options.host,
        port=options.port,
        token=os.environ.get("HOIBAO_TOKEN", "").strip(),
        annotations=options.annotations,
        library=options.served,
        report=options.report,
    )
    if not settings.loopback and not settings.token:
        raise WebError("no-token", found=options.host)
    if settings.token and not (settings.token.isascii() and len(settings.token) >= _SHORTEST_TOKEN):
        raise WebError("bad-token")
    return settings


def _check_library(settings: Settings) -> None:
    """A library that cannot be opened is told before the server starts."""
    if settings.library is not None:
        from nlp.library.shelf import Shelf

        with Shelf.open(settings.library):
            pass


def listening(settings: Settings) -> socket.socket:
    """A socket bound already, so that a taken port is told before anything heavy is opened."""
    try:
        return socket.create_server((settings.host, settings.port), family=_family(settings.host), backlog=128)
    except OSError as error:
        raise WebError("port-taken", found=f"{settings.port} ({error.strerror or error})") from error


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def address(settings: Settings, listener: socket.socket) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listener.getsockname()[1]}/"
