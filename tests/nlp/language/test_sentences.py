from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.language.sentences import split

GOLDEN = Path(__file__).parents[2] / "golden" / "sentences.tsv"


def golden_rows() -> list[tuple[str, list[str]]]:
    rows = []
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            label, text = line.split("\t")
            rows.append((label, [piece.replace("⏎", "\n") for piece in text.split("│")]))
    return rows


def joined(pieces: list[str]) -> str:
    """The text of a golden row: pieces are one space apart, unless a line break or a missing space is the point."""
    text = pieces[0]
    for piece in pieces[1:]:
        text += piece if text.endswith("\n") else " " + piece
    return text


@pytest.mark.parametrize(("label", "pieces"), golden_rows(), ids=lambda value: value if isinstance(value, str) else "")
def test_golden(label: str, pieces: list[str]) -> None:
    text = "".join(pieces) if label == "glued" else joined(pieces)
    found = [sentence.span.of(text) for sentence in split(text)]
    assert found == [piece.strip() for piece in pieces], label


@given(st.text(alphabet='aÂ TS.?!…\n"”) (1-', max_size=80) | st.text(max_size=80))
def test_sentences_and_gaps_rebuild_the_text(text: str) -> None:
    at = 0
    for sentence in split(text):
        assert not text[at : sentence.span.start].strip()
        assert sentence.span.of(text).strip() == sentence.span.of(text) != ""
        at = sentence.span.stop
    assert not text[at:].strip()


@given(st.text(alphabet='aÂ TS.?!\n" ', max_size=60))
def test_a_line_is_split_the_same_alone_and_in_company(line: str) -> None:
    line = line.replace("\n", " ")
    alone = [sentence.span.of(line) for sentence in split(line)]
    text = f"Dòng trên\n{line}\nDòng dưới"
    assert [sentence.span.of(text) for sentence in split(text)] == ["Dòng trên", *alone, "Dòng dưới"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0"])
def test_nothing_gives_no_sentence(text: str) -> None:
    assert split(text) == ()


@pytest.mark.parametrize("unit", [".", "(", "a.", ". ", "“", "1. ", "…\n", "TP. "])
def test_long_runs_come_back_whole(unit: str) -> None:
    text = unit * 20_000
    assert sum(len(sentence.span) for sentence in split(text)) >= len(text.replace(" ", "").replace("\n", ""))
