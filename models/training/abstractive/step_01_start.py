"""Step 1: the shipped reader → its pieces and their vectors, and its encoder's weights where the writer's begins."""

from __future__ import annotations

from pathlib import Path

from models.training import revive
from models.training.config import SMALL


def run(work: Path, reader: Path) -> None:
    revive.run(reader, work, SMALL.sizes)
