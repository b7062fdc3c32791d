"""A few inputs of the fuzzer for every target, and proof that it can find something. ``make fuzz`` runs it for long."""

from __future__ import annotations

import random
from typing import NoReturn

import pytest

from tests.fuzz import __main__ as fuzz
from tests.fuzz import mutations
from tests.fuzz.targets import TARGETS

INPUTS = 25


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_breaks(name: str) -> None:
    for seed in range(INPUTS):
        TARGETS[name](random.Random(f"{name}:{seed}"))


def test_a_planted_fault_is_found(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def breaks(rng: random.Random) -> None:
        assert "\x00" not in mutations.text(rng), "a NUL came through"

    monkeypatch.setitem(fuzz.TARGETS, "planted", breaks)
    report = fuzz.run(["planted"], 2.0, seed=1)
    assert report["targets"]["planted"]["findings"]
    assert "a NUL came through" in capsys.readouterr().err


def test_an_endless_input_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_: random.Random) -> NoReturn:
        while True:
            pass

    import signal

    monkeypatch.setitem(fuzz.TARGETS, "endless", endless)
    monkeypatch.setattr(fuzz, "SECONDS", 0.2)
    before = signal.signal(signal.SIGALRM, fuzz._too_long)
    try:
        assert "Hang" in fuzz.attempt("endless", 0)
    finally:
        signal.signal(signal.SIGALRM, before)


def test_the_same_seed_is_the_same_input() -> None:
    first, second = (mutations.text(random.Random("a:7")) for _ in range(2))
    assert first == second


def test_every_bend_takes_any_text() -> None:
    for bend in mutations.BENDS:
        for text in ("", "a", "Thanh Hóa (CCHC) 15/63\n\nĐ", "\ud800"):
            assert isinstance(bend(text, random.Random(3)), str)
