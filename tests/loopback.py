"""A stand-in for the Internet: names with addresses, one scripted server on loopback; no packet goes anywhere else."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

PUBLIC = "93.184.216.34"


@dataclass
class World:
    """One server on loopback stands behind every public address.

    ``pages`` maps a path to the bytes of its whole reply (or to a function that writes to the socket itself).
    """

    port: int
    names: dict[str, list[str]] = field(default_factory=dict)
    pages: dict[str, bytes | Callable[[socket.socket], None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    connected: list[tuple[str, int]] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        if host not in self.names:
            raise OSError("Name or service not known")
        return self.names[host]

    def connect(self, address: str, port: int, timeout: float) -> Any:
        from nlp.sources.wire import connect

        self.connected.append((address, port))
        return connect("127.0.0.1", self.port, timeout)

    def serve(self, client: socket.socket) -> None:
        with client:
            client.settimeout(5)
            request = b""
            while b"\r\n\r\n" not in request:
                if not (piece := client.recv(4096)):
                    return
                request += piece
            self.requests.append(request)
            page = self.pages.get(request.split(b" ")[1].decode(), reply(b"", status=404))
            if callable(page):
                page(client)
            else:
                client.sendall(page)


def reply(body: bytes, *headers: str, status: int = 200, media_type: str = "text/html; charset=utf-8") -> bytes:
    head = [f"HTTP/1.1 {status} X", f"Content-Type: {media_type}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


@contextmanager
def opened_world() -> Iterator[World]:
    """A world whose server listens until the block ends; it knows ``bao.example``."""
    listener = socket.create_server(("127.0.0.1", 0))
    made = World(listener.getsockname()[1], {"bao.example": [PUBLIC]})
    clients: list[threading.Thread] = []

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=_quietly, args=(made, client), daemon=True)
            clients.append(thread)
            thread.start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    yield made
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    accepting.join(5)
    for thread in clients:
        thread.join(5)


def _quietly(world: World, client: socket.socket) -> None:
    """A client that hangs up in the middle is what several tests are about."""
    try:
        world.serve(client)
    except OSError:
        client.close()
