"""Fetching: only public addresses, at every hop; bounded in time, in bytes on the wire and in bytes unpacked."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
import zlib
from collections.abc import Callable
from typing import Any

import httpcore
import pytest

from corpus.errors import SourceError
from nlp.sources.addresses import is_public
from nlp.sources.fetch import Fetched, FetchLimits, fetch
from nlp.sources.inflate import OverflowingError, inflate

Reply = Callable[..., bytes]
BODY = "<html><body><p>Hà Nội, một câu.</p></body></html>".encode()


def get(world: Any, address: str, **limits: Any) -> Fetched:
    return fetch(address, limits=FetchLimits(**limits), resolver=world.resolve, connector=world.connect)


def code_of(world: Any, address: str, **limits: Any) -> str:
    with pytest.raises(SourceError) as caught:
        get(world, address, **limits)
    assert "\n" not in str(caught.value)
    return caught.value.code


@pytest.mark.parametrize(
    "text",
    [
        *("0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "169.254.169.254"),
        *("172.16.0.1", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1"),
        *("255.255.255.255", "168.63.129.16", "192.88.99.1", "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254"),
        *("ff02::1", "fec0::1", "2001:db8::1", "2001::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1"),
        *("64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "100::1"),
    ],
)
def test_addresses_that_are_not_of_the_open_internet(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "text",
    ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"],
)
def test_addresses_of_the_open_internet(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


def test_a_page_comes_with_its_type_and_its_address(world: Any, make_reply: Reply) -> None:
    world.pages["/bai?x=1"] = make_reply(BODY, media_type="text/html; charset=UTF-8")
    page = get(world, "http://bao.example/bai?x=1")
    assert page == Fetched("http://bao.example/bai?x=1", BODY, "text/html", "utf-8")
    assert world.connected == [("93.184.216.34", 80)]
    assert b"Host: bao.example\r\n" in world.requests[0]
    assert b"User-Agent: hoibao" in world.requests[0]


def test_the_name_is_resolved_once_and_the_checked_address_is_the_one_connected_to(
    world: Any, make_reply: Reply
) -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    world.pages["/"] = make_reply(BODY)
    page = fetch("http://bao.example:8080/", resolver=lambda *_: next(answers), connector=world.connect)
    assert page.data == BODY
    assert world.connected == [("93.184.216.34", 8080)]


@pytest.mark.parametrize(
    "answers", [["127.0.0.1"], ["93.184.216.34", "10.0.0.5"], ["::ffff:192.168.0.1"], ["fe80::1%eth0"], ["không"]]
)
def test_a_name_with_one_private_address_is_not_connected_to(world: Any, answers: list[str]) -> None:
    world.names["ac.example"] = answers
    assert code_of(world, "http://ac.example/") == "refused-address"
    assert world.connected == []


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:10.0.0.1]", "169.254.169.254"]
)
def test_private_hosts_in_all_their_spellings(world: Any, host: str) -> None:
    with pytest.raises(SourceError) as caught:
        fetch(f"http://{host}/latest/meta-data", connector=world.connect)
    assert caught.value.code in ("refused-address", "bad-url")
    assert world.connected == []


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/", "http://169.254.169.254/latest", "//10.0.0.1/x", "http://trong.example/", "http://[::1]/"],
)
def test_a_redirect_into_a_private_network_is_refused(world: Any, make_reply: Reply, target: str) -> None:
    world.names |= {"trong.example": ["192.168.1.1"]} | {
        h: [h] for h in ("127.0.0.1", "169.254.169.254", "10.0.0.1", "::1")
    }
    world.pages["/"] = make_reply(b"", f"Location: {target}", status=302)
    assert code_of(world, "http://bao.example/") == "refused-address"
    assert world.connected == [("93.184.216.34", 80)]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://bao.example/", "gopher://bao.example/", "javascript:x"]
)
def test_a_redirect_to_another_scheme_is_refused(world: Any, make_reply: Reply, target: str) -> None:
    world.pages["/"] = make_reply(b"", f"Location: {target}", status=301)
    assert code_of(world, "http://bao.example/") == "bad-url"


def test_redirects_are_followed_up_to_five(world: Any, make_reply: Reply) -> None:
    for hop in range(6):
        world.pages[f"/{hop}"] = make_reply(b"", f"Location: {hop + 1}", status=302)
    world.pages["/6"] = make_reply(BODY)
    assert get(world, "http://bao.example/1").url == "http://bao.example/6"
    assert code_of(world, "http://bao.example/0") == "too-many-redirects"


def test_a_vietnamese_redirect_and_a_vietnamese_name(world: Any, make_reply: Reply) -> None:
    world.names["xn--bo-mia.example"] = ["93.184.216.34"]
    moved = make_reply(b"", "Location: /tin-mới", status=302)
    world.pages["/"] = moved
    world.pages["/tin-m%E1%BB%9Bi"] = make_reply(BODY)
    assert get(world, "http://báo.example/").data == BODY


@pytest.mark.parametrize(
    "address",
    [
        "ftp://bao.example/a",
        "http://",
        "http:///a",
        "http://ten:mk@bao.example/",
        "http://bao.example:99999/",
        "http://a\x00b/",
    ],
)
def test_addresses_that_are_not_ours_to_fetch(world: Any, address: str) -> None:
    assert code_of(world, address) == "bad-url"
    assert world.connected == []


def test_faults_of_the_network_and_of_the_server(world: Any, make_reply: Reply) -> None:
    world.pages |= {"/500": make_reply(b"", status=500), "/rác": b"", "/la": b"not http at all\r\n\r\n"}
    world.pages["/br"] = make_reply(b"x", "Content-Encoding: br")
    world.pages["/hong"] = make_reply(b"\x1f\x8bxxxxxxxxxxxxxxx", "Content-Encoding: gzip")
    assert code_of(world, "http://bao.example/500") == "http-status"
    assert code_of(world, "http://bao.example/404") == "http-status"
    assert code_of(world, "http://khong.example/") == "network"
    for path in ("la", "br", "hong"):
        assert code_of(world, f"http://bao.example/{path}") == "network"


def test_a_server_that_drips_is_left_when_the_time_is_up(world: Any) -> None:
    def drip(client: socket.socket) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            client.sendall(b"x")
            time.sleep(0.02)

    world.pages["/"] = drip
    assert code_of(world, "http://bao.example/", seconds=0.3) == "timeout"


def test_headers_without_end_are_left_too(world: Any) -> None:
    def endless(client: socket.socket) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            client.sendall(b"X-A: " + b"a" * 1000 + b"\r\n")

    world.pages["/"] = endless
    assert code_of(world, "http://bao.example/", wire_bytes=300_000) in ("too-large", "network")


def test_a_resolver_that_hangs_is_left(world: Any) -> None:
    release = threading.Event()

    def hang(*_: object) -> list[str]:
        release.wait(5)
        return []

    with pytest.raises(SourceError) as caught:
        fetch("http://bao.example/", limits=FetchLimits(seconds=0.1), resolver=hang, connector=world.connect)
    release.set()
    assert caught.value.code == "timeout"


def test_too_many_bytes_on_the_wire(world: Any, make_reply: Reply) -> None:
    world.pages["/"] = make_reply(b"x" * 50_000)
    assert code_of(world, "http://bao.example/", wire_bytes=20_000) == "too-large"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(BODY)),
        ("gzip", gzip.compress(BODY[:20]) + gzip.compress(BODY[20:])),
        ("deflate", zlib.compress(BODY)),
        ("deflate", zlib.compress(BODY)[2:-4]),
        ("identity", BODY),
    ],
)
def test_compressed_pages(world: Any, make_reply: Reply, encoding: str, packed: bytes) -> None:
    world.pages["/"] = make_reply(packed, f"Content-Encoding: {encoding}")
    assert get(world, "http://bao.example/").data == BODY


def test_a_gzip_bomb_is_not_unpacked(world: Any, make_reply: Reply) -> None:
    world.pages["/"] = make_reply(gzip.compress(bytes(30_000_000)), "Content-Encoding: gzip")
    assert code_of(world, "http://bao.example/") == "too-large"


@pytest.mark.parametrize("size", [1, 7, 4096])
def test_inflating_does_not_depend_on_how_the_bytes_arrive(size: int) -> None:
    for encoding, packed in (("gzip", gzip.compress(BODY) * 2), ("deflate", zlib.compress(BODY)[2:-4])):
        chunks = [packed[start : start + size] for start in range(0, len(packed), size)]
        assert inflate(chunks, encoding, 10_000) in (BODY, BODY * 2)
    with pytest.raises(OverflowingError):
        inflate([gzip.compress(bytes(1000))], "gzip", 999)


def test_a_truncated_gzip_body_is_a_fault_not_a_short_page() -> None:
    with pytest.raises(ValueError):
        inflate([gzip.compress(BODY * 100)[:-20]], "gzip", 1_000_000)


def test_the_environment_s_proxy_is_not_asked(world: Any, make_reply: Reply, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://10.0.0.1:3128")
    world.pages["/"] = make_reply(BODY)
    assert get(world, "http://bao.example/").data == BODY
    assert world.connected == [("93.184.216.34", 80)]


def test_tls_is_asked_for_the_name_while_the_socket_goes_to_the_address(world: Any) -> None:
    names: list[str | None] = []

    class Plain(httpcore.NetworkStream):
        def start_tls(self, ssl_context: Any, server_hostname: str | None = None, *_: Any, **__: Any) -> Any:
            assert ssl_context.check_hostname
            names.append(server_hostname)
            raise httpcore.ConnectError("đủ rồi")

        def close(self) -> None: ...

    def connect(address: str, port: int, _: float) -> httpcore.NetworkStream:
        world.connected.append((address, port))
        return Plain()

    with pytest.raises(SourceError):
        fetch("https://bao.example/", resolver=world.resolve, connector=connect)
    assert (names, world.connected) == (["bao.example"], [("93.184.216.34", 443)])


def test_the_second_address_is_tried_when_the_first_does_not_answer(world: Any, make_reply: Reply) -> None:
    world.names["bao.example"] = ["2606:4700:4700::1111", "93.184.216.34"]
    world.pages["/"] = make_reply(BODY)

    def connect(address: str, port: int, timeout: float) -> Any:
        if ":" in address:
            raise httpcore.ConnectError("không có đường")
        return world.connect(address, port, timeout)

    assert fetch("http://bao.example/", resolver=world.resolve, connector=connect).data == BODY


def test_a_gzip_body_of_countless_pieces_is_refused() -> None:
    assert inflate([gzip.compress(b"a") * 1000], "gzip", 10_000) == b"a" * 1000
    with pytest.raises(ValueError, match="1000"):
        inflate([gzip.compress(b"") * 1001], "gzip", 10_000)
