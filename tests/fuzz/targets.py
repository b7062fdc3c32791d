"""What is fuzzed, and what must hold whatever comes in: one function a target, which draws its input and asserts."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from corpus.records import Article, Block, Document, Role
from corpus.spans import Span
from tests.fuzz import edges, mutations, parsers

Target = Callable[[random.Random], None]

_FURNITURE: Final = (
    "Chia sẻ Facebook Zalo", "Xem thêm", "Tin liên quan", "Đăng lúc: 09:00 06/11/2023", "Ảnh: Minh An", "cau.jpg",
    "Trang chủ / Xã hội", "Bình luận (0)", "Từ khóa: cầu, huyện", "Theo Báo Thử", "Mời quý độc giả theo dõi", "",
)  # fmt: skip


def _article(text: str) -> Article:
    from nlp.cleaning.clean import clean

    return clean(Document("fuzz.txt", text)).article


def cleaning(rng: random.Random) -> None:
    """Clean text is NFC, its blocks lie in order, cleaning it again changes nothing, and no sentence of prose is lost."""
    if rng.random() < 0.2:
        _kept(rng)
    article = _article(mutations.text(rng, 600))
    assert unicodedata.is_normalized("NFC", article.text)
    last = 0
    for block in article.blocks:
        assert last <= block.span.start < block.span.stop <= len(article.text)
        last = block.span.stop
    assert _article(article.text).text == article.text


def _kept(rng: random.Random) -> None:
    """Prose between lines of furniture and of noise."""
    prose = list(dict.fromkeys(mutations.sentence(rng) for _ in range(rng.randint(2, 5))))
    lines = [mutations.sentence(rng)[:50].rstrip(".,;"), *prose]
    for _ in range(rng.randint(0, 4)):
        lines.insert(
            rng.randint(0, len(lines)), rng.choice((*_FURNITURE, mutations.scraps(rng).replace("\n", " ")[:60]))
        )
    text = _article(rng.choice(("\n", "\n\n", "\r\n")).join(lines)).text
    lost = [line for line in prose if " ".join(line.split()) not in text]
    assert not lost, f"lost: {lost}"


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
    text = mutations.text(rng, 120)
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

    _answers(rng, 120, lambda q, articles: answer(q, articles, LexicalReader()))


def network(rng: random.Random) -> None:
    """The same of the shipped reader; most inputs go to its network alone."""
    from nlp.answering.answer import answer
    from nlp.answering.checked import CheckedReader

    if rng.random() < 0.7:
        contexts = [mutations.text(rng, 40) for _ in range(rng.choice((0, 1, 1, 1, 1, 2)))]
        reading = _reader().read(mutations.question(rng), contexts)
        for one in reading.candidates:
            assert 0.0 <= one.score <= 1.0
            assert 0 <= one.span.start < one.span.stop <= len(contexts[one.context])
        assert reading.candidates or not reading.answered
        return
    _answers(rng, 40, lambda q, articles: answer(q, articles, CheckedReader(_reader())))


def _answers(rng: random.Random, typical: int, ask: Callable[[str, list[Article]], Any]) -> None:
    articles = [_article(mutations.text(rng, typical)) for _ in range(rng.choice((1, 1, 1, 2)))]
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
    if rng.random() < 0.1:
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

    text = mutations.text(rng, 80).strip() or "x"
    article = Article("a", text, (Block(Span(0, len(text)), Role.BODY),))
    written = [mutations.text(rng, 60)[:200] for _ in range(rng.choice((1, 1, 2, 3)))]
    if rng.random() < 0.5:  # what a writer copies, and changes a little
        start = rng.randrange(len(text))
        written[0] = mutations.bent(text[start : start + 150], rng, rng.choice((0, 1)))
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

    article = _article(mutations.text(rng, 100))
    length = Length(sentences=rng.randint(1, 4)) if rng.random() < 0.5 else Length(words=rng.randint(1, 120))
    made = ExtractiveSummariser(_segmenter()).summarise([article], length)
    spans = [sentence.span for sentence in made.sentences]
    assert len(set(spans)) == len(spans)
    assert len({sentence.text.casefold() for sentence in made.sentences}) == len(spans)
    for sentence in made.sentences:
        assert sentence.span is not None
        assert sentence.span.of(article.text) == sentence.text
    if rng.random() < 0.5:
        headlines(article)
    else:
        for fact in facts(article):
            assert fact.span.of(article.text)


TARGETS: Final[dict[str, Target]] = {
    target.__name__: target
    for target in (
        cleaning, sentences, words, values, windows, lexical, network, dialogue, guarding, summarising,
        parsers.encodings, parsers.legacy, parsers.reading, parsers.html, parsers.docx, parsers.pdf, parsers.rows,
        edges.arguments, edges.http,
    )
}  # fmt: skip
