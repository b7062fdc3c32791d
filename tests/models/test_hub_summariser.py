"""Each published family of writers, tiny and overfitted, writes exactly its summaries through the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import qa_cli
from tests.models import tiny_writers

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytestmark = pytest.mark.hf

ROWS = (
    ("Huyện Yên Lạc gieo cấy 4.520 ha lúa xuân. Công việc do ông Bình chỉ đạo.", "Yên Lạc gieo cấy 4.520 ha lúa."),
    ("Cầu Sông Mã dài 860 mét. Vốn xây cầu là 1.200 tỷ đồng.", "Cầu Sông Mã có vốn 1.200 tỷ đồng."),
    ("Đội Thanh Hóa thắng Nam Định 2-1. Trận đấu diễn ra tối qua.", "Thanh Hóa thắng Nam Định 2-1."),
    ("Bão số 3 vào Quảng Ninh sáng nay. Gió giật cấp 12.", "Bão số 3 vào Quảng Ninh."),
    ("Trường Lam Sơn đón 420 học sinh mới. Lễ khai giảng gọn nhẹ.", "Trường Lam Sơn đón 420 học sinh."),
    ("Giá cà phê lên 130 nghìn đồng một cân. Nông dân phấn khởi.", "Giá cà phê lên 130 nghìn đồng."),
    ("Bệnh viện tỉnh ghép thận thành công. Bệnh nhân đã khỏe.", "Bệnh viện tỉnh ghép thận thành công."),
    ("Tỉnh công bố chỉ số hài lòng. Kết quả tăng 8 bậc.", "Chỉ số hài lòng tăng 8 bậc."),
)
TEXTS = [text for row in ROWS for text in row]
MAKERS = [
    tiny_writers.mt5,
    tiny_writers.vit5,
    tiny_writers.mbart50,
    tiny_writers.bartpho_syllable,
    tiny_writers.bartpho_word,
]


@pytest.fixture(scope="module", params=MAKERS)
def checkpoint(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch

    from models.hub.checkpoint import find
    from models.hub.summariser import convention_of, prepared
    from nlp.assistant import segment_words

    torch.manual_seed(1)
    make: Callable[[Path, list[str]], tuple[Any, Any]] = request.param
    folder = tmp_path_factory.mktemp(f"{make.__name__}-vietnews")
    model, tokenizer = make(folder, TEXTS)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    convention = convention_of(find(str(folder)))
    rows = [
        (
            prepared(text, convention, segment_words),
            prepared(summary, convention, segment_words).removeprefix(convention.prefix),
        )
        for text, summary in ROWS
    ]
    tiny_writers.overfit_writer(model, tokenizer, rows, convention.language)
    model.save_pretrained(folder)
    return folder


def test_writes_exactly_its_summaries(checkpoint: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text, summary in ROWS:
        article = tmp_path / "bài.txt"
        article.write_text(text, encoding="utf-8")
        capsys.readouterr()
        assert qa_cli.main(["summarise", str(article), "--json", "--offline", "--summariser", f"hf:{checkpoint}"]) == 0
        row = json.loads(capsys.readouterr().out)
        assert row["summary"] == summary
        assert row["summariser"] == f"hf:{checkpoint}"


def test_a_reader_is_refused_as_a_summariser(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert", "architectures": ["BertForQuestionAnswering"]}')
    (tmp_path / "model.safetensors").write_bytes(b"")
    article = tmp_path / "bài.txt"
    article.write_text(ROWS[0][0], encoding="utf-8")
    assert qa_cli.main(["summarise", str(article), "--summariser", f"hf:{tmp_path}"]) == 4
    assert "BertForQuestionAnswering" in capsys.readouterr().err
