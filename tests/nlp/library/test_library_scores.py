"""The yardsticks measure what they say: groups, places in a ranking; and the shipped set keeps its shape."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path

import pytest

import qa_cli
from corpus.errors import FormatError
from corpus.index import BODY
from corpus.spans import Span
from nlp.library.evaluate import GoldGroup, LibraryQuestion, agrees, read_library_data, score
from nlp.library.grouping import Group, Support
from nlp.library.retrieval import Pool, evaluate_pool, measure, question_pool, title_pool
from nlp.library.search import query

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ROOT / "corpus" / "annotated" / "library-v1.jsonl"


def test_the_shipped_set_is_whole() -> None:
    articles, questions = read_library_data(SHIPPED)
    bodies = {str(row["id"]): " ".join(row["body"]) for row in articles}
    assert len(questions) >= 80
    assert len(bodies) == len(articles)
    assert len({question.id for question in questions}) == len(questions)
    for question in questions:
        for gold in question.groups:
            assert gold.articles, question.id
            assert all(any(answer in bodies[id] for answer in gold.answers) for id in gold.articles), question.id
    types = Counter(question.type for question in questions)
    assert types["unanswerable"] >= len(questions) // 10
    assert {"years", "year", "conflict", "merged", "relative", "marks-free"} <= types.keys()


def group(text: str, *articles: str) -> Group:
    supports = tuple(Support(id, None, None, None, text, Span(0, 1), text, Span(0, 1), 0.5) for id in articles)
    return Group(text, None, (), supports)


def test_groups_are_compared_by_value_and_articles() -> None:
    question = LibraryQuestion(
        "1", "?", (GoldGroup(("thứ 3",), frozenset("ab")), GoldGroup(("thứ 24",), frozenset("c"))), 2025
    )
    ids = {id: id for id in "abc"}
    whole = score(question, [group("vị trí thứ 3", "a", "b"), group("thứ 24", "c")], ids)
    assert (whole.right, whole.supported, whole.first, whole.exact) == (2, 2, True, True)
    part = score(question, [group("thứ 24", "c", "a"), group("thứ 9", "b")], ids)
    assert (part.right, part.supported, part.first, part.exact) == (1, 0, False, False)
    nothing = score(LibraryQuestion("2", "?", (), 2025), [], ids)
    assert (nothing.first, nothing.exact) == (True, True)
    assert not score(LibraryQuestion("2", "?", (), 2025), [group("thứ 3", "a")], ids).exact


def test_a_unit_counts_and_a_spelling_does_not() -> None:
    assert agrees("19 triệu", ["19 triệu lượt khách", "19 triệu"])
    assert not agrees("40 người", ["52 người"])


def test_a_row_that_is_neither_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": 1}', encoding="utf-8")
    with pytest.raises(FormatError):
        read_library_data(tmp_path / "x.jsonl")


def test_places_in_a_ranking() -> None:
    pool = Pool("p", (), (("một", 0), ("hai", 1), ("ba", 2)))
    found = measure(pool, "s", lambda query: {"một": [0], "hai": [5, 1], "ba": []}[query])
    assert found.recall == (1 / 3, 2 / 3, 2 / 3)
    assert found.mrr.value == pytest.approx(0.5)


@pytest.mark.skipif(importlib.util.find_spec("bm25s") is None, reason="needs bm25s")
def test_both_systems_find_what_is_there_and_only_ours_without_marks(tmp_path: Path) -> None:
    contexts = ["Thanh Hóa xếp thứ ba về chỉ số này.", "Cá tra được giá ở miền Tây.", "Đội bóng vô địch mùa hè."]
    rows = [
        {"question": question, "context": context, "answers": [{"text": "x", "start": 0}]}
        for question, context in zip(
            ["Thanh Hóa thứ mấy?", "Cá tra bán ở đâu?", "Đội nào vô địch?"], contexts, strict=True
        )
    ]
    path = tmp_path / "a_dev.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    scores = {each.system: each.mrr.value for each in evaluate_pool(question_pool([path], "qa", list))}
    assert scores["hoibao"] == scores["bm25s"] == scores["hoibao, không dấu"] == 1.0
    assert scores["bm25s, không dấu"] < 1.0


def test_without_marks_rarity_alone_weighs_words() -> None:
    bare, marked = (query(text)[BODY] for text in ("nha la ai", "nhà là ai"))
    assert bare["la"] == pytest.approx(bare["nha"])
    assert marked["=là"] < marked["=nhà"] / 2


def test_titles_are_queries_and_not_searched() -> None:
    pool = title_pool([{"title": "Tít riêng", "body": ["Thân bài."]}, {"title": "", "body": ["x"]}], "n", list)
    assert pool.queries == (("Tít riêng", 0),)
    assert "Tít" not in pool.texts[0].text


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = SHIPPED.read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    kept = [row for row in rows if "body" in row][:8] + [row for row in rows if "question" in row][:2]
    (tmp_path / "l.jsonl").write_text("\n".join(map(json.dumps, kept)), encoding="utf-8")
    assert qa_cli.main(["evaluate", "library", str(tmp_path / "l.jsonl"), "--reader", "lexical", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["count"] == 2
    assert set(row["scores"]) == {"count", "exact", "first", "groups", "supported"}
