"""Opening a checkpoint: what is missing is said with the command that brings it, and nothing unsafe is opened."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import DamagedModel, MissingModel
from models.hub.checkpoint import find
from models.hub.windows import best_spans, windows, words_of

CONFIG = '{"model_type": "bert", "architectures": ["BertForQuestionAnswering"]}'


@given(st.integers(0, 500), st.integers(1, 60), st.integers(1, 60))
def test_windows_cover_everything_and_never_exceed_their_size(length: int, size: int, stride: int) -> None:
    stride = min(stride, size)
    found = list(windows(length, size, stride))
    assert {at for start, stop in found for at in range(start, stop)} == set(range(length))
    assert all(0 < stop - start <= size for start, stop in found)


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=1, max_size=12), st.integers(1, 12))
def test_best_span_is_the_best_of_all_allowed(logits: list[tuple[float, float]], longest: int) -> None:
    starts, stops = np.array(logits, dtype=np.float32).T
    every = [float(starts[i] + stops[j]) for i in range(len(starts)) for j in range(i, min(i + longest, len(starts)))]
    found = best_spans(starts, stops, longest=longest, count=3)
    assert found[0][2] == pytest.approx(max(every), abs=1e-5)
    assert all(first <= last < first + longest for first, last, _ in found)


def test_words_are_found_where_they_stand() -> None:
    text = "Thanh  Hoá đẩy\u00a0mạnh, Thanh Hoá"
    found = words_of(text, ["Thanh Hoá", "đẩy mạnh", ",", "lạ", "Thanh Hoá"])
    assert [text[start:stop] for _, start, stop in found] == ["Thanh  Hoá", "đẩy\u00a0mạnh", ",", "Thanh Hoá"]


def test_missing_libraries_name_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(MissingModel, match=r"hoibao\[hf\]"):
        find("ai/do")


def test_a_missing_checkpoint_names_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("huggingface_hub")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(MissingModel, match="hf download ai/do --revision 12ab34"):
        find("ai/do@12ab34")


def test_pickled_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(CONFIG)
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    with pytest.raises(MissingModel) as caught:
        find(str(tmp_path))
    assert caught.value.code == "pickled-weights"


@pytest.mark.parametrize("config", ["", "[]", "{}", '{"model_type": '], ids=["empty", "list", "bare", "cut"])
def test_a_damaged_configuration_is_named(config: str, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(config)
    with pytest.raises(DamagedModel, match=r"config\.json"):
        find(str(tmp_path))
