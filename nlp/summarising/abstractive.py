"""The abstractive summariser: the abstract that a newspaper would print, written by the small writer.

The writer (:mod:`models.abstractive`) reads the title and the sentences of most worth, so a long article is handled by
selection. Of what it would write, the first that the guard's checks have nothing against is taken. Where a length asks
for more than an abstract, sentences of the article that add to it follow.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Protocol

from corpus.records import Article
from nlp.language.sentences import split
from nlp.language.words import Segmenter
from nlp.summarising.checks import problems
from nlp.summarising.evidence import evidence_of
from nlp.summarising.salience import Candidate, containment, content_words
from nlp.summarising.salience_table import FORM
from nlp.summarising.several import Event
from nlp.summarising.small import Head, Weighed, heading, read_of, worth_alone
from nlp.summarising.summarise import (
    TOLERANCE,
    Length,
    Summary,
    SummarySentence,
    choose,
    pools_of,
    quotes_whole,
    summary_of,
    traced,
    verbatim,
)

_SAID: Final = 0.5  # share of a sentence's content words in the abstract, from which it adds too little
_FEWEST: Final = 4  # syllables of a sentence
_ENDS: Final = (".", "!", "?", "…", "”", '"', ")")


class AbstractWriter(Protocol):
    """Writes abstracts of an article."""

    def abstracts(self, title: str, sentences: Sequence[str], worth: Sequence[float]) -> Sequence[str]:
        """Some, best first; ``worth``: of each sentence, for choosing what is read."""
        ...


class AbstractiveSummariser:
    """Without a length the abstract alone, of one or two sentences; of several articles that of the leading one."""

    name = "abstractive"

    def __init__(self, segmenter: Segmenter, head: Head, writer: AbstractWriter) -> None:
        self._segmenter = segmenter
        self._head = head
        self._writer = writer

    def summarise(self, articles: Sequence[Article], length: Length) -> Summary:
        titles = [content_words(article.title or "", self._segmenter) for article in articles]
        pools = pools_of(articles, titles, self._segmenter)
        if not any(pools):
            return summary_of((), articles, self.name)
        read = [read_of(self._head, article, pool) for article, pool in zip(articles, pools, strict=True)]
        event = Event(articles, pools)
        leading = event.leading
        told = self._told(articles[leading], pools[leading], read[leading], length)
        left = _left(told, length)
        if left is not None:
            pool = [candidate for candidates in pools for candidate in candidates]
            chosen = self._added(pool, event.supported(worth_alone(pools, read)), told, left)
            told += [verbatim(pool[at], articles) for at in event.in_order(chosen)]
        return summary_of(told, articles, self.name)

    def _told(
        self, article: Article, pool: Sequence[Candidate], read: Weighed, length: Length
    ) -> list[SummarySentence]:
        """The abstract, or as many of its sentences as the length has room for."""
        worth = read.worth([(at,) for at in range(len(pool))])
        written = self._writer.abstracts(article.title or heading(pool), [one.text for one in pool], worth)
        drafts = [draft for draft in map(sentences_of, written) if draft]
        evidence = evidence_of([article])
        sound = (draft for draft in drafts if not any(problems(text, evidence) for text in draft))
        kept: list[str] = []
        for text in next(sound, drafts[0] if drafts else []):
            if not _fits([*kept, text], length):
                break
            kept.append(text)
        return [traced(text, [article]) for text in kept]

    def _added(
        self, pool: Sequence[Candidate], worth: Sequence[float], told: Sequence[SummarySentence], left: Length
    ) -> list[int]:
        """Sentences of the articles that say what the abstract does not, within what is left of the length."""
        said = content_words(" ".join(sentence.text for sentence in told), self._segmenter)
        room = math.inf if left.words is None or not told else left.words * (1 + TOLERANCE)
        new = [
            at
            for at, candidate in enumerate(pool)
            if candidate.syllables <= room and containment(candidate.words, said) < _SAID
        ]
        chosen = choose([pool[at] for at in new], [worth[at] for at in new], left, leaning=FORM["leaning"])
        return [new[at] for at in chosen]


def sentences_of(text: str) -> list[str]:
    """The whole sentences of what was written: the last may have been cut off, scraps say nothing, and a quotation that
    is not closed quotes nobody.

    >>> sentences_of("Cầu dài 860 mét. Cầu khởi công năm")
    ['Cầu dài 860 mét.']
    """
    found = [sentence.span.of(text) for sentence in split(text)]
    return [one for one in found if one.endswith(_ENDS) and len(one.split()) >= _FEWEST and quotes_whole(one)]


def _fits(texts: Sequence[str], length: Length) -> bool:
    size = sum(len(text.split()) for text in texts)
    return (length.sentences is None or len(texts) <= length.sentences) and (
        length.words is None or size <= length.words * (1 + TOLERANCE)
    )


def _left(told: Sequence[SummarySentence], length: Length) -> Length | None:
    """What of a length is not used; ``None``: nothing, or too little for a sentence. An abstract is enough where no
    length was asked for."""
    if told and length == Length():
        return None
    sentences = None if length.sentences is None else length.sentences - len(told)
    words = None if length.words is None else length.words - sum(len(one.text.split()) for one in told)
    little = words is not None and length.words is not None and words < max(1.0, TOLERANCE * length.words)
    return None if little or (sentences is not None and sentences < 1) else Length(sentences, words)
