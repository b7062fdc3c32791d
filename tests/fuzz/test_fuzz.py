"""A few inputs of the fuzzer for every target, and proof that it can find something. ``make fuzz`` runs it for long."""

from __future__ import annotations

import json
import random
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.fuzz import attempt, campaign, mutations, tally
from tests.fuzz.targets import TARGETS

INPUTS = 25


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_breaks(name: str) -> None:
    for seed in range(INPUTS):
        TARGETS[name](random.Random(f"{name}:{seed}"))


@pytest.fixture
def watched() -> Iterator[None]:
    """The watchdog's signals, for one test."""
    before = {number: signal.getsignal(number) for number in (signal.SIGPROF, signal.SIGALRM)}
    attempt.watch()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("watched")
def test_a_planted_fault_is_found_once_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(rng: random.Random) -> None:
        assert "\x00" not in mutations.text(rng), "a NUL came through"

    monkeypatch.setitem(TARGETS, "planted", breaks)
    done = attempt.many("planted", 1, 400, float("inf"))
    (found,) = done.findings.values()
    assert done.inputs == 400
    assert found["times"] > 1
    assert "a NUL came through" in found["trace"]
    assert attempt.attempt("planted", found["seed"])
    assert 100 < done.real < 250


@pytest.mark.usefixtures("watched")
def test_an_endless_input_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_: random.Random) -> NoReturn:
        while True:
            pass

    monkeypatch.setitem(TARGETS, "endless", endless)
    monkeypatch.setattr(attempt, "SECONDS", 0.2)
    assert "Hang" in attempt.attempt("endless", 0)


@pytest.mark.usefixtures("watched")
def test_an_input_that_waits_for_ever_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TARGETS, "waiting", lambda _: threading.Event().wait())
    monkeypatch.setattr(attempt, "STANDSTILL", 0.1)
    assert "stands still" in attempt.attempt("waiting", 0)


def test_a_killed_process_names_its_input_and_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "current.77").write_text("words 41".ljust(60), "ascii")
    tallies = {"words": tally.Tally(inputs=5, next=50)}
    plan = campaign.Plan(("words",), 5, 0.0, 1, tmp_path / "state.json")
    assert campaign._bury(plan, tallies, ["words"])
    assert tallies["words"].findings["the process died"]["seed"] == 41
    assert not campaign._bury(plan, tallies, ["words"])


def test_a_fresh_checkout_goes_on_from_the_report_that_ships() -> None:
    tallies = tally.load(Path("no-such-file"), TARGETS)
    again = tally.report(tallies, version="0", coverage=None, notes=())
    kept = json.loads(tally.REPORT.read_text("utf-8"))
    assert again["rows"] == kept["rows"]
    assert all(each.inputs > 1000 for each in tallies.values())


def test_counters_add_up_over_runs_and_a_full_target_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, none = tmp_path / "state.json", tmp_path / "report.json"
    none.write_text('{"rows": []}', "utf-8")
    monkeypatch.setattr(tally, "REPORT", none)
    for _ in range(2):
        tallies = tally.load(state, ["sentences"])
        campaign.run(campaign.Plan(("sentences",), 40, 60.0, 1, state), tallies)
    kept = tally.load(state, ["sentences"])["sentences"]
    assert kept.inputs == 40
    assert kept.next == 40
    row = tally.report({"sentences": kept}, version="0", coverage=None, notes=())["rows"][0]
    assert (row["times"], row["lost"]) == (40, 0)


def test_a_finding_is_told_by_its_place_not_by_what_was_typed() -> None:
    trace = 'Traceback:\n  File "/x/nlp/a.py", line 3, in f\n    g()\n  File "/y/json.py", line 9, in g\nValueError: %s'
    assert attempt.signature(trace % "một") == attempt.signature(trace % "hai") == "a.py, line 3, in f: ValueError"


def test_the_same_seed_is_the_same_input() -> None:
    first, second = (mutations.text(random.Random("a:7")) for _ in range(2))
    assert first == second


def test_every_bend_takes_any_text() -> None:
    for bend in mutations.BENDS:
        for text in ("", "a", "Thanh Hóa (CCHC) 15/63\n\nĐ", "\ud800"):
            assert isinstance(bend(text, random.Random(3)), str)
