"""Which rule moves which weights: Muon the matrices of the blocks, AdamW all else.

Muon (Jordan et al. 2024) makes every direction of a matrix's update equally long, and is reported to learn more from
each example than AdamW does; its rate is scaled so that both rules take steps of one size (Liu et al. 2025), hence one
schedule serves both. Vectors, biases and the small heads are not what it is made for.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from models.training.muon import Muon

#: How the names of a network's repeated layers begin.
BLOCKS = ("blocks.", "writer.")
#: The piece vectors start out good: they move at this share of the rate.
GENTLE = 0.5


class Optimisers:
    """Both rules as one: a step, a state, a rate."""

    def __init__(self, network: nn.Module, weight_decay: float, gentle: float = GENTLE) -> None:
        names = dict(network.named_parameters())
        blocks = {n for n, p in names.items() if n.startswith(BLOCKS) and p.dim() == 2 and "shift" not in n}
        pieces = {n for n in names if n.startswith("pieces.")}
        heads = {n for n, p in names.items() if p.dim() == 2 and "shift" not in n} - blocks - pieces

        def group(chosen: set[str], decay: float, share: float = 1.0) -> dict[str, Any]:
            return {"params": [names[n] for n in sorted(chosen)], "weight_decay": decay, "share": share}

        rest = names.keys() - blocks - pieces - heads
        self._rules: tuple[torch.optim.Optimizer, ...] = (
            Muon([group(blocks, weight_decay)]),
            torch.optim.AdamW(
                [group(heads, weight_decay), group(rest, 0.0), group(pieces, 0.0, gentle)],
                betas=(0.9, 0.98),
                eps=1e-8,
                fused=True,
            ),
        )

    def step(self, rate: float) -> None:
        """Move all weights along their gradients at ``rate``."""
        for rule in self._rules:
            for group in rule.param_groups:
                group["lr"] = rate * group["share"]
            rule.step()

    def state_dict(self) -> dict[str, Any]:
        return {str(i): rule.state_dict() for i, rule in enumerate(self._rules)}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        for i, rule in enumerate(self._rules):
            rule.load_state_dict(state[str(i)])
