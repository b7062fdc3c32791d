"""Odd characters, identifiers that look like paths, texts of any length."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest

from nlp.web.settings import Limits

Client = httpx.AsyncClient


@pytest.mark.parametrize(
    "typed",
    ["\x00", "a\x00b", "\u202eai là chủ tịch?", "\u200b?", "é" * 2000, "<script>alert(1)</script>", "🌾" * 500, "\n\n"],
)
def test_odd_characters_are_words_like_any_other(server: Any, typed: str) -> None:
    async def story(client: Client) -> None:
        article = await server.opened(client, f"{typed}\n\n{server.page}")
        asked = {"article": article["id"], "question": typed, "previous": typed}
        assert (await client.post("/api/ask", json=asked)).status_code in (200, 422)
        about = {"article": article["id"], "author": typed, "question": typed}
        saved = await client.post("/api/annotations", json=about)
        assert saved.status_code in (201, 422)
        listed = await client.get("/api/annotations", params={"article": article["id"]})
        assert len(listed.json()["annotations"]) == (saved.status_code == 201)
        assert (await client.get("/api/agreement")).status_code == 200
        assert (await client.get("/api/library", params={"q": typed, "source": typed})).status_code in (404, 422)

    server.tell(story)


@pytest.mark.parametrize("id", ["../../etc/passwd", "..", "%2e%2e%2f", "a/b", "\\\\host", "x" * 65, "nul\x00", "🌾"])
def test_an_identifier_is_never_a_path(server: Any, id: str) -> None:
    from urllib.parse import quote

    async def story(client: Client) -> None:
        for path in ("/api/articles/{}", "/api/articles/{}/suggestions", "/api/annotations/{}.jsonl"):
            reply = await client.get(path.format(quote(id, safe="")))
            assert reply.status_code in (404, 405, 422), path
        for body in ({"sample": id}, {"stored": id}):
            assert (await client.post("/api/articles", json=body)).status_code in (404, 422)
        gone = await client.delete(f"/api/annotations/{quote(id, safe='')}", params={"revision": 1})
        assert gone.status_code in (404, 405, 422)

    server.tell(story)


def test_long_articles_are_refused_before_they_hold_up_everybody(server: Any) -> None:
    server.settings = replace(server.settings, limits=Limits(raw=5000, article=3000))

    async def story(client: Client) -> None:
        for length in (3500, 9000):
            reply = await client.post("/api/articles", json={"text": "Huyện gieo cấy. " * (length // 16)})
            assert (reply.status_code, reply.json()["error"]["code"]) == (413, "article-too-long")
            assert "." in reply.json()["error"]["message"]
        await server.opened(client)

    server.tell(story)
