"""Shards read as one library: scores compare, what stands in two of them is one article, what is damaged is told."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from pathlib import Path

import pytest

from corpus.index import BODY, Posting, SearchIndex, Selection, joined
from corpus.index_union import IndexUnion
from corpus.library import Library
from corpus.library_faults import LibraryError
from corpus.numbers import apart, whole
from corpus.records import Article, Block, Passage, Role
from corpus.seal import SEAL_NAME, SHARDS, seal
from corpus.shards import ShardedLibrary
from corpus.sketch import sketch
from corpus.spans import Span
from corpus.store_records import Entry

WORDS = [f"từ{at}" for at in range(40)]


def terms(text: str) -> list[str]:
    return text.lower().split()


def entry(text: str, origin: str, published: str) -> Entry:
    id, span = hashlib.sha256(text.encode()).hexdigest()[:16], Span(0, len(text))
    article = Article(id, text, (Block(span, Role.BODY),), published=published)
    return Entry(article, (Passage(id, span, text),), origin, stamp=id, sketch=sketch(text))


def shards(folder: Path, *texts: list[str]) -> list[str]:
    """A shard for each list of texts; an article's origin is its shard and place."""
    names = []
    for place, each in enumerate(texts):
        names.append(f"part-{place:06d}")
        library = Library.create(folder / SHARDS / names[-1], terms)
        with library.writing() as writer:
            writer.add(
                [entry(text, f"{place}#{at}", published=f"202{place}-01-0{at + 1}") for at, text in enumerate(each)]
            )
        library.close()
    return names


def sealed(folder: Path, *texts: list[str]) -> ShardedLibrary:
    seal(folder, shards(folder, *texts))
    return ShardedLibrary.open(folder, terms)


def index(folder: Path, documents: list[list[str]]) -> SearchIndex:
    made = SearchIndex(folder / "library" / "index", create=True)
    writer = made.writer()
    for number, body in enumerate(documents, start=1):
        writer.add(Posting(number, 0, joined(body)))
    writer.commit()
    writer.close()
    return made


def test_scores_of_shards_are_those_of_one_index(tmp_path: Path) -> None:
    draw = random.Random(5)
    # The second half is about other things, so that a term is rare in one shard and common in the other.
    documents = [draw.choices(WORDS[:25], k=20) for _ in range(30)] + [
        draw.choices(WORDS[15:], k=20) for _ in range(30)
    ]
    one = index(tmp_path / "one", documents)
    union = IndexUnion([index(tmp_path / "a", documents[:30]), index(tmp_path / "b", documents[30:])])
    for _ in range(20):
        query = {BODY: {term: draw.random() for term in draw.sample(WORDS, 5)}}
        alone = [(hit.article, pytest.approx(hit.score, rel=1e-4)) for hit in one.search(query, 10)]
        found = [(_counted(hit.article), hit.score) for hit in union.search(query, 10)]
        assert [score for _, score in found] == [score for _, score in alone]
        assert len({number for number, _ in found} & {number for number, _ in alone}) >= 9  # equal scores may swap
    assert union.frequencies(BODY, WORDS) == one.frequencies(BODY, WORDS)


def _counted(number: int) -> int:
    place, local = apart(number)
    return 30 * place + local


def test_an_article_of_two_shards_is_said_once(tmp_path: Path) -> None:
    with_twin = sealed(tmp_path, ["lúa được mùa", "cá được giá"], ["lúa được mùa", "tôm được giá"])
    hits = with_twin.index.search({BODY: {"lúa": 1.0}}, 5)
    assert [hit.article for hit in hits] == [whole(0, 1)]
    assert with_twin.store.counts()["articles"] == 3
    assert with_twin.store.counts()["passages"] == 3
    assert with_twin.store.sources() == (("", 3),)
    assert [each.number for each in with_twin.store.listed()] == [whole(1, 2), whole(0, 2), whole(0, 1)]
    number = with_twin.store.find("1#0")
    stored = with_twin.store.stored(number)
    assert stored is not None
    assert (number, stored.origins) == (whole(0, 1), ("0#0", "1#0"))
    with_twin.remove([number])
    assert with_twin.store.counts()["articles"] == 2
    assert with_twin.index.search({BODY: {"lúa": 1.0}}, 5) == ()
    with_twin.close()
    again = ShardedLibrary.open(tmp_path, terms)
    assert again.store.counts()["articles"] == 2
    assert again.problems() == ()
    again.close()


def test_near_duplicates_are_linked_across_shards(tmp_path: Path) -> None:
    text = " ".join(f"chữ{at}" for at in range(120))
    library = sealed(tmp_path, [text, "khác hẳn một hai ba"], [text + " thêm", " ".join(reversed(text.split()))])
    one, other = library.store.stored(whole(0, 1)), library.store.stored(whole(1, 1))
    assert one is not None
    assert other is not None
    assert [id for id, _ in one.near] == [other.article.id]
    assert [id for id, _ in other.near] == [one.article.id]
    assert library.store.counts()["links"] == 1
    library.close()


def test_names_are_found_in_any_shard_and_periods_hold(tmp_path: Path) -> None:
    library = sealed(tmp_path, ["lúa một"], ["lúa hai"])
    assert library.store.find("1#0") == whole(1, 1)
    for name, code in (("", "ambiguous-article"), ("9#9", "no-such-article")):
        with pytest.raises(LibraryError) as caught:
            library.store.find(name)
        assert caught.value.code == code
    within = library.index.search({BODY: {"lúa": 1.0}}, 5, Selection(since=20210101))
    assert [hit.article for hit in within] == [whole(1, 1)]
    assert (library.store.counts()["first_day"], library.store.counts()["last_day"]) == (20200101, 20210101)
    library.close()


def test_a_damaged_index_of_one_shard_is_told_and_mended(tmp_path: Path) -> None:
    sealed(tmp_path, ["lúa một"], ["lúa hai"]).close()
    for path in (tmp_path / SHARDS / "part-000001").glob("index-1/*/meta.json"):
        path.write_bytes(b"")
    library = ShardedLibrary.open(tmp_path, terms)
    with pytest.raises(LibraryError) as caught:
        library.index.search({BODY: {"lúa": 1.0}}, 5)
    assert caught.value.code == "damaged-index"
    assert [each.split(":")[0] for each in library.problems()] == ["part-000001"]
    assert library.repair() == 1
    assert library.problems() == ()
    assert len(library.index.search({BODY: {"lúa": 1.0}}, 5)) == 2
    library.close()


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    sealed(tmp_path, ["lúa một"]).close()
    store = tmp_path / SHARDS / "part-000000" / "library.sqlite"
    whole_store = store.read_bytes()
    for damage in (b"not a database at all" * 500, None):
        store.unlink()
        if damage is not None:
            store.write_bytes(damage)
        assert refused(tmp_path) == "missing-shard"
        store.write_bytes(whole_store)
    with sqlite3.connect(tmp_path / SEAL_NAME) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    assert refused(tmp_path) == "newer-library"
    (tmp_path / SEAL_NAME).unlink()
    assert refused(tmp_path) == "unfinished-build"


def refused(folder: Path) -> str:
    with pytest.raises(LibraryError) as caught:
        ShardedLibrary.open(folder, terms)
    return caught.value.code
