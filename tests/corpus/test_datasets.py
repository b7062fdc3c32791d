from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from corpus.datasets import read_all, read_questions, sample
from corpus.errors import CorpusError, FormatError, SourceError
from corpus.records import Gold

CONTEXT = "Năm 2023, tỉnh xếp thứ 3 về PAPI."
ANSWER = Gold("thứ 3", CONTEXT.index("thứ 3"))
ROW = {
    "id": "q1",
    "source": "thử",
    "title": "Bài",
    "context": CONTEXT,
    "question": "Tỉnh xếp thứ mấy?",
    "answers": [{"text": "thứ 3", "start": ANSWER.start}],
    "is_impossible": False,
}
SQUAD = {
    "version": "v2.0",
    "data": [
        {
            "title": "Bài",
            "paragraphs": [
                {
                    "context": CONTEXT,
                    "qas": [
                        {
                            "id": "q1",
                            "question": "Tỉnh xếp thứ mấy?",
                            "answers": [{"text": "thứ 3", "answer_start": ANSWER.start}],
                        },
                        {
                            "id": "q2",
                            "question": "Ai nói?",
                            "is_impossible": True,
                            "plausible_answers": [],
                            "answers": [],
                        },
                    ],
                }
            ],
        }
    ],
}
ARTICLE = {
    "id": "hb-01",
    "split": "dev",
    "topic": "y tế",
    "source": "Báo A",
    "title": "Bài",
    "text": CONTEXT,
    "questions": [
        {"id": "1", "question": "Tỉnh xếp thứ mấy?", "answers": ROW["answers"], "type": "rank", "form": ["plain"]},
        {"id": "2", "question": "còn SIPAS?", "answers": [], "is_impossible": True, "type": "rank", "follows": "1"},
        {"id": "3", "question": "thế PCI?", "answers": [], "form": ["follow_up", "lowercase"], "follows": "2"},
    ],
}


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_rows(tmp_path: Path) -> None:
    (question,) = read_questions(write(tmp_path / "a.jsonl", ROW))
    assert (question.id, question.title, question.source) == ("q1", "Bài", "thử")
    assert question.answers == (ANSWER,)
    assert not question.is_impossible


def test_xz(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps(ROW) + "\n")
    assert [question.id for question in read_questions(path)] == ["q1"]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["squad.json", "squad.txt"])
def test_squad_on_one_line_or_many(tmp_path: Path, indent: int | None, name: str) -> None:
    path = tmp_path / name
    path.write_text(json.dumps(SQUAD, indent=indent), "utf-8")
    first, second = read_questions(path)
    assert first.answers == (ANSWER,)
    assert first.title == "Bài"
    assert second.is_impossible


def test_flattened_squad(tmp_path: Path) -> None:
    row = ROW | {"answers": {"text": ["thứ 3"], "answer_start": [ANSWER.start]}}
    (question,) = read_questions(write(tmp_path / "a.jsonl", row))
    assert question.answers == (ANSWER,)


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_tables(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "a.csv"
    quoted = f'"{CONTEXT}"'
    lines = [
        ("id", "Question", "context", "answer", "is_impossible", "type"),
        ("1", "Tỉnh xếp thứ mấy?", quoted, "thứ 3", "", "rank"),
        ("2", "Ai nói?", quoted, "", "true", "person"),
    ]
    path.write_text("\ufeff" + "\n".join(separator.join(line) for line in lines), "utf-8")
    first, second = read_questions(path)
    assert first.answers == (ANSWER,)
    assert dict(first.tags) == {"type": "rank"}
    assert second.is_impossible


def test_annotated_article_keeps_tags_and_dialogue(tmp_path: Path) -> None:
    first, second, third = read_questions(write(tmp_path / "a.jsonl", ARTICLE))
    assert ("topic", "y tế") in first.tags
    assert ("type", "rank") in first.tags
    assert first.source == "Báo A"
    assert ("previous", "Tỉnh xếp thứ mấy?") in second.tags
    assert [text for name, text in third.tags if name == "previous"] == ["Tỉnh xếp thứ mấy?", "còn SIPAS?"]
    assert [text for name, text in third.tags if name == "form"] == ["follow_up", "lowercase"]


def test_one_pretty_printed_article(tmp_path: Path) -> None:
    path = tmp_path / "01.json"
    path.write_text(json.dumps(ARTICLE, indent=1), "utf-8")
    assert len(list(read_questions(path))) == 3


def test_a_dialogue_in_a_circle_ends(tmp_path: Path) -> None:
    questions = [
        {"id": "1", "question": "a", "answers": [], "follows": "2"},
        {"id": "2", "question": "b", "answers": [], "follows": "1"},
    ]
    found = list(read_questions(write(tmp_path / "a.jsonl", ARTICLE | {"questions": questions})))
    assert [dict(question.tags)["previous"] for question in found] == ["b", "a"]


def test_article_file_beside_the_rows_keeps_its_line_ends(tmp_path: Path) -> None:
    (tmp_path / "bai.txt").write_bytes(f"Tựa\r\n{CONTEXT}".encode())
    row = {"id": "1", "question": "Thứ mấy?", "article": "bai.txt", "answers": [{"text": "thứ 3", "start": 0}]}
    (question,) = read_questions(write(tmp_path / "a.jsonl", row))
    assert question.context.startswith("Tựa\r\n")


def test_article_file_must_lie_beside_the_rows(tmp_path: Path) -> None:
    row = {"id": "1", "question": "Thứ mấy?", "article": "../bai.txt", "answers": []}
    with pytest.raises(FormatError, match="dòng 1"):
        list(read_questions(write(tmp_path / "a.jsonl", row)))
    with pytest.raises(SourceError, match="khong-co"):
        list(read_questions(write(tmp_path / "a.jsonl", row | {"article": "khong-co.txt"})))


def test_split_keeps_rows_that_name_none(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", ARTICLE, ROW)
    assert [question.id for question in read_questions(path, "test")] == ["q1"]
    assert len(list(read_questions(path, "dev"))) == 4


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"id": "1", "question": "a", "context": "b", "answers": []}\n{bad', "dòng 2"),
        ('{"id": "1", "context": "b"}', '"question"'),
        ('{"id": "1", "question": "a"}', '"context"'),
        ('{"id": "1", "question": "a", "context": "b", "answers": [{"start": 1}]}', '"text"'),
        ('{"id": "1", "question": "a", "context": "b", "answers": [{"text": "b", "start": "x"}]}', '"start"'),
        ('{"title": "t", "paragraphs": 3}', '"paragraphs"'),
        ("[1, 2]", "danh sách"),
        ("cột 1,cột 2\n1,2", "question"),
        ("question,context,answer\na,b,c,d", "dòng 2"),
        ("  \n", "trống"),
        ("{", "JSON"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "a.data"
    path.write_text(text, "utf-8")
    with pytest.raises(FormatError, match=says):
        list(read_questions(path))


def test_binary_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xff\xfe\x00\x01\x80")
    with pytest.raises(FormatError, match="UTF-8"):
        list(read_questions(path))
    packed = tmp_path / "a.jsonl.xz"
    packed.write_bytes(b"not xz at all")
    with pytest.raises(FormatError, match="xz"):
        list(read_questions(packed))


def test_nothing_to_score_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", ARTICLE)
    with pytest.raises(SourceError) as caught:
        list(read_all([path], "test"))
    assert caught.value.code == "no-rows"


def test_sample_is_reproducible_ordered_and_fair() -> None:
    drawn = sample(range(1000), 50, seed=1)
    assert drawn == sample(range(1000), 50, seed=1)
    assert drawn == sorted(set(drawn))
    assert drawn != sample(range(1000), 50, seed=2)
    assert sample(range(3), 50, seed=1) == [0, 1, 2]
    assert 300 < sum(drawn) / 50 < 700


def test_shared_data_reads(shared: Path) -> None:
    found: list[Any] = list(read_questions(shared / "data/qa/dev/viquad2_dev_a.jsonl.xz"))
    assert (len(found), sum(question.is_impossible for question in found)) == (1966, 584)
    beside = list(read_questions(shared / "articles/thanh-hoa-cchc.questions.jsonl"))
    assert all(one.context[gold.start :].startswith(gold.text) for one in beside for gold in one.answers)


def test_a_forgotten_answer_is_not_an_unanswerable_question(tmp_path: Path) -> None:
    row = {name: value for name, value in ROW.items() if name != "answers"}
    with pytest.raises(FormatError, match="dòng 1: cần đáp án"):
        list(read_questions(write(tmp_path / "a.jsonl", row)))
    table = tmp_path / "a.csv"
    table.write_text("id,question,context\n1,Ai?,Ông Nam.\n", "utf-8")
    with pytest.raises(FormatError, match="answer"):
        list(read_questions(table))
    table.write_text("id,question,context,answer\n1,Ai?,Ông Nam.,\n", "utf-8")
    (question,) = read_questions(table)
    assert question.is_impossible


def test_one_id_is_one_question(tmp_path: Path) -> None:
    first = write(tmp_path / "1.jsonl", ROW)
    assert len(list(read_all([first, first]))) == 2
    with pytest.raises(FormatError, match="“q1”"):
        list(read_all([first, write(tmp_path / "2.jsonl", ROW | {"question": "Câu khác?"})]))


# ── what the fuzzer found ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.json", "[" * 100_000, id="brackets without end"),
        pytest.param("a.json", "{" + '"a": [' * 100_000 + "\n1", id="a first line too deep to parse"),
        pytest.param("a.json", '[{"id": ' + "9" * 5000 + "}]", id="a number of 5,000 digits"),
        pytest.param("a.jsonl", json.dumps({"question": "Ai?", "article": "a\x00b"}), id="NUL in a file name"),
        pytest.param("a.jsonl", json.dumps({"question": "Ai?", "article": "a\ud800"}), id="half a pair in a file name"),
        pytest.param("a.jsonl", json.dumps(ROW | {"answers": {"start": [1]}}), id="answers without texts"),
        pytest.param("a.jsonl", json.dumps(ROW | {"answers": {"text": "An", "answer_start": 4}}), id="no lists"),
        pytest.param("a.csv", "câu hỏi \x1b[2J\x07,b\n1,2\n", id="escape sequences in a header"),
    ],
)
def test_files_that_broke_the_reader_are_refused_in_one_clean_line(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    with pytest.raises(CorpusError) as caught:
        list(read_questions(path))
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("odd", [["x"], {"x": 1}, None, 7])
def test_a_follow_up_of_something_odd_stands_alone(tmp_path: Path, odd: object) -> None:
    questions = [{"id": odd, "question": "Ai?", "answers": []}, {"id": "b", "question": "Ở đâu?", "answers": []}]
    row = {"text": "Ông An.", "questions": [each | {"follows": odd} for each in questions[:1]] + questions[1:]}
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row), "utf-8")
    assert [question.question for question in read_questions(path)] == ["Ai?", "Ở đâu?"]


def test_a_question_that_follows_none_does_not_follow_one_without_an_id(tmp_path: Path) -> None:
    questions = [{"question": "Ai?", "answers": []}, {"id": "b", "question": "Ở đâu?", "answers": []}]
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "Ông An.", "questions": questions}), "utf-8")
    assert all(dict(question.tags).get("previous") is None for question in read_questions(path))
