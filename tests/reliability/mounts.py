"""Small file systems of their own, for root on Linux."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path


@cache
def can_mount() -> bool:
    """True where this process may mount."""
    if not hasattr(os, "geteuid") or os.geteuid():
        return False
    try:
        with tempfile.TemporaryDirectory() as folder, tiny(Path(folder), 1):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


@contextmanager
def tiny(folder: Path, kilobytes: int) -> Iterator[None]:
    """A file system in memory of that size at ``folder``, gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    _do("mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(folder))
    try:
        yield
    finally:
        _do("umount", str(folder))


def grown(folder: Path, kilobytes: int) -> None:
    """Give it that much room."""
    _do("mount", "-o", f"remount,size={kilobytes}k", str(folder))


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing in the folder can be changed, not even by root."""
    _do("mount", "--bind", str(folder), str(folder))
    try:
        _do("mount", "-o", "remount,ro,bind", str(folder))
        yield
    finally:
        _do("umount", str(folder))


def _do(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
