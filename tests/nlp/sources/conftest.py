"""Fixtures over the makers of documents and the scripted server on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.documents import ARTICLE, docx_of, pdf_of
from tests.loopback import World, opened_world, reply


@pytest.fixture
def make_pdf() -> Callable[[list[str]], bytes]:
    return pdf_of


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    return docx_of


@pytest.fixture
def world() -> Iterator[World]:
    with opened_world() as made:
        yield made


@pytest.fixture
def make_reply() -> Callable[..., bytes]:
    return reply


@pytest.fixture
def article() -> tuple[str, ...]:
    return ARTICLE
