"""What questions ask for, in every manner of typing."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.answering.questions import analyse, spell_out
from nlp.language.names import find_names

GOLDEN = Path(__file__).parents[2] / "golden" / "questions.tsv"
ROWS = [line.split("\t") for line in GOLDEN.read_text("utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize(("question", "kind", "noun"), ROWS, ids=[row[0] for row in ROWS])
def test_golden(question: str, kind: str, noun: str) -> None:
    query = analyse(question)
    assert (query.kind.value, query.noun) == (kind, noun)


def test_what_the_evidence_must_agree_with() -> None:
    query = analyse("Nghệ An xếp thứ mấy về PAPI năm 2022 theo ông Lê Văn Thuận?")
    assert query.places == ("Nghệ An",)
    assert query.acronyms == ("PAPI",)
    assert query.years == ("2022",)
    assert query.names == ("Lê Văn Thuận",)


def test_small_letters_and_no_marks_hide_neither_province_nor_index() -> None:
    query = analyse("nghe an xep thu may ve sipas")
    assert query.places == ("nghe an",)
    assert "sipas" in query.names


def test_asking_words_leave_the_focus() -> None:
    focus = analyse("Thanh Hóa xếp thứ mấy về kinh tế số?").focus
    assert "kinh tế số" in focus
    assert not {"xếp", "thứ", "mấy"} & set(focus.split())


def test_hurried_spelling_keeps_the_manner_of_the_question() -> None:
    assert spell_out("bnhiêu ng đc khen") == "bao nhiêu người được khen"
    assert spell_out("KO ai biết") == "KO ai biết"  # capitals may be an abbreviation


@pytest.mark.parametrize("question", ["", "?", "   ", "a" * 50_000, "\ud800 là gì", "12 34", "nào nào nào"])
def test_strange_questions_are_analysed_too(question: str) -> None:
    assert analyse(question).kind


@pytest.mark.parametrize(
    ("text", "piece", "kind"),
    [
        ("do Bộ Thông tin và Truyền thông công bố", "Bộ Thông tin và Truyền thông", "organisation"),
        ("ông Trần Quốc Nghị nói", "Trần Quốc Nghị", "person"),
        ("Bí thư Thành ủy Trần Quốc Nghị", "Trần Quốc Nghị", "person"),
        ("Thiếu tướng Lò Văn Pó nói", "Lò Văn Pó", "person"),
        ("đến Nghệ An công tác", "Nghệ An", "place"),
        ("chỉ số PAPI tăng", "PAPI", "acronym"),
        ("Tây Ban Nha thua trận", "Tây Ban Nha", "place"),
        ("Thủ tướng Tây Ban Nha Pedro Sánchez tới thăm", "Pedro Sánchez", "other"),
        ("cô Nguyễn Thị Hà Lan nói", "Nguyễn Thị Hà Lan", "person"),
        ("Đại sứ quán Việt Nam tại Italy đã tổ chức", "Đại sứ quán Việt Nam tại Italy", "organisation"),
    ],
)
def test_names(text: str, piece: str, kind: str) -> None:
    assert (piece, kind) in [(name.span.of(text), name.kind.value) for name in find_names(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("do Phó Giáo sư, Tiến sĩ Nguyễn Văn An dẫn đầu", ["Nguyễn Văn An"]),
        ("Chiều nay, Phó Chủ tịch Lê Thị Mai tiếp đoàn", ["Lê Thị Mai"]),
        ("Giáo sư kể với Nhà báo rằng", []),
        ("bà Giáo Thị Lan", ["Giáo Thị Lan"]),
    ],
)
def test_a_title_is_no_name_even_where_two_of_its_words_are_capitals(text: str, names: list[str]) -> None:
    assert [name.span.of(text) for name in find_names(text)] == names


def test_a_capital_at_the_head_of_a_sentence_is_no_name() -> None:
    assert find_names("Ở đây mưa. Ảnh chụp hôm qua. “Đẩy mạnh sản xuất”.") == ()
