"""Several networks read as one: the mean of their chances for every span.

Networks that were made apart err apart, so their mean errs less than each (the published readers of SQuAD gained two to
five points this way). One graph holds them all: at run time nothing knows that they are several.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from models.training.network import Network


class Together(nn.Module):  # type: ignore[misc]
    """Takes what ``Network`` takes; gives log-chances ``[B, L, L]`` instead of scores."""

    def __init__(self, networks: Sequence[Network]) -> None:
        super().__init__()
        self.networks = nn.ModuleList(networks)
        self.a = networks[0].a

    def forward(self, ids: Tensor, shapes: Tensor, kinds: Tensor, features: Tensor) -> Tensor:
        tables = [network(ids, shapes, kinds, features) for network in self.networks]
        chances = torch.stack([torch.log_softmax(table.flatten(1), dim=-1) for table in tables])
        mean = torch.logsumexp(chances, dim=0) - math.log(len(tables))
        return mean.view_as(tables[0])


def joined(networks: Sequence[Network]) -> nn.Module:
    """The networks as one module; a single one as it is."""
    return networks[0] if len(networks) == 1 else Together(networks)
