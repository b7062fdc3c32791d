"""Muon of our own takes the steps that torch's takes, in the numbers that the processor multiplies."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from models.training import precision  # noqa: E402
from models.training.muon import Muon, orthogonal  # noqa: E402
from models.training.precision import autocast  # noqa: E402


@pytest.mark.parametrize("shape", [(32, 48), (48, 32)])
def test_steps_are_those_of_the_library(shape: tuple[int, int]) -> None:
    torch.manual_seed(0)
    ours = torch.nn.Parameter(torch.randn(shape))
    theirs = torch.nn.Parameter(ours.detach().clone())
    rules = (
        Muon([{"params": [ours], "lr": 0.01, "weight_decay": 0.1}]),
        torch.optim.Muon([theirs], lr=0.01, weight_decay=0.1, momentum=0.95, adjust_lr_fn="match_rms_adamw"),
    )
    before = ours.detach().clone()
    for _ in range(4):
        ours.grad = torch.randn(shape)
        theirs.grad = ours.grad.clone()
        for rule in rules:
            rule.step()
    moved = (ours - before).norm()
    assert moved > 0
    assert (ours - theirs).norm() < 0.02 * moved  # theirs computes in bfloat16


def test_every_direction_becomes_equally_long() -> None:
    torch.manual_seed(0)
    values = torch.linalg.svdvals(orthogonal(torch.randn(40, 24)))
    assert 0.6 < float(values.min()) <= float(values.max()) < 1.4


def test_a_processor_with_slow_bfloat16_computes_in_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    one = torch.ones(2, 2)
    for faster, kind in ((False, torch.float32), (True, torch.bfloat16)):
        monkeypatch.setattr(precision, "faster_in_bfloat16", lambda _, known=faster: known)
        with autocast(one.device):
            assert (one @ one).dtype == kind
