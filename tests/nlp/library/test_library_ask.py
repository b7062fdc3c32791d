"""A library answers with everybody who says so, by date; what nobody says it does not answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import qa_cli
from corpus.index import Selection
from corpus.records import Article, Block, Role
from corpus.spans import Span
from models.reading import Reading
from nlp.answering.questions import analyse
from nlp.assistant import Assistant
from nlp.library.grouping import Support, disagree, group
from nlp.library.merger_table import MERGERS
from nlp.library.named import Named
from nlp.library.places import other_names
from nlp.library.search import Coverage
from nlp.library.shelf import Shelf
from nlp.library.times import Basis, asked_time, time_of

ROWS = [
    ("2023-11-06", "Báo Sông Mã", "Cải cách", "Năm 2022 Thanh Hóa xếp thứ 3 về PAPI, tăng 21 bậc so với năm 2020."),
    ("2023-05-20", "Tin Dân", "PAPI 2022", "Trong bảng PAPI năm 2022, Thanh Hóa xếp thứ 3, Nghệ An xếp thứ 8."),
    ("2021-04-16", "Tin Dân", "Kết quả PAPI", "Năm ngoái, Thanh Hóa xếp thứ 24 về chỉ số PAPI."),
    ("2025-09-10", "Báo Phú Thọ", "Phú Thọ thu hút vốn", "Năm 2025, Phú Thọ thu hút 1,2 tỷ USD vốn đầu tư nước ngoài."),
    ("2024-01-10", "Báo Vĩnh Phúc", "Vĩnh Phúc đón khách", "Năm 2023, Vĩnh Phúc đón 9,2 triệu lượt khách du lịch."),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    at = tmp_path_factory.mktemp("library")
    rows = [
        {"id": number, "published": day, "source": source, "title": title, "body": [body]}
        for number, (day, source, title, body) in enumerate(ROWS)
    ]
    (at / "tin.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    with Shelf.create(at / "lib") as shelf:
        assert shelf.add([at / "tin.jsonl"]).added == len(ROWS)
    return at / "lib"


@pytest.fixture(scope="module")
def shelf(folder: Path) -> Iterator[Shelf]:
    with Shelf.open(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant.open(reader="lexical", summariser=None)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Thanh Hóa xếp thứ mấy về PAPI?", [("thứ 3", (2022,), 2), ("thứ 24", (2020,), 1)]),
        ("thanh hoa xep thu may ve papi", [("thứ 3", (2022,), 2), ("thứ 24", (2020,), 1)]),
        ("Năm 2020 Thanh Hóa xếp thứ mấy về PAPI?", [("thứ 24", (2020,), 1)]),
        ("Hiện nay Thanh Hóa xếp thứ mấy về PAPI?", [("thứ 3", (2022,), 2)]),
        ("Năm ngoái Phú Thọ thu hút bao nhiêu vốn đầu tư nước ngoài?", [("1,2 tỷ USD", (2025,), 1)]),
        ("Vĩnh Phúc thu hút bao nhiêu vốn đầu tư nước ngoài năm 2025?", [("1,2 tỷ USD", (2025,), 1)]),
        ("Thanh Hóa xếp thứ mấy về PAPI năm 2019?", []),
        ("Đà Nẵng xếp thứ mấy về PAPI?", []),
    ],
)
def test_groups(
    shelf: Shelf, assistant: Assistant, question: str, expected: list[tuple[str, tuple[int, ...], int]]
) -> None:
    answer = shelf.ask(question, assistant, this_year=2026)
    assert [(each.text, each.years, len(each.supports)) for each in answer.groups] == expected
    assert answer.text == (expected[0][0] if expected else None)


def test_spans_point_into_the_stored_article(shelf: Shelf, assistant: Assistant) -> None:
    answer = shelf.ask("Thanh Hóa xếp thứ mấy về PAPI?", assistant, this_year=2026)
    for each in answer.groups:
        for support in each.supports:
            text = shelf.show(support.article).article.text
            assert support.span.of(text) == support.text
            assert support.sentence_span.of(text) == support.sentence


def test_a_selection_leaves_the_others_out(shelf: Shelf, assistant: Assistant) -> None:
    question = "Thanh Hóa xếp thứ mấy về PAPI?"
    early = shelf.ask(question, assistant, selection=Selection(until=20211231), this_year=2026)
    assert [each.text for each in early.groups] == ["thứ 24"]
    named = shelf.ask(question, assistant, selection=Selection(source=("bao", "song", "ma")), this_year=2026)
    assert [len(each.supports) for each in named.groups] == [1]


def test_another_name_is_told(shelf: Shelf, assistant: Assistant) -> None:
    answer = shelf.ask("Phú Thọ đón bao nhiêu lượt khách du lịch năm 2023?", assistant, this_year=2026)
    assert [each.best.place for each in answer.groups] == ["Vĩnh Phúc"]


# ── time and place ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("question", "year", "latest", "bare"),
    [
        ("Năm ngoái tỉnh xếp thứ mấy?", 2023, False, "Tỉnh xếp thứ mấy?"),
        ("nam ngoai tinh xep thu may", 2023, False, "Tinh xep thu may"),
        ("Tỉnh xếp thứ mấy trong năm 2020?", 2020, False, "Tỉnh xếp thứ mấy?"),
        ("Hiện nay tỉnh có bao nhiêu xã?", None, True, "Tỉnh có bao nhiêu xã?"),
        ("Tỉnh có bao nhiêu xã?", None, False, "Tỉnh có bao nhiêu xã?"),
        ("Sau 2020 hộ dân nhận gì?", None, False, "Sau 2020 hộ dân nhận gì?"),
    ],
)
def test_the_time_of_a_question(question: str, year: int | None, latest: bool, bare: str) -> None:
    asked = asked_time(question, 2024)
    assert (asked.year, asked.latest, asked.bare) == (year, latest, bare)


@pytest.mark.parametrize(
    ("text", "answer", "year", "basis"),
    [
        ("Năm 2022 tỉnh xếp thứ 3.", "thứ 3", 2022, Basis.SENTENCE),
        ("Năm 2022 tỉnh xếp thứ 3, năm 2020 xếp thứ 24.", "thứ 24", 2020, Basis.SENTENCE),
        ("Tỉnh xếp thứ 3, tăng mạnh so với năm 2020.", "thứ 3", 2023, Basis.PUBLISHED),
        ("Năm ngoái tỉnh xếp thứ 3.", "thứ 3", 2022, Basis.SENTENCE),
        ("Bảng năm 2021 đã có. Tỉnh xếp thứ 3.", "thứ 3", 2021, Basis.PASSAGE),
        ("Tỉnh có 2022 hộ nghèo.", "2022 hộ", 2023, Basis.PUBLISHED),
    ],
)
def test_the_time_of_an_answer(text: str, answer: str, year: int, basis: Basis) -> None:
    article = Article("a", text, (Block(Span(0, len(text)), Role.BODY),), published="2023-05-01")
    start = text.index(answer)
    opening = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
    assert time_of(article, Span(opening, len(text)), Span(start, start + len(answer))) == (year, basis)


def test_the_mergers_make_thirty_four() -> None:
    merged = [old for olds in MERGERS.values() for old in olds]
    assert len(merged) == len(set(merged)) == 52
    assert 63 - len(merged) + len(MERGERS) == 34
    assert all(other_names(old) for old in merged)
    assert other_names("Cao Bằng") == ()


# ── grouping ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def said(
    text: str, about: int | None, published: str, value: dict[str, object] | None = None, score: float = 0.5
) -> Support:
    return Support(
        f"{text}-{published}", None, None, published, text, Span(0, 1), text, Span(0, 1), score, value, about
    )


def test_the_same_value_and_the_same_person_are_one_group() -> None:
    rank = {"kind": "rank", "value": 3}
    made = group([said("thứ 3", 2022, "2023-01-01", rank), said("hạng 3/63", 2022, "2023-02-01", rank | {"of": 63})])
    assert [len(each.supports) for each in made] == [2]
    named = group(
        [
            said("ông Lê Văn An", None, "2023-01-01"),
            said("Lê Văn An", None, "2023-02-01"),
            said("Lê Bình", None, "2024"),
        ]
    )
    assert [len(each.supports) for each in named] == [1, 2]  # the newest first


def test_disagreement_is_about_one_year() -> None:
    one, other = {"kind": "count", "value": 40}, {"kind": "count", "value": 52}
    assert disagree(group([said("40", 2024, "2024-09-11", one), said("52", 2024, "2024-09-14", other)]))
    assert not disagree(group([said("40", 2023, "2024-09-11", one), said("52", 2024, "2024-09-14", other)]))


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────────────────


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    try:
        code = qa_cli.main([str(argument) for argument in arguments])
    except SystemExit as stop:
        code = int(stop.code or 0)
    done = capsys.readouterr()
    return code, done.out, done.err


def test_the_row_has_the_fields_of_ask_and_more(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(
        capsys, "ask", "--library", folder, "-q", "Thanh Hóa xếp thứ mấy về PAPI?", "--json", "--reader", "lexical"
    )
    row = json.loads(out)
    assert code == 0
    fields = (
        "question answer start end score normalized evidence candidates reader elapsed_ms published disagree groups"
    )
    assert list(row) == fields.split()
    assert [len(each["articles"]) for each in row["groups"]] == [2, 1]
    code, out, _ = run(capsys, "ask", "--library", folder, "-q", "Ai vô địch bơi lội?", "--reader", "lexical")
    assert (code, out.strip()) == (0, "không có trong thư viện")


def test_what_waits_for_the_index_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Shelf.create(tmp_path / "lib") as shelf, shelf.library.writing():
        (tmp_path / "tin.jsonl").write_text('{"title": "Lúa", "body": ["Giá lúa 8.000 đồng."]}', encoding="utf-8")
        with shelf.library.store.transaction():  # as a disk that was full leaves it, while somebody holds the lock
            shelf.library.store._db.execute("INSERT INTO pending VALUES (7)")
        code, out, err = run(capsys, "ask", "--library", tmp_path / "lib", "-q", "Giá lúa?", "--reader", "lexical")
    assert (code, out.strip()) == (0, "không có trong thư viện")
    assert "1 bài trong thư viện chưa vào chỉ mục" in err


def test_the_reader_is_named_and_not_troubled_where_no_article_is_about_it(shelf: Shelf) -> None:
    class Never:
        name = "never"

        def read(self, question: str, contexts: Sequence[str]) -> Reading:
            raise AssertionError(contexts)

    answer = shelf.ask("Đà Nẵng xếp thứ mấy về PAPI?", Assistant(Never()), this_year=2026)
    assert (answer.groups, answer.reader) == ((), "never")


def test_articles_are_listed_newest_first_and_undated_last(tmp_path: Path) -> None:
    days = ("2023-05-01", None, "2024-01-01", "2023-05-01", None)
    rows = [{"published": day, "title": f"Bài {at}", "body": [f"Chuyện thứ {at}."]} for at, day in enumerate(days)]
    (tmp_path / "tin.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with Shelf.create(tmp_path / "lib") as shelf:
        shelf.add([tmp_path / "tin.jsonl"])
        assert [each.title for each in shelf.listed()] == ["Bài 2", "Bài 0", "Bài 3", "Bài 1", "Bài 4"]


@pytest.mark.parametrize(
    "arguments",
    [["-q", "x"], ["a.txt", "--library", "l", "-q", "x"], ["a.txt", "--since", "2023", "-q", "x"],
     ["--library", "l", "--since", "2023-13", "-q", "x"]],
)  # fmt: skip
def test_wrong_use_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "ask", *arguments)
    assert code == 2
    assert "Traceback" not in err


# ── what keeps other people's answers out ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("question", "text", "instead", "named"),
    [
        ("Thanh Hóa xếp thứ mấy về PAPI?", "Thanh Hoá xếp thứ 3 về PAPI.", None, True),
        ("Thanh Hóa xếp thứ mấy về PAPI?", "Thanh Hóa xếp thứ 19 về PCI.", None, False),
        ("Lâm Đồng có bao nhiêu khu công nghiệp?", "Bình Dương có 29 khu công nghiệp.", None, False),
        ("Vĩnh Phúc có bao nhiêu khu công nghiệp?", "Phú Thọ có 28 khu công nghiệp.", "Phú Thọ", True),
        ("Việt Nam có bao nhiêu tỉnh?", "Cả nước có 34 tỉnh, thành.", None, True),
        ("Giá lúa bao nhiêu?", "Giá lúa 8.000 đồng.", None, True),
    ],
)
def test_an_article_must_name_what_the_question_names(
    question: str, text: str, instead: str | None, named: bool
) -> None:
    assert Named(analyse(question)).all_in(text, instead) is named


def test_coverage_counts_what_is_rare_here(shelf: Shelf) -> None:
    coverage = Coverage(shelf.library, "Thanh Hóa PAPI")
    assert coverage.of("Bảng PAPI có Thanh Hóa") == 1.0
    assert 0 < coverage.of("Thanh Hóa đón khách") < 1
    assert coverage.of("không có gì") == 0.0
    assert Coverage(shelf.library, "là của").of("x") == 1.0
