from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.language.orthography import fold
from nlp.language.stopwords import FOLDED_STOPWORDS, STOPWORDS
from nlp.language.terms import MARKED, syllables, terms, weighted_terms


def folded(text: str) -> set[str]:
    return {term for term in terms(text) if not term.startswith(MARKED)}


@given(st.text(max_size=60))
def test_marks_add_terms_and_change_none(text: str) -> None:
    assert folded(text) == set(terms(fold(text)))


def test_both_placements_of_a_tone_give_the_same_terms() -> None:
    assert terms("Thanh Hoá khoẻ") == terms("thanh hóa khỏe")


@pytest.mark.parametrize(
    ("text", "pair", "there"),
    [
        ("kinh tế - xã hội", "te xa", True),
        ("KH&ĐT", "kh dt", True),
        ("thu hút, đầu tư", "hut dau", False),
        ("năm 2023. Tỉnh", "2023 tinh", False),
        ("xếp 15/63 tỉnh", "15 63", True),
    ],
)
def test_neighbours(text: str, pair: str, there: bool) -> None:
    assert (pair in terms(text)) is there


def test_figures_stay_whole() -> None:
    assert syllables("12.075 và 4,5%; 15/63, ISO 9001-2015") == [
        "12.075",
        "và",
        "4,5",
        "15",
        "63",
        "ISO",
        "9001",
        "2015",
    ]


def test_function_words_weigh_little_and_names_do_not() -> None:
    weights = weighted_terms("Thanh Hóa là của ai")
    assert weights["la"] < weights["hoa"]
    assert weights["cua ai"] < weights["thanh hoa"]
    assert weighted_terms("thanh hoa la cua ai")["la"] < weights["hoa"]


def test_stop_words_are_syllables_in_one_spelling() -> None:
    assert all(word == word.lower() and " " not in word and "_" not in word for word in STOPWORDS)
    assert {fold(word) for word in STOPWORDS} == FOLDED_STOPWORDS
