"""Starting the server: what it refuses before anything heavy is opened."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

import qa_cli
from nlp.console.arguments import build_parser
from nlp.web.faults import MESSAGES, WebError
from nlp.web.serve import settings_of
from nlp.web.settings import Settings


def typed(*arguments: str) -> Settings:
    return settings_of(build_parser("vi").parse_args(["serve", *arguments]))


def test_defaults_stay_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOIBAO_TOKEN", raising=False)
    settings = typed()
    assert (settings.host, settings.port, settings.token, settings.loopback) == ("127.0.0.1", 8000, "", True)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "bao.example"])
def test_beyond_this_machine_a_token_is_needed(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOIBAO_TOKEN", raising=False)
    with pytest.raises(WebError) as caught:
        typed("--host", host)
    assert caught.value.code == "no-token"
    for weak in ("ngắn", "mật-mã-có-dấu-tiếng-việt", "short"):
        monkeypatch.setenv("HOIBAO_TOKEN", weak)
        with pytest.raises(WebError) as caught:
            typed("--host", host)
        assert caught.value.code == "bad-token"
    monkeypatch.setenv("HOIBAO_TOKEN", "mot-ma-du-dai")
    assert typed("--host", host).token == "mot-ma-du-dai"


def test_a_taken_port_is_one_clear_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOIBAO_TOKEN", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code = qa_cli.main(["serve", "--port", str(taken.getsockname()[1])])
    assert code == 3
    assert "--port" in capsys.readouterr().err


def test_a_missing_library_is_told_before_the_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert qa_cli.main(["serve", "--port", "0", "--library", str(tmp_path / "none")]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("port", ["65536", "-1", "x"])
def test_a_port_is_a_number_of_its_range(port: str) -> None:
    with pytest.raises(SystemExit) as caught:
        typed("--port", port)
    assert caught.value.code == 2


def test_no_fault_of_a_visitor_is_a_5xx() -> None:
    for code, (status, vietnamese, english) in MESSAGES.items():
        assert 400 <= status < 500 or code in ("busy", "too-slow", "broken"), code
        assert vietnamese.endswith(".") or "serve" in vietnamese or "pip" in vietnamese, code
        assert english, code
