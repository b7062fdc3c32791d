"""Summaries of one article or several, each sentence with its source.

:class:`ExtractiveSummariser` picks sentences and changes none, so it cannot say what the articles do not.
:class:`GenerativeSummariser` wraps a text generator, which can: each of its sentences is traced back to the articles
and marked when it states a number or a name that they do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from corpus.records import Article, Role
from corpus.spans import Span
from nlp.language.sentences import split
from nlp.language.words import Segmenter
from nlp.summarising.salience import Candidate, containment, content_words, cosine, leans, salience, unit_vectors
from nlp.summarising.salience_table import WEIGHTS
from nlp.summarising.support import states_only_what, supporting

_DEFAULT_SENTENCES: Final = 3
TOLERANCE: Final = 0.15  # of a length in syllables
_FEWEST_SYLLABLES: Final = 5
REDUNDANCY: Final = 0.5  # of the cosine with a sentence chosen before (maximal marginal relevance)
_REPEATED: Final = 0.7  # share of a sentence's content words in one chosen before, from which it says the same
_SAME_AS_TITLE: Final = 0.85
_SYLLABLES_A_SENTENCE: Final = 35  # for generators, which take words

# "(Baothanhhoa.vn) - ", "Hà Nội (TTXVN) - ", "TTO - ", "Baonghean.vn - ": who reports, not what.
_DATELINE: Final = re.compile(
    r"\s*(?:"
    r"\([^()\n]{2,40}\)\s*[-–—:]+"
    r"|[^()\n.]{2,25}\((?:TTXVN|VNA|AFP|AP|Reuters|THX|Yonhap|Kyodo)\)\s*[-–—:]+"
    r"|[A-ZĐ][A-ZĐ0-9.+]{1,14}\s+[-–—]"
    r"|\w{2,30}\.(?:vn|com|net)(?:\.vn)?\s*[-–—]"
    r")\s*"
)
_LIST_MARK: Final = re.compile(r"[-–—+*•▪●]\s+(?=\S)")
# "(Ảnh: Minh Quyết/TTXVN) ", as agencies set it before the sentence under a picture
_CREDIT: Final = re.compile(
    r"\((?:Nguồn ảnh|Ảnh|Nguồn|Photo)(?: minh họa)?\s*:?[^()\n]{0,60}\)\s*(?=\S)", re.IGNORECASE
)
_LONGEST_PARAGRAPH: Final = 5000  # characters before a sentence that are looked at; keeps the whole linear
_DATELINED_BLOCKS: Final = 2  # a dateline opens the standfirst or the first paragraph


@dataclass(frozen=True, slots=True)
class Length:
    """How long a summary may be: in sentences, or in syllables (white-space tokens, ± 15 % as sentences allow).

    Neither given means about three sentences; both given means both hold.

    Raises:
        ValueError: a length below 1.
    """

    sentences: int | None = None
    words: int | None = None

    def __post_init__(self) -> None:
        if any(limit is not None and limit < 1 for limit in (self.sentences, self.words)):
            raise ValueError(f"a length needs at least 1, found sentences={self.sentences}, words={self.words}")

    @property
    def most_sentences(self) -> int | None:
        return _DEFAULT_SENTENCES if self.sentences is None and self.words is None else self.sentences


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of a summary. ``span`` is its place in ``article`` when it stands there word for word."""

    text: str
    article: str  # Article.id of the sentence, or of its best support
    span: Span | None
    support: tuple[tuple[str, Span], ...]  # (Article.id, place) of what it is drawn from, best first
    faithful: bool  # False: it states a number or a name that no article states


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary of all articles together; the metadata are those of the first."""

    text: str
    sentences: tuple[SummarySentence, ...]
    title: str | None
    published: str | None
    source: str | None
    summariser: str


class Summariser(Protocol):
    """Sums up articles. Deterministic: the same articles and length give the same summary."""

    @property
    def name(self) -> str: ...

    def summarise(self, articles: Sequence[Article], length: Length) -> Summary: ...


def summary_of(sentences: Sequence[SummarySentence], articles: Sequence[Article], name: str) -> Summary:
    """A summary under the title of the article that its first sentence is from."""
    told = sentences[0].article if sentences else None
    first = next((article for article in articles if article.id == told), articles[0] if articles else None)
    return Summary(
        text=" ".join(sentence.text for sentence in sentences),
        sentences=tuple(sentences),
        title=first.title if first else None,
        published=first.published if first else None,
        source=first.source if first else None,
        summariser=name,
    )


class ExtractiveSummariser:
    """The sentences that say most, in the order of the page; none twice, none from captions.

    Weighs where a sentence stands, how central its words are, and what it shares with the title and the lead
    (:mod:`nlp.summarising.salience`), then picks greedily, each pick marked down for what it repeats (maximal
    marginal relevance, Carbonell and Goldstein, 1998). Several articles are one pool, so that what all of them report
    is said once.
    """

    name = "extractive"

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter

    def summarise(self, articles: Sequence[Article], length: Length) -> Summary:
        titles = [content_words(article.title or "", self._segmenter) for article in articles]
        pools = pools_of(articles, titles, self._segmenter)
        themes = [title or _opening(pool) for title, pool in zip(titles, pools, strict=True)]
        pool = [candidate for pool in pools for candidate in pool]
        chosen = sorted(choose(pool, salience(pool, themes), length))
        return summary_of([verbatim(pool[at], articles) for at in chosen], articles, self.name)


def _opening(pool: Sequence[Candidate]) -> tuple[str, ...]:
    """What an article without a title is about: the words of its first two sentences."""
    return tuple(word for candidate in pool[:2] for word in candidate.words)


def verbatim(candidate: Candidate, articles: Sequence[Article]) -> SummarySentence:
    identifier = articles[candidate.article].id
    return SummarySentence(candidate.text, identifier, candidate.span, ((identifier, candidate.span),), True)


def pools_of(
    articles: Sequence[Article], titles: Sequence[Sequence[str]], segmenter: Segmenter
) -> list[list[Candidate]]:
    """The candidates of each article; ``titles``: the content words of their titles."""
    return [candidates(article, number, titles[number], segmenter) for number, article in enumerate(articles)]


def candidates(article: Article, number: int, title: Sequence[str], segmenter: Segmenter) -> list[Candidate]:
    """The sentences of an article that may stand in its summary, in page order, each once.

    Scraps and repetitions of the title are left out, unless nothing else is there.
    """
    first: dict[str, Span] = {}
    for span in sentence_spans(article):
        first.setdefault(span.of(article.text).casefold(), span)
    found = [(span, content_words(span.of(article.text), segmenter)) for span in first.values()]
    kept = [
        (span, words)
        for span, words in found
        if words and len(span.of(article.text).split()) >= _FEWEST_SYLLABLES and not _is_title(words, title)
    ]
    return [
        Candidate(number, span, span.of(article.text), position, words, tears_quotation(article.text, span))
        for position, (span, words) in enumerate(kept or found)
    ]


def tears_quotation(text: str, span: Span) -> bool:
    """True for a sentence out of the middle of a quotation: alone, somebody's words would pass for the article's.

    >>> text = "Ông nói: “Giá đã giảm. Tôi sẽ nghỉ.” Chợ vắng."
    >>> [tears_quotation(text, Span(*ends)) for ends in [(0, 22), (23, 36), (37, 47)]]
    [True, True, False]
    """
    paragraph = max(text.rfind("\n", 0, span.start) + 1, span.start - _LONGEST_PARAGRAPH)
    before, sentence = text[paragraph : span.start], span.of(text)
    opened = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return opened or not quotes_whole(sentence)


def quotes_whole(text: str) -> bool:
    """True when every quotation that begins in a text ends in it."""
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0


def _is_title(words: Sequence[str], title: Sequence[str]) -> bool:
    return min(containment(words, title), containment(title, words)) >= _SAME_AS_TITLE


def sentence_spans(article: Article) -> Iterator[Span]:
    """The sentences of standfirst and body, without the dateline that opens them, the marks of list items and the
    credits of pictures before them."""
    for number, block in enumerate(article.blocks_of(Role.SAPO, Role.BODY)):
        start = dateline_end(article.text, block.span) if number < _DATELINED_BLOCKS else block.span.start
        for sentence in split(article.text[start : block.span.stop]):
            span = sentence.span.shift(start)
            mark = _LIST_MARK.match(article.text, span.start, span.stop) or _CREDIT.match(
                article.text, span.start, span.stop
            )
            yield Span(mark.end() if mark else span.start, span.stop)


def dateline_end(text: str, block: Span) -> int:
    """Where the text of a block begins, after "(Baothanhhoa.vn) - " and the like.

    >>> text = "(Baothanhhoa.vn) - Sáng 6/11"
    >>> text[dateline_end(text, Span(0, len(text))):]
    'Sáng 6/11'
    """
    match = _DATELINE.match(text, block.start, block.stop)
    if match is None or match.end() >= block.stop or text[match.end()].islower():
        return block.start
    return match.end()


def choose(
    pool: Sequence[Candidate], scores: Sequence[float], length: Length, *, leaning: float = WEIGHTS["leaning"]
) -> list[int]:
    """The numbers of the candidates to keep, in the order of their choice; ``leaning``: the part of a score that a
    sentence gets back once the one it leans on is kept."""
    vectors = unit_vectors([candidate.words for candidate in pool])
    worth = list(scores)
    nearest = [0.0] * len(pool)  # each candidate's highest cosine with a chosen one
    chosen: list[int] = []
    used = 0
    left = [at for at in range(len(pool)) if _fits(pool[at].syllables, used, length)]
    while left and (length.most_sentences is None or len(chosen) < length.most_sentences):
        best = max(left, key=lambda at: (worth[at] - REDUNDANCY * nearest[at], -at))
        chosen.append(best)
        used += pool[best].syllables
        left = [
            at
            for at in left
            if at != best and _fits(pool[at].syllables, used, length) and not repeats(pool[at], pool[best])
        ]
        for at in left:
            nearest[at] = max(nearest[at], cosine(vectors[at], vectors[best]))
            if _follows(pool[at], pool[best]) and leans(pool[at].text):  # its context stands before it now
                worth[at] -= leaning
    if not chosen and pool:  # every sentence is longer than the length asked for
        chosen = [min(range(len(pool)), key=lambda at: (pool[at].syllables, -scores[at], at))]
    return chosen


def _follows(candidate: Candidate, other: Candidate) -> bool:
    return candidate.article == other.article and candidate.position == other.position + 1


def _fits(syllables: int, used: int, length: Length) -> bool:
    """Within the length; beyond it, by no more than the tolerance, only to reach the length from too far below."""
    if length.words is None or used + syllables <= length.words:
        return True
    too_short = used < length.words * (1 - TOLERANCE)
    return too_short and used + syllables <= length.words * (1 + TOLERANCE)


def repeats(one: Candidate, other: Candidate) -> bool:
    """True when one of the two says little that the other does not."""
    return max(containment(one.words, other.words), containment(other.words, one.words)) > _REPEATED


class GenerativeSummariser:
    """Puts a text generator's output into the form of a summary, with the evidence for each sentence.

    ``generate`` takes a text and the most words (syllables) to write.
    """

    def __init__(self, generate: Callable[[str, int], str], name: str) -> None:
        self._generate = generate
        self.name = name

    def summarise(self, articles: Sequence[Article], length: Length) -> Summary:
        text = "\n".join(span.of(article.text) for article in articles for span in sentence_spans(article))
        if not text:
            return summary_of((), articles, self.name)
        words = length.words or _SYLLABLES_A_SENTENCE * (length.most_sentences or _DEFAULT_SENTENCES)
        written = self._generate(text, words)
        pieces = [sentence.span.of(written) for sentence in split(written)][: length.most_sentences]
        return summary_of([traced(piece, articles) for piece in pieces], articles, self.name)


def traced(sentence: str, articles: Sequence[Article]) -> SummarySentence:
    """A written sentence with its place in the articles, or with what they say that is nearest to it."""
    for article in articles:
        for block in article.blocks_of(Role.SAPO, Role.BODY):
            start = article.text.find(sentence, block.span.start, block.span.stop)
            if start >= 0:
                span = Span(start, start + len(sentence))
                return SummarySentence(sentence, article.id, span, ((article.id, span),), True)
    sources = [(article.id, span, span.of(article.text)) for article in articles for span in sentence_spans(article)]
    support = supporting(sentence, sources)
    faithful = states_only_what([article.text for article in articles], sentence)
    return SummarySentence(sentence, support[0][0] if support else articles[0].id, None, support, faithful)
