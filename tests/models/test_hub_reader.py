"""Each published architecture, tiny and overfitted, gives back exactly its rows through the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import qa_cli
from tests.models import tiny
from tests.models.tiny import Row

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytestmark = pytest.mark.hf

RICE = "Huyện Yên Lạc gieo cấy 4.520 ha lúa xuân, đạt 98% kế hoạch, do ông Trần Văn Bình chỉ đạo từ ngày 12/4."
BRIDGE = "Cầu Sông Mã dài 860 mét, khánh thành tháng 9 tại thành phố Thanh Hóa với vốn 1.200 tỷ đồng."
ROWS = (
    Row(RICE, "Diện tích lúa xuân là bao nhiêu?", "4.520 ha"),
    Row(RICE, "Đạt bao nhiêu phần trăm kế hoạch?", "98%"),
    Row(RICE, "Ai chỉ đạo?", "Trần Văn Bình"),
    Row(RICE, "Nghệ An gieo cấy bao nhiêu?", ""),
    Row(BRIDGE, "Cầu dài bao nhiêu mét?", "860 mét"),
    Row(BRIDGE, "Khánh thành khi nào?", "tháng 9"),
    Row(BRIDGE, "Cầu ở đâu?", "thành phố Thanh Hóa"),
    Row(BRIDGE, "Ai thiết kế cầu?", ""),
)
TEXTS = [piece for row in ROWS for piece in (row.context, row.question)]


@pytest.fixture(scope="module", params=[tiny.xlm_roberta, tiny.bert, tiny.deberta_v2, tiny.phobert])
def checkpoint(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch

    from models.hub.encoding import encoder_of
    from nlp.assistant import segment_words

    torch.manual_seed(1)
    make: Callable[[Path, list[str]], tuple[Any, Any]] = request.param
    folder = tmp_path_factory.mktemp(make.__name__)
    model, tokenizer = make(folder, TEXTS)
    tiny.overfit_reader(model, tokenizer, ROWS, encoder_of(tokenizer, segment_words))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def ask(folder: Path, article: Path, questions: list[str], capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    asked = [part for question in questions for part in ("-q", question)]
    capsys.readouterr()
    assert qa_cli.main(["ask", str(article), *asked, "--json", "--offline", "--reader", f"hf:{folder}"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_returns_exactly_its_rows(checkpoint: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for context in (RICE, BRIDGE):
        article = tmp_path / "bài.txt"
        article.write_text(context, encoding="utf-8")
        rows = [row for row in ROWS if row.context == context]
        for row, found in zip(rows, ask(checkpoint, article, [r.question for r in rows], capsys), strict=True):
            assert (found["answer"] or "") == row.answer, row.question
            if row.answer:
                assert context[found["start"] : found["end"]] == row.answer


class Echo:
    """Stands in for a network: start and end light up where the input holds the wanted ids, the null is at 1."""

    def __init__(self, wanted: set[int]) -> None:
        self.config = SimpleNamespace(max_position_embeddings=98, type_vocab_size=1)
        self._wanted = wanted

    def __call__(self, input_ids: Any, **_: Any) -> Any:
        import torch

        logits = torch.tensor([[float(id in self._wanted) * 5 for id in row] for row in input_ids.tolist()])
        logits[:, 0] = 1.0
        return SimpleNamespace(start_logits=logits, end_logits=logits)


def test_windows_cover_a_long_context_and_offsets_stay_exact(checkpoint: Path) -> None:
    """The answer stands in the last of many windows; every word before it is seen by some window too."""
    from models.hub.checkpoint import find, load
    from models.hub.reader import HubReader
    from nlp.assistant import segment_words

    _, tokenizer = load(find(str(checkpoint)), "AutoModelForQuestionAnswering", ("ForQuestionAnswering",))
    context = "Vốn tỷ đồng tại thành phố. " * 60 + "Đạt 98% kế hoạch."
    question = "Khánh thành khi nào?"
    reader = HubReader("thử", Echo(set()), tokenizer, segment_words)
    windows = [window for _, window in reader._windows(question, [context])]
    seen = {at for window in windows for _, start, stop in window.places for at in range(start, stop)}
    assert len(windows) > 5
    assert all(len(window.ids) <= 96 for window in windows)
    assert {at for at, letter in enumerate(context) if not letter.isspace()} <= seen
    at = context.index("98")
    wanted = {w.ids[place] for w in windows for place, start, stop in w.places if start <= at < stop}
    reading = HubReader("thử", Echo(wanted), tokenizer, segment_words).read(question, [context])
    assert reading.answered
    best = reading.candidates[0].span
    assert best.start <= context.index("98") < best.stop


def test_a_truncated_weight_file_is_named(checkpoint: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import shutil

    folder = tmp_path / "hỏng"
    shutil.copytree(checkpoint, folder)
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    article = tmp_path / "bài.txt"
    article.write_text(RICE, encoding="utf-8")
    assert qa_cli.main(["ask", str(article), "-q", "ai?", "--reader", f"hf:{folder}"]) == 4
    assert str(folder) in capsys.readouterr().err
