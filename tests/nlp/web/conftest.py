"""A server under test, spoken to over ASGI: no socket, no thread of its own."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import pytest

from nlp import Assistant
from nlp.web.settings import Limits, Settings

#: Without the [web] extra there is nothing to test here.
collect_ignore_glob = [] if find_spec("fastapi") else ["test_*.py"]

PAGE = """Chia sẻ Facebook Zalo

Vụ xuân ở huyện Yên Lạc

Đăng lúc: 08:30:00 12/04/2024 (GMT+7)

Huyện Yên Lạc vừa gieo cấy xong 4.520 ha lúa xuân, đạt 98% kế hoạch, sớm hơn năm 2023 một tuần. \
Chủ tịch UBND huyện Trần Văn Bình cho biết giống mới chiếm 60% diện tích. 🌾

Theo ông Bình, chỉ số cơ giới hóa nông nghiệp (CGH) của huyện đứng thứ 2 toàn tỉnh. Huyện đã chi 12,5 tỷ đồng để \
sửa 31 km kênh mương.
"""

Story = Callable[[httpx.AsyncClient], Awaitable[None]]


class Server:
    """Runs a story, told as a function of a client, against a fresh application."""

    page = PAGE

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        self.assistant = assistant
        self.settings = settings

    def tell(self, story: Story, **options: Any) -> None:
        async def run() -> None:
            from nlp.web.app import create_app

            app = create_app(self.assistant, self.settings)
            transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", **options) as client:
                await story(client)

        asyncio.run(run())

    @contextmanager
    def listening(self, **limits: Any) -> Iterator[Callable[[], socket.socket]]:
        """The server on a real port of this machine, in a thread; gives a function that connects to it."""
        from nlp.web.serve import server_over

        settings = replace(self.settings, limits=Limits(**limits))
        listener = socket.create_server(("127.0.0.1", 0))
        server = server_over(self.assistant, settings)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield lambda: socket.create_connection(listener.getsockname(), timeout=20)
        finally:
            server.should_exit = True
            thread.join()

    async def opened(self, client: httpx.AsyncClient, text: str = PAGE) -> dict[str, Any]:
        reply = await client.post("/api/articles", json={"text": text})
        assert reply.status_code == 201, reply.text
        row: dict[str, Any] = reply.json()
        return row


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    return Assistant.open(reader="lexical", summariser="extractive", offline=True)


@pytest.fixture
def server(assistant: Assistant, tmp_path: Path) -> Server:
    return Server(assistant, Settings(annotations=tmp_path / "notes"))
