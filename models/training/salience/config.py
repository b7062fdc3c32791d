"""Every choice of a training run of the salience head in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from models.training.sources import NEWS


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn: ``epochs`` over all articles (or ``steps``), ``batch`` articles a step; the rate
    rises over ``warmup`` of the run, then falls along half a cosine. ``average``: decay of the averaged weights."""

    epochs: float
    batch: int = 24
    peak: float = 1.5e-3
    warmup: float = 0.05
    weight_decay: float = 0.02
    dropout_title: float = 0.05  # share of articles whose title is hidden
    temperature: float = 0.05  # in units of the reward, of the choice among sets
    told: float = 0.3  # weight of the pieces' own loss
    average: float = 0.998
    save_steps: int = 200
    steps: int | None = None
    seed: int = 11


@dataclass(frozen=True, slots=True)
class Config:
    """``sizes`` go to ``network.Architecture``; ``each``: articles of each file of ``news``, ``held_out`` is not one of
    them; ``limit`` cuts all of them short."""

    name: str
    plan: Plan
    sizes: dict[str, int] = field(default_factory=dict)
    news: tuple[str, ...] = NEWS
    each: int = 20_000
    held_out: str = NEWS[-1]
    held_out_articles: int = 2_000
    limit: int | None = None
    dev_limit: int | None = None
    work: Path = field(default=Path(".work/salience"))


#: One CPU core, about a quarter of an hour: half of it for the examples, six minutes for the training.
SMALL = Config(name="small", plan=Plan(epochs=0.62), news=NEWS[:4])

#: Seconds, for the tests: proves that the steps fit together, learns nothing.
SMOKE = Config(
    name="smoke",
    plan=Plan(epochs=1.0, batch=4, steps=4, save_steps=2),
    sizes={"hidden": 32, "width": 32, "layers": 1, "head": 16},
    news=NEWS[:1],
    limit=8,
    dev_limit=4,
    work=Path(".work/salience-smoke"),
)

CONFIGS = {config.name: config for config in (SMALL, SMOKE)}
