"""What is fuzzed, and what must hold whatever comes in: one function a target, which draws its input and asserts."""

from __future__ import annotations

import contextlib
import io
import random
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from corpus.errors import CorpusError
from corpus.records import Article, Block, Document, Role
from corpus.spans import Span
from tests.fuzz import mutations

Target = Callable[[random.Random], None]


def _article(text: str) -> Article:
    from nlp.cleaning.clean import clean

    return clean(Document("fuzz.txt", text)).article


def cleaning(rng: random.Random) -> None:
    """Clean text is NFC, its blocks lie in order, and cleaning it again changes nothing."""
    article = _article(mutations.text(rng))
    assert unicodedata.is_normalized("NFC", article.text)
    last = 0
    for block in article.blocks:
        assert last <= block.span.start < block.span.stop <= len(article.text)
        last = block.span.stop
    assert _article(article.text).text == article.text


def sentences(rng: random.Random) -> None:
    """Sentences plus the gaps between them are the text, and gaps are white space."""
    from nlp.language.sentences import split

    text = mutations.text(rng)
    last = 0
    for sentence in split(text):
        assert sentence.span.start >= last
        assert not text[last : sentence.span.start].strip()
        assert sentence.span.of(text).strip()
        last = sentence.span.stop
    assert not text[last:].strip()


@cache
def _segmenter() -> Any:
    from nlp.language.words import UndertheseaSegmenter

    return UndertheseaSegmenter()


def words(rng: random.Random) -> None:
    """Every word stands in the text where it says, in order, and nothing but white space is left out."""
    text = mutations.text(rng)
    last = 0
    for word in _segmenter().segment(text):
        assert word.span.of(text) == word.text
        assert word.span.start >= last
        assert not text[last : word.span.start].strip()
        last = word.span.stop


def values(rng: random.Random) -> None:
    """Figures, names and abbreviations lie in the text; a value found is one that can be told."""
    from nlp.language.abbreviations import find_definitions
    from nlp.language.names import find_names
    from nlp.language.terms import terms
    from nlp.language.values import find_values, normalize

    text = mutations.text(rng)
    for found in find_values(text):
        assert found.span.of(text)
        assert found.as_row()["kind"]
    for definition in find_definitions(text):
        assert definition.short.of(text)
        assert definition.long.of(text)
    for name in find_names(text):
        assert name.span.of(text).strip()
    normalize(text[:80])
    terms(text)


@cache
def _reader() -> Any:
    from models.reader import SmallReader

    return SmallReader.open()


def windows(rng: random.Random) -> None:
    """Pieces cover what they say, windows keep to their budget and show each piece once."""
    from models.windows import join, windows_for

    reader = _reader()
    contexts = [mutations.text(rng) for _ in range(rng.randint(0, 3))]
    tokens = join(contexts, [reader._pieces.encode(text) for text in contexts])
    for start, stop, context in zip(tokens.starts, tokens.stops, tokens.context, strict=True):
        assert 0 <= start < stop <= len(contexts[context])
    budget = rng.choice((64, 128, 256))
    question = reader._pieces.encode(mutations.question(rng))
    made = windows_for(question, tokens, reader._vocabulary, budget, 2)
    assert len(made) <= 2
    for window in made:
        inside = window.source[window.source >= 0]
        assert len(set(inside.tolist())) == len(inside) <= budget


def lexical(rng: random.Random) -> None:
    """An answer is a span of its article, its score a probability, and asked again it is the same."""
    from nlp.answering.answer import answer
    from nlp.answering.lexical import LexicalReader

    _answers(rng, lambda q, articles: answer(q, articles, LexicalReader()))


def network(rng: random.Random) -> None:
    """The same of the shipped reader."""
    from nlp.answering.answer import answer
    from nlp.answering.checked import CheckedReader

    _answers(rng, lambda q, articles: answer(q, articles, CheckedReader(_reader())))


def _answers(rng: random.Random, ask: Callable[[str, list[Article]], Any]) -> None:
    articles = [_article(mutations.text(rng)[:1500]) for _ in range(rng.choice((1, 1, 2)))]
    articles = [Article(str(i), a.text, a.blocks, a.title) for i, a in enumerate(articles)]
    question = mutations.question(rng)
    found = ask(question, articles)
    texts = {article.id: article.text for article in articles}
    assert 0.0 <= found.score <= 1.0
    for candidate in found.candidates:
        assert candidate.span.of(texts[candidate.article]) == candidate.text
    if found.text is not None:
        assert found.span.of(texts[found.article]) == found.text
        for evidence in found.evidence:
            assert evidence.span.of(texts[evidence.article]) == evidence.sentence
    assert ask(question, articles) == found


def dialogue(rng: random.Random) -> None:
    """Any question can be understood, alone and after another."""
    from nlp.answering.dialogue import resolve
    from nlp.answering.questions import analyse

    first, second = mutations.question(rng), mutations.question(rng)
    analyse(first)
    assert isinstance(resolve(second, first), str)


def guarding(rng: random.Random) -> None:
    """A guarded summary has only faithful sentences, and those with a place stand there."""
    from nlp.summarising.guard import guard
    from nlp.summarising.summarise import Length, Summary, SummarySentence

    text = mutations.text(rng)[:2000].strip() or "x"
    article = Article("a", text, (Block(Span(0, len(text)), Role.BODY),))
    written = [mutations.text(rng)[:200] for _ in range(rng.randint(1, 3))]
    summary = Summary(
        " ".join(written), tuple(SummarySentence(w, "a", None, (), False) for w in written), *(None,) * 3, "x"
    )
    for sentence in guard(summary, [article], length=Length(sentences=3)).sentences:
        assert sentence.faithful
        if sentence.span is not None:
            assert sentence.span.of(text) == sentence.text


def summarising(rng: random.Random) -> None:
    """Extracted sentences stand where they say, none twice; headlines and facts lie in the article."""
    from nlp.summarising.facts import facts
    from nlp.summarising.headline import headlines
    from nlp.summarising.summarise import ExtractiveSummariser, Length

    article = _article(mutations.text(rng)[:2500])
    length = Length(sentences=rng.randint(1, 4)) if rng.random() < 0.5 else Length(words=rng.randint(1, 120))
    made = ExtractiveSummariser(_segmenter()).summarise([article], length)
    spans = [sentence.span for sentence in made.sentences]
    assert len(set(spans)) == len(spans)
    for sentence in made.sentences:
        assert sentence.span is not None
        assert sentence.span.of(article.text) == sentence.text
    headlines(article)
    for fact in facts(article):
        assert fact.span.of(article.text)


def encodings(rng: random.Random) -> None:
    """Bytes are decoded to text that can be written again, or refused as a source that gives no article."""
    from nlp.sources.encodings import decode
    from nlp.sources.markdown import extract_markdown

    data = mutations.data(rng)
    found = decode(data)
    if found is not None:
        found.text.encode("utf-8")
    extract_markdown(mutations.text(rng))


def reading(rng: random.Random) -> None:
    """Whatever bytes come, a document comes out or a refusal with a code."""
    from nlp.sources.ingest import read_bytes

    name = rng.choice(("a.txt", "a.md", "a.html", "a", "a.xyz"))
    data = mutations.html(rng).encode("utf-8", "replace") if name.endswith("html") else mutations.data(rng)
    refusal = None
    try:
        read_bytes(data, name).text.encode("utf-8")
    except CorpusError as error:
        refusal = error
    assert refusal is None or (refusal.code and str(refusal))


def arguments(rng: random.Random) -> None:
    """Any command line is parsed, or refused with exit code 2; help ends with 0."""
    from nlp.console.arguments import parse

    known = (
        "ask",
        "summarise",
        "clean",
        "evaluate",
        "qa",
        "models",
        "library",
        "add",
        "batch",
        "-q",
        "--json",
        "--top",
        "3",
    )
    argv = [
        rng.choice((*known, "--reader", "--lang", "en", "--words", "-", "x.txt", mutations.scraps(rng)[:30]))
        for _ in range(rng.randint(0, 7))
    ]
    ended: object = 0
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        try:
            parse(argv, rng.choice(("vi", "en")))
        except SystemExit as end:
            ended = end.code
    assert ended in (0, 2)


TARGETS: Final[dict[str, Target]] = {
    target.__name__: target
    for target in (
        cleaning, sentences, words, values, windows, lexical, network, dialogue, guarding, summarising, encodings, reading,
        arguments,
    )
}  # fmt: skip
