"""The last step of every summary: what the articles do not bear out does not leave the house.

Sentences that stand word for word in an article pass. Each other one is checked (:mod:`nlp.summarising.checks`);
what fails is written anew by ``rewrite`` if that helps, else the source sentence that says most of it takes its place,
else it is left out. Nothing is said twice, nothing ends in mid-sentence, and each sentence knows its support.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.records import Article
from nlp.summarising.checks import Problem, problems
from nlp.summarising.evidence import Evidence, Source, evidence_of, grams_of
from nlp.summarising.summarise import TOLERANCE, Length, Summary, SummarySentence

#: Takes a sentence and what is wrong with it, returns another wording, or nothing.
Rewrite = Callable[[str, tuple[Problem, ...]], str | None]

_SAME: Final = 0.75  # share of the shorter sentence's syllables and pairs that another holds: both say the same
_MOST_SUPPORTS: Final = 2
_SHORTEST: Final = 5  # syllables of a replacement
_TRIED: Final = 8  # source sentences looked at for one replacement


@dataclass(frozen=True, slots=True)
class _Kept:
    sentence: SummarySentence
    grams: Counter[str]


def guard(
    summary: Summary, articles: Sequence[Article], *, length: Length | None = None, rewrite: Rewrite | None = None
) -> Summary:
    """The summary with every sentence borne out by the articles and ``faithful``.

    A summary of nothing but source sentences costs no check. ``length`` bounds what replacements may add.

    >>> from corpus.records import Block, Role
    >>> from corpus.spans import Span
    >>> text = "Thanh Hóa xếp thứ 3 về PAPI. Tỉnh có 12.075 chữ ký số."
    >>> article = Article("a", text, (Block(Span(0, len(text)), Role.BODY),))
    >>> written = SummarySentence("Thanh Hoá đứng thứ 5 về PAPI.", "a", None, (), False)
    >>> guard(Summary(written.text, (written,), None, None, None, "hf:x"), [article]).text
    'Thanh Hóa xếp thứ 3 về PAPI.'
    """
    texts = {article.id: article.text for article in articles}
    if all(_verbatim(sentence, texts) for sentence in summary.sentences):
        return summary
    work = _Guard(evidence_of(articles), texts, length or Length(), rewrite)
    sentences = tuple(kept.sentence for kept in work.kept(summary.sentences))
    return replace(summary, text=" ".join(sentence.text for sentence in sentences), sentences=sentences)


def _verbatim(sentence: SummarySentence, texts: dict[str, str]) -> bool:
    return sentence.span is not None and sentence.span.of(texts.get(sentence.article, "")) == sentence.text


@dataclass(frozen=True, slots=True)
class _Guard:
    evidence: Evidence
    texts: dict[str, str]
    length: Length
    rewrite: Rewrite | None

    def kept(self, sentences: Sequence[SummarySentence]) -> list[_Kept]:
        kept: list[_Kept] = []
        for number, sentence in enumerate(sentences):
            rest = sum(_size(later.text) for later in sentences[number + 1 :])
            found = self._checked(sentence) or self._replaced(sentence.text, kept, rest)
            if found is not None and not _repeats(grams_of(found.text), kept):
                kept.append(_Kept(found, grams_of(found.text)))
        if not kept and sentences:
            kept.extend(self._first_that_fits())
        return kept

    def _checked(self, sentence: SummarySentence) -> SummarySentence | None:
        """The sentence, or its new wording, when the articles bear it out."""
        if _verbatim(sentence, self.texts):
            return sentence
        wrong = problems(sentence.text, self.evidence)
        if not wrong:
            return self._supported(sentence.text)
        written = self.rewrite(sentence.text, wrong) if self.rewrite else None
        return self._supported(written) if written and not problems(written, self.evidence) else None

    def _supported(self, text: str) -> SummarySentence | None:
        """A written sentence with the source sentences that say most of it; ``None`` when none says any of it."""
        best = [self.evidence.sources[at] for at in self.evidence.ranked(text)[:_MOST_SUPPORTS]]
        places = tuple((source.article, source.span) for source in best)
        return SummarySentence(text, best[0].article, None, places, True) if best else None

    def _replaced(self, text: str, kept: Sequence[_Kept], rest: int) -> SummarySentence | None:
        """The source sentence that says most of what a failing one says, new to the summary and within its length."""
        room = self._room(kept, rest)
        for at in self.evidence.ranked(text)[:_TRIED]:
            source = self.evidence.sources[at]
            fits = _size(source.text) >= _SHORTEST and (room is None or _size(source.text) <= room)
            if fits and not _repeats(self.evidence.grams[at], kept):
                return _quoted(source)
        return None

    def _room(self, kept: Sequence[_Kept], rest: int) -> float | None:
        if self.length.words is None:
            return None
        used = sum(_size(one.sentence.text) for one in kept)
        return self.length.words * (1 + TOLERANCE) - used - rest

    def _first_that_fits(self) -> Iterator[_Kept]:
        """What is left when nothing could be kept: the first sentence of the articles, the shortest if all are long."""
        usable = [source for source in self.evidence.sources if source.usable and _size(source.text) >= _SHORTEST]
        room = self._room((), 0)
        fitting = [source for source in usable if room is None or _size(source.text) <= room]
        for source in fitting[:1] or sorted(usable, key=lambda source: _size(source.text))[:1]:
            yield _Kept(_quoted(source), grams_of(source.text))


def _quoted(source: Source) -> SummarySentence:
    return SummarySentence(source.text, source.article, source.span, ((source.article, source.span),), True)


def _size(text: str) -> int:
    return len(text.split())


def _repeats(grams: Counter[str], kept: Sequence[_Kept]) -> bool:
    return any(_shared(grams, one.grams) >= _SAME for one in kept)


def _shared(one: Counter[str], other: Counter[str]) -> float:
    smaller = min(one.total(), other.total())
    return (one & other).total() / smaller if smaller else 1.0
