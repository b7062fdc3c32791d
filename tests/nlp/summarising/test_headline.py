"""Headlines: cut, never invented."""

from __future__ import annotations

import pytest

from corpus.records import Article, Block, Role
from corpus.spans import Span
from nlp.summarising.checks import problems
from nlp.summarising.evidence import evidence_of
from nlp.summarising.headline import compressions, headlines

BODY = (
    "Sáng 6/11, huyện Yên Lạc khánh thành 12 trường học mới, nhằm đón 4.000 học sinh vùng xa. "
    "Ông Trần Văn Bình cho biết huyện Yên Lạc đã chi 45 tỷ đồng (vượt dự toán) để xây các trường học này. "
    "Tuy nhiên, nhiều phòng học vẫn thiếu bàn ghế. "
    "Phụ huynh xã Đồng Văn góp 300 bộ bàn ghế cho trường mới, theo Phòng Giáo dục. "
    "Học sinh lớp 1 được miễn học phí đến hết năm 2025, bà Lê Thị Hoa nói."
)


def article(text: str = BODY, title: str | None = "Yên Lạc có thêm trường học") -> Article:
    return Article("a", text, (Block(Span(0, len(text)), Role.BODY),) if text else (), title=title)


def test_three_headlines_that_differ() -> None:
    texts = [headline.text for headline in headlines(article())]
    assert texts[0] == "Huyện Yên Lạc khánh thành 12 trường học mới"
    assert len(set(texts)) == len(texts) == 3


def test_every_word_stands_in_its_sentence_in_order() -> None:
    source = article()
    for headline in headlines(source):
        rest = iter(headline.sentence.of(source.text).lower().replace(",", "").replace(".", "").split())
        assert all(word in rest for word in headline.text.lower().replace(",", "").split())


def test_headlines_pass_the_guard() -> None:
    source = article()
    for headline in headlines(source):
        assert not problems(f"{headline.text}.", evidence_of([source]))


@pytest.mark.parametrize(
    ("sentence", "headline"),
    [
        ("Theo Sở Y tế, bệnh viện tỉnh đã nhận 200 máy thở mới.", "Bệnh viện tỉnh đã nhận 200 máy thở mới"),
        ("Công an tỉnh cho biết nhóm cướp đã bị bắt tại Huế.", "Nhóm cướp đã bị bắt tại Huế"),
        ("Hà Nội (thủ đô) sẽ có thêm ba cây cầu mới, trong đó có cầu đi bộ.", "Hà Nội sẽ có thêm ba cây cầu mới"),
    ],
)
def test_what_a_headline_leaves_out(sentence: str, headline: str) -> None:
    assert headline in list(compressions(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Tuy nhiên, giá gạo ở các tỉnh miền Tây vẫn tăng mạnh.",
        "Vì sao giá gạo ở các tỉnh miền Tây vẫn tăng mạnh?",
        "Giá gạo tăng.",
        "Đường cao tốc này được chia làm hai giai đoạn xây dựng.",
    ],
)
def test_sentences_that_give_none(sentence: str) -> None:
    assert list(compressions(sentence)) == []


def test_fewer_from_a_short_article() -> None:
    assert headlines(article("")) == ()
    assert len(headlines(article("Huyện Yên Lạc khánh thành 12 trường học mới."))) == 1
