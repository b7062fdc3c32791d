"""The small summariser: sentences chosen by the trained salience head, none of them changed.

The head (:mod:`models.salience.model`) foresees how near a choice of sentences comes to the abstract that a newspaper
would print. Which sentences may be chosen at all, and that nothing is said twice, is decided as for the extractive
summariser; what reads badly alone is marked down here, because the head learnt nearness, not reading.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final, Protocol

from corpus.records import Article
from nlp.language.words import Segmenter
from nlp.summarising.salience import Candidate, content_words, leans, surface
from nlp.summarising.salience_table import FORM
from nlp.summarising.several import Event
from nlp.summarising.summarise import Length, Summary, choose, pools_of, repeats, summary_of, verbatim

_MOST: Final = 3  # sentences that are weighed together, and that are given when no length is asked for
_NEAR: Final = 10  # sentences worth most alone, among which choices are looked for
_OWN_WORTH: Final = 0.7  # of the best sentence's worth alone, below which none joins: no short scraps that merely fit
_FULLER: Final = 0.0005  # worth of a syllable: of two choices about as near, the one that says more
_FULL: Final = 80  # syllables from which more is no better

Choice = tuple[int, ...]


class Weighed(Protocol):
    """An article that was read."""

    def worth(self, choices: Sequence[Choice]) -> list[float]:
        """The foreseen closeness to an abstract of each choice of up to three sentences, about 0 to 1."""
        ...


class Head(Protocol):
    """Reads a title and the sentences of an article in page order."""

    def read(self, title: str, sentences: Sequence[str]) -> Weighed: ...


class SmallSummariser:
    """Without a length, the one to three sentences that together come nearest to an abstract.

    With a length, sentences are picked one by one by what each is worth alone, each pick marked down for what it
    repeats (:func:`nlp.summarising.summarise.choose`): who asks for five sentences wants the five that matter, not
    five so short that together they are as long as an abstract. Of several articles one leads
    (:mod:`nlp.summarising.several`).
    """

    name = "small"

    def __init__(self, segmenter: Segmenter, head: Head) -> None:
        self._segmenter = segmenter
        self._head = head

    def summarise(self, articles: Sequence[Article], length: Length) -> Summary:
        titles = [content_words(article.title or "", self._segmenter) for article in articles]
        pools = pools_of(articles, titles, self._segmenter)
        read = [read_of(self._head, article, pool) for article, pool in zip(articles, pools, strict=True)]
        pool = [candidate for candidates in pools for candidate in candidates]
        if len(articles) > 1 and pool:
            event = Event(articles, pools)
            chosen = event.in_order(_of_several(event, pools, read, length))
        elif length == Length():
            chosen = sorted(together(pool, read[0])) if pool else []
        else:
            chosen = sorted(choose(pool, worth_alone(pools, read), length, leaning=FORM["leaning"]))
        return summary_of([verbatim(pool[at], articles) for at in chosen], articles, self.name)


def _of_several(event: Event, pools: Sequence[Sequence[Candidate]], read: Sequence[Weighed], length: Length) -> Choice:
    """With a length, as of one article but for what the others bear out; without, the leading article's opening (its
    best choice, where the opening is not understood alone) and what the others have to add to it."""
    alone = worth_alone(pools, read)
    if length != Length():
        pool = [candidate for candidates in pools for candidate in candidates]
        return tuple(choose(pool, event.supported(alone), length, leaning=FORM["leaning"]))
    told = event.told or event.numbered(together(pools[event.leading], read[event.leading]))
    return event.joined(alone, told, most=_MOST, full=_FULL)


def read_of(head: Head, article: Article, pool: Sequence[Candidate]) -> Weighed:
    """An article as the head reads it."""
    return head.read(article.title or heading(pool), [candidate.text for candidate in pool])


def heading(pool: Sequence[Candidate]) -> str:
    """What stands for the title of an article without one: on such pages the standfirst comes first."""
    return " ".join(candidate.text for candidate in pool[:2])


def worth_alone(pools: Sequence[Sequence[Candidate]], read: Sequence[Weighed]) -> list[float]:
    """The worth of every candidate alone, its form counted."""
    return [
        worth + form(candidates, (at,))
        for one, candidates in zip(read, pools, strict=True)
        for at, worth in enumerate(one.worth([(at,) for at in range(len(candidates))]))
    ]


def together(pool: Sequence[Candidate], read: Weighed) -> Choice:
    """The best choice of one to three sentences of an article that say nothing twice; ``()`` of no sentences."""
    alone = worth_alone([pool], [read])
    top = max(alone, default=0.0)
    least = top - (1 - _OWN_WORTH) * abs(top)
    best = sorted(range(len(pool)), key=lambda at: (-alone[at], at))[:_NEAR]
    near = sorted(at for at in best if alone[at] >= least)
    twice = {pair for pair in itertools.combinations(near, 2) if repeats(pool[pair[0]], pool[pair[1]])}
    choices = [
        choice
        for size in range(1, _MOST + 1)
        for choice in itertools.combinations(near, size)
        if twice.isdisjoint(itertools.combinations(choice, 2))
    ]
    worth = [
        value + form(pool, choice) + fullness(pool, choice)
        for choice, value in zip(choices, read.worth(choices), strict=True)
    ]
    return max(zip(worth, choices, strict=True), key=lambda pair: pair[0])[1] if choices else ()


def fullness(pool: Sequence[Candidate], choice: Choice) -> float:
    """What a choice gains for its length: abstracts are terser than what people want who ask for a summary."""
    return _FULLER * min(_FULL, sum(pool[at].syllables for at in choice))


def form(pool: Sequence[Candidate], choice: Choice) -> float:
    """How much worse a choice reads for its sentences' form, 0 or less; a sentence may lean on one that is there."""
    lost = 0.0
    for at in choice:
        candidate = pool[at]
        figures = surface(candidate)
        lost += sum(FORM[name] * figures[name] for name in FORM if name != "leaning")
        if at - 1 not in choice and leans(candidate.text):
            lost += FORM["leaning"]
    return lost
