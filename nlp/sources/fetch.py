"""Fetching one page from the open Internet, safely: only http(s), only public addresses, bounded in time and size.

Proxies and other settings of the environment are not followed: a proxy would connect for us, unchecked.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.sources.faults import refuse

if TYPE_CHECKING:
    import httpcore
    import httpx

    from nlp.sources.addresses import Resolver
    from nlp.sources.wire import Budget, Connector

USER_AGENT = "hoibao (article reader; one page at a user's request)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Ceilings of one fetch, over all its redirects: seconds on the wall clock, bytes on the wire and unpacked."""

    seconds: float = 20.0
    wire_bytes: int = 20_000_000
    body_bytes: int = 20_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as the server sent it, compression undone. ``url`` is where the redirects ended."""

    url: str
    data: bytes
    media_type: str = ""
    charset: str | None = None


def is_address(source: str) -> bool:
    """Whether ``source`` is meant as an address and not as a path ("C:\\\\bài.txt" is a path).

    >>> [is_address(source) for source in ("https://a.vn/b", "HTTP://a.vn", "ftp://a.vn", "bài.txt")]
    [True, True, True, False]
    """
    return bool(re.match(r"[a-z][a-z0-9+.-]*://", source, re.IGNORECASE))


def fetch(
    address: str,
    *,
    limits: FetchLimits | None = None,
    resolver: Resolver | None = None,
    connector: Connector | None = None,
) -> Fetched:
    """The page at ``address``, its redirects followed and each of them checked like the first address.

    Raises:
        SourceError: codes bad-url, refused-address, too-many-redirects, http-status, too-large, timeout, network.
    """
    from nlp.sources import addresses, wire

    limits = limits or FetchLimits()
    budget = wire.Budget(address, limits.seconds, limits.wire_bytes)
    backend = wire.CheckedBackend(budget, resolver or addresses.resolve, connector or wire.connect)
    url = _checked_url(address, address)
    with _faults_named(budget):
        for _ in range(limits.redirects + 1):
            reply = _ask_once(url, backend, budget, limits)
            if isinstance(reply, Fetched):
                return reply
            url = _checked_url(str(url.join(reply)), address)
    raise refuse("too-many-redirects", address, limit=limits.redirects)


def _checked_url(text: str, name: str) -> httpx.URL:
    """An http(s) address with a host and no user name, internationalised names made ASCII."""
    import httpx

    try:
        url = httpx.URL(text.strip())
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise refuse("bad-url", name, found="không phân tích được") from error
    if url.scheme not in ("http", "https"):
        raise refuse("bad-url", name, found=f"giao thức {url.scheme}")
    if url.port is not None and not 0 < url.port < 65536:
        raise refuse("bad-url", name, found=f"cổng {url.port}")
    if not host:
        raise refuse("bad-url", name, found="thiếu tên miền")
    if url.userinfo:
        raise refuse("bad-url", name, found="có tên đăng nhập trong địa chỉ")
    return url


def _ask_once(url: httpx.URL, backend: httpcore.NetworkBackend, budget: Budget, limits: FetchLimits) -> Fetched | str:
    """One request: the page, or where it has moved to."""
    import httpcore
    import httpx

    from nlp.sources.inflate import OverflowingError, inflate

    context = httpx.create_ssl_context(trust_env=False) if url.scheme == "https" else None
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    with (
        httpcore.ConnectionPool(ssl_context=context, network_backend=backend) as pool,
        pool.stream("GET", target, headers=_request_headers(url)) as response,
    ):
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        if response.status in _REDIRECTS and "location" in headers:
            return _as_text(headers["location"])
        if response.status != 200:
            raise refuse("http-status", budget.name, found=response.status)
        try:
            data = inflate(response.iter_stream(), headers.get("content-encoding", ""), limits.body_bytes)
        except OverflowingError as error:
            raise refuse("too-large", budget.name, limit=limits.body_bytes // 1_000_000) from error
    media_type = headers.get("content-type", "").lower()
    charset = _CHARSET.search(media_type)
    return Fetched(str(url), data, media_type.partition(";")[0].strip(), charset.group(1) if charset else None)


def _request_headers(url: httpx.URL) -> list[tuple[bytes, bytes]]:
    return [
        (b"Host", url.netloc),
        (b"User-Agent", USER_AGENT.encode()),
        (b"Accept", b"text/html, application/xhtml+xml, text/plain, application/pdf;q=0.8, */*;q=0.5"),
        (b"Accept-Language", b"vi, en;q=0.5"),
        (b"Accept-Encoding", b"gzip, deflate"),
        (b"Connection", b"close"),
    ]


def _as_text(header: str) -> str:
    """A Location header as servers send it: ASCII by the book, UTF-8 in practice."""
    return header.encode("latin-1").decode("utf-8", "replace")


@contextlib.contextmanager
def _faults_named(budget: Budget) -> Iterator[None]:
    """Errors of sockets, TLS and HTTP as errors about the source."""
    import httpcore

    try:
        yield
    except httpcore.TimeoutException as error:
        raise refuse("timeout", budget.name, limit=round(budget.seconds)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError, ValueError) as error:
        raise refuse("network", budget.name, found=str(error) or type(error).__name__) from error
