"""The training chain: scoring agrees with an independent implementation, made questions are sound, and all steps
run one after another on a handful of sentences."""

from __future__ import annotations

import dataclasses
import json
import lzma
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.training import cloze, scoring, sources, written
from models.training.examples import Asked, Encoder, Packed, augment, gold_pieces, make_example, pack
from models.windows import LONGEST_QUESTION, join

if TYPE_CHECKING:
    from models.training.config import Config


def test_scoring_agrees_with_the_reference(shared: Path) -> None:
    lines = (shared / "data" / "scoring" / "em_f1_cases.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, lines):
        assert scoring.exact_match(row["prediction"], row["golds"]) == pytest.approx(row["em"], abs=1e-4)
        assert scoring.f1(row["prediction"], row["golds"]) == pytest.approx(row["f1"], abs=1e-4)


@pytest.mark.parametrize(
    ("prediction", "golds", "em", "f1"),
    [
        ("Thứ 13.", ["thứ 13"], 1, 1),
        ("", [], 1, 1),
        ("thứ 13", [], 0, 0),
        ("", ["thứ 13"], 0, 0),
        ("bán nhà", ["bạn nhá"], 0, 0),
        ("thứ 13", ["hạng 2", "xếp thứ 13"], 0, 0.8),
    ],
)
def test_scoring(prediction: str, golds: list[str], em: float, f1: float) -> None:
    assert scoring.exact_match(prediction, golds) == em
    assert scoring.f1(prediction, golds) == pytest.approx(f1)


def test_made_questions_ask_for_a_span_that_is_there(sentences: tuple[str, ...]) -> None:
    rng = random.Random(1)
    context = " ".join(sentences)
    made = []
    for _ in range(60):
        i = rng.randrange(len(sentences))
        one = cloze.from_sentence(sentences[i], context, context.index(sentences[i]), rng, {})
        made += [one] if one else []
    assert len(made) > 30
    for one in made:
        assert one.context[one.start : one.stop].strip()
        assert one.question


@pytest.mark.parametrize("seed", range(3))
def test_a_span_that_recurs_nowhere_is_no_answer(seed: int, sentences: tuple[str, ...]) -> None:
    made = cloze.from_sentence(sentences[6], sentences[1], -1, random.Random(seed), {})
    assert made is None or made.start == made.stop == 0


def test_the_label_is_the_answer(tiny: Path, sentences: tuple[str, ...]) -> None:
    encoder = Encoder.open(tiny)
    text = " ".join(sentences)
    start = text.index("860 mét")
    asked = Asked("Cầu dài bao nhiêu?", (text,), (0, start, start + 7))
    tokens = join((text,), [encoder.context(text)])
    gold = gold_pieces(tokens, (0, start, start + 7))
    kept = [e for seed in range(20) if (e := make_example(asked, encoder, random.Random(seed)))]
    answered = [e for e in kept if e.start]
    assert len(answered) > 10
    for example in answered:
        assert example.window.source[example.start : example.end + 1].tolist() == gold.tolist()


def test_packed_examples_come_back(tiny: Path, sentences: tuple[str, ...], tmp_path: Path) -> None:
    encoder = Encoder.open(tiny)
    made = [make_example(Asked(s, sentences, None), encoder, random.Random(0)) for s in sentences]
    kept = [e for e in made if e]
    assert pack(kept, tmp_path / "x.npz") == len(kept)
    packed = Packed([tmp_path / "x.npz", tmp_path / "x.npz"])
    assert len(packed) == 2 * len(kept)
    for row in (0, len(kept)):
        batch = packed.batch(np.asarray([row]), 200)
        length = len(kept[0].window.ids)
        assert batch["ids"][0, :length].tolist() == kept[0].window.ids.tolist()
        assert not batch["ids"][0, length:].any()
    planned = [row for rows, _ in packed.plan(400, seed=1) for row in rows.tolist()]
    assert len(planned) == len(set(planned))


def test_augmenting_changes_only_the_writing() -> None:
    from models.pieces import fold

    question = "Thanh Hóa xếp thứ mấy?"
    seen = {augment(question, random.Random(seed)) for seed in range(60)}
    assert len(seen) > 4
    assert {fold(q).lower().rstrip(" ?") for q in seen} == {"thanh hoa xep thu may"}


def test_no_training_set_is_a_development_set() -> None:
    assert not {name for name, _, _ in sources.QUESTION_SETS} & {"viquad1_dev", "viquad2_dev_a", "vinewsqa_dev"}


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _write_questions(path: Path, body: str) -> None:
    question = {"question": "Cầu dài mấy mét?", "answerable": True, "span": "860 mét", "start": body.index("860 mét")}
    passage = {"of": "viquad1_train", "row": "1", "from": 0, "to": len(body), "questions": [question]}
    path.write_text(json.dumps(passage, ensure_ascii=False) + "\n", encoding="utf-8")


def _data(root: Path, sentences: tuple[str, ...]) -> None:
    """Every file that the chain reads, a few rows each."""
    body = " ".join(sentences)
    for name in sources.NEWS:
        row = {"id": "1", "title": sentences[0], "abstract": sentences[1], "body": list(sentences)}
        _write(root / "news" / f"{name}.jsonl.xz", [row] * 12)
    _write(
        root / "text" / "wikipedia.jsonl.xz",
        [{"id": str(i), "title": "x", "text": body + "\n" + body} for i in range(12)],
    )
    _write(root / "text" / "laws.jsonl.xz", [{"id": "1", "text": body}])
    at = body.index("860 mét")
    asked = {"id": "1", "source": "x", "title": "x", "context": body, "question": "Cầu dài bao nhiêu?"}
    answered = asked | {"answers": [{"text": "860 mét", "start": at}], "is_impossible": False}
    empty = asked | {"id": "2", "question": "Cầu sập khi nào?", "answers": [], "is_impossible": True}
    for name, _, _ in sources.QUESTION_SETS:
        _write(root / "qa" / "train" / f"{name}.jsonl.xz", [answered, empty] * 12)
    pair = {"question": "Cầu sập khi nào?", "paragraph": body, "title": "x", "label": False}
    _write(root / "qa" / "train" / "zalo2019_pairs.jsonl.xz", [pair, pair | {"label": True}] * 6)
    _write_questions(root / "written.jsonl", body)
    for name in ("viquad1_dev", "viquad2_dev_a", "vinewsqa_dev"):
        rows = [r | {"context": f"{body} Số {i}."} for i in range(6) for r in (answered, empty)]
        _write(root / "qa" / "dev" / f"{name}.jsonl.xz", rows)


@pytest.mark.filterwarnings("ignore")
def test_the_whole_chain_makes_a_reader(
    tmp_path: Path, sentences: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in ("torch", "onnx", "safetensors", "onnxruntime"):
        pytest.importorskip(library)
    from models.reader import SmallReader
    from models.training.chain import run
    from models.training.config import SMOKE

    _data(tmp_path / "data", sentences)
    monkeypatch.setattr(sources, "DATA", tmp_path / "data")
    monkeypatch.setattr(written, "PATHS", (tmp_path / "data" / "written.jsonl",))
    other = dataclasses.replace(SMOKE, name="other", work=tmp_path / "other", seed=1)
    config = dataclasses.replace(SMOKE, work=tmp_path / "work", dev_sample=None, beside=(other,))
    run(config, tmp_path / "pack", only=["tokenizer", "vectors"])
    shutil.copytree(config.work, other.work)
    folder = run(config, tmp_path / "pack")
    reading = SmallReader.open(folder).read("Cầu dài bao nhiêu?", sentences)
    assert all(c.span.of(sentences[c.context]) for c in reading.candidates)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert {d["name"] for d in manifest["data"]} >= {"viquad1_train.jsonl.xz", "news-1.jsonl.xz"}
    assert manifest["training"]["finetune"]["step"] >= 1
    assert manifest["training"]["networks"] == 2
    assert manifest["training"]["beside"]["other"]["finetune"]["step"] >= 1
    assert "chỉ dành cho nghiên cứu" in (folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    _goes_on_from_what_it_shipped(config, folder, tmp_path / "again")


def _goes_on_from_what_it_shipped(config: Config, folder: Path, work: Path) -> None:
    """The weights read back from the packed model are those of either training, but for rounding to a byte."""
    from safetensors.torch import load_file

    from models.training.chain import run

    for member, source in enumerate((config, *config.beside)):
        there = work / str(member)
        run(dataclasses.replace(config, work=there, start=folder, member=member), there / "pack", only=["tokenizer"])
        trained, revived = load_file(source.work / "average" / "weights"), load_file(there / "start" / "weights")
        assert trained.keys() == revived.keys()
        for name, value in trained.items():
            step = float(value.abs().max()) / 63  # products have seven bits
            assert float((value - revived[name]).abs().max()) <= 1.01 * step, name
    fresh = dataclasses.replace(config, work=work / "fresh", start=folder, member=None)
    run(fresh, work / "fresh" / "pack", only=["tokenizer"])
    assert (work / "fresh" / "vectors.npy").is_file()
    assert not (work / "fresh" / "start" / "weights").exists()


def test_a_killed_training_goes_on(tmp_path: Path, tiny: Path, sentences: tuple[str, ...]) -> None:
    pytest.importorskip("torch")
    from models.training.checkpoint import Progress
    from models.training.config import SMOKE
    from models.training.loop import Plan, new_network, train

    encoder = Encoder.open(tiny)
    made = [make_example(Asked(s, sentences, None), encoder, random.Random(0)) for s in sentences * 4]
    pack([e for e in made if e], tmp_path / "x.npz")
    np.save(tmp_path / "vectors.npy", np.eye(encoder.pieces.size, 16, dtype=np.float32))

    def go(steps: int) -> Progress:
        network = new_network(tmp_path, SMOKE.sizes)
        return train(network, Plan("x", 9.0, tokens=512, steps=steps), lambda _: [tmp_path / "x.npz"], tmp_path / "run")

    first, second = go(2), go(5)
    assert (first.step, second.step) == (2, 5)
    assert second.tokens > first.tokens
    assert second.seconds >= first.seconds


def test_the_running_mean_follows_the_weights_and_survives_a_kill(tmp_path: Path, tiny: Path) -> None:
    torch = pytest.importorskip("torch")
    from models.training.checkpoint import Checkpoint, Progress, Smoothed
    from models.training.config import SMOKE
    from models.training.loop import new_network
    from models.training.optimisers import Optimisers

    np.save(tmp_path / "vectors.npy", np.zeros((Encoder.open(tiny).pieces.size, 16), dtype=np.float32))
    network = new_network(tmp_path, SMOKE.sizes)
    smoothed = Smoothed(network, keep=0.75)
    with torch.no_grad():
        network.pool.bias.fill_(8.0)
    before = float(smoothed.network.pool.bias)
    smoothed.follow(step=1000)
    assert float(smoothed.network.pool.bias) == pytest.approx(before + (8.0 - before) / 4)
    optimiser = Optimisers(network, 0.0)
    Checkpoint(tmp_path / "run", smoothed).save(network, optimiser, Progress(step=1))
    again = Smoothed(new_network(tmp_path, SMOKE.sizes), keep=0.75)
    Checkpoint(tmp_path / "run", again).load(new_network(tmp_path, SMOKE.sizes), optimiser)
    assert float(again.network.pool.bias) == float(smoothed.network.pool.bias)


def test_the_mean_of_weights_is_their_mean(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    from safetensors.torch import load_file, save_file

    from models.training import averaging

    for name, value in (("start", 1.0), ("pretrain", 5.0)):
        (tmp_path / name).mkdir()
        save_file({"w": torch.full((2, 2), value)}, tmp_path / name / "weights")
    mean = load_file(averaging.run(tmp_path, (("start", 0.25), ("pretrain", 0.75))))
    assert torch.equal(mean["w"], torch.full((2, 2), 4.0))
    with pytest.raises(ValueError, match="sum to 1"):
        averaging.run(tmp_path, (("start", 0.5), ("pretrain", 0.75)))


def test_calibration_separates_right_from_wrong() -> None:
    pytest.importorskip("torch")
    from models.training.looking import Guess
    from models.training.step_08_calibrate import balanced_threshold, fit

    rng = np.random.default_rng(0)
    found = []
    for _ in range(400):
        presence = float(rng.normal())
        good = presence + 0.3 * rng.normal() > 0
        found.append(Guess("a", presence, 0.5, ("a",) if good else ()))
    from models.reader import Calibration

    calibration = Calibration(*fit(found), balanced_threshold(found))
    assert calibration.score(2.0, 0.5) > 0.8
    assert calibration.score(-2.0, 0.5) < 0.2
    assert abs(calibration.threshold) < 0.5


def test_lengths_fit(tiny: Path) -> None:
    encoder = Encoder.open(tiny)
    example = make_example(Asked("tỉnh " * 200, ("Tỉnh Thanh Hóa. " * 50,), None), encoder, random.Random(0))
    assert example is not None
    assert (example.window.kinds == 1).sum() == LONGEST_QUESTION
