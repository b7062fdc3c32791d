"""The command line's contract: fields, exit codes, one clear line for bad input."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import qa_cli

ARTICLE = """Kinh tế > Nông nghiệp

Vụ xuân ở huyện Yên Lạc

Đăng lúc: 08:30:00 12/04/2024 (GMT+7)

Huyện Yên Lạc vừa gieo cấy xong 4.520 ha lúa xuân, đạt 98% kế hoạch, sớm hơn năm 2023 một tuần. \
Chủ tịch UBND huyện Trần Văn Bình cho biết giống mới chiếm 60% diện tích.

Theo ông Bình, chỉ số cơ giới hóa nông nghiệp (CGH) của huyện đứng thứ 2 toàn tỉnh, còn chỉ số tưới tiêu đứng thứ 7. \
Nguyên nhân là do kênh chính chưa được nạo vét.

Huyện đã chi 12,5 tỷ đồng để sửa 31 km kênh mương. Công việc sẽ xong trước ngày 30/5/2024.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "lúa xuân.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    try:
        code = qa_cli.main([str(argument) for argument in arguments])
    except SystemExit as stop:  # argparse leaves this way
        code = int(stop.code or 0)
    done = capsys.readouterr()
    return code, done.out, done.err


def test_ask_json_has_the_promised_fields(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(
        capsys, "ask", article, "-q", "Chỉ số cơ giới hóa đứng thứ mấy?", "-q", "Ai là Bí thư?", "--json"
    )
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert len(rows) == 2
    for row in rows:
        assert list(row) == [
            *(
                "question",
                "answer",
                "start",
                "end",
                "score",
                "normalized",
                "evidence",
                "candidates",
                "reader",
                "elapsed_ms",
            )
        ]
        assert 0 <= row["score"] <= 1
        assert all(set(each) == {"article", "title", "start", "end", "sentence"} for each in row["evidence"])
        assert all(set(each) == {"answer", "score", "start", "end"} for each in row["candidates"])
    assert "2" in rows[0]["answer"]
    assert rows[0]["normalized"] == {"kind": "rank", "value": 2}
    assert rows[1]["answer"] is None


@pytest.mark.parametrize(
    ("reader", "question"),
    [("lexical", "Huyện chi bao nhiêu tiền sửa kênh mương?"), ("small", "Sửa bao nhiêu km kênh mương?")],
)
def test_offsets_point_into_the_cleaned_article(
    reader: str, question: str, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "clean", article, "--json")
    text = json.loads(out)["text"]
    _, out, _ = run(capsys, "ask", article, "-q", question, "--json", "--reader", reader)
    row = json.loads(out)
    assert text[row["start"] : row["end"]] == row["answer"]
    evidence = row["evidence"][0]
    assert text[evidence["start"] : evidence["end"]] == evidence["sentence"]
    assert evidence["start"] <= row["start"] < row["end"] <= evidence["end"]


def test_questions_from_a_file_keep_their_ids(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": "a", "question": "CGH là gì?"}\n\n{"id": 7, "question": "Bài đăng ngày nào?"}\n', "utf-8")
    code, out, _ = run(capsys, "ask", article, "--questions", file, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [row["id"] for row in rows] == ["a", 7]
    assert "12/04/2024" in rows[1]["answer"]


def test_summary_json(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for spelling in ("summarise", "summarize"):
        code, out, _ = run(capsys, spelling, article, "--sentences", "2", "--json")
        row = json.loads(out)
        assert code == 0
        assert list(row) == ["summary", "sentences", "title", "published", "source", "summariser", "elapsed_ms"]
        assert len(row["sentences"]) == 2
        assert row["title"] == "Vụ xuân ở huyện Yên Lạc"
        assert row["published"].startswith("2024-04-12")
        assert all(sentence["faithful"] for sentence in row["sentences"])


def test_plain_output_marks_the_answer_and_has_no_escapes(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "ask", article, "-q", "Giống mới chiếm bao nhiêu phần trăm diện tích?")
    assert code == 0
    assert "[60%]" in out
    assert "\x1b" not in out


def test_prompt_answers_follow_ups(
    article: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Chỉ số cơ giới hóa đứng thứ mấy?\ncòn chỉ số tưới tiêu?\n"))
    code, out, _ = run(capsys, "ask", article)
    assert code == 0
    assert "7" in out.split("\n\n")[1].splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ask"], 2),
        (["ask", "x.txt", "--top", "không"], 2),
        (["bay"], 2),
        (["ask", "không-có.txt", "-q", "ai?"], 3),
        (["ask", ".", "-q", "ai?"], 3),
        (["ask", "http://127.0.0.1/", "-q", "ai?"], 3),
        (["clean", "ftp://example.com/a"], 3),
        (["evaluate", "qa", "không-có.jsonl"], 3),
        (["--version"], 0),
        (["--help"], 0),
    ],
)
def test_exit_codes(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    found, _, err = run(capsys, *arguments)
    assert found == code
    assert "Traceback" not in err
    assert (not err) == (code == 0)


def test_models_missing_or_unknown_exit_with_4(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("khong-co", "hf:không/có"):
        code, _, err = run(capsys, "ask", article, "-q", "ai?", "--reader", name, "--offline")
        assert code == 4
        assert err.count("\n") == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"   \n\n ", b"\x00\x01\x02\xff\xfe\x80" * 50, "\n".join(["<html><body></body></html>"]).encode()],
    ids=["empty", "blank", "binary", "empty-html"],
)
def test_bad_files_get_one_line_and_exit_3(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.html"
    path.write_bytes(content)
    code, out, err = run(capsys, "summarise", path)
    assert (code, out) == (3, "")
    assert err.count("\n") == 1


def test_a_bad_row_is_named_by_its_line(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": 1, "question": "ai?"}\n{hỏng\n', "utf-8")
    code, _, err = run(capsys, "ask", article, "--questions", file)
    assert code == 3
    assert "dòng 2" in err


def test_english_messages(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "ask", article, "-q", "Bí thư huyện sinh năm nào?", "--lang", "en")
    assert out.startswith("not in the article")
    code, _, err = run(capsys, "ask", "nowhere.txt", "-q", "ai?", "--lang=en")
    assert code == 3
    assert err.isascii(), err


def test_a_question_of_ten_thousand_words_is_survived(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "ask", article, "-q", "ai đâu " * 5000, "--json")
    assert code == 0
    assert json.loads(out)["answer"] is None


def test_no_arguments_is_a_matter_of_usage(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert "LỆNH" in err


def test_a_number_of_thousands_of_digits_is_a_bad_row(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"id": ' + "9" * 5000 + ', "question": "Ai?"}\n', encoding="utf-8")
    code, _, err = run(capsys, "ask", article, "--questions", questions)
    assert code == 3
    assert "dòng 1" in err


@pytest.mark.parametrize("source", ["", "signs"])
def test_no_path_and_no_words_are_bad_input(source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "signs").write_text("... !!! ---\n***\n", encoding="utf-8")
    code, out, err = run(capsys, "summarise", tmp_path / source if source else "")
    assert (code, out, err.count("\n")) == (3, "", 1)


def test_explain_says_so_when_there_is_nothing_to_explain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thân.txt").write_text("Xã đã thu hoạch xong 120 ha lúa trong tuần này.\n", encoding="utf-8")
    code, out, _ = run(capsys, "clean", tmp_path / "thân.txt", "--explain")
    assert code == 0
    assert "Không bước nào" in out


def test_an_untitled_article_is_named_by_its_file_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thân.txt").write_text("Xã đã thu hoạch xong 120 ha lúa trong tuần này.\n", encoding="utf-8")
    _, out, _ = run(capsys, "ask", tmp_path / "thân.txt", "-q", "Xã thu hoạch bao nhiêu ha lúa?", "--reader", "lexical")
    assert out.endswith("— thân.txt\n")


@pytest.mark.skipif(sys.platform == "win32", reason="closes streams as a POSIX shell does")
@pytest.mark.parametrize(
    ("redirection", "code"), [(">&-", 0), ("<&-", 0), ("2>&-", 0), ("> /dev/full", 3), ("| true", 0)]
)
def test_closed_and_full_streams_leave_no_traceback(article: Path, redirection: str, code: int) -> None:
    if "full" in redirection and not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    command = f'"$0" -m qa_cli clean "$1" {redirection}; exit $?'
    done = subprocess.run(["sh", "-c", command, sys.executable, article], capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)


def test_questions_from_a_pipe_are_utf8_whatever_the_locale(article: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "qa_cli", "ask", article, "--reader", "lexical"],
        input="Chỉ số cơ giới hóa đứng thứ mấy?\n".encode(),
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
        check=False,
    )
    assert done.stdout.decode().startswith("thứ 2 ")
