"""Running a chain of steps, each from files to files: one whose files are there is not made again."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol, TypeVar


class Working(Protocol):
    """A configuration, as far as running steps needs to know it."""

    @property
    def work(self) -> Path: ...


C = TypeVar("C", bound=Working)
#: (name, function, the file that shows it was done; None: it resumes by itself and is always entered)
Step = tuple[str, Callable[[C], None], str | None]


def run_steps(
    config: C,
    steps: Sequence[Step[C]],
    pack: Callable[[C, Path], None],
    target: Path,
    only: Sequence[str] | None = None,
) -> Path:
    """Run the steps (or those that ``only`` names, done or not), then pack the result into ``target``."""
    config.work.mkdir(parents=True, exist_ok=True)
    made: Any = asdict(config)  # type: ignore[call-overload]
    (config.work / "config.json").write_text(json.dumps(made, default=str, indent=2) + "\n")
    for name, step, done in steps:
        if only and name not in only:
            continue
        if done is None or only or not (config.work / done).is_file():
            step(config)
    if not only or "pack" in only:
        pack(config, target)
    return target
