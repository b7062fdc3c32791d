"""A vocabulary and a network small enough to make in a moment, shared by the tests of the small reader."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from models.pieces import Pieces, normalise, words
from models.windows import Vocabulary

SENTENCES = (
    "Tỉnh Thanh Hóa xếp thứ 13 về chỉ số PAPI năm 2023, tăng 5 bậc so với năm trước.",
    "Chỉ số SIPAS của tỉnh đạt 83,2%, xếp thứ 21 trong cả nước.",
    "Ông Nguyễn Văn Thi, Phó Chủ tịch Ủy ban nhân dân tỉnh, chủ trì hội nghị ngày 06/11/2023 tại thành phố Sầm Sơn.",
    "Huyện Yên Định khánh thành cây cầu dài 860 mét bắc qua sông Mã vào tháng 9 với vốn 1.200 tỷ đồng.",
    "Trường Đại học Hồng Đức đón 2.450 sinh viên mới vì mở thêm hai ngành công nghệ thông tin và du lịch.",
    "Bệnh viện đa khoa huyện mua máy chụp cắt lớp để khám bệnh cho người dân vùng cao.",
    "Đội bóng Đông Á thắng 3-1 trên sân nhà, ghi bàn là Lê Phạm Thành Long.",
    "Nông dân xã Quảng Chính nuôi tôm công nghệ cao, lãi 500 triệu đồng mỗi vụ do giá tôm tăng.",
)


@pytest.fixture(scope="session")
def sentences() -> tuple[str, ...]:
    return SENTENCES


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``pieces.model`` and ``vocabulary.npz`` learnt from ``SENTENCES``."""
    from models.training.step_01_tokenizer import rarity, train_tokenizer

    work = tmp_path_factory.mktemp("tiny")
    counts = Counter(word for s in SENTENCES for word in words(normalise(s)) for _ in range(20))
    pieces = Pieces.open(train_tokenizer(counts, 600, work / "pieces.model"))
    np.savez_compressed(work / "vocabulary.npz", folds=pieces.folds(), idf=rarity(SENTENCES, pieces))
    return work


@pytest.fixture(scope="session")
def pieces(tiny: Path) -> Pieces:
    return Pieces.open(tiny / "pieces.model")


@pytest.fixture(scope="session")
def vocabulary(tiny: Path) -> Vocabulary:
    table = np.load(tiny / "vocabulary.npz", allow_pickle=False)
    return Vocabulary(table["folds"], table["idf"].astype(np.float32))
