from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Article, Block, Role
from corpus.spans import Span
from nlp.answering.passages import MAX_SYLLABLES, passages


def article(*blocks: tuple[Role, str]) -> Article:
    text, kept = "", []
    for role, piece in blocks:
        text += "\n\n" if text else ""
        kept.append(Block(Span(len(text), len(text) + len(piece)), role))
        text += piece
    return Article("a", text, tuple(kept))


def sentence(syllables: int) -> str:
    return " ".join(["tiếng"] * (syllables - 1)) + " cuối."


roles = st.sampled_from(list(Role))
pieces = st.text(alphabet="aă .\n", min_size=1, max_size=40) | st.integers(1, 400).map(sentence)


@given(st.lists(st.tuples(roles, pieces), max_size=8))
def test_passages_are_pieces_of_the_readable_text(blocks: list[tuple[Role, str]]) -> None:
    page = article(*blocks)
    found = passages(page)
    assert all(page.text[one.span.start : one.span.stop] == one.text == one.text.strip() != "" for one in found)
    assert all(left.span.stop <= right.span.start for left, right in itertools.pairwise(found))
    assert all(len(one.text.split()) <= MAX_SYLLABLES for one in found)
    kept = "".join("".join(one.text.split()) for one in found)
    wanted = "".join("".join(text.split()) for role, text in blocks if role in (Role.TITLE, Role.SAPO, Role.BODY))
    assert kept == wanted


def test_a_long_block_is_cut_between_sentences() -> None:
    page = article((Role.BODY, " ".join(sentence(50) for _ in range(8))))
    assert [len(one.text.split()) for one in passages(page)] == [150, 150, 100]
    assert all(one.text.endswith("cuối.") for one in passages(page))


def test_a_heading_stands_with_what_follows_unless_something_lies_between() -> None:
    body = sentence(40)
    assert [one.text for one in passages(article((Role.BODY, "Kết quả"), (Role.BODY, body)))] == [f"Kết quả\n\n{body}"]
    parted = article((Role.BODY, "Kết quả"), (Role.CAPTION, "Ảnh"), (Role.BODY, body))
    assert [one.text for one in passages(parted)] == ["Kết quả", body]
    titled = article((Role.TITLE, "Tít"), (Role.SAPO, "Sapo ngắn."), (Role.BODY, body))
    assert [one.role for one in passages(titled)] == [Role.TITLE, Role.SAPO, Role.BODY]


def test_a_text_without_spaces_is_cut_too() -> None:
    assert len(passages(article((Role.BODY, "x" * 10_000)))) > 1
