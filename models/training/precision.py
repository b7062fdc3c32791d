"""In which numbers the networks compute."""

from __future__ import annotations

import functools
import time

import torch

#: A product of the size that a layer of the reader takes: positions, width, feed-forward.
_ROWS, _WIDTH, _HIDDEN = 4096, 256, 768
_TRIES = 5
#: How much faster products must be in bfloat16 before it is worth while: numbers are converted around each of them.
_WORTH = 1.5


@functools.cache
def faster_in_bfloat16(device: str) -> bool:
    """Whether the device multiplies matrices enough faster in bfloat16, measured once: no name of a processor says so.

    A CPU without AVX-512 only imitates bfloat16, at a fourteenth of the speed of float32; one with it but without AMX
    took 1.3 times as long for a step as in float32; with AMX it takes half.
    """
    return device != "cpu" or _seconds(torch.float32) > _WORTH * _seconds(torch.bfloat16)


def _seconds(dtype: torch.dtype) -> float:
    """The least that the product took: other work on the machine only adds to it."""
    one, other = torch.ones(_ROWS, _WIDTH, dtype=dtype), torch.ones(_WIDTH, _HIDDEN, dtype=dtype)
    took = []
    for _ in range(_TRIES):
        begin = time.perf_counter()
        one @ other
        took.append(time.perf_counter() - begin)
    return min(took)


def autocast(device: torch.device) -> torch.autocast:
    """bfloat16 where that is faster, else float32."""
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=faster_in_bfloat16(device.type))
