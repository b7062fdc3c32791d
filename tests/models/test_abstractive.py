"""The small writer: what it reads, how it spells, that figures are only copied, that the chain makes one that opens."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import numpy as np
import pytest

from models.abstractive.source import BODY, TITLE, Source, Step, source_of, spelt
from models.abstractive.writer import Draft, Writer, _without_repetition
from models.errors import DamagedModel
from models.pieces import NULL, PAD, SEP, Pieces
from models.training import sources
from tests.models.test_salience import _data

TITLE_TEXT = "Thanh Hóa xếp thứ 13 về PAPI"


@pytest.fixture
def source(sentences: tuple[str, ...], pieces: Pieces) -> Source:
    return source_of(TITLE_TEXT, sentences, pieces)


def copied(source: Source, of: int) -> list[Step]:
    """Every piece of one text, as copied."""
    return [Step(int(source.ids[at]), int(at)) for at in np.flatnonzero(source.text == of)]


def test_a_source_is_the_title_a_sign_and_the_sentences(source: Source, sentences: tuple[str, ...]) -> None:
    assert (source.ids[0], source.kinds[0]) == (NULL, 0)
    assert list(source.ids).count(SEP) == 1
    assert set(source.kinds[1 : list(source.ids).index(SEP)]) == {TITLE}
    assert source.kinds[-1] == BODY
    last = int(np.flatnonzero(source.text == 1)[-1])
    assert (source.written(last), source.glued(last)) == (".", True)


@pytest.mark.parametrize("most", [1, 2, 9, 40])
def test_a_long_source_is_cut_off(sentences: tuple[str, ...], pieces: Pieces, most: int) -> None:
    assert len(source_of(TITLE_TEXT, sentences * 9, pieces, most)) == most


def test_odd_sources_are_sources_too(pieces: Pieces) -> None:
    assert source_of("", [], pieces).ids.tolist() == [NULL]
    assert len(source_of("\ud800", ["", "…", "\u0000"], pieces)) > 1


def test_what_is_copied_is_spelt_as_the_article_spells_it(
    source: Source, sentences: tuple[str, ...], pieces: Pieces
) -> None:
    for number, sentence in enumerate(sentences, start=1):
        assert spelt(copied(source, number), source, pieces) == sentence


def test_what_is_said_is_small_but_at_the_head_of_a_sentence(source: Source, pieces: Pieces) -> None:
    place = int(np.flatnonzero(source.ids == pieces.word_ids("thanh")[0])[0])
    said = [Step(piece) for piece in (*pieces.word_ids("tỉnh"), *pieces.word_ids(","))]
    steps = [*said, Step(int(source.ids[place]), place), Step(int(source.ids[place + 1]), place + 1)]
    end = Step(pieces.word_ids(".")[0])
    assert spelt([*steps, end, *said[:1], end], source, pieces) == "Tỉnh, Thanh Hóa. Tỉnh."


def test_quotations_open_and_close(pieces: Pieces) -> None:
    source = source_of("", ['Ông nói: "Lúa tốt" rồi đi.'], pieces)
    assert spelt(copied(source, 1), source, pieces) == 'Ông nói: "Lúa tốt" rồi đi.'
    first, last = (Step(int(source.ids[at]), at) for at in range(2, len(source)) if source.written(at) == '"')
    word = Step(pieces.word_ids("tỉnh")[0])
    assert spelt([word, last, word, first, word], source, pieces) == 'Tỉnh "tỉnh" tỉnh'


def test_no_run_of_three_is_written_twice() -> None:
    written = Draft(tuple(map(Step, (5, 6, 7, 9, 5, 6))))
    chances = _without_repetition(np.zeros(12, np.float32), written)
    assert np.flatnonzero(chances < 0).tolist() == [7]
    assert not np.any(_without_repetition(np.zeros(12, np.float32), Draft((Step(5),))))


# ── learning ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_examples_come_back_and_what_is_cut_off_has_no_end(
    tmp_path: Path, sentences: tuple[str, ...], pieces: Pieces
) -> None:
    from models.training.abstractive.examples import MOST_TOLD, Packed, example_of, pack

    long = " ".join(sentences * 3)
    examples = [example_of(TITLE_TEXT, sentences, text, pieces) for text in (sentences[0], long)]
    assert pack(examples, tmp_path / "x.npz") == 2
    packed = Packed([tmp_path / "x.npz", tmp_path / "x.npz"])
    assert len(packed) == 4
    batch = packed.batch(np.asarray([2, 3]), 400)
    size = len(examples[0].told)
    assert batch["ids"].shape == (2, 400)
    assert batch["ids"][0, : len(examples[0].ids)].tolist() == examples[0].ids.tolist()
    assert batch["written"][0, : size + 1].tolist() == [NULL, *examples[0].told]
    assert batch["told"][0, : size + 2].tolist() == [*examples[0].told, SEP, PAD]
    assert batch["told"][1, MOST_TOLD - 1 :].tolist() == [examples[1].told[-1], PAD]
    assert SEP not in batch["told"][1]
    assert {len(rows) for rows, _ in packed.plan(10_000, seed=1)} == {4}


def test_a_gap_sentence_is_not_read(sentences: tuple[str, ...], pieces: Pieces) -> None:
    from models.training.abstractive.examples import gaps
    from models.training.salience.articles import Story

    (made,) = gaps([Story(TITLE_TEXT, "", sentences)], pieces)
    told = made.told.tolist()
    read = made.ids.tolist()
    assert told not in [read[at : at + len(told)] for at in range(len(read))]
    assert any(pieces.encode(sentence).ids.tolist() == told for sentence in sentences)


def test_figures_and_ends_of_words_cannot_be_said(sentences: tuple[str, ...], pieces: Pieces) -> None:
    from models.training.abstractive.examples import example_of, sayable

    examples = [example_of("", sentences, sentence, pieces) for sentence in sentences]
    said = sayable(examples, pieces.size, pieces)
    assert said[SEP]
    assert said[pieces.word_ids("tỉnh")[0]]
    assert said[pieces.word_ids(",")[0]]
    assert not any(said[piece] for piece in range(pieces.size) if re.search(r"\d", pieces.surface(piece)))
    assert not said[[PAD, NULL]].any()


def test_the_network_writes_step_by_step_as_it_does_at_once(sentences: tuple[str, ...], pieces: Pieces) -> None:
    torch = pytest.importorskip("torch")
    from models.training.abstractive.network import Architecture, Network, loss_of

    torch.manual_seed(3)
    unsayable = torch.zeros(pieces.size, dtype=torch.bool)
    network = Network(Architecture(pieces.size, 16, 32, 1, 2, 48, 2), unsayable).eval()
    encoded = [source_of(TITLE_TEXT, sentences[:count], pieces) for count in (1, 3)]
    length = max(map(len, encoded))
    ids, shapes, kinds = (
        torch.tensor(np.stack([np.pad(getattr(one, name), (0, length - len(one))) for one in encoded])).long()
        for name in ("ids", "shapes", "kinds")
    )
    written = torch.tensor([[NULL, 9, 8, 7], [NULL, 5, 6, 9]])
    with torch.no_grad():
        whole = network(ids, shapes, kinds, written)
        memory, past = network.read(ids, shapes, kinds), None
        for at in range(4):
            earlier = written[:, at - 1 : at] if at else torch.full((2, 1), PAD)
            step, past = network.write(written[:, at : at + 1], earlier, memory, past)
            for name in ("said", "copied", "gate"):
                assert torch.allclose(getattr(step, name)[:, 0], getattr(whole, name)[:, at], atol=1e-5), name
    alone = network(
        ids[:1, : len(encoded[0])], shapes[:1, : len(encoded[0])], kinds[:1, : len(encoded[0])], written[:1]
    )
    assert torch.allclose(alone.said, whole.said[:1], atol=1e-4)  # padding is not seen
    assert float(whole.copied[0, :, len(encoded[0]) :].sum()) == 0.0
    assert float(loss_of(whole, ids, written)) > 0


def test_what_can_be_neither_said_nor_copied_does_not_count() -> None:
    torch = pytest.importorskip("torch")
    from models.training.abstractive.network import Said, loss_of

    chances = torch.log(torch.tensor([[[0.5, 0.5, 1e-30]]])).clamp(min=-1e4)
    chances[..., 2] = -1e4
    said = Said(chances, torch.tensor([[[1.0]]]), torch.tensor([[0.0]]))
    ids = torch.tensor([[1]])
    assert float(loss_of(said, ids, torch.tensor([[2]]))) == 0.0
    assert float(loss_of(said, ids, torch.tensor([[1]]))) == pytest.approx(-np.log(0.5 * 0.5 + 0.5 * 1.0), abs=1e-5)


# ── the chain ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.filterwarnings("ignore")
def test_the_whole_chain_makes_a_writer(
    tmp_path: Path, sentences: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in ("torch", "onnx", "safetensors"):
        pytest.importorskip(library)
    from models.training.abstractive.chain import run
    from models.training.abstractive.config import SMOKE

    _data(tmp_path / "data", sentences)
    monkeypatch.setattr(sources, "DATA", tmp_path / "data")
    config = dataclasses.replace(SMOKE, work=tmp_path / "work")
    folder = run(config, tmp_path / "pack")
    writer = Writer.open(folder)
    source = source_of(TITLE_TEXT, sentences, writer.pieces)
    text = writer.write(source, most=20)
    assert text
    assert text == Writer.open(folder).write(source, most=20)
    assert set(re.findall(r"\d+", text)) <= set(re.findall(r"\d+", " ".join((TITLE_TEXT, *sentences))))
    drafts = writer.drafts(source, beam=3, most=12)
    assert len(drafts) == 3
    assert drafts[0].rank >= drafts[-1].rank
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in manifest["data"]] == ["news-1.jsonl.xz"]
    assert manifest["training"]["finetune"]["step"] == 2
    assert "không nêu giấy phép" in (folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    _killed_and_resumed(config)
    damaged = folder / "writes.onnx"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    with pytest.raises(DamagedModel, match=r"writes\.onnx"):
        Writer.open(folder)


def _killed_and_resumed(config: object) -> None:
    """Two steps more go on from the two that were made."""
    from models.training.abstractive.config import Config
    from models.training.abstractive.step_03_train import FINETUNE, run

    assert isinstance(config, Config)
    before = (config.work / FINETUNE / "weights").read_bytes()
    run(config, dataclasses.replace(config.finetune, steps=4), "abstracts")
    assert json.loads((config.work / FINETUNE / "progress").read_text("utf-8"))["step"] == 4
    assert (config.work / FINETUNE / "weights").read_bytes() != before


def test_the_budget_of_a_run_is_shared_as_before() -> None:
    pytest.importorskip("torch")
    from models.training.abstractive.config import CONFIGS
    from models.training.stepwise import command_line, configured

    parser = command_line("x", None, CONFIGS, ["start"])
    parser.add_argument("--minutes", type=float)
    for name, config in CONFIGS.items():
        short = configured(parser.parse_args(["run", "--config", name, "--minutes", "6", "--work", "w"]), CONFIGS)
        assert short.work == Path("w")
        assert short.pretrain.minutes + short.finetune.minutes == pytest.approx(6.0)
        assert short.pretrain.minutes / short.finetune.minutes == pytest.approx(
            config.pretrain.minutes / config.finetune.minutes
        )


def test_odd_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(DamagedModel):
        Writer.open(tmp_path)
