"""Annotations: rows that evaluate reads, and nobody's work lost."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

from corpus.datasets import read_questions
from corpus.summaries import read_summaries

Client = httpx.AsyncClient


def test_annotations_are_rows_that_evaluate_reads(server: Any) -> None:
    async def story(client: Client) -> None:
        article = await server.opened(client)
        start = article["text"].index("31 km")
        about = {"article": article["id"], "author": "Lan"}
        sent = about | {"question": "Sửa bao nhiêu km kênh?", "answers": [{"text": "31 km", "start": start}]}
        saved = await client.post("/api/annotations", json=sent)
        assert saved.status_code == 201
        assert (await client.post("/api/annotations", json=about | {"question": "Ai là Bí thư?"})).status_code == 201
        summary = about | {"summary": "Yên Lạc gieo cấy xong lúa xuân sớm một tuần."}
        assert (await client.post("/api/annotations", json=summary)).status_code == 201
        rows = (await client.get("/api/annotations", params={"article": article["id"]})).json()["annotations"]
        assert [row["author"] for row in rows] == ["Lan"] * 3
        taken = server.settings.annotations.parent / "tai-ve.jsonl"
        taken.write_text((await client.get("/api/annotations/questions.jsonl")).text, encoding="utf-8")
        assert [each.context for each in read_questions(taken)] == [article["text"]] * 2  # away from the folder

        questions = list(read_questions(server.settings.annotations / "questions.jsonl"))
        gold = questions[0].answers[0]
        assert questions[0].context[gold.start : gold.start + len(gold.text)] == "31 km"
        assert questions[1].is_impossible
        items = list(read_summaries(server.settings.annotations / "summaries.jsonl"))
        assert items[0].references == ("Yên Lạc gieo cấy xong lúa xuân sớm một tuần.",)

    server.tell(story)


def test_the_slower_of_two_people_overwrites_nothing(server: Any) -> None:
    async def story(client: Client) -> None:
        article = await server.opened(client)
        about = {"article": article["id"], "author": "Lan", "question": "Ai là Bí thư?"}
        row = (await client.post("/api/annotations", json=about)).json()
        change = about | {"id": row["id"], "revision": row["revision"]}
        first = await client.post("/api/annotations", json=change | {"author": "Minh"})
        second = await client.post("/api/annotations", json=change)
        assert (first.status_code, second.status_code) == (200, 409)
        assert "Minh" in second.json()["error"]["message"]
        wrong = about | {"answers": [{"text": "Trần Văn Bình", "start": 1}]}
        assert (await client.post("/api/annotations", json=wrong)).json()["error"]["code"] == "bad-span"
        path = f"/api/annotations/{row['id']}"
        assert (await client.delete(path, params={"revision": 1})).status_code == 409
        assert (await client.delete(path, params={"revision": 2})).status_code == 204
        assert (await client.delete(path, params={"revision": 2})).status_code == 404

    server.tell(story)


def test_twenty_people_at_once_lose_nothing(server: Any) -> None:
    async def story(client: Client) -> None:
        article = await server.opened(client)
        sent = [
            client.post("/api/annotations", json={"article": article["id"], "author": f"Người {n}", "question": "Ai?"})
            for n in range(20)
        ]
        assert {reply.status_code for reply in await asyncio.gather(*sent)} == {201}
        rows = (server.settings.annotations / "questions.jsonl").read_text(encoding="utf-8").splitlines()
        assert len({json.loads(row)["id"] for row in rows}) == 20

    server.tell(story)


def test_agreement_of_two_annotators(server: Any) -> None:
    async def story(client: Client) -> None:
        article = await server.opened(client)
        text = article["text"]

        async def note(author: str, question: str, answer: str) -> None:
            answers = [{"text": answer, "start": text.index(answer)}] if answer else []
            sent = {"article": article["id"], "author": author, "question": question, "answers": answers}
            assert (await client.post("/api/annotations", json=sent)).status_code == 201

        for author, answers in (("Lan", ("31 km", "12,5 tỷ đồng", "")), ("Minh", ("31 km", "12,5 tỷ", ""))):
            for question, answer in zip(("Mấy km?", "Bao nhiêu tiền?", "Ai là Bí thư?"), answers, strict=True):
                await note(author, question, answer)
        (row,) = (await client.get("/api/agreement")).json()["agreement"]
        assert (row["first"], row["second"], row["questions"], row["answered"]) == ("Lan", "Minh", 3, 2)
        assert row["em"] == 0.5
        assert row["f1"] == pytest.approx(0.9)
        assert row["kappa"] == 1.0

    server.tell(story)
