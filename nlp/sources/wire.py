"""The connection itself: made to the address that was checked, watched by a clock and a byte counter.

Checking a name and then letting a library resolve it again leaves a gap in which the answer can change (DNS
rebinding). Here the name is resolved once, every answer is checked, and the socket goes to that very address;
the name stays in the Host header and in the TLS handshake. This module is imported only when a page is fetched.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from nlp.sources.addresses import Resolver, private_among
from nlp.sources.faults import refuse

#: Address and port and timeout → an open stream. The tests put their own in its place and record the address.
Connector = Callable[[str, int, float], httpcore.NetworkStream]


def connect(address: str, port: int, timeout: float) -> httpcore.NetworkStream:
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=timeout)


class Budget:
    """What one fetch may still spend, over all its redirects: seconds on the wall clock, bytes on the wire."""

    def __init__(self, name: str, seconds: float, wire_bytes: int) -> None:
        self.name = name
        self.seconds = seconds
        self._end = time.monotonic() + seconds
        self._bytes_left = wire_bytes
        self._wire_bytes = wire_bytes

    def time_left(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise refuse("timeout", self.name, limit=round(self.seconds))
        return left

    def count(self, received: int) -> None:
        self._bytes_left -= received
        if self._bytes_left < 0:
            raise refuse("too-large", self.name, limit=self._wire_bytes // 1_000_000)


class WatchedStream(httpcore.NetworkStream):
    """A stream on a budget: a server that drips one byte a second gets no longer than any other."""

    def __init__(self, inner: httpcore.NetworkStream, budget: Budget) -> None:
        self._inner = inner
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        data = self._inner.read(max_bytes, self._budget.time_left())
        self._budget.count(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._inner.write(buffer, self._budget.time_left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._budget.time_left())
        return WatchedStream(inner, self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves, checks, and connects to what it checked."""

    def __init__(self, budget: Budget, resolver: Resolver, connector: Connector) -> None:
        self._budget = budget
        self._resolver = resolver
        self._connector = connector

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        addresses = resolve_in_time(self._resolver, host, port, self._budget)
        if private := private_among(addresses):
            raise refuse("refused-address", self._budget.name, found=private)
        failure: Exception = httpcore.ConnectError(f"không có địa chỉ nào cho {host}")
        for position, address in enumerate(addresses):
            share = self._budget.time_left() / (len(addresses) - position)
            try:
                return WatchedStream(self._connector(address, port, share), self._budget)
            except (httpcore.ConnectError, httpcore.ConnectTimeout, OSError) as error:
                failure = error
        raise failure


def resolve_in_time(resolver: Resolver, host: str, port: int, budget: Budget) -> list[str]:
    """The resolver's answer, or its error, within the budget: the system's own resolver knows no time limit."""
    answers: list[list[str]] = []
    errors: list[OSError] = []

    def ask() -> None:
        try:
            answers.append(resolver(host, port))
        except (OSError, UnicodeError) as error:
            errors.append(OSError(str(error)))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(budget.time_left())
    if errors:
        raise errors[0]
    if not answers:
        raise refuse("timeout", budget.name, limit=round(budget.seconds))
    return answers[0]
