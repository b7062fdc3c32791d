"""Windows: the right sentences, nothing lost, positions that lead back to the text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from models.pieces import NULL, SEP, Pieces, fold
from models.windows import CONTEXT, MARK, QUESTION, Tokens, Vocabulary, fill, join, match, sentence_numbers, windows_for


def tokens_of(pieces: Pieces, texts: Sequence[str]) -> Tokens:
    return join(texts, [pieces.encode(t) for t in texts])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Tỉnh xếp thứ 13. Huyện xếp thứ 2.", 2),
        ("TP. Thanh Hóa xếp thứ 13. Huyện xếp thứ 2!", 2),
        ("Báo Baothanhhoa.vn đưa tin.", 1),
        ("Đạt 12.075 hồ sơ. 99% đúng hạn", 2),
        ("dòng một\ndòng hai", 2),
        ("một câu không hết", 1),
    ],
)
def test_cheap_sentences(pieces: Pieces, text: str, count: int) -> None:
    assert sentence_numbers(text, pieces.encode(text))[-1] + 1 == count


def test_no_sentence_outgrows_a_window(pieces: Pieces) -> None:
    text = "tỉnh " * 1000
    assert np.bincount(sentence_numbers(text, pieces.encode(text))).max() <= 64


@pytest.mark.parametrize("plain", [False, True])
def test_the_sentence_asked_about_comes_first(
    pieces: Pieces, vocabulary: Vocabulary, sentences: tuple[str, ...], plain: bool
) -> None:
    question = "Huyện Yên Định khánh thành cây cầu dài bao nhiêu mét?"
    tokens = tokens_of(pieces, sentences)
    scores = match(pieces.encode(fold(question) if plain else question), tokens, vocabulary).scores
    best = tokens.context[tokens.sentence == int(scores.argmax())]
    assert set(best.tolist()) == {3}


def test_every_position_leads_back(pieces: Pieces, vocabulary: Vocabulary, sentences: tuple[str, ...]) -> None:
    question = pieces.encode("Tỉnh Thanh Hóa xếp thứ mấy?")
    tokens = tokens_of(pieces, sentences)
    for window in windows_for(question, tokens, vocabulary, budget=60, most=3):
        assert window.ids[0] == NULL
        assert window.kinds.tolist()[1 : len(question) + 1] == [QUESTION] * len(question)
        for identifier, kind, source in zip(window.ids, window.kinds, window.source, strict=True):
            assert (kind == CONTEXT) == (source >= 0)
            assert kind != MARK or identifier in (NULL, SEP)
            assert source < 0 or tokens.ids[source] == identifier


def test_windows_are_dealt_without_repetition(
    pieces: Pieces, vocabulary: Vocabulary, sentences: tuple[str, ...]
) -> None:
    tokens = tokens_of(pieces, sentences)
    windows = windows_for(pieces.encode("Cầu dài bao nhiêu?"), tokens, vocabulary, budget=70, most=99)
    seen = np.sort(np.concatenate([w.source[w.source >= 0] for w in windows]))
    assert seen.tolist() == list(range(len(tokens.ids)))


def test_fill_respects_budget_and_number() -> None:
    lengths = np.asarray([30, 50, 20, 60])
    assert fill([1, 0, 2, 3], lengths, budget=80, most=2) == [[1, 0], [2, 3]]
    assert fill([1, 0, 2, 3], lengths, budget=80, most=1) == [[1, 0]]
    assert fill([], lengths, budget=80, most=2) == []


@pytest.mark.parametrize("contexts", [(), ("",), ("   ", "\n")])
def test_nothing_to_read_gives_no_window(pieces: Pieces, vocabulary: Vocabulary, contexts: tuple[str, ...]) -> None:
    assert windows_for(pieces.encode("Ai?"), tokens_of(pieces, contexts), vocabulary) == []


def test_match_features_tell_marks_from_none(pieces: Pieces, vocabulary: Vocabulary) -> None:
    tokens = tokens_of(pieces, ["Tỉnh Thanh Hóa"])
    marked = match(pieces.encode("thanh hóa"), tokens, vocabulary).context
    plain = match(pieces.encode("thanh hoa"), tokens, vocabulary).context
    hoa = len(tokens.ids) - 1
    assert (marked[hoa, 0], marked[hoa, 1]) == (255, 255)
    assert (plain[hoa, 0], plain[hoa, 1]) == (0, 255)
