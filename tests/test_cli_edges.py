"""The command line at its edges: files as editors save them, standard input, ids, paths that cannot be written."""

from __future__ import annotations

import io
import json
import os
import threading
from pathlib import Path

import pytest

import qa_cli

CONTEXT = "Thanh Hóa xếp thứ 3 về PAPI năm 2022. Ông Lê Văn Nam là Chánh Văn phòng UBND tỉnh."
ROWS = (
    {"id": "a", "question": "Thanh Hóa xếp thứ mấy về PAPI?", "context": CONTEXT, "answers": ["thứ 3"]},
    {"id": "b", "question": "Nghệ An xếp thứ mấy về PAPI?", "context": CONTEXT, "answers": []},
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bai.txt"
    path.write_text(CONTEXT + "\n", encoding="utf-8")
    return path


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    try:
        code = qa_cli.main([str(argument) for argument in arguments])
    except SystemExit as stop:
        code = int(stop.code or 0)
    done = capsys.readouterr()
    return code, done.out, done.err


def test_questions_with_a_mark_and_crlf(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "q.jsonl"
    file.write_bytes('\ufeff{"id": 1, "question": "PAPI thứ mấy?"}\r\n\r\n'.encode())
    code, out, _ = run(capsys, "ask", article, "--questions", file, "--json")
    assert code == 0
    assert [(row["id"], row["answer"]) for row in map(json.loads, out.splitlines())] == [(1, "thứ 3")]


def test_a_file_without_questions_opens_no_prompt(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("PAPI thứ mấy?\n"))
    empty = tmp_path / "q.jsonl"
    empty.write_text("\n", "utf-8")
    code, out, err = run(capsys, "ask", article, "--questions", empty)
    assert (code, out) == (3, "")
    assert str(empty) in err


@pytest.mark.parametrize("arguments", [("ask", "-"), ("ask", "-", "-", "-q", "ai?"), ("summarise", "-", "-")])
def test_standard_input_is_read_once(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.splitlines()[0].startswith("Lỗi: ")


def test_the_prompt_says_how_long_it_took(
    article: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("PAPI thứ mấy?\n"))
    _, out, _ = run(capsys, "ask", article, "--json")
    assert json.loads(out)["elapsed_ms"] > 0


def test_top_bounds_the_candidates(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for top in (1, 3):
        _, out, _ = run(capsys, "ask", article, "-q", "PAPI thứ mấy?", "--json", "--top", top)
        assert len(json.loads(out)["candidates"]) <= top


def test_a_summary_of_several_sources(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "khac.txt"
    other.write_text("Xã Hậu Thạnh xuống giống 1.250 ha lúa. Nông dân bán lúa với giá 8.000 đồng một kg.\n", "utf-8")
    code, out, _ = run(capsys, "summarise", article, other, "--words", 24, "--json")
    row = json.loads(out)
    assert code == 0
    assert {sentence["article"] for sentence in row["sentences"]} == {"bai.txt", "khac.txt"}
    assert len(row["summary"].split()) <= 28


def test_models_columns_do_not_run_together(capsys: pytest.CaptureFixture[str]) -> None:
    for lang in ("vi", "en"):
        code, out, _ = run(capsys, "models", "--lang", lang)
        assert code == 0
        for line in out.splitlines():
            assert line[13] == " "
            assert line[25] == " "
    code, out, _ = run(capsys, "models", "--json")
    assert {"name", "task", "present", "description"} <= json.loads(out.splitlines()[0]).keys()


def test_hf_without_a_name(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "ask", article, "-q", "ai?", "--reader", "hf:")
    assert code == 4
    assert "“hf:”" in err


def test_ctrl_c_exits_with_130(
    article: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(qa_cli.COMMANDS, "ask", interrupted)
    code, _, err = run(capsys, "ask", article, "-q", "ai?")
    assert code == 130
    assert err.count("\n") == 1


# ── evaluate ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_predictions_go_out_and_come_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, file = write(tmp_path / "d.jsonl", *ROWS), tmp_path / "new" / "p.jsonl"
    code, out, _ = run(capsys, "evaluate", "qa", data, "--predictions", file, "--json")
    assert code == 0
    assert [json.loads(line).keys() for line in file.read_text("utf-8").splitlines()] == [
        {"id", "prediction", "score"}
    ] * 2
    _, again, _ = run(capsys, "evaluate", "qa", data, "--from", file, "--json")
    assert json.loads(again)["scores"] == json.loads(out)["scores"]


@pytest.mark.parametrize("task", ["qa", "summary"])
def test_an_unwritable_place_is_said_before_the_run(
    task: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write(tmp_path / "d.jsonl", *ROWS)
    for place in (tmp_path, data / "p.jsonl"):
        code, out, err = run(capsys, "evaluate", task, data, "--predictions", place)
        assert (code, out) == (3, "")
        assert err.count("\n") == 1
        assert str(place) in err


def test_two_questions_of_one_id_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = write(tmp_path / "1.jsonl", ROWS[0]), write(tmp_path / "2.jsonl", ROWS[1] | {"id": "a"})
    code, _, err = run(capsys, "evaluate", "qa", one, other)
    assert code == 3
    assert "“a”" in err
    code, _, _ = run(capsys, "evaluate", "qa", one, one)  # the same question twice has one right prediction
    assert code == 0


def test_diff_takes_the_questions_that_were_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = write(tmp_path / "d.jsonl", *ROWS)
    old = write(tmp_path / "old.jsonl", {"id": "a", "prediction": "thứ 9", "score": 0.5})
    new = write(tmp_path / "new.jsonl", {"id": "a", "prediction": "thứ 3", "score": 0.5})
    code, out, _ = run(capsys, "evaluate", "diff", old, new, "--data", data, "--json")
    assert code == 0
    assert [change["id"] for change in json.loads(out)["better"]] == ["a"]
    foreign = write(tmp_path / "foreign.jsonl", {"id": "z", "prediction": "", "score": 0.5})
    code, _, _ = run(capsys, "evaluate", "diff", foreign, foreign, "--data", data)
    assert code == 3


def test_split_takes_one_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = write(tmp_path / "d.jsonl", ROWS[0] | {"split": "dev"}, ROWS[1] | {"split": "test"})
    code, out, _ = run(capsys, "evaluate", "qa", data, "--split", "test", "--json")
    report = json.loads(out)
    assert (code, report["count"], report["selection"]) == (0, 1, "split=test")


@pytest.mark.skipif(os.name == "nt", reason="named pipes are POSIX")
def test_questions_from_a_named_pipe(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "q.jsonl"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=('{"id": 7, "question": "PAPI thứ mấy?"}\n', "utf-8"))
    writer.start()
    code, out, _ = run(capsys, "ask", article, "--questions", pipe, "--json")
    writer.join()
    assert (code, json.loads(out)["id"], json.loads(out)["answer"]) == (0, 7, "thứ 3")


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [((), "vi"), (("ask",), "vi"), (("evaluate",), "en"), (("summarise", "a", "--words", "x"), "en")],
)
def test_usage_errors_take_one_line_of_one_language(
    arguments: tuple[str, ...], lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, *arguments, "--lang", lang)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "qa_cli.py" in err
    assert ("VIỆC" in err or "LỆNH" in err) <= (lang == "vi")


@pytest.mark.parametrize(("second", "line"), [("{bad", 2), ('{"id": 2}', 2), ("[1]", 2)])
def test_english_errors_name_the_file_and_the_line(
    second: str, line: int, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"question": "ai?"}\n' + second + "\n", "utf-8")
    for arguments in (("ask", article, "--questions", file), ("evaluate", "qa", file)):
        code, _, err = run(capsys, *arguments, "--lang", "en")
        assert code == 3
        assert str(file) in err
        assert "line " in err
        assert "dòng" not in err
    code, _, err = run(capsys, "ask", article, "--questions", file, "--lang", "en")
    assert f"{file}, line {line}: " in err


def test_an_english_error_names_the_missing_file(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "ask", article, "--questions", "khong-co.jsonl", "--lang", "en")
    assert (code, err) == (3, "Error: khong-co.jsonl: expected a file, found nothing there. Check the path.\n")
