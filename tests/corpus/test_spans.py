"""Spans point exactly, and refuse to point nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spans import Span


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_trim_keeps_all_but_outer_white_space(text: str, a: int, b: int) -> None:
    span = Span(*sorted((min(a, len(text)), min(b, len(text)))))
    assert span.trim(text).of(text) == span.of(text).strip()
    assert span.contains(span.trim(text))


def test_overlap_and_containment() -> None:
    assert Span(0, 3).overlaps(Span(2, 5))
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 5).contains(Span(2, 5))
    assert not Span(2, 5).contains(Span(0, 5))
    assert len(Span(2, 5)) == 3
    assert Span(2, 5).shift(-2) == Span(0, 3)


@pytest.mark.parametrize(("start", "stop"), [(-1, 2), (3, 2)])
def test_an_impossible_span_says_what_it_found(start: int, stop: int) -> None:
    with pytest.raises(ValueError, match=f"start={start}, stop={stop}"):
        Span(start, stop)
