"""The small writer: what it reads, how it spells, that figures are only copied, that the chain makes one that opens."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from models.abstractive.choices import LEAP, NEVER, Choices, inner
from models.abstractive.source import BEST, BODY, GOOD, TITLE, Source, Step, source_of, spelt
from models.abstractive.writer import Writer
from models.errors import DamagedModel
from models.pieces import NULL, PAD, SEP, Pieces
from models.salience.model import Salience
from models.training import sources
from tests.models.test_salience import _data

TITLE_TEXT = "Thanh Hóa xếp thứ 13 về PAPI"


@pytest.fixture
def source(sentences: tuple[str, ...], pieces: Pieces) -> Source:
    return source_of(TITLE_TEXT, sentences, worth(sentences), pieces)


def worth(sentences: Sequence[str]) -> list[float]:
    """The first is worth most, and so on."""
    return [-float(at) for at in range(len(sentences))]


def copied(source: Source, of: int) -> list[Step]:
    """Every piece of one text, as copied."""
    return [Step(int(source.ids[at]), int(at)) for at in np.flatnonzero(source.text == of)]


def test_a_source_is_the_title_a_sign_and_the_sentences(source: Source, sentences: tuple[str, ...]) -> None:
    assert (source.ids[0], source.kinds[0]) == (NULL, 0)
    assert list(source.ids).count(SEP) == 1
    assert set(source.kinds[1 : list(source.ids).index(SEP)]) == {TITLE}
    assert [int(source.kinds[source.text == at][0]) for at in (1, 2, 3, 4)] == [BEST, GOOD, GOOD, BODY]
    last = int(np.flatnonzero(source.text == 1)[-1])
    assert (source.written(last), source.glued(last)) == (".", True)


@pytest.mark.parametrize("most", [1, 2, 9, 40])
def test_a_long_source_is_cut_off(sentences: tuple[str, ...], pieces: Pieces, most: int) -> None:
    assert len(source_of(TITLE_TEXT, sentences * 9, worth(sentences * 9), pieces, most)) <= most


def test_the_sentences_of_most_worth_are_read_in_page_order(sentences: tuple[str, ...], pieces: Pieces) -> None:
    sizes = [len(pieces.encode(text)) for text in sentences]
    last = len(sentences) - 1
    value = [0.0] * last + [1.0]
    value[1] = 0.5
    read = source_of("", sentences, value, pieces, 2 + sizes[1] + sizes[last])
    assert list(dict.fromkeys(read.text[2:].tolist())) == [2, last + 1]
    assert set(read.kinds[read.text == last + 1]) == {BEST}
    cut = source_of("", sentences, value, pieces, 2 + sizes[last] - 3)
    assert set(cut.text[2:].tolist()) == {last + 1}


def test_odd_sources_are_sources_too(pieces: Pieces) -> None:
    assert source_of("", [], [], pieces).ids.tolist() == [NULL, SEP]
    assert len(source_of("\ud800", ["", "…", "\u0000"], [0.0, 0.0, 0.0], pieces)) > 1


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


def test_a_capital_that_only_the_head_of_a_sentence_gave_is_not_copied(pieces: Pieces) -> None:
    source = source_of("", ['Tỉnh báo tin. Thanh Hóa yên. "Tỉnh mừng." Tỉnh'], [1.0], pieces)
    small = set(pieces.word_ids("tỉnh"))
    places = np.flatnonzero(source.ids == next(iter(small)))
    assert [source.opens(int(at)) for at in places] == [True, True, True]
    assert not source.opens(int(places[0]) + 1)
    comma = Step(pieces.word_ids(",")[0])
    name = int(np.flatnonzero(source.ids == pieces.word_ids("thanh")[0])[0])
    for at in places:
        steps = [Step(int(source.ids[name]), name), comma, Step(int(source.ids[at]), int(at))]
        assert spelt(steps, source, pieces, small) == "Thanh, tỉnh"
        assert spelt(steps[2:], source, pieces, small) == "Tỉnh"
    steps = [comma, Step(int(source.ids[name]), name)]
    assert spelt([Step(next(iter(small))), *steps], source, pieces, small) == "Tỉnh, Thanh"


def test_quotations_open_and_close(pieces: Pieces) -> None:
    source = source_of("", ['Ông nói: "Lúa tốt" rồi đi.'], [1.0], pieces)
    assert spelt(copied(source, 1), source, pieces) == 'Ông nói: "Lúa tốt" rồi đi.'
    first, last = (Step(int(source.ids[at]), at) for at in range(2, len(source)) if source.written(at) == '"')
    word = Step(pieces.word_ids("tỉnh")[0])
    assert spelt([word, last, word, first, word], source, pieces) == 'Tỉnh "tỉnh" tỉnh'


# ── what may come next ───────────────────────────────────────────────────────────────────────────────────────────────


def choices_of(text: str, pieces: Pieces, said: str = "tỉnh . ,") -> Choices:
    sayable = sorted({SEP, *(piece for word in said.split() for piece in pieces.word_ids(word))})
    return Choices(source_of("", [text], [1.0], pieces), np.asarray(sayable, np.int32), pieces)


def possible(choices: Choices, steps: Sequence[Step]) -> set[int]:
    row = choices.allowed(np.zeros(len(choices.ids), np.float32), steps)
    return set(choices.ids[row > NEVER].tolist())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Giá 15.000 đồng.", ["Giá", "15.000", "đồng", "."]),
        ("Tăng 15,5% so với 2/9/2019.", ["Tăng", "15,5%", "so", "với", "2/9/2019", "."]),
        ("Ở TP.HCM, Covid-19 lan.", ["Ở", "TP.HCM", ",", "Covid-19", "lan", "."]),
        ("Nắng 40°C - nóng", ["Nắng", "40°C", "-", "nóng"]),
    ],
)
def test_words_and_figures_are_copied_whole(text: str, words: list[str], pieces: Pieces) -> None:
    source = source_of("", [text], [1.0], pieces)
    found: list[str] = []
    for at, goes_on in enumerate(inner(source)):
        if source.text[at] >= 0:
            found[len(found) - bool(goes_on) :] = [(found[-1] if goes_on else "") + source.written(at)]
    assert found == words


def test_a_figure_that_is_begun_is_ended_and_none_is_begun_in_its_middle(pieces: Pieces) -> None:
    choices = choices_of("Giá 15.000 đồng.", pieces)
    source = choices.source
    first = next(at for at in range(len(source)) if source.text[at] >= 0 and source.written(at).startswith("1"))
    assert possible(choices, [Step(int(source.ids[first]), first)]) == {int(source.ids[first + 1])}
    copied = np.zeros((1, len(source)), np.float32)
    copied[0, choices.inner] = 1.0  # the network wants nothing but middles
    said = np.full((1, 4), -3.0, np.float32)
    chances, _ = choices.weighed(said, copied, np.zeros(1, np.float32), [[]])
    assert choices.ids[int(np.argmax(chances))] in choices.ids[:4]
    forced = choices.allowed(np.full(len(choices.ids), NEVER, np.float32), [Step(int(source.ids[first]), first)])
    assert forced.max() == 0.0
    middle = int(np.flatnonzero(choices.inner)[-1])
    assert choices.place(int(source.ids[middle]), middle - 1, copied[0]) == middle
    assert not choices.inner[choices.place(int(source.ids[middle]), -1, copied[0])]


def test_a_summary_ends_after_a_sentence_and_marks_do_not_follow_marks(pieces: Pieces) -> None:
    choices = choices_of("Tỉnh yên.", pieces)
    (tinh,), (stop,), (comma,) = (pieces.word_ids(word) for word in ("tỉnh", ".", ","))
    assert not {SEP, stop, comma} & possible(choices, [])
    assert SEP not in possible(choices, [Step(tinh)])
    assert {stop, comma} <= possible(choices, [Step(tinh)])
    after = possible(choices, [Step(tinh), Step(stop)])
    assert SEP in after
    assert not {stop, comma} & after
    assert not {SEP, stop, comma} & possible(choices, [Step(tinh), Step(comma)])
    pointed = np.zeros((1, len(choices.source)), np.float32)
    pointed[0, int(np.flatnonzero(choices.source.ids == SEP)[0])] = 1.0  # how the network says that it is done
    chances, _ = choices.weighed(np.full((1, 4), -3.0, np.float32), pointed, np.full(1, -2.0, np.float32), [[]])
    assert choices.ids[int(np.argmax(chances))] == SEP


def test_a_clause_stays_in_the_sentence_it_is_copied_from(pieces: Pieces) -> None:
    source = source_of("Tỉnh mừng", ["Tỉnh vui, dân yên.", "Dân lo."], [1.0, 0.5], pieces)
    choices = Choices(source, np.asarray([SEP, *pieces.word_ids(",")], np.int32), pieces)
    places = [int(np.flatnonzero(source.text == number)[0]) for number in (0, 1, 2)]

    def chance(at: int, steps: list[Step]) -> float:
        copied = np.zeros((1, len(source)), np.float32)
        copied[0, at] = 1.0
        found, _ = choices.weighed(np.full((1, 2), -9.0, np.float32), copied, np.zeros(1, np.float32), [steps])
        return float(np.exp(found.max() - np.log(0.5)))

    title, first, second = (Step(int(source.ids[at]), at) for at in places)
    comma = Step(pieces.word_ids(",")[0])
    said = Step(pieces.word_ids("và")[0])
    assert chance(places[2], [first]) == pytest.approx(LEAP, abs=0.01)
    assert chance(places[2], [first, said]) == pytest.approx(LEAP, abs=0.01)
    for at, steps in ((2, []), (1, [first]), (0, [first]), (2, [title]), (2, [first, comma]), (1, [second, comma])):
        assert chance(places[at], steps) == pytest.approx(1.0, abs=0.01)


def test_two_names_are_not_joined_to_one(pieces: Pieces) -> None:
    source = source_of("", ["Ông Minh gặp Thanh Hóa.", "Tỉnh đón ông Bắc."], [1.0, 0.5], pieces)
    choices = Choices(source, np.asarray([SEP, *pieces.word_ids("tỉnh")], np.int32), pieces)

    def at(word: str, last: bool = False) -> Step:
        """Its first piece, or its last."""
        ids = pieces.word_ids(word)
        head = next(n for n in range(len(source)) if tuple(source.ids[n : n + len(ids)]) == ids)
        place = head + (len(ids) - 1 if last else 0)
        return Step(int(source.ids[place]), place)

    after = possible(choices, [at("thanh", last=True)])
    assert at("hóa").piece in after
    assert not {at("minh").piece, at("bắc").piece} & after
    assert {at("gặp").piece, at("tỉnh").piece} <= after
    assert at("thanh").piece in possible(choices, [at("gặp", last=True)])
    assert choices.named[at("bắc").position]
    assert not choices.named[at("tỉnh").position]  # only the head of its sentence


def test_no_run_of_three_is_written_twice(pieces: Pieces) -> None:
    choices = choices_of("Tỉnh yên.", pieces, "tỉnh . , và xã")
    (tinh,), (and_,), (xa,) = (pieces.word_ids(word) for word in ("tỉnh", "và", "xã"))
    written = [Step(piece) for piece in (tinh, and_, xa, tinh, and_)]
    assert xa not in possible(choices, written)
    assert xa in possible(choices, written[:-1])


# ── learning ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_examples_come_back_and_what_is_cut_off_has_no_end(
    tmp_path: Path, sentences: tuple[str, ...], pieces: Pieces
) -> None:
    from models.training.abstractive.examples import MOST_TOLD, Packed, example_of, pack
    from models.training.salience.articles import Story

    long = " ".join(sentences * 3)
    story = Story(TITLE_TEXT, "", sentences)
    examples = [example_of(story, text, Salience.open(), pieces) for text in (sentences[0], long)]
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

    (made,) = gaps([Story(TITLE_TEXT, "", sentences)], Salience.open(), pieces)
    told = made.told.tolist()
    read = made.ids.tolist()
    assert told not in [read[at : at + len(told)] for at in range(len(read))]
    assert any(pieces.encode(sentence).ids.tolist() == told for sentence in sentences)


def test_figures_names_and_ends_of_words_cannot_be_said(sentences: tuple[str, ...], pieces: Pieces) -> None:
    from models.training.abstractive.examples import sayable

    said = set(sayable(map(pieces.encode, sentences), pieces).tolist())
    assert SEP in said
    assert {*pieces.word_ids("tỉnh"), *pieces.word_ids(",")} <= said
    assert not any(re.search(r"\d", pieces.surface(piece)) for piece in said)
    assert not said & {PAD, NULL}
    assert not set(pieces.word_ids("nguyễn")) & set(
        sayable(map(pieces.encode, ["Ông Nguyễn An.", "Bà Nguyễn Nga."]), pieces)
    )
    assert not set(pieces.word_ids("tỉnh")) & set(sayable([pieces.encode("Một tỉnh")], pieces, often=2))


def test_the_network_writes_step_by_step_as_it_does_at_once(sentences: tuple[str, ...], pieces: Pieces) -> None:
    torch = pytest.importorskip("torch")
    from models.training.abstractive.network import Architecture, Network

    torch.manual_seed(3)
    network = Network(Architecture(pieces.size, 16, 32, 1, 2, 48, 2), torch.arange(SEP, 30)).eval()
    encoded = [source_of(TITLE_TEXT, sentences[:count], worth(sentences[:count]), pieces) for count in (1, 3)]
    length = max(map(len, encoded))
    ids, shapes, kinds = (
        torch.tensor(np.stack([np.pad(getattr(one, name), (0, length - len(one))) for one in encoded])).long()
        for name in ("ids", "shapes", "kinds")
    )
    written = torch.tensor([[NULL, 9, 8, 7], [NULL, 5, 6, 9]])
    told = torch.tensor([[9, 8, 7, SEP], [5, 6, 9, PAD]])
    with torch.no_grad():
        memory, past = network.read(ids, shapes, kinds), None
        earlier = torch.nn.functional.pad(written[:, :-1], (1, 0), value=PAD)
        whole = network.chances(network.write(written, memory, None)[0], written, earlier, memory)
        for at in range(4):
            h, past = network.write(written[:, at : at + 1], memory, past)
            step = network.chances(h, written[:, at : at + 1], earlier[:, at : at + 1], memory)
            for name in ("said", "copied", "gate"):
                assert torch.allclose(getattr(step, name)[:, 0], getattr(whole, name)[:, at], atol=1e-5), name
        assert float(whole.copied[0, :, len(encoded[0]) :].sum()) == 0.0
        both = float(network(ids, shapes, kinds, written, told))
        cut = [one[:1, : len(encoded[0])] for one in (ids, shapes, kinds)]
        first, second = (
            float(network(*source, written[at : at + 1], told[at : at + 1]))
            for at, source in enumerate((cut, [one[1:] for one in (ids, shapes, kinds)]))
        )
    assert both == pytest.approx((4 * first + 3 * second) / 7, abs=1e-4)  # padding is neither seen nor learnt


def test_what_can_be_neither_said_nor_copied_does_not_count() -> None:
    torch = pytest.importorskip("torch")
    from models.training.abstractive.network import Architecture, Network

    network = Network(Architecture(9, 4, 8, 1, 2, 8, 1), torch.tensor([SEP, 5, 6]))
    ids = torch.tensor([[NULL, 7, SEP]])
    given = (ids, torch.zeros_like(ids), torch.zeros_like(ids), torch.tensor([[NULL]]))
    with torch.no_grad():
        neither, said, copied = (float(network(*given, torch.tensor([[piece]]))) for piece in (8, 5, 7))
    assert neither == 0.0
    assert min(said, copied) > 0.0


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
    source = source_of(TITLE_TEXT, sentences, worth(sentences), writer.pieces)
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
