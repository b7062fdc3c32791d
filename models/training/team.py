"""Processes that train together."""

from __future__ import annotations

import os

import torch
from torch import nn


class Team:
    """The processes that train together; alone unless ``WORLD_SIZE`` says otherwise.

    On CPU two processes of one thread each beat one process of two threads on a busy machine by far: they wait for
    each other once a step, not at every operation.
    """

    def __init__(self, rank: int, size: int) -> None:
        self.rank, self.size = rank, size
        self.leads = rank == 0

    @classmethod
    def join(cls) -> Team:
        size = int(os.environ.get("WORLD_SIZE", "1"))
        if size > 1 and not torch.distributed.is_initialized():
            torch.distributed.init_process_group("gloo")
        return cls(int(os.environ.get("RANK", "0")), size)

    def share(self, network: nn.Module, done: float) -> float:
        """Average all gradients, and the share of the budget that is done, so that all stop at the same step."""
        if self.size == 1:
            return done
        grads = [p.grad for p in network.parameters() if p.grad is not None]
        flat = torch.cat([g.flatten() for g in grads] + [torch.tensor([done])])
        torch.distributed.all_reduce(flat)
        flat /= self.size
        at = 0
        for grad in grads:
            grad.copy_(flat[at : at + grad.numel()].view_as(grad))
            at += grad.numel()
        return float(flat[-1])


def set_threads() -> None:
    """The cores this process may use for a process alone, an equal share for each of a team."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2
    torch.set_num_threads(max(1, cores // int(os.environ.get("WORLD_SIZE", "1"))))
