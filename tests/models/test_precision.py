"""In which numbers the networks compute is measured, not guessed."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from models.training import precision  # noqa: E402


@pytest.mark.parametrize(("full", "half", "faster"), [(1.0, 0.5, True), (1.0, 0.8, False), (1.0, 14.0, False)])
def test_bfloat16_where_products_are_much_faster(
    full: float, half: float, faster: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    took = {torch.float32: full, torch.bfloat16: half}
    monkeypatch.setattr(precision, "_seconds", took.__getitem__)
    precision.faster_in_bfloat16.cache_clear()
    try:
        assert precision.faster_in_bfloat16("cpu") is faster
    finally:
        precision.faster_in_bfloat16.cache_clear()


def test_a_graphics_card_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(precision, "_seconds")
    assert precision.faster_in_bfloat16("cuda")


def test_a_product_takes_time() -> None:
    assert precision._seconds(torch.float32) > 0
