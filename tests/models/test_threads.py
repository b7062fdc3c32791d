"""Threads of a model: what the environment says, and one for each worker."""

from __future__ import annotations

import os

import pytest

from models.threads import VARIABLE, one_each, threads
from nlp.batch.pool import ordered_map

ALGEBRA = "OPENBLAS_NUM_THREADS"


@pytest.mark.parametrize(("said", "expected"), [("3", 3), ("0", 1), ("", 2), ("nhiều", 2), ("-1", 2)])
def test_the_environment_says(monkeypatch: pytest.MonkeyPatch, said: str, expected: int) -> None:
    monkeypatch.setenv(VARIABLE, said)
    assert threads() == expected


def test_what_was_said_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "4")
    one_each()
    assert threads() == 4


def test_workers_have_one_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert set(ordered_map(os.getenv, [VARIABLE] * 4, workers=2, worth_it=2, chunk=1)) == {"1"}
    assert threads() == 2


def test_linear_algebra_in_a_worker_counts_one_thread_too(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (VARIABLE, ALGEBRA):
        monkeypatch.delenv(name, raising=False)
    assert set(ordered_map(os.getenv, [ALGEBRA] * 4, workers=2, worth_it=2, chunk=1)) == {"1"}
    assert ALGEBRA not in os.environ
    monkeypatch.setenv(VARIABLE, "3")
    assert set(ordered_map(os.getenv, [ALGEBRA] * 4, workers=2, worth_it=2, chunk=1)) == {"3"}
    monkeypatch.setenv(ALGEBRA, "5")
    assert set(ordered_map(os.getenv, [ALGEBRA] * 4, workers=2, worth_it=2, chunk=1)) == {"5"}
