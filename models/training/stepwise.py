"""Running a chain of steps, each from files to files: one whose files are there is not made again."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar


class Working(Protocol):
    """A configuration, as far as running steps needs to know it."""

    @property
    def work(self) -> Path: ...


C = TypeVar("C", bound=Working)
#: (name, function, the file that shows it was done; None: it resumes by itself and is always entered)
Step = tuple[str, Callable[[C], None], str | None]


def command_line(name: str, about: str | None, configs: Iterable[str], steps: Iterable[str]) -> ArgumentParser:
    """What every chain is asked for: ``python -m name run --config small [--work] [--target] [--only STEP …]``."""
    parser = ArgumentParser(prog=f"python -m {name}", description=about)
    parser.add_argument("command", choices=("run",))
    parser.add_argument("--config", choices=sorted(configs), default="small")
    parser.add_argument("--work", type=Path, help="folder of everything in between")
    parser.add_argument("--target", type=Path, help="where the packed model goes; default: WORK/pack")
    parser.add_argument("--only", choices=[*steps, "pack"], action="append", help="this step alone")
    return parser


def configured(chosen: Namespace, configs: Mapping[str, C]) -> C:
    """The configuration that was asked for, perhaps in another folder; with ``--minutes``, where a command has it,
    its two trainings take so many together, shared as before."""
    config: Any = configs[chosen.config]
    changes: dict[str, Any] = {"work": chosen.work} if chosen.work else {}
    if getattr(chosen, "minutes", None):
        share = chosen.minutes / (config.pretrain.minutes + config.finetune.minutes)
        for name in ("pretrain", "finetune"):
            plan = getattr(config, name)
            changes[name] = replace(plan, minutes=plan.minutes * share)
    made: C = replace(config, **changes)
    return made


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
