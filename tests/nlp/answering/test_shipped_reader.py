"""Real questions that the shipped reader must answer (tests/quality/small.tsv); what it fails is a strict xfail."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from nlp.answering.answer import answer
from nlp.assistant import open_reader
from tests.nlp.answering.test_answer import NONE, check, invented, rows

ROOT = Path(__file__).parents[3]
reader = cache(open_reader)


@pytest.mark.parametrize(("name", "question", "accepted"), rows("small.tsv"))
def test_required_answers(name: str, question: str, accepted: str) -> None:
    article = invented(name)
    found = answer(question, [article], reader("small"))
    assert (found.text or NONE) in accepted.split("│")
    check(found, article)


def test_two_processes_answer_alike() -> None:
    """The same question on the same article, down to the last digit of the score."""
    article = ROOT / "tests/quality/articles/nuoc-mam.txt"
    command = [sys.executable, "qa_cli.py", "ask", str(article), "-q", "Khó khăn lớn nhất là gì?", "--json"]
    said = [subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout for _ in range(2)]
    first, second = (line.decode("utf-8").partition('"elapsed_ms"')[0] for line in said)
    assert first == second
    assert '"reader": "small"' in first


@pytest.mark.parametrize("question", ["Ai?", "ở đâu", "bao nhiêu vậy?", "ai đâu ai đâu ai đâu"])
def test_a_question_that_names_nothing_to_look_for_has_no_answer(question: str) -> None:
    assert answer(question, [invented("nuoc-mam")], reader("small")).text is None
