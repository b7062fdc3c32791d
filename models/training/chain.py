"""The steps in order, each from files to files: a step whose files are there is not made again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from safetensors.torch import load_file

from models.training import (
    averaging,
    revive,
    step_01_tokenizer,
    step_02_vectors,
    step_03_cloze,
    step_04_questions,
    step_05_pretrain,
    step_06_finetune,
    step_07_export,
    step_08_calibrate,
    step_09_pack,
)
from models.training.config import Config
from models.training.curves import draw
from models.training.loop import new_network
from models.training.network import Network
from models.training.stepwise import Step, run_steps
from models.training.together import joined


def tokenizer(c: Config) -> None:
    """From text; or with all else that a model folder holds, the vectors of step 2 included."""
    if c.start:
        revive.run(c.start, c.work, c.sizes, c.member)
        return
    step_01_tokenizer.run(c.work, c.vocabulary, c.news[0], c.limit)


def vectors(c: Config) -> None:
    step_02_vectors.run(c.work, c.embedding, c.news[1], c.limit)


def cloze(c: Config) -> None:
    step_03_cloze.run(c.work, c.cloze_shards, c.cloze_each, c.limit, 1 + c.seed, c.news[2])


def questions(c: Config) -> None:
    step_04_questions.run(c.work, c.passes, c.limit, 11 + c.seed)


def pretrain(c: Config) -> None:
    step_05_pretrain.run(c.work, c.pretrain, c.sizes, c.limit is None, c.seed)
    draw(c.work / "pretrain")


def finetune(c: Config) -> None:
    step_06_finetune.run(c.work, c.finetune, c.sizes, c.limit is None, c.seed, c.made)
    draw(c.work / "finetune")


def beside(c: Config) -> None:
    """All that the networks read together with this one have to learn; one that is taken as it is learns nothing."""
    for other in c.beside:
        run_steps(other, LEARNING if other.learns else LEARNING[:1], lambda *_: None, other.work)


def learnt(c: Config) -> list[Network]:
    """This training's network, then those beside it.

    Raises:
        ValueError: two of them were not made on the same vocabulary.
    """
    networks = []
    for one in (c, *c.beside):
        if (one.work / "pieces.model").read_bytes() != (c.work / "pieces.model").read_bytes():
            raise ValueError(f"{one.work} was made on another vocabulary than {c.work}: they cannot read together.")
        source = "finetune"
        if one.average:
            averaging.run(one.work, one.average)
            source = averaging.AVERAGE
        network = new_network(one.work, one.sizes)
        network.load_state_dict(load_file(one.work / source / "weights"))
        networks.append(network)
    return networks


def export(c: Config) -> None:
    step_07_export.run(c.work, joined(learnt(c)))


def calibrate(c: Config) -> None:
    step_08_calibrate.run(c.work, c.dev_sample)


def pack(c: Config, target: Path) -> None:
    networks = [new_network(one.work, one.sizes) for one in (c, *c.beside)]
    training = {"config": c.name, "sizes": c.sizes, "networks": len(networks), **step_09_pack.spent(c.work)}
    if c.average:
        training["average"] = dict(c.average)
    if c.start:
        training["came_from"] = json.loads((c.work / "start" / "came_from.json").read_text("utf-8"))
    if c.beside:
        training["beside"] = {other.name: step_09_pack.spent(other.work) for other in c.beside if other.learns}
    parameters = sum(p.numel() for network in networks for p in network.parameters())
    step_09_pack.run(c.work, target, c.name, parameters, json.loads(json.dumps(training, default=str)))


LEARNING: tuple[Step[Config], ...] = (
    ("tokenizer", tokenizer, "vocabulary.npz"),
    ("vectors", vectors, "vectors.npy"),
    ("cloze", cloze, "cloze/000.npz"),
    ("questions", questions, "questions/000.npz"),
    ("pretrain", pretrain, None),
    ("finetune", finetune, None),
)
STEPS: tuple[Step[Config], ...] = (
    *LEARNING,
    ("beside", beside, None),
    ("export", export, None),
    ("calibrate", calibrate, None),
)


def run(config: Config, target: Path, only: Sequence[str] | None = None) -> Path:
    """Run the chain (or the steps ``only`` names) and pack the result into ``target``."""
    return run_steps(config, STEPS, pack, target, only)
