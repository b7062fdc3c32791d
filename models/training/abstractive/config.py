"""Every choice of a training run of the writer in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from models.training.config import GPU as READER_GPU
from models.training.config import SHIPPED
from models.training.config import SMALL as READER
from models.training.loop import Plan
from models.training.sources import NEWS


@dataclass(frozen=True, slots=True)
class Config:
    """``sizes`` go to ``network.Architecture``; ``news`` are learnt from, ``held_out`` is looked at while learning.
    ``reader`` gives the pieces; ``encoders`` are weights of readers, of which the first that is there is where the
    encoder begins, as far as its shapes fit. ``each``: articles of every file; ``limit`` cuts all short."""

    name: str
    sizes: dict[str, int]
    pretrain: Plan
    finetune: Plan
    news: tuple[str, ...] = NEWS[:-1]
    held_out: str = NEWS[-1]
    each: int = 20_000
    reader: Path = SHIPPED
    encoders: tuple[Path, ...] = ()
    limit: int | None = None
    dev_limit: int | None = None
    work: Path = field(default=Path(".work/writer"))


#: Two CPU cores, two hours.
SMALL = Config(
    name="small",
    sizes={**READER.sizes, "writer": 3},
    pretrain=Plan("pretrain", 0.0),  # there are more abstracts than two hours can read
    finetune=Plan("finetune", 120.0, peak=1.2e-3, tokens=12_288, look_minutes=10.0, smoothing=0.998),
    dev_limit=500,
)

#: One GPU, half an hour.
GPU = Config(
    name="gpu",
    sizes={**READER_GPU.sizes, "layers": 8, "writer": 6},
    pretrain=Plan("pretrain", 10.0, peak=8e-4, final=0.3, tokens=98_304, compile=True, save_minutes=3.0),
    finetune=Plan("finetune", 17.0, peak=8e-4, tokens=65_536, compile=True, save_minutes=3.0, smoothing=0.998),
    encoders=(READER_GPU.work / "pretrain" / "weights",),
    work=Path(".work/writer-gpu"),
)

#: Seconds, for the tests: proves that the steps fit together, learns nothing.
SMOKE = Config(
    name="smoke",
    sizes={"width": 32, "layers": 1, "heads": 2, "hidden": 48, "writer": 1},
    pretrain=Plan("pretrain", 9.0, tokens=1024, steps=2),
    finetune=Plan("finetune", 9.0, tokens=1024, steps=2, smoothing=0.9),
    news=NEWS[:1],
    limit=8,
    dev_limit=3,
    work=Path(".work/writer-smoke"),
)

CONFIGS = {config.name: config for config in (SMALL, GPU, SMOKE)}
