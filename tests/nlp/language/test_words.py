from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.language.words import UndertheseaSegmenter, align

SEGMENTER = UndertheseaSegmenter()


def texts(text: str) -> list[str]:
    return [word.text for word in SEGMENTER.segment(text)]


def assert_aligned(text: str) -> None:
    at = 0
    for word in SEGMENTER.segment(text):
        assert text[word.span.start : word.span.stop] == word.text
        assert word.text.strip() == word.text != ""
        assert text[at : word.span.start].strip() == ""
        at = word.span.stop
    assert text[at:].strip() == ""


def test_words_of_several_syllables() -> None:
    assert texts("Thanh Hóa đẩy mạnh cải cách.") == ["Thanh Hóa", "đẩy mạnh", "cải cách", "."]


@pytest.mark.parametrize("spelling", ["Xã Hoà Bình khoẻ mạnh", "Xã Hòa Bình khỏe mạnh", "XÃ HOÀ BÌNH", "Ðồng Nai"])
def test_spelling_is_kept(spelling: str) -> None:
    assert_aligned(spelling)
    assert "".join(texts(spelling)).replace(" ", "") == spelling.replace(" ", "")


def test_spaces_inside_a_word_are_kept() -> None:
    assert "cải \t cách" in texts("đẩy mạnh cải \t cách hành chính")


def test_no_word_runs_over_a_line_end() -> None:
    assert all("\n" not in word for word in texts("công tác cải\ncách hành\n\nchính"))


@pytest.mark.parametrize(
    "text",
    [
        "\ud800 lẻ loi \udfff",
        "a\0b hành chính",
        unicodedata.normalize("NFD", "Thanh Hóa đẩy mạnh cải cách"),
        "http://" + "!" * 60,
        "a.vn/" + "!" * 60 + " hết",
        "xem https://baothanhhoa.vn/a?b=1, rồi về",
        "(" * 5_000,
        "1." * 5_000,
        "dài" * 5_000,
        "Trần Văn A. 14.320 hộ; 4,5%… “Chủ nhật xanh” – SMS/VssID",
    ],
)
def test_hard_text_is_aligned(text: str) -> None:
    assert_aligned(text)


@given(st.text(max_size=60) | st.text(alphabet="aâ đĐ.,:/-(!12h\n\t", max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_aligned(text: str) -> None:
    assert_aligned(text)


@pytest.mark.parametrize("text", ["", " ", "\n \t"])
def test_nothing_gives_no_word(text: str) -> None:
    assert SEGMENTER.segment(text) == ()


def test_an_address_is_one_word() -> None:
    assert texts("xem https://bao.vn/a/b.") == ["xem", "https://bao.vn/a/b", "."]


@pytest.mark.parametrize("words", [["hòa bình"], ["hoà"], ["hoà bình", "."], ["", "hoà bình"]])
def test_words_that_do_not_spell_the_text_are_refused(words: list[str]) -> None:
    assert align("hoà bình", words) is None


def test_heavy_libraries_stay_out_and_the_real_package_can_still_be_imported() -> None:
    program = (
        "import sys\n"
        "from nlp.language.words import UndertheseaSegmenter\n"
        "assert 'underthesea' not in sys.modules and 'numpy' not in sys.modules, 'import must be cheap'\n"
        "words = [w.text for w in UndertheseaSegmenter().segment('cải cách hành chính')]\n"
        "assert words == ['cải cách', 'hành chính'], words\n"
        "assert not {'torch', 'transformers', 'sklearn', 'underthesea'} & set(sys.modules)\n"
        "import importlib.util\n"
        "spec = importlib.util.find_spec('underthesea')\n"
        "assert spec is not None and spec.loader is not None, 'the stand-in must be gone'\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
