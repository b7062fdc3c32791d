from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.records import Article, Block, Role
from corpus.spans import Span
from nlp.language.orthography import canonical
from nlp.language.words import Word
from nlp.summarising.salience import leans
from nlp.summarising.summarise import ExtractiveSummariser, GenerativeSummariser, Length, Summary, dateline_end
from nlp.summarising.support import states_only_what


class BySpace:
    """Syllables for words: what is tested here does not depend on the segmenter."""

    def segment(self, text: str) -> tuple[Word, ...]:
        found, at = [], 0
        for piece in text.split():
            at = text.index(piece, at)
            found.append(Word(Span(at, at + len(piece)), piece))
            at += len(piece)
        return tuple(found)


EXTRACTIVE = ExtractiveSummariser(BySpace())

TITLE = "Huyện Bình Sơn mở rộng vùng trồng cam"
BODY = (
    "(Baobinhson.vn) - Huyện Bình Sơn vừa phê duyệt kế hoạch mở rộng vùng trồng cam lên 1.200 ha vào năm 2025. "
    "Kế hoạch có tổng vốn 85 tỷ đồng, một nửa do ngân sách tỉnh hỗ trợ.",
    "Tuy nhiên, nhiều hộ dân lo ngại về đầu ra của sản phẩm khi diện tích tăng nhanh như vậy. "
    "Ông Lê Văn Bảy cho biết năm ngoái cam rớt giá còn 6.000 đồng mỗi ký.",
    "Huyện Bình Sơn vừa phê duyệt kế hoạch mở rộng vùng trồng cam lên 1.200 ha vào năm 2025.",
    "Phòng Nông nghiệp huyện sẽ ký hợp đồng bao tiêu với ba doanh nghiệp chế biến nước quả trong quý IV. "
    "Vùng trồng được cấp mã số và truy xuất nguồn gốc.",
)
CAPTION = "Người dân Bình Sơn thu hoạch cam mở rộng vùng trồng cam. Ảnh: Minh Anh"


def article(*bodies: str, title: str = TITLE, identifier: str = "a") -> Article:
    text, blocks = "", []
    for role, piece in [(Role.TITLE, title), (Role.CAPTION, CAPTION), *((Role.BODY, body) for body in bodies)]:
        text += "\n\n" if text else ""
        blocks.append(Block(Span(len(text), len(text) + len(piece)), role))
        text += piece
    return Article(identifier, text, tuple(blocks), title=title, published="2024-05-01", source="Báo Bình Sơn")


PAGE = article(*BODY)


def assert_verbatim(summary: Summary, *articles: Article) -> None:
    texts = {one.id: one.text for one in articles}
    for sentence in summary.sentences:
        assert sentence.span is not None
        assert sentence.span.of(texts[sentence.article]) == sentence.text
        assert sentence.support == ((sentence.article, sentence.span),)
        assert sentence.faithful
    assert summary.text == " ".join(sentence.text for sentence in summary.sentences)


def test_the_default_is_three_sentences_in_the_order_of_the_page() -> None:
    summary = EXTRACTIVE.summarise([PAGE], Length())
    assert len(summary.sentences) == 3
    assert_verbatim(summary, PAGE)
    starts = [sentence.span.start for sentence in summary.sentences if sentence.span]
    assert starts == sorted(starts)
    assert (summary.title, summary.published, summary.source) == (TITLE, "2024-05-01", "Báo Bình Sơn")
    assert summary.summariser == EXTRACTIVE.name == "extractive"


def test_neither_dateline_nor_title_nor_caption_nor_repetition() -> None:
    summary = EXTRACTIVE.summarise([PAGE], Length(sentences=20))
    texts = [sentence.text for sentence in summary.sentences]
    assert texts[0].startswith("Huyện Bình Sơn vừa phê duyệt")
    assert len(set(texts)) == len(texts) == 6
    assert TITLE not in texts
    assert not any("Ảnh:" in text for text in texts)


@pytest.mark.parametrize(
    "credit", ["(Ảnh: Minh Quyết/TTXVN)", "(Nguồn: TTXVN)", "(Ảnh minh họa: An Nhiên)", "(ẢNH: P.V)"]
)
def test_a_credit_before_a_sentence_is_left_out(credit: str) -> None:
    page = article("Kết quả của huyện", f"{credit} Huyện Bình Sơn trồng thêm 300 ha cam (tăng 5%).")
    texts = [sentence.text for sentence in EXTRACTIVE.summarise([page], Length(sentences=2)).sentences]
    assert texts == ["Huyện Bình Sơn trồng thêm 300 ha cam (tăng 5%)."]


def test_a_remark_in_brackets_that_is_no_credit_stays() -> None:
    page = article("Kết quả của huyện", "(Theo kế hoạch mới) huyện Bình Sơn trồng thêm 300 ha cam.")
    texts = [sentence.text for sentence in EXTRACTIVE.summarise([page], Length(sentences=2)).sentences]
    assert texts == ["(Theo kế hoạch mới) huyện Bình Sơn trồng thêm 300 ha cam."]


def test_a_sentence_that_leans_on_its_context_comes_late() -> None:
    texts = [sentence.text for sentence in EXTRACTIVE.summarise([PAGE], Length(sentences=3)).sentences]
    assert not any(text.startswith("Tuy nhiên") for text in texts)


def test_list_marks_are_left_out_and_headings_come_late() -> None:
    page = article(
        "Kết quả đạt được của huyện Bình Sơn", "- Huyện Bình Sơn trồng thêm 300 ha cam.", "+ Vốn là 85 tỷ đồng."
    )
    texts = [sentence.text for sentence in EXTRACTIVE.summarise([page], Length(sentences=2)).sentences]
    assert texts == ["Huyện Bình Sơn trồng thêm 300 ha cam.", "Vốn là 85 tỷ đồng."]


def test_an_article_without_a_title() -> None:
    page = Article("a", PAGE.text, PAGE.blocks[1:])
    assert (
        EXTRACTIVE.summarise([page], Length(sentences=1)).sentences[0].text.startswith("Huyện Bình Sơn vừa phê duyệt")
    )


@pytest.mark.parametrize("words", [20, 30, 45, 60, 90])
def test_length_in_syllables(words: int) -> None:
    summary = EXTRACTIVE.summarise([PAGE], Length(words=words))
    assert 0 < len(summary.text.split()) <= 1.15 * words


def test_too_short_a_length_gives_the_shortest_sentence() -> None:
    summary = EXTRACTIVE.summarise([PAGE], Length(words=1))
    assert [len(sentence.text.split()) for sentence in summary.sentences] == [11]


def test_both_limits_hold() -> None:
    assert len(EXTRACTIVE.summarise([PAGE], Length(sentences=1, words=500)).sentences) == 1


def test_several_articles_say_a_thing_once() -> None:
    other = article(BODY[0].removeprefix("(Baobinhson.vn) - "), "Tỉnh cấp thêm nước tưới cho ba xã.", identifier="b")
    summary = EXTRACTIVE.summarise([PAGE, other], Length(sentences=20))
    assert_verbatim(summary, PAGE, other)
    assert summary.text.count("phê duyệt") == 1
    assert "nước tưới" in summary.text
    assert [sentence.article for sentence in summary.sentences] == sorted(
        sentence.article for sentence in summary.sentences
    )


@pytest.mark.parametrize("bodies", [(), ("Ngắn.",), ("...",), (TITLE,)])
def test_scraps(bodies: tuple[str, ...]) -> None:
    page = article(*bodies)
    summary = EXTRACTIVE.summarise([page], Length())
    assert_verbatim(summary, page)
    assert bool(summary.sentences) is bool(bodies)


def test_no_article() -> None:
    assert EXTRACTIVE.summarise([], Length()).sentences == ()


@pytest.mark.parametrize("limits", [{"sentences": 0}, {"words": -1}])
def test_a_length_below_one_is_refused(limits: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Length(**limits)


@given(st.lists(st.text(alphabet="aăBđ .?\n12", min_size=1, max_size=60), max_size=5), st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_any_page_is_summed_up_word_for_word_and_twice_the_same(bodies: list[str], words: int) -> None:
    page = article(*bodies)
    summary = EXTRACTIVE.summarise([page], Length(words=words))
    assert_verbatim(summary, page)
    assert summary == EXTRACTIVE.summarise([page], Length(words=words))


def test_the_same_in_another_process() -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests/nlp/summarising')\n"
        "from test_summarise import EXTRACTIVE, PAGE, Length\n"
        "sys.stdout.buffer.write(EXTRACTIVE.summarise([PAGE], Length()).text.encode())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": "."}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment)
    assert done.stdout == EXTRACTIVE.summarise([PAGE], Length()).text.encode()


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("(Baothanhhoa.vn) - Sáng nay", "Sáng nay"),
        ("(Dân trí) – Sáng nay", "Sáng nay"),
        ("TTO - Sáng nay", "Sáng nay"),
        ("VOV.VN - Sáng nay", "Sáng nay"),
        ("Hà Nội (TTXVN) - Sáng nay", "Sáng nay"),
        ("Ông Nam (35 tuổi) - giám đốc", "Ông Nam (35 tuổi) - giám đốc"),
        ("GDP - chỉ số quan trọng", "GDP - chỉ số quan trọng"),
        ("Formosa (FHS) - Chủ đầu tư", "Formosa (FHS) - Chủ đầu tư"),
        ("Kinh tế - xã hội", "Kinh tế - xã hội"),
    ],
)
def test_datelines(text: str, rest: str) -> None:
    assert text[dateline_end(text, Span(0, len(text))) :] == rest


@pytest.mark.parametrize("text", ["Tuy nhiên, giá tăng.", "Trong đó, cam chiếm nửa.", "Và họ đi.", "Đây là kết quả."])
def test_leaning(text: str) -> None:
    assert leans(text)


@pytest.mark.parametrize("text", ["Giá tăng.", "Vàng tăng giá.", "Hoàng Sa.", "Riêngtư", "Trong tháng 5, giá tăng."])
def test_not_leaning(text: str) -> None:
    assert not leans(text)


def test_a_generated_sentence_is_traced_and_checked() -> None:
    verbatim = "Vùng trồng được cấp mã số và truy xuất nguồn gốc."
    asked: list[int] = []

    def generate(text: str, words: int) -> str:
        assert "Ảnh:" not in text
        asked.append(words)
        return f"Bình Sơn sẽ có 1.200 ha cam. Huyện Bình Sơn sẽ có 1.300 ha cam. Hà Tĩnh trồng cam. {verbatim}"

    summary = GenerativeSummariser(generate, "hf:thử").summarise([PAGE], Length(words=50))
    assert asked == [50]
    assert summary.summariser == "hf:thử"
    assert [sentence.faithful for sentence in summary.sentences] == [True, False, False, True]
    assert [sentence.span is not None for sentence in summary.sentences] == [False, False, False, True]
    place = summary.sentences[3].span
    assert place is not None
    assert place.of(PAGE.text) == verbatim
    best = summary.sentences[0].support[0][1].of(PAGE.text)
    assert "1.200 ha" in best


def test_a_generator_that_says_nothing_or_too_much() -> None:
    assert GenerativeSummariser(lambda _text, _words: "", "n").summarise([PAGE], Length()).text == ""
    chatty = GenerativeSummariser(lambda _text, _words: "Một câu. " * 9, "n")
    assert len(chatty.summarise([PAGE], Length(sentences=2)).sentences) == 2
    assert chatty.summarise([article()], Length()).sentences == ()


@pytest.mark.parametrize(
    ("sentence", "faithful"),
    [
        ("Xã Hoà Bình có 12.075 hộ.", True),
        ("Năm 2021, UBND tỉnh họp.", True),
        ("Năm 2022, UBND tỉnh họp.", False),
        ("Ông Lê Nam ở xã Hòa Bình.", False),
        ("HĐND tỉnh họp.", False),
        ("Có 12075 hộ.", False),
    ],
)
def test_numbers_and_names(sentence: str, faithful: bool) -> None:
    source = "Xã Hòa Bình có 12.075 hộ. Giai đoạn 2021-2025, UBND tỉnh đã họp."
    assert states_only_what([source], sentence) is faithful
    assert canonical(source) != source


def test_no_sentence_is_torn_out_of_a_quotation() -> None:
    spoken = "Huyện Bình Sơn mở rộng vùng trồng cam, tôi tin vùng trồng cam Bình Sơn sẽ đổi thay."
    quoted = article(BODY[0], f"Ông Bảy nói: “Tôi lo lắm. {spoken} Bà con cũng vậy.”", *BODY[3:])
    plain = article(BODY[0], f"Ông Bảy không nói gì nhiều lắm. {spoken} Bà con cũng vậy.", *BODY[3:])
    assert spoken in EXTRACTIVE.summarise([plain], Length(sentences=3)).text
    assert spoken not in EXTRACTIVE.summarise([quoted], Length(sentences=3)).text


def test_a_sentence_without_content_words_is_said_once() -> None:
    summary = EXTRACTIVE.summarise([article("Và đó là như thế này.", title="")], Length())
    assert summary.text == "Và đó là như thế này."


def test_a_sentence_without_content_words_is_said_once_in_any_case() -> None:
    summary = ExtractiveSummariser(BySpace()).summarise([article("Bao", "bao")], Length(words=71))
    assert [sentence.text for sentence in summary.sentences] == ["Bao"]
