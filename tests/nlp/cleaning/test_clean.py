"""Cleaning: golden lines, whole pages, and what must hold for any text."""

from __future__ import annotations

import csv
import json
import lzma
import unicodedata
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import Document, Role
from nlp.cleaning.clean import Cleaned, base_name, clean
from nlp.cleaning.metadata import published_line
from nlp.cleaning.normalise import CHARACTER_STEPS

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
TITLE = "Nông dân huyện Mẫu được mùa nhãn chín sớm"
DATE = "Đăng lúc: 07:30 16/06/2024"
FIRST = "Sáng 16/6, hợp tác xã Mẫu bắt đầu thu hoạch 120 ha nhãn, sớm hơn năm ngoái mười ngày."
SECOND = "Giá bán tại vườn đạt 35.000 đồng một ký, cao hơn 20% so với cùng kỳ, nhờ hợp đồng ký từ đầu vụ."
THIRD = "Bà Lê Thị Mẫu, giám đốc hợp tác xã, cho biết toàn bộ sản lượng đã có nơi tiêu thụ."


def rows(name: str) -> list[dict[str, str]]:
    with (GOLDEN / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def page(line: str, where: str) -> str:
    parts = {
        "head": (line, TITLE, DATE, FIRST, SECOND, THIRD),
        "mid": (TITLE, DATE, FIRST, SECOND, line, THIRD),
        "tail": (TITLE, DATE, FIRST, SECOND, THIRD, line),
    }
    return "\n".join(parts[where])


def cleaned(text: str, **hints: str) -> Cleaned:
    return clean(Document("bai.txt", text, **hints))


def role_of(result: Cleaned, text: str) -> Role:
    return next(block.role for block in result.article.blocks if block.span.of(result.article.text) == text)


@pytest.mark.parametrize("row", rows("clean_lines.tsv"), ids=lambda row: f"{row['where']}-{row['line'][:30]}")
def test_golden_line(row: dict[str, str]) -> None:
    result = cleaned(page(row["line"], row["where"]))
    step = next((edit.step for edit in result.edits if edit.action == "drop" and edit.text == row["line"]), "keep")
    assert step == row["expected"]
    for sentence in (TITLE, DATE, FIRST, SECOND, THIRD):
        assert sentence in result.article.text


@pytest.mark.parametrize("row", rows("clean_roles.tsv"), ids=lambda row: f"{row['where']}-{row['line'][:30]}")
def test_golden_role(row: dict[str, str]) -> None:
    assert role_of(cleaned(page(row["line"], row["where"])), row["line"]) == row["role"]


@pytest.mark.parametrize("row", rows("clean_published.tsv"), ids=lambda row: row["line"][:40])
def test_golden_published(row: dict[str, str]) -> None:
    found = published_line(row["line"])
    if row["iso"] == "none":
        assert found is None
    else:
        assert found is not None
        assert (found.iso or "-", found.author or "-") == (row["iso"], row["author"])


def test_every_golden_line_alone_comes_through_whole() -> None:
    for name in ("clean_lines.tsv", "clean_roles.tsv", "clean_published.tsv"):
        for row in rows(name):
            result = cleaned(row["line"])
            assert result.article.text == row["line"]
            assert [block.role for block in result.article.blocks] == [Role.BODY]


PROVINCIAL_PAGE = f"""THI ĐUA LẬP THÀNH TÍCH CHÀO MỪNG NGÀY HỘI CỦA TỈNH

{TITLE}

{DATE} (GMT+7)

(Bao.vn) - {FIRST}

anh-1.jpg
 {SECOND} Theo kế hoạch, vụ tới diện tích tăng lên 150 ha.

{SECOND}

... toàn bộ sản lượng đã có nơi tiêu thụ.

Trước đây bà con phải tự tìm mối. {THIRD} Đến nay, toàn bộ sản lượng đã có nơi tiêu thụ.

Truy cập
Hôm nay:
8748
Tất cả:
11722689"""


def test_provincial_page() -> None:
    result = cleaned(PROVINCIAL_PAGE)
    article = result.article
    assert article.title == TITLE
    assert article.published == "2024-06-16T07:30:00+07:00"
    assert article.source == "Bao.vn"
    assert article.sapo == f"(Bao.vn) - {FIRST}"
    assert role_of(result, SECOND) is Role.CAPTION
    assert role_of(result, "... toàn bộ sản lượng đã có nơi tiêu thụ.") is Role.PULL_QUOTE
    assert [edit.line for edit in result.edits if edit.step == "drop_counters"] == list(range(18, 23))
    assert "8748" not in article.text
    assert "THI ĐUA" not in article.text


def test_the_longer_copy_is_the_body_wherever_it_stands() -> None:
    long = f"{SECOND} {THIRD}"
    for order in ((FIRST, SECOND, long), (FIRST, long, SECOND)):
        result = cleaned("\n\n".join((TITLE, *order)))
        assert role_of(result, long) is Role.BODY
        assert role_of(result, SECOND) is Role.CAPTION


def test_facts_that_differ_in_a_figure_or_a_name_are_no_repeats() -> None:
    east = "Vùng phía Đông có mây, đêm không mưa, ngày nắng, nhiệt độ thấp nhất 17 độ, cao nhất 25 độ."
    west = east.replace("Đông", "Tây")
    warm = east.replace("25", "29")
    result = cleaned("\n".join((TITLE, FIRST, east, west, warm)))
    assert {role_of(result, line) for line in (east, west, warm)} == {Role.BODY}


def test_the_same_words_under_another_heading_are_no_repeat() -> None:
    forecast = "Nhiều mây, có mưa rào và rải rác có dông, cục bộ có mưa to, gió nhẹ."
    result = cleaned("\n\n".join((TITLE, FIRST, "Miền núi", forecast, "Đồng bằng", forecast, THIRD)))
    blocks = [block for block in result.article.blocks if block.span.of(result.article.text) == forecast]
    assert [block.role for block in blocks] == [Role.BODY, Role.BODY]
    twice = cleaned("\n\n".join((TITLE, FIRST, forecast, forecast, THIRD)))
    assert [block.role for block in twice.article.blocks].count(Role.CAPTION) == 1


def test_a_signature_with_its_source_is_no_title() -> None:
    result = cleaned("\n\n".join(("Thái Mẫu (Theo Express)", FIRST, SECOND, THIRD)))
    assert result.article.title is None


def test_title_from_the_container() -> None:
    result = cleaned(f"Sắc màu quê hương hôm nay\n{TITLE}\n{FIRST}\n{SECOND}\n{THIRD}", title=f"{TITLE} - Báo Mẫu")
    assert result.article.title == TITLE
    assert role_of(result, TITLE) is Role.TITLE
    absent = cleaned(
        f"{FIRST}\n{SECOND}\n{THIRD}", title=TITLE, published="2024-06-16", author="Lê Mẫu", source="Báo Mẫu"
    )
    assert (absent.article.title, absent.article.published) == (TITLE, "2024-06-16")
    assert (absent.article.author, absent.article.source) == ("Lê Mẫu", "Báo Mẫu")
    assert TITLE not in absent.article.text


def test_the_head_of_an_official_letter_stays() -> None:
    letter = "\n".join(("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", FIRST, SECOND))
    assert "CỘNG HOÀ" in cleaned(letter).article.text


def test_no_headline_no_title() -> None:
    assert cleaned(f"{FIRST}\n{SECOND}\n{THIRD}").article.title is None


def test_a_hint_that_is_no_date_gives_none() -> None:
    assert cleaned(FIRST, published="hôm kia").article.published is None


def test_verse_lists_and_tables_stay() -> None:
    verse = "Sông quê nước lớn nước ròng\nThuyền ai neo đậu bên dòng chiều nay\nHôm nay\n5\nChia sẻ"
    result = cleaned(verse)
    assert result.article.text == verse
    assert [block.role for block in result.article.blocks] == [Role.BODY]
    items = "\n".join(f"- Xã thứ {number}: {number * 12} ha" for number in range(1, 6))
    listed = cleaned(f"{TITLE}\n{FIRST}\n{items}\n{SECOND}")
    assert role_of(listed, items) is Role.BODY


def test_lines_of_one_width_are_one_paragraph() -> None:
    wrapped = (
        "Sáng nay hợp tác xã bắt đầu thu hoạch một trăm hai mươi\nhecta nhãn chín sớm, nhanh hơn năm ngoái chừng mười\n"
        "ngày nhờ thời tiết thuận lợi và nguồn nước tưới dồi dào."
    )
    result = cleaned(wrapped)
    assert result.article.text == wrapped.replace("\n", " ")
    assert [edit.step for edit in result.edits] == ["unwrap_lines", "unwrap_lines"]


def test_characters() -> None:
    raw = "\ufeffT\u1ec9nh\u00a0Hoà\u200b Bình\x00 \u201cnói\u201d\tthật\r\nc\u00f4ng\u0300 \ud83d"
    result = cleaned(unicodedata.normalize("NFD", raw))
    assert result.article.text.startswith("Tỉnh Hoà Bình “nói” thật")
    assert "\ufffd" in result.article.text
    assert {edit.step for edit in result.edits} <= {step.__name__ for step in CHARACTER_STEPS}
    assert {edit.line for edit in result.edits if edit.step == "replace_surrogates"} == {2}


def test_empty_text() -> None:
    result = cleaned(" \u00a0\n\n\u200b ")
    assert (result.article.text, result.article.blocks) == ("", ())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("C:\\bai\\mot.docx", "mot.docx"),
        ("tin/hai.txt", "hai.txt"),
        ("https://bao.vn/tin/ba.html?x=/y", "ba.html"),
        ("-", "-"),
    ],
)
def test_base_name(name: str, expected: str) -> None:
    assert base_name(name) == expected
    assert clean(Document(name, FIRST)).article.id == expected
    assert clean(Document(name, FIRST), id="n-1").article.id == "n-1"


def holds_for(text: str) -> None:
    result = cleaned(text)
    article = result.article
    assert cleaned(article.text).article.text == article.text
    assert unicodedata.is_normalized("NFC", article.text)
    assert cleaned(text) == result
    assert "\n\n".join(block.span.of(article.text) for block in article.blocks) == article.text
    position = 0
    for block in article.blocks:
        assert block.span.start == position
        assert block.span.of(article.text).strip() == block.span.of(article.text) != ""
        position = block.span.stop + 2


LINES = [row["line"] for name in ("clean_lines.tsv", "clean_roles.tsv", "clean_published.tsv") for row in rows(name)]
KNOWN = [*LINES, TITLE, DATE, FIRST, SECOND, THIRD, f"{SECOND} {THIRD}", "", "Truy cập", "Hôm nay:", "8748", "Xem thêm"]
SHAPES = [
    "- mục một",
    "1. mục hai",
    "Hà Nội",
    "thuộc tỉnh nên giá cả tăng lên khá nhanh trong những ngày gần",
    "CÔNG BỐ ĐIỂM CHUẨN",
]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([*KNOWN, *SHAPES]), max_size=14), st.sampled_from(["\n", "\n\n"]))
def test_any_page_of_known_lines(lines: list[str], between: str) -> None:
    holds_for(between.join(lines))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    holds_for(text)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(KNOWN), max_size=12), st.integers(0, 12))
def test_no_sentence_is_lost(lines: list[str], place: int) -> None:
    text = "\n".join([*lines[:place], FIRST, *lines[place:]])
    assert FIRST in cleaned(text).article.text


@pytest.mark.parametrize("papers", ["local", "national"])
def test_real_pages(shared: Path, papers: str) -> None:
    with lzma.open(shared / "data" / "pages" / f"{papers}.jsonl.xz", "rt", encoding="utf-8") as pages:
        for row in islice(pages, 0, 100):
            holds_for(json.loads(row)["raw_text"])


def test_the_page_this_project_began_with(shared: Path) -> None:
    text = (shared / "articles" / "thanh-hoa-cchc.txt").read_text(encoding="utf-8")
    holds_for(text)
    article = cleaned(text).article
    assert article.published == "2023-11-06T09:00:00+07:00"
    assert article.source == "Baothanhhoa.vn"
    assert len(article.blocks_of(Role.CAPTION, Role.PULL_QUOTE)) == 3
    assert "11722689" not in article.text
