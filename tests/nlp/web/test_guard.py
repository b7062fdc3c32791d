"""What the server refuses, and how it says so."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from nlp import Assistant
from nlp.web.settings import Limits

Client = httpx.AsyncClient


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/api/articles", b'{"text": "  "}', 422, "empty-article"),
        ("/api/articles", b'{"text": "?! ..."}', 422, "empty-article"),
        ("/api/articles", b"{}", 422, "bad-request"),
        ("/api/articles", b'{"text": "a", "url": "b"}', 422, "bad-request"),
        ("/api/articles", b'{"text": 5}', 422, "bad-request"),
        ("/api/articles", b'{"text": "\\ud800"}', 400, "bad-body"),
        ("/api/articles", b"[" * 100_000, 400, "bad-body"),
        ("/api/articles", b'{"html": "<script>1</script>"}', 422, "no-article"),
        ("/api/ask", b"", 422, "bad-request"),
        ("/api/ask", b"{", 400, "bad-body"),
        ("/api/ask", b"\xff\xfe{", 400, "bad-body"),
        ("/api/ask", b'{"article": "x", "question": "Ai?"}', 404, "unknown-article"),
        ("/api/ask", b'{"article": "x", "question": " "}', 422, "bad-request"),
        ("/api/ask", b'{"article": "x", "question": "Ai?", "topp": 3}', 422, "bad-request"),
        ("/api/ask", b'{"question": "Ai?"}', 422, "bad-request"),
        ("/api/ask", b'{"library": true, "question": "Ai?"}', 404, "no-library"),
        ("/api/summarise", b'{"article": "x", "sentences": 0}', 422, "bad-request"),
        ("/api/summarise", b'{"article": "x", "sentences": 1, "words": 9}', 422, "bad-request"),
        ("/api/annotations", b'{"article": "x", "author": "Lan"}', 404, "unknown-article"),
        ("/api/nothing", b"{}", 404, "not-found-here"),
        ("/api/health", b"{}", 405, "bad-method"),
    ],
)
def test_bad_requests_get_one_clear_line(server: Any, path: str, body: bytes, status: int, code: str) -> None:
    async def story(client: Client) -> None:
        for lang in ("vi", "en"):
            headers = {"content-type": "application/json", "accept-language": lang}
            reply = await client.post(path, content=body, headers=headers)
            error = reply.json()["error"]
            assert error["code"] == code, error
            assert reply.status_code == status
            assert error["message"]
            assert "\n" not in error["message"]

    server.tell(story)


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("/api/ask", {"article": "x"}, "trường question không hợp lệ (thiếu trường này)"),
        ("/api/ask", {"article": "x", "question": "a" * 2001}, "(cần không quá 2000 ký tự)"),
        ("/api/ask", {"article": "x", "question": "Ai?", "top": 99}, "trường top không hợp lệ (cần không quá 20)"),
        ("/api/ask", {"question": "Ai?"}, "(cần đúng một cách: article | articles | library)"),
        ("/api/ask", {"article": "x", "question": 5}, "(cần một chuỗi chữ)"),
        ("/api/ask", {"article": "x", "question": "Ai?", "library": 0}, "(cần true hoặc false)"),
        ("/api/ask", {"article": "x", "question": "Ai?", "top": "5"}, "(cần một số nguyên)"),
        ("/api/ask", [], "(cần một đối tượng JSON)"),
        ("/api/articles", {"text": "a", "topic": "b"}, "trường topic không hợp lệ (không có trường nào tên như thế)"),
        ("/api/annotations", {"article": "x", "author": "Lan", "revision": -1}, "(cần từ 0 trở lên)"),
        ("/api/annotations", {"article": "x", "author": "Lan", "answers": {}}, "(cần một danh sách)"),
    ],
)
def test_what_is_wrong_with_a_field_is_said_in_vietnamese(server: Any, path: str, body: Any, words: str) -> None:
    async def story(client: Client) -> None:
        message = (await client.post(path, json=body)).json()["error"]["message"]
        assert words in message

    server.tell(story)


def test_forms_and_other_types_are_refused(server: Any) -> None:
    async def story(client: Client) -> None:
        for path, kind in (
            ("/api/ask", "application/x-www-form-urlencoded"),
            ("/api/ask", "multipart/form-data; boundary=x"),
            ("/api/articles", "application/x-www-form-urlencoded"),
            ("/api/articles", "text/plain"),
        ):
            reply = await client.post(path, content=b"a=1", headers={"content-type": kind})
            assert (reply.status_code, reply.json()["error"]["code"]) == (415, "bad-media-type")
        broken = await client.post("/api/articles", content=b"x", headers={"content-type": "multipart/form-data"})
        assert broken.status_code == 400
        assert broken.json()["error"]["code"] == "bad-body"

    server.tell(story)


def test_sizes_are_capped_declared_or_not(server: Any) -> None:
    small = replace(server.settings, limits=Limits(body=1000, upload=3000, held=10_000))

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(50):
            yield b" " * 100

    async def story(client: Client) -> None:
        typed = {"content-type": "application/json"}
        for content in (b" " * 5000, chunks()):
            reply = await client.post("/api/ask", content=content, headers=typed)
            assert (reply.status_code, reply.json()["error"]["code"]) == (413, "body-too-large")
        assert (await client.post("/api/articles", content=b" " * 3001, headers=typed)).status_code == 413
        lying = {**typed, "content-length": "-5"}
        assert (await client.post("/api/ask", content=b"{}", headers=lying)).status_code < 500

    server.settings = small
    server.tell(story)


def test_other_hosts_and_other_sites_are_refused(server: Any) -> None:
    async def story(client: Client) -> None:
        asked = [
            ({"host": "evil.example"}, "/", "bad-host"),
            ({"host": "127.0.0.1.evil.example"}, "/api/health", "bad-host"),
            ({"origin": "https://evil.example"}, "/api/health", "cross-site"),
            ({"origin": "null"}, "/api/health", "cross-site"),
            ({"origin": "http://127.0.0.1:9999"}, "/api/health", "cross-site"),
            ({"sec-fetch-site": "cross-site"}, "/api/health", "cross-site"),
        ]
        for headers, path, code in asked:
            reply = await client.get(path, headers=headers)
            assert (reply.status_code, reply.json()["error"]["code"]) == (403, code), headers
        own = {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"}
        assert (await client.get("/api/health", headers=own)).status_code == 200
        assert (await client.get("/api/health", headers={"host": "localhost:8000"})).status_code == 200

    server.tell(story)


def test_the_token_opens_the_api(server: Any, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("<p>điểm</p>", encoding="utf-8")
    guarded = replace(server.settings, token="bi-mat-cua-toa-soan", report=tmp_path)

    async def story(client: Client) -> None:
        assert (await client.get("/")).status_code == 200
        for path in ("/api/health", "/api/openapi.json", "/metrics", "/report", "/report?key=0"):
            assert (await client.get(path)).status_code == 401, path
        bearer = {"authorization": "Bearer bi-mat-cua-toa-soan"}
        health = await client.get("/api/health", headers=bearer)
        assert health.status_code == 200
        assert (await client.get(health.json()["report"])).text == "<p>điểm</p>"
        assert (await client.get("/api/health", headers={"authorization": "Bearer x"})).status_code == 401

    server.settings = guarded
    server.tell(story, headers={"host": "bao.example"})


def test_a_full_queue_says_when_to_come_back(server: Any) -> None:
    leave = threading.Event()

    class Slow:
        name = "slow"

        def read(self, question: str, contexts: object) -> Any:
            leave.wait(5)
            raise AssertionError("nobody waits for this")

    slow = Assistant(Slow(), server.assistant.summariser, offline=True)
    few = replace(server.settings, limits=Limits(waiting=2, working=0.2))

    async def story(client: Client) -> None:
        article = await server.opened(client)
        asked = {"article": article["id"], "question": "Huyện chi bao nhiêu tiền?"}
        replies = await asyncio.gather(*(client.post("/api/ask", json=asked) for _ in range(5)))
        codes = sorted(reply.json()["error"]["code"] for reply in replies)
        assert codes == ["busy", "busy", "busy", "too-slow", "too-slow"]
        assert all(reply.status_code == 503 and reply.headers["retry-after"] for reply in replies)
        leave.set()

    server.assistant, server.settings = slow, few
    server.tell(story)


def test_a_fault_of_our_own_is_one_line_too(server: Any, caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        name = "broken"

        def read(self, question: str, contexts: object) -> Any:
            raise RuntimeError("bí mật của máy chủ")

    server.assistant = Assistant(Broken(), server.assistant.summariser, offline=True)

    async def story(client: Client) -> None:
        article = await server.opened(client)
        asked = {"article": article["id"], "question": "Huyện chi bao nhiêu tiền?"}
        reply = await client.post("/api/ask", json=asked)
        assert (reply.status_code, reply.json()["error"]["code"]) == (500, "broken")
        assert "bí mật" not in reply.text
        assert "default-src 'none'" in reply.headers["content-security-policy"]
        events = await client.post("/api/ask", json=asked, headers={"accept": "text/event-stream"})
        assert '"code": "broken"' in events.text
        assert "bí mật" not in events.text

    server.tell(story)
    assert "bí mật của máy chủ" in caplog.text


def test_what_a_route_does_not_do_it_lists(server: Any) -> None:
    async def story(client: Client) -> None:
        reply = await client.put("/api/articles", json={})
        assert reply.status_code == 405
        assert set(reply.headers["allow"].split(", ")) == {"GET", "POST"}

    server.tell(story)


def test_a_folder_that_cannot_be_written_is_told(server: Any, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("một tệp, không phải thư mục", encoding="utf-8")

    async def story(client: Client) -> None:
        article = await server.opened(client)
        about = {"article": article["id"], "author": "Lan", "question": "Ai là Bí thư?"}
        reply = await client.post("/api/annotations", json=about)
        assert (reply.status_code, reply.json()["error"]["code"]) == (503, "not-writable")

    server.tell(story)
