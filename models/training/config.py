"""Every choice of a training run in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models import reader
from models.training.loop import Plan
from models.training.sources import NEWS

#: The reader that travels with the project.
SHIPPED = Path(__file__).resolve().parents[1] / "shipped" / reader.SHIPPED

#: A "mean" of the weights that a training would start from alone: nothing is trained.
AS_IT_IS = (("start", 1.0),)


@dataclass(frozen=True, slots=True)
class Config:
    """``sizes`` go to ``network.Architecture``; ``news`` are (for the vocabulary, for the vectors, for the questions);
    ``start`` is a model folder to go on from, ``member`` which of its networks (None: from its vocabulary and vectors
    alone); ``beside`` are trainings whose networks are read together with this one's; ``average`` says of which
    trainings (folders and shares) the weights are the mean, none: of the last alone. ``made`` shards of made questions
    go with each pass of real ones in fine-tuning. ``limit`` cuts every source short, for trying things."""

    name: str
    sizes: dict[str, Any]
    pretrain: Plan
    finetune: Plan
    vocabulary: int = 24_000
    embedding: int = 128
    news: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]] = (NEWS[:3], NEWS[:5], NEWS[5:])
    cloze_shards: int = 12
    cloze_each: int = 16_000
    passes: int = 5
    made: int = 0
    seed: int = 0
    start: Path | None = None
    member: int | None = 0
    beside: tuple[Config, ...] = ()
    average: tuple[tuple[str, float], ...] = ()
    limit: int | None = None
    dev_sample: int | None = None
    work: Path = field(default=Path(".work/reader"))

    @property
    def learns(self) -> bool:
        """Whether anything is trained; else the network is the one that it starts from."""
        return self.average != AS_IT_IS


#: Two CPU cores, about two hours.
SMALL = Config(
    name="small",
    sizes={"width": 256, "layers": 5, "heads": 4, "hidden": 768},
    pretrain=Plan("pretrain", 40.0, peak=1.5e-3, final=0.35),
    finetune=Plan("finetune", 60.0, peak=1.0e-3, compile=True, look_minutes=5.0),
)

#: One CPU core, two hours, from nothing: another network that makes other mistakes, to read beside the others.
FRESH = Config(
    name="fresh",
    start=SHIPPED,
    member=None,
    sizes={**SMALL.sizes, "dropout": 0.1},
    pretrain=Plan("pretrain", 8.0, peak=1.5e-3, final=0.7, gentle=0.1, compile=True, look_minutes=20.0),
    finetune=Plan("finetune", 93.0, peak=1.3e-3, smoothing=0.998, gentle=0.1, compile=True, look_minutes=13.0),
    news=(NEWS[:3], NEWS, NEWS),
    passes=6,
    made=1,
    average=(("finetune/smoothed", 1.0),),
    seed=300,
    work=Path(".work/reader-fresh"),
)

#: The first network of the shipped model as it is: it reads the public sets best, and errs apart from the second.
FIRST = Config(
    name="first",
    start=SHIPPED,
    sizes={**SMALL.sizes, "dropout": 0.1},
    pretrain=Plan("pretrain", 0.0),
    finetune=Plan("finetune", 0.0),
    average=AS_IT_IS,
    work=Path(".work/reader-first"),
)

#: One CPU core, two hours more, from the second network of the shipped model on. Real questions are soon learnt by
#: heart, hence dropout, hidden pieces, made questions to the end, and the running mean (docs/reader.md).
FURTHER = Config(
    name="further",
    sizes={**SMALL.sizes, "dropout": 0.1},
    pretrain=Plan(
        "pretrain", 40.0, peak=1.0e-3, final=0.7, smoothing=0.998, hidden=0.06, compile=True, look_minutes=13.0
    ),
    finetune=Plan("finetune", 65.0, peak=0.7e-3, smoothing=0.998, hidden=0.06, compile=True, look_minutes=11.0),
    made=1,
    beside=(FIRST,),
    average=(("finetune/smoothed", 1.0),),
    news=(NEWS, NEWS, NEWS),
    cloze_shards=8,
    passes=8,
    seed=600,
    start=SHIPPED,
    member=1,
)

#: One GPU, half an hour: the same chain, wider and deeper; see docs/reader.md for how it is run.
GPU = Config(
    name="gpu",
    sizes={"width": 384, "layers": 12, "heads": 6, "hidden": 1536, "dropout": 0.1},
    pretrain=Plan("pretrain", 18.0, peak=1.0e-3, final=0.3, tokens=65_536, compile=True, save_minutes=3.0),
    finetune=Plan("finetune", 8.0, peak=5.0e-4, tokens=16_384, compile=True, save_minutes=3.0, look_minutes=2.0),
    cloze_shards=120,
    passes=8,
    made=1,
    work=Path(".work/reader-gpu"),
)

#: Seconds, for the tests: proves that the steps fit together, learns nothing.
SMOKE = Config(
    name="smoke",
    sizes={"width": 32, "layers": 1, "heads": 2, "hidden": 48},
    pretrain=Plan("pretrain", 9.0, tokens=512, steps=3),
    finetune=Plan("finetune", 9.0, tokens=512, steps=3),
    vocabulary=400,
    embedding=16,
    news=(NEWS[:1], NEWS[:1], NEWS[:1]),
    cloze_shards=1,
    cloze_each=40,
    passes=1,
    average=(("pretrain", 0.25), ("finetune", 0.75)),
    limit=40,
    dev_sample=6,
    work=Path(".work/reader-smoke"),
)

CONFIGS = {config.name: config for config in (SMALL, FURTHER, FRESH, GPU, SMOKE)}
