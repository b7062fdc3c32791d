"""Makers of documents and a scripted server on loopback; no packet goes anywhere else."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

ARTICLE = (
    "Sáng 12-3, huyện Sông Vân khánh thành cây cầu dài 320 m nối hai xã ven sông.",
    "Công trình có tổng mức đầu tư 145 tỷ đồng, được xây trong 18 tháng.",
    "Ông Trần Văn Lộc, chủ tịch huyện, cho biết cầu rút ngắn quãng đường đến trường của 600 học sinh.",
)


def _pdf_objects(lines: list[str]) -> list[bytes]:
    """A page whose font has no shapes, only a map from codes to Unicode: all that a text layer needs."""
    letters = sorted(set("".join(lines)))
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    pairs = "\n".join(f"<{codes[c]:04X}> <{c.encode('utf-16-be').hex().upper()}>" for c in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Map def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    ).encode()
    shown = "".join(f"<{''.join(f'{codes[c]:04X}' for c in line)}> Tj T*\n" for line in lines)
    content = f"BT /F1 12 Tf 14 TL 50 780 Td\n{shown}ET".encode()
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Map /Encoding /Identity-H"
        b" /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Map /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        b" /Supplement 0 >> /DW 500 >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(cmap), cmap),
    ]


def assemble_pdf(objects: list[bytes]) -> bytes:
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    start = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return body + start + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))


@pytest.fixture
def make_pdf() -> Callable[[list[str]], bytes]:
    return lambda lines: assemble_pdf(_pdf_objects(lines))


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    import docx

    def make(paragraphs: tuple[str, ...] = ARTICLE, rows: tuple[tuple[str, ...], ...] = (), **stated: str) -> bytes:
        document = docx.Document()
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        if rows:
            table = document.add_table(rows=0, cols=len(rows[0]))
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        for name, value in stated.items():
            setattr(document.core_properties, name, value)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    return make


@dataclass
class World:
    """A stand-in for the Internet: names with addresses, and one server on loopback behind every public address.

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

    def connect(self, address: str, port: int, timeout: float) -> object:
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


@pytest.fixture
def world() -> Iterator[World]:
    listener = socket.create_server(("127.0.0.1", 0))
    made = World(listener.getsockname()[1], {"bao.example": ["93.184.216.34"]})
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


@pytest.fixture
def make_reply() -> Callable[..., bytes]:
    return reply


@pytest.fixture
def article() -> tuple[str, ...]:
    return ARTICLE
