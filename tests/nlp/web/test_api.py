"""The HTTP contract: the rows that the command line prints, under the same names."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from nlp import Assistant

Client = httpx.AsyncClient


def test_an_article_comes_back_cleaned_with_what_was_dropped(server: Any) -> None:
    async def story(client: Client) -> None:
        row = await server.opened(client)
        assert row["title"] == "Vụ xuân ở huyện Yên Lạc"
        assert row["published"] == "2024-04-12T08:30:00+07:00"
        dropped = [edit for edit in row["edits"] if edit["action"] == "drop"]
        assert [edit["text"] for edit in dropped] == ["Chia sẻ Facebook Zalo"]
        lines = server.page.split("\n")
        for block in row["blocks"]:
            opening = row["text"][block["start"] : block["end"]][:20]
            assert lines[block["line"] - 1].startswith(opening)
        assert (await client.get(f"/api/articles/{row['id']}")).json() == row
        listed = (await client.get("/api/articles")).json()["articles"]
        assert [each["id"] for each in listed] == [row["id"]]
        assert (await server.opened(client))["id"] == row["id"]
        assert (await client.delete(f"/api/articles/{row['id']}")).status_code == 204
        assert (await client.get(f"/api/articles/{row['id']}")).status_code == 404

    server.tell(story)


def test_html_uploads_and_samples(server: Any) -> None:
    async def story(client: Client) -> None:
        paragraph = "<p>Xã Hòa Tiến có 12 trường học và 3 trạm y tế, nhiều hơn năm ngoái hai trường.</p>"
        html = f"<html><head><meta charset='windows-1252'></head><body><h1>Tin xã</h1>{paragraph * 1}</body></html>"
        row = (await client.post("/api/articles", json={"html": html})).json()
        assert "Xã Hòa Tiến có 12 trường học" in row["text"]
        sent = {"file": ("bài.txt", server.page.encode("utf-16"), "text/plain")}
        row = (await client.post("/api/articles", files=sent)).json()
        assert row["title"] == "Vụ xuân ở huyện Yên Lạc"
        sample = (await client.get("/api/samples")).json()["samples"][0]
        row = (await client.post("/api/articles", json={"sample": sample["id"]})).json()
        assert row["syllables"] > 100

    server.tell(story)


def test_an_address_is_never_a_file_of_this_machine(server: Any, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Mật khẩu của máy này là 1234, không ai được đọc.", encoding="utf-8")
    online = Assistant(server.assistant.reader, server.assistant.summariser, offline=False)

    async def story(client: Client) -> None:
        tried = [
            str(secret),
            f"file://{secret}",
            "-",
            "http://127.0.0.1:1/",
            "http://[::1]/",
            "http://2130706433/",
            "x",
        ]
        for url in tried:
            reply = await client.post("/api/articles", json={"url": url})
            assert reply.status_code in (403, 422), url
            assert reply.json()["error"]["code"] in ("bad-url", "refused-address"), url

    server.assistant = online
    server.tell(story)


def test_an_answer_has_the_fields_of_the_command_line(server: Any) -> None:
    async def story(client: Client) -> None:
        article = await server.opened(client)
        asked = {"article": article["id"], "question": "Chỉ số cơ giới hóa đứng thứ mấy?"}
        row = (await client.post("/api/ask", json=asked)).json()
        assert row["answer"] == article["text"][row["start"] : row["end"]]
        assert row["normalized"] == {"kind": "rank", "value": 2}
        assert row["evidence"][0]["article"] == article["id"]
        assert {"question", "score", "candidates", "reader", "elapsed_ms"} <= set(row)
        asked = {"article": article["id"], "question": "Huyện Vĩnh Tường chi bao nhiêu tiền cho thể thao?"}
        row = (await client.post("/api/ask", json=asked)).json()
        assert row["answer"] is None
        assert row["start"] is None

    server.tell(story)


def test_slow_work_tells_that_it_goes_on(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp.web.replies._PATIENCE", 0.01)
    lexical = server.assistant.reader

    class Slow:
        name = "slow"

        def read(self, question: str, contexts: Any) -> Any:
            time.sleep(0.08)
            return lexical.read(question, contexts)

    server.assistant = Assistant(Slow(), server.assistant.summariser, offline=True)

    async def story(client: Client) -> None:
        article = await server.opened(client)
        asked = {"article": article["id"], "question": "Huyện chi bao nhiêu tiền?"}
        reply = await client.post("/api/ask", json=asked, headers={"accept": "text/event-stream, application/json"})
        names = [line.removeprefix("event: ") for line in reply.text.splitlines() if line.startswith("event: ")]
        assert names[0] == "progress"
        assert names[-1] == "result"
        assert set(names[:-1]) == {"progress"}

    server.tell(story)


def test_suggestions_are_questions_that_the_article_answers(server: Any) -> None:
    async def story(client: Client) -> None:
        article = await server.opened(client)
        questions = (await client.get(f"/api/articles/{article['id']}/suggestions")).json()["questions"]
        assert len(questions) >= 2
        for question in questions:
            row = (await client.post("/api/ask", json={"article": article["id"], "question": question})).json()
            assert row["answer"], question

    server.tell(story)


def test_a_summary_points_into_its_article(server: Any) -> None:
    async def story(client: Client) -> None:
        article = await server.opened(client)
        row = (await client.post("/api/summarise", json={"article": article["id"], "sentences": 2})).json()
        assert len(row["sentences"]) == 2
        for sentence in row["sentences"]:
            assert sentence["text"] == article["text"][sentence["start"] : sentence["end"]]

    server.tell(story)


def test_events_where_they_are_asked_for(server: Any) -> None:
    async def story(client: Client) -> None:
        article = await server.opened(client)
        asked = {"article": article["id"], "question": "Bài đăng ngày nào?"}
        quick = await client.post("/api/ask", json=asked, headers={"accept": "text/event-stream, application/json"})
        assert quick.headers["content-type"].startswith("application/json")
        events = await client.post("/api/ask", json=asked, headers={"accept": "text/event-stream"})
        assert events.headers["content-type"].startswith("text/event-stream")
        name, data = events.text.strip().split("\n")[-2:]
        assert name == "event: result"
        assert json.loads(data.removeprefix("data: "))["answer"] == quick.json()["answer"]
        missing = {"article": "000000000000", "question": "Ai?"}
        events = await client.post("/api/ask", json=missing, headers={"accept": "text/event-stream"})
        assert "event: error" in events.text
        assert "unknown-article" in events.text

    server.tell(story)


def test_every_reply_carries_the_safety_headers(server: Any) -> None:
    async def story(client: Client) -> None:
        for path in (
            "/",
            "/static/js/main.js",
            "/api/health",
            "/nothing",
            "/static/../app.py",
            "/static/%2e%2e/app.py",
        ):
            reply = await client.get(path)
            policy = reply.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert reply.headers["x-content-type-options"] == "nosniff"
            assert "create_app" not in reply.text

    server.tell(story)


def test_the_page_asks_no_other_host_and_runs_no_inline_script() -> None:
    static = Path(__file__).resolve().parents[3] / "nlp" / "web" / "static"
    page = (static / "index.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert " style=" not in page
    assert " on" not in page.replace(" on ", " ").split("<main")[0].split("<body")[1] or " onclick" not in page
    for path in [*static.rglob("*.js"), *static.rglob("*.css"), *static.rglob("*.svg"), static / "index.html"]:
        text = path.read_text(encoding="utf-8")
        hosts = [piece for piece in text.split("https://")[1:] if not piece.startswith("…")]
        assert not hosts, path
        assert ".innerHTML" not in text, path


def test_metrics_count_routes_and_grow_with_nothing_typed(server: Any) -> None:
    async def story(client: Client) -> None:
        article = await server.opened(client)
        await client.get(f"/api/articles/{article['id']}")
        for number in range(30):
            await client.get(f"/made-up/{number}")
        text = (await client.get("/metrics")).text
        assert 'hoibao_requests_total{method="GET",route="/api/articles/{id}",status="200"} 1' in text
        assert "made-up" not in text
        assert 'route="other",status="404"} 30' in text
        assert "hoibao_articles 1" in text

    server.tell(story)


def test_the_document_describes_every_route_with_examples(server: Any) -> None:
    async def story(client: Client) -> None:
        document = (await client.get("/api/openapi.json")).json()
        paths = document["paths"]
        assert {"/api/articles", "/api/ask", "/api/summarise", "/api/annotations", "/api/health"} <= set(paths)
        assert set(paths["/api/articles"]["post"]["requestBody"]["content"]) == {
            "application/json",
            "multipart/form-data",
        }
        for name in ("AskBody", "SummariseBody", "AnnotationBody"):
            assert document["components"]["schemas"][name]["examples"]

    server.tell(story)


def test_the_examples_work_one_after_another(server: Any) -> None:
    async def story(client: Client) -> None:
        document = (await client.get("/api/openapi.json")).json()

        def examples(path: str) -> tuple[Any, Any, Any]:
            """What is sent, and what comes back, as the document has it."""
            route = document["paths"][path]["post"]
            schema = route["requestBody"]["content"]["application/json"]["schema"]
            schema = document["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], schema)
            replies = route["responses"]
            told = (replies.get("201") or replies["200"])["content"]["application/json"]["example"]
            return schema["examples"][0], told, "201" if "201" in replies else "200"

        for path in ("/api/articles", "/api/ask", "/api/summarise", "/api/annotations"):
            sent, told, status = examples(path)
            reply = await client.post(path, json=sent)
            assert str(reply.status_code) == status, reply.text
            if path == "/api/articles":
                assert {name: reply.json()[name] for name in ("id", "title", "text", "blocks", "syllables")} == {
                    name: told[name] for name in ("id", "title", "text", "blocks", "syllables")
                }
            assert set(told) <= set(reply.json()), path

    server.tell(story)


def test_every_text_of_the_page_is_there_in_both_languages() -> None:
    static = Path(__file__).resolve().parents[3] / "nlp" / "web" / "static"
    table = (static / "js" / "words.js").read_text(encoding="utf-8")
    texts = {key: json.loads(pair) for key, pair in re.findall(r'^  "([\w-]+)": (\[[^\]]*\]),$', table, re.MULTILINE)}
    assert len(texts) > 100
    for key, (vietnamese, english) in texts.items():
        assert vietnamese, key
        assert english, key
        assert set(re.findall(r"\{\w+\}", vietnamese)) == set(re.findall(r"\{\w+\}", english)), key
    page = (static / "index.html").read_text(encoding="utf-8")
    used = set(re.findall(r'data-(?:text|label|placeholder)="([\w-]+)"', page))
    for path in (static / "js").glob("*.js"):
        used |= set(re.findall(r'\b(?:t|button)\("([\w-]+)"', path.read_text(encoding="utf-8")))
    assert not used - set(texts)


def test_monitors_may_ask_for_the_head_alone(server: Any) -> None:
    async def story(client: Client) -> None:
        for path in ("/", "/favicon.ico"):
            reply = await client.head(path)
            assert reply.status_code == 200
            assert reply.content == b""
            assert int(reply.headers["content-length"]) > 0

    server.tell(story)
