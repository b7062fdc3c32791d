"""The salience head: what it sees of a page, that both networks agree, that the chain makes one that opens."""

from __future__ import annotations

import dataclasses
import json
import lzma
import random
from pathlib import Path

import numpy as np
import pytest

from models.errors import DamagedModel
from models.pieces import NULL, Pieces
from models.salience.model import SHIPPED, Salience, scaled, unscaled
from models.salience.page import PIECE_FIGURES, ROW_FIGURES, Page, page_of, row_of, set_figures
from models.training import sources
from models.training.salience.articles import sets_of, story_of
from models.training.salience.rouge import Reference, syllables
from nlp.evaluation.metrics import rouge

ROOT = Path(__file__).resolve().parents[2]
TITLE = "Cầu dài 860 mét ở huyện Yên Định"


def page(title: str, sentences: tuple[str, ...], pieces: Pieces) -> Page:
    rows = [row_of(text, pieces) for text in (title, *sentences)]
    return page_of(rows, np.ones(pieces.size, dtype=np.float32))


def test_a_page_says_what_stands_in_the_title(sentences: tuple[str, ...], pieces: Pieces) -> None:
    made = page(TITLE, sentences, pieces)
    assert made.pieces.shape == (len(made.ids), PIECE_FIGURES)
    assert made.rows.shape == (len(sentences) + 1, ROW_FIGURES)
    assert made.likeness.shape == (len(sentences), len(sentences))
    shared = made.rows[1:, 8]  # share of the title that each sentence holds
    assert int(shared.argmax()) == 3  # "Huyện Yên Định khánh thành cây cầu dài 860 mét …"
    start, stop = made.starts[4], made.starts[5]
    held = {pieces.surface(int(i)) for i, figures in zip(made.ids, made.pieces, strict=True) if figures[0] == 1.0}
    inside = [pieces.surface(int(i)) for i in made.ids[start:stop]]
    assert {"cầu", "mét"} <= held & set(inside)
    assert np.isfinite(made.pieces).all()
    assert np.isfinite(made.rows).all()


def test_a_page_may_be_empty_or_odd(pieces: Pieces) -> None:
    for title, sentences in (("", ("Trời mưa.",)), ("", ()), ("?", ("", "\ud800", "…"))):
        made = page(title, sentences, pieces)
        assert made.sentences == len(sentences)
        assert np.isfinite(made.rows).all()
    assert row_of("", pieces).ids.tolist() == [NULL]


def test_figures_of_a_set(sentences: tuple[str, ...], pieces: Pieces) -> None:
    made = page(TITLE, sentences, pieces)
    members = np.asarray([[0, -1, -1], [2, 3, -1], [3, 6, -1], [1, 2, 7]])
    figures = set_figures(members, made)
    assert figures[:, :3].tolist() == [[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1]]
    assert figures[1, 4] == pytest.approx(made.likeness[2, 3])
    assert figures[:, 6].tolist() == [0, 1, 0, 1]  # two that stand side by side
    assert figures[:, 7].tolist() == [1, 0, 0, 0]  # the first sentence is there


def test_rouge_agrees_with_the_evaluation(sentences: tuple[str, ...]) -> None:
    for one in sentences:
        for other in (*sentences, "Cầu dài 860 mét, dài nhất tỉnh Thanh Hóa.", "x", ""):
            theirs = rouge(other, [one])
            ours = Reference(one).rouge(syllables(other))
            assert ours == pytest.approx((theirs.rouge_1, theirs.rouge_2, theirs.rouge_l))


def test_sets_are_worth_what_their_sentences_share_with_the_abstract(sentences: tuple[str, ...]) -> None:
    row = {
        "title": TITLE,
        "abstract": f"{sentences[3]} {sentences[5]}",
        "body": [*sentences, "Ngắn quá.", sentences[0]],
    }
    story = story_of(row)
    assert story is not None
    assert story.sentences == sentences  # scraps and repetitions are left out
    made = sets_of(story, random.Random(0))
    assert made.members[int(made.rewards.argmax())].tolist() == [3, 5, -1]
    assert made.rewards.max() == pytest.approx(1.0)
    assert story_of(row | {"abstract": ""}) is None


def test_tables_come_back() -> None:
    table = np.random.default_rng(0).standard_normal((7, 5)).astype(np.float32)
    back = unscaled(scaled({"pieces.weight": table, "row.bias": table[0]}))
    assert np.abs(back["pieces.weight"] - table).max() <= np.abs(table).max() / 127
    assert np.abs(back["row.bias"] - table[0]).max() < 2e-3


# --- the shipped head ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> Salience:
    return Salience.open()


def test_the_shipped_head_prefers_what_the_title_speaks_of(shipped: Salience, sentences: tuple[str, ...]) -> None:
    alone = shipped.read("Yên Định khánh thành cầu dài 860 mét qua sông Mã", sentences).alone()
    assert int(np.argmax(alone)) == 3
    assert all(-0.2 < worth < 1.0 for worth in alone)


def test_the_shipped_head_is_small_and_says_where_it_comes_from() -> None:
    folder = ROOT / "models" / "shipped" / SHIPPED
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 5_000_000
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert {one["name"] for one in manifest["data"]} <= {f"{name}.jsonl.xz" for name in sources.NEWS}
    assert all(one["licence"] and len(one["sha256"]) == 64 for one in manifest["data"])
    lead, best = manifest["scores"]["LEAD-1"], manifest["scores"]["1 to 3 sentences"]
    assert all(best[name] > lead[name] for name in ("rouge_1", "rouge_2", "rouge_l"))


def test_the_shipped_head_reads_the_same_twice(shipped: Salience, sentences: tuple[str, ...]) -> None:
    choices = [(0,), (3, 5), (0, 3, 7)]
    first = shipped.read(TITLE, sentences).worth(choices)
    assert (
        first == shipped.read(TITLE, sentences).worth(choices) == Salience.open().read(TITLE, sentences).worth(choices)
    )
    assert shipped.read(TITLE, sentences).worth([]) == []


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    folder = ROOT / "models" / "shipped" / SHIPPED
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "weights.npz").write_bytes(b"x" + (folder / "weights.npz").read_bytes()[1:])
    with pytest.raises(DamagedModel, match=r"weights\.npz"):
        Salience.open(tmp_path)


def test_weights_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    from models.pack import write_manifest

    folder = ROOT / "models" / "shipped" / SHIPPED
    (tmp_path / "pieces.model").write_bytes((folder / "pieces.model").read_bytes())
    np.savez(tmp_path / "weights.npz", idf=np.zeros(3))
    write_manifest(tmp_path, ["pieces.model", "weights.npz"], {"sizes": {"heads": 4, "pools": 4}})
    with pytest.raises(DamagedModel, match="KeyError"):
        Salience.open(tmp_path)


# --- the chain -------------------------------------------------------------------------------------------------------


def _data(root: Path, sentences: tuple[str, ...]) -> None:
    rows = [
        {
            "id": str(i),
            "title": TITLE,
            "abstract": sentences[i % 8],
            "body": [*sentences[i % 3 :], f"Đây là bài số {i}."],
        }
        for i in range(12)
    ]
    for path in (
        root / "news" / "news-1.jsonl.xz",
        root / "news" / "news-8.jsonl.xz",
        root / "summaries_dev" / "vietnews_dev_2000.jsonl.xz",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        with lzma.open(path, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.mark.filterwarnings("ignore")
def test_the_whole_chain_makes_a_head(
    tmp_path: Path, sentences: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in ("torch", "onnx", "safetensors"):
        pytest.importorskip(library)
    from models.training.salience.chain import run
    from models.training.salience.config import SMOKE

    _data(tmp_path / "data", sentences)
    monkeypatch.setattr(sources, "DATA", tmp_path / "data")
    folder = run(dataclasses.replace(SMOKE, work=tmp_path / "work"), tmp_path / "pack")
    read = Salience.open(folder).read(TITLE, sentences)
    assert len(read.alone()) == len(sentences)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in manifest["data"]] == ["news-1.jsonl.xz"]
    assert manifest["training"]["step"] == 4
    assert "không nêu giấy phép" in (folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    _killed_and_resumed(tmp_path / "work")


def _killed_and_resumed(work: Path) -> None:
    """Two steps more go on from the four that were made, with all that was learnt."""
    from models.training.salience.config import SMOKE
    from models.training.salience.step_03_train import run

    before = (work / "train" / "weights").read_bytes()
    run(work, dataclasses.replace(SMOKE.plan, steps=6), SMOKE.sizes)
    progress = json.loads((work / "train" / "progress").read_text(encoding="utf-8"))
    assert (progress["step"], progress["examples"]) == (6, 24)
    assert (work / "train" / "weights").read_bytes() != before


def test_both_networks_agree(tmp_path: Path, sentences: tuple[str, ...], pieces: Pieces) -> None:
    torch = pytest.importorskip("torch")
    from models.salience.network import Network as AtRunTime
    from models.training.salience.network import Architecture, Network
    from models.training.salience.step_02_examples import Packed, example_of, pack
    from models.training.salience.step_03_train import batch_of

    torch.manual_seed(1)
    network = Network(Architecture(pieces.size, 16, 32, 32, 2, 4, 4, 16)).eval()
    rows = [
        {"title": TITLE, "abstract": sentences[0], "body": list(sentences)},
        {"title": "", "abstract": sentences[1], "body": list(sentences[:5])},
    ]
    found = [story for row in rows if (story := story_of(row))]
    pack([example_of(story, pieces, random.Random(0)) for story in found], tmp_path / "x.npz")
    packed = Packed(tmp_path / "x.npz")
    examples = [packed[at] for at in range(len(packed))]
    assert len(examples) == 2
    pages = [example.page(np.ones(pieces.size, dtype=np.float32)) for example in examples]
    with torch.no_grad():
        ours = network(batch_of(examples, pages))[0].numpy()
    plain = AtRunTime({name: value.numpy() for name, value in network.state_dict().items()}, 4, 4)
    theirs = [
        plain.worth(plain.vectors(made), example.sets.members.astype(np.int64), made)
        for example, made in zip(examples, pages, strict=True)
    ]
    assert np.abs(np.concatenate(theirs) - ours).max() < 1e-4


def test_it_never_learns_from_what_it_is_chosen_by() -> None:
    from models.training.salience.config import CONFIGS

    for config in CONFIGS.values():
        assert set(config.news) <= set(sources.NEWS)
        assert config.held_out not in config.news
