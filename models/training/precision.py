"""In which numbers the networks compute."""

from __future__ import annotations

import torch


def native_bfloat16(device: torch.device) -> bool:
    """Whether the processor multiplies bfloat16: a CPU without AVX-512 only imitates it, at a fourteenth of the speed
    of float32 (121 against 1,761 pieces/s of the reader, one core)."""
    return device.type != "cpu" or torch.backends.cpu.get_cpu_capability() not in ("DEFAULT", "NO AVX", "AVX2")


def autocast(device: torch.device) -> torch.autocast:
    """bfloat16 where the processor has it, else float32."""
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=native_bfloat16(device))
