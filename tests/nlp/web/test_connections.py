"""Visitors over real sockets who are silent, slow, too many, gone, or who write their requests by hand."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from nlp import Assistant
from nlp.web.settings import Limits

Connect = Callable[[], socket.socket]
HEAD = "Host: 127.0.0.1\r\nConnection: close\r\n"


def said(connection: socket.socket, *lines: str) -> str:
    """Sends lines of a request and gives all that comes back until the server closes."""
    connection.sendall("".join(lines).encode())
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts).decode()


def posted(path: str, body: dict[str, Any]) -> str:
    data = json.dumps(body)
    return f"POST {path} HTTP/1.1\r\n{HEAD}Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n{data}"


@pytest.mark.parametrize("beginning", ["", "GET / HTTP/1.1\r\nHost: 127", "GET /api/health HTTP/1.1\r\n"])
def test_a_connection_that_stays_silent_is_closed(server: Any, beginning: str) -> None:
    with server.listening(silence=0.1) as connect, connect() as connection:
        connection.sendall(beginning.encode())
        with suppress(ConnectionResetError):  # which is closed as well
            assert connection.recv(100) == b""


def test_a_kept_connection_still_answers(server: Any) -> None:
    """The clock of silence stops when a head has come, and does not run on into the next request."""
    with server.listening(silence=20.0) as connect, connect() as connection:
        for _ in range(3):
            connection.sendall(b"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            reply = connection.recv(65536)
            while b'"status": "ok"' not in reply:
                reply += connection.recv(65536)


def test_a_body_that_does_not_come_is_told(server: Any) -> None:
    with server.listening(arriving=0.1) as connect, connect() as connection:
        head = f"POST /api/ask HTTP/1.1\r\n{HEAD}Content-Type: application/json\r\nContent-Length: 50\r\n\r\n"
        reply = said(connection, head, '{"article": ')
        assert reply.startswith("HTTP/1.1 408 ")
        assert "too-slow-body" in reply


def test_more_connections_than_the_limit_are_told_when_to_come_back(server: Any) -> None:
    with server.listening(connections=2) as connect:
        held = [connect() for _ in range(2)]
        for one in held:  # each is known to the server once it has answered
            one.sendall(b"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert one.recv(65536)
        with connect() as third:
            reply = said(third, f"GET /api/health HTTP/1.1\r\n{HEAD}\r\n")
        assert reply.startswith("HTTP/1.1 503 ")
        assert "retry-after: 2" in reply
        assert '"code": "busy"' in reply
        for one in held:
            one.close()


def test_who_leaves_gives_the_place_in_the_queue_back(server: Any) -> None:
    begun, leave = threading.Event(), threading.Event()
    lexical = server.assistant.reader

    class Slow:
        name = "slow"

        def read(self, question: str, contexts: Any) -> Any:
            if "chi bao nhiêu" in question:
                begun.set()
                leave.wait(20)
            return lexical.read(question, contexts)

    server.assistant = Assistant(Slow(), server.assistant.summariser, offline=True)

    def wait_for_jobs(connect: Connect, count: int) -> None:
        for _ in range(2000):
            with connect() as connection:
                meters = said(connection, f"GET /metrics HTTP/1.1\r\n{HEAD}\r\n")
            if f"\nhoibao_jobs {count}\n" in meters:
                return
        raise AssertionError(meters)

    with server.listening() as connect:
        with connect() as connection:
            opened = said(connection, posted("/api/articles", {"text": server.page}))
        id = json.loads(opened.partition("\r\n\r\n")[2])["id"]
        asking = posted("/api/ask", {"article": id, "question": "Huyện chi bao nhiêu tiền?"})
        gone = [connect() for _ in range(5)]
        for one in gone:
            one.sendall(asking.encode())
        assert begun.wait(20)
        wait_for_jobs(connect, 5)
        for one in gone:
            one.close()
        wait_for_jobs(connect, 1)  # the one that runs cannot be stopped half-way
        leave.set()


@pytest.mark.parametrize(
    ("request_line", "host", "status"),
    [
        ("GET /api/health", "127.0.0.1", "401"),
        ("GET //api/health", "127.0.0.1", "404"),
        ("GET /api/../api/health", "127.0.0.1", "401"),
        ("GET /%61pi/health", "127.0.0.1", "401"),
        ("GET /static/../api/health", "127.0.0.1", "404"),
        ("GET /static/..%2f..%2fapp.py", "127.0.0.1", "404"),
        ("GET /API/health", "127.0.0.1", "404"),
        ("GET http://127.0.0.1/api/health", "127.0.0.1", "404"),
        ("GET /report/", "127.0.0.1", "404"),
        ("GET /metrics/", "127.0.0.1", "401"),
        ("GET /api/health", "127.0.0.1\r\nHost: evil.example", "400"),
        ("GET /api/health\x00", "127.0.0.1", "400"),
    ],
)
def test_no_way_of_writing_a_path_goes_round_the_token(server: Any, request_line: str, host: str, status: str) -> None:
    server.settings = replace(server.settings, token="mot-ma-du-dai")
    with server.listening() as connect, connect() as connection:
        reply = said(connection, f"{request_line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
    assert reply.split()[1] == status
    assert '"reader"' not in reply


@pytest.mark.parametrize("host", ["", "Host: evil.example\r\n", "Host: 127.0.0.1.\r\n", "Host: 127.0.0.1@evil\r\n"])
def test_other_names_are_refused_on_loopback(server: Any, host: str) -> None:
    with server.listening() as connect, connect() as connection:
        reply = said(connection, f"GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n")
    assert reply.split()[1] in ("400", "403")


def test_a_reply_that_nobody_reads_is_dropped() -> None:
    from uvicorn import Config
    from uvicorn.server import ServerState

    from nlp.web.connections import connection_class

    class Full(asyncio.Transport):
        def __init__(self) -> None:
            super().__init__()
            self.dropped = asyncio.Event()

        def abort(self) -> None:
            self.dropped.set()

        def close(self) -> None:
            pass

    async def story() -> None:
        made: Any = connection_class(Limits(reading=0.05))
        config = Config(lambda: None, log_config=None)
        dropped, kept = (made(config, ServerState(), {}, _loop=asyncio.get_running_loop()) for _ in range(2))
        for one in (dropped, kept):
            one.connection_made(Full())
            one.pause_writing()
        kept.resume_writing()
        await asyncio.wait_for(dropped.transport.dropped.wait(), 20)
        assert not kept.transport.dropped.is_set()
        for one in (dropped, kept):
            one.connection_lost(None)

    asyncio.run(story())


def test_malformed_requests_write_no_log(server: Any, capfd: pytest.CaptureFixture[str]) -> None:
    """Each line would be a visitor's to write: on a pipe that nobody reads, a few hundred stop the server."""
    with server.listening() as connect:
        for line in ("NO\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", f"GET / HTTP/1.1\r\n{HEAD}Upgrade: websocket\r\n\r\n"):
            with connect() as connection:
                assert said(connection, line).startswith("HTTP/1.1 ")
    assert capfd.readouterr() == ("", "")


def test_the_server_warms_up_before_anybody_asks(server: Any) -> None:
    read = threading.Event()
    lexical = server.assistant.reader

    class Watched:
        name = "watched"

        def read(self, question: str, contexts: Any) -> Any:
            read.set()
            return lexical.read(question, contexts)

    server.assistant = Assistant(Watched(), server.assistant.summariser, offline=True)
    with server.listening():
        assert read.wait(20)


def test_a_server_without_a_reader_starts_all_the_same(server: Any) -> None:
    server.assistant = Assistant(None, None, offline=True)
    with server.listening() as connect:
        with connect() as connection:
            opened = said(connection, posted("/api/articles", {"text": server.page}))
        id = json.loads(opened.partition("\r\n\r\n")[2])["id"]
        with connect() as connection:
            reply = said(connection, posted("/api/ask", {"article": id, "question": "Ai?"}))
        assert reply.startswith("HTTP/1.1 503 ")
        assert '"code": "no-reader"' in reply
