"""Rows changed for training: what must differ does, and the answer still stands where the label says."""

from __future__ import annotations

import random
from typing import Any

import pytest

from models.training import variants

CONTEXT = (
    "Sau lần thứ hai, Quy chế Kilkenny được Nghị viện Ireland thông qua vào năm 1367. "
    "Năm 1494, ông Edward Poynings trình Đạo luật Poynings tại thành phố Drogheda."
)
ANSWER = "Quy chế Kilkenny"
TABLE = {"name": ["Thanh Hóa", "Hà Nội", "Điện Biên"], "word": ["Paris"], "year": ["2019", "1975"], "number": ["42"]}


def row(question: str, answer: str = ANSWER) -> dict[str, Any]:
    answers = [{"text": answer, "start": CONTEXT.index(answer)}] if answer else []
    return {"question": question, "context": CONTEXT, "answers": answers, "title": "x"}


ASKED = row("Nghị viện thông qua gì vào năm 1367 cho người Ireland?")


@pytest.mark.parametrize("seed", range(20))
def test_another_name_is_one_that_the_passage_lacks(seed: int) -> None:
    question = variants.of_another(ASKED, TABLE, random.Random(seed))
    assert question is not None
    assert question != ASKED["question"]
    strangers = {name for names in TABLE.values() for name in names}
    assert any(name in question for name in strangers)


@pytest.mark.parametrize("seed", range(20))
def test_a_mixed_up_name_is_one_of_the_passage(seed: int) -> None:
    question = variants.mixed_up(ASKED, random.Random(seed))
    assert question is not None
    assert question != ASKED["question"]
    changed = set(question.split()) - set(ASKED["question"].split())
    assert changed
    assert all(word.strip("?") in CONTEXT for word in changed)
    assert "Kilkenny" not in question  # the answer itself would give the question away


def test_a_question_without_a_name_stays_out() -> None:
    plain = row("Quy chế gì được thông qua?")
    assert variants.of_another(plain, TABLE, random.Random(0)) is None
    assert variants.mixed_up(plain, random.Random(0)) is None
    assert variants.renamed(plain, TABLE, random.Random(0)) is None


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("answer", [ANSWER, "Nghị viện Ireland", "năm 1367", ""])
def test_a_renamed_row_keeps_its_answer(seed: int, answer: str) -> None:
    told = variants.renamed(row(ASKED["question"], answer), TABLE, random.Random(seed))
    assert told is not None
    assert told["context"] != CONTEXT
    assert "1367" not in told["context"]
    assert "1367" not in told["question"]
    for found in told["answers"]:
        assert told["context"][found["start"] :].startswith(found["text"])
    assert bool(told["answers"]) == bool(answer)


def test_the_word_that_opens_a_sentence_is_no_name() -> None:
    assert variants.exchange_table([row("Trong năm nào vậy? Sau đó Paris ra sao?")]) == {"word": ["Paris"]}


def test_another_passage_lacks_the_answer() -> None:
    by_title = {"x": [CONTEXT, "Đoạn khác nhắc Quy che Kilkenny.", "Đoạn này nói chuyện mùa màng."]}
    found = {variants.elsewhere(ASKED, by_title, random.Random(seed)) for seed in range(30)}
    assert found == {None, "Đoạn này nói chuyện mùa màng."}
