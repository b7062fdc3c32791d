"""Servers and resolvers that attack who fetches from them. All of them are one server on loopback; see `tests/loopback.py`."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.documents import ARTICLE
from tests.fuzz.hostile import TEXT
from tests.loopback import PUBLIC, World, reply

START: Final = "http://bao.example/"
BODY: Final = f"<html><body>{''.join(f'<p>{line}</p>' for line in ARTICLE)}</body></html>".encode()
_MOST: Final = 3000  # pieces that a server sends at most: it must end although its visitor does not leave


@dataclass(frozen=True, slots=True)
class Server:
    """``set_up`` makes the world bad; the fetch of ``START`` may end as ``ends`` says, having met ``PUBLIC`` alone."""

    name: str
    what: str
    set_up: Callable[[World], None]
    ends: frozenset[str]
    slow: bool = False


def _at(path: str, page: bytes | Callable[[socket.socket], None]) -> Callable[[World], None]:
    def set_up(world: World) -> None:
        world.pages[path] = page

    return set_up


# ── where a redirect leads ───────────────────────────────────────────────────────────────────────────────────────────


def _chain(last: str, hops: int = 3) -> Callable[[World], None]:
    """Public hops, then ``last``."""

    def set_up(world: World) -> None:
        world.names |= {host: [host] for host in ("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fe80::1", PUBLIC)}
        world.names |= {f"h{hop}.example": [PUBLIC] for hop in range(hops)} | {"trong.example": ["192.168.1.1"]}
        world.names["lan.example"] = [PUBLIC, "10.0.0.5"]
        world.names |= {"may.example": ["100.100.100.200"], "2130706433": ["127.0.0.1"]}  # as the system would say
        for hop in range(hops):
            target = f"http://h{hop}.example/{hop + 1}" if hop + 1 < hops else last
            world.pages["/" if hop == 0 else f"/{hop}"] = reply(b"", f"Location: {target}", status=302)

    return set_up


def _endless_chain(world: World) -> None:
    world.pages["/"] = reply(b"", "Location: /", status=302)


def _answering(world: World, second: str) -> None:
    """The name is public when it is asked about first, and another address ever after."""
    later = iter([PUBLIC])

    def resolve(host: str, _: int) -> list[str]:
        world.asked.append(host)
        return [next(later, second)]

    world.resolve = resolve  # type: ignore[method-assign]


def _rebinding(world: World) -> None:
    world.pages["/"] = reply(BODY)
    _answering(world, "127.0.0.1")


def _rebinding_at_redirect(world: World) -> None:
    world.pages |= {"/": reply(b"", "Location: /x", status=302), "/x": reply(BODY)}
    _answering(world, "169.254.169.254")


# ── servers that take their time ─────────────────────────────────────────────────────────────────────────────────────


def _dripping(head: bytes, piece: bytes, pause: float) -> Callable[[socket.socket], None]:
    def drip(client: socket.socket) -> None:
        client.sendall(head)
        for _ in range(_MOST):
            client.sendall(piece)
            time.sleep(pause)

    return drip


_OK: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def _silent(client: socket.socket) -> None:
    for _ in range(300):
        client.settimeout(0.2)
        try:
            if not client.recv(1):
                return
        except TimeoutError:
            continue


def _hanging_resolver(world: World) -> None:
    def hang(host: str, port: int) -> list[str]:
        time.sleep(60)
        return [PUBLIC]

    world.resolve = hang  # type: ignore[method-assign]


# ── bodies ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _zeros(megabytes: int, window: int) -> bytes:
    """A stream of so many megabytes of zeros, quickly made: after a full flush the packed bytes repeat. It has no end."""
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    start, again = (packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return start + again * (megabytes - 1)


def _encoded(encoding: str, make: Callable[[], bytes]) -> Callable[[World], None]:
    def set_up(world: World) -> None:
        world.pages["/"] = reply(make(), f"Content-Encoding: {encoding}")

    return set_up


_REFUSED_ADDRESS: Final = frozenset({"refused-address"})
_TIMEOUT: Final = frozenset({"timeout"})
_TOO_LARGE: Final = frozenset({"too-large"})
_NETWORK: Final = frozenset({"network"})

SERVERS: Final = (
    *(
        Server(f"redirect-{number}", f"chuyển hướng ba chặng rồi tới {target}", _chain(target), _REFUSED_ADDRESS)
        for number, target in enumerate(
            (
                "http://127.0.0.1/", "http://10.0.0.1/quan-tri", "http://169.254.169.254/latest/meta-data", "http://[::1]/",
                "http://[fe80::1]/", "//trong.example/", "http://lan.example/", "http://may.example/", "http://2130706433/",
            )
        )
    ),
    Server("redirect-file", "chuyển hướng tới file:///etc/passwd", _chain("file:///etc/passwd"), frozenset({"bad-url"})),
    Server("redirect-login", "chuyển hướng tới địa chỉ có mật khẩu", _chain(f"http://a:b@{PUBLIC}/"), frozenset({"bad-url"})),
    Server("redirect-loop", "chuyển hướng vòng tròn", _endless_chain, frozenset({"too-many-redirects"})),
    Server("rebinding", "tên miền đổi địa chỉ giữa lúc kiểm và lúc nối", _rebinding, frozenset({TEXT})),
    Server("rebinding-hop", "tên miền đổi địa chỉ sau chuyển hướng", _rebinding_at_redirect, _REFUSED_ADDRESS),
    Server("slow-head", "máy chủ nhả phần đầu từng byte", _at("/", _dripping(_OK, b"x", 0.05)), _TIMEOUT, True),
    Server("slow-body", "máy chủ nhả nội dung từng byte", _at("/", _dripping(_OK + b"\r\n", b"x", 0.05)), _TIMEOUT, True),
    Server("silent", "máy chủ nhận rồi im lặng", _at("/", _silent), _TIMEOUT, True),
    Server("slow-resolver", "máy phân giải tên không trả lời", _hanging_resolver, _TIMEOUT, True),
    Server("endless-head", "phần đầu HTTP không bao giờ hết", _at("/", _dripping(_OK, b"X-A: " + b"a" * 20_000 + b"\r\n", 0)),
           _TOO_LARGE | _NETWORK),
    Server("endless-body", "nội dung không bao giờ hết", _at("/", _dripping(_OK + b"\r\n", b"a" * 20_000, 0)), _TOO_LARGE),
    Server("gzip-bomb", "gzip 200 MB trong 200 KB", _encoded("gzip", lambda: _zeros(200, 31)), _TOO_LARGE),
    Server("gzip-members", "gzip gồm 200.000 mảnh rỗng", _encoded("gzip", lambda: gzip.compress(b"") * 200_000),
           _NETWORK),
    Server("deflate-bomb", "deflate 200 MB", _encoded("deflate", lambda: _zeros(200, 15)), _TOO_LARGE),
    Server("brotli", "nội dung brotli (không mở: không xin brotli)", _encoded("br", lambda: bytes(285_000)), _NETWORK),
    Server("gzip-twice", "gzip trong gzip, 1 GB",
           _encoded("gzip, gzip", lambda: gzip.compress(_zeros(1000, 31))), _NETWORK),
    Server("cut-short", "khai 10 MB nhưng gửi 10 byte rồi bỏ",
           _at("/", _OK + b"Content-Length: 10000000\r\n\r\n" + b"a" * 10), _NETWORK),
)  # fmt: skip
