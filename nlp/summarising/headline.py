"""Headlines cut from an article's own sentences: words are left out, none is put in.

A headline is a sentence, or the beginning of one up to the end of a clause, without its "Sáng 6/11," and its "ông An
cho biết". Candidates are ranked by the content words they hold of what the article is about, and by length.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.records import Article
from corpus.spans import Span
from nlp.language.orthography import canonical
from nlp.language.stopwords import STOPWORDS
from nlp.summarising.claims import keys, units
from nlp.summarising.headline_table import ADVERBIAL, HANGING, HEADLESS, OPENINGS, POINTING, SAYINGS, TAILS
from nlp.summarising.salience import containment, leans
from nlp.summarising.summarise import sentence_spans

_OPENING: Final = re.compile(rf"(?:{'|'.join(OPENINGS)}), (?=\w)")
_SAYING: Final = re.compile(rf"(?<=\w),? (?:{'|'.join(SAYINGS)}) ?(?=\S)")
_BRACKETS: Final = re.compile(r" ?\([^()]*\)")
_TAIL: Final = re.compile(rf"[,;–] (?:{'|'.join(TAILS)})(?!\w)")
_CUT: Final = re.compile(r"[,;:–](?= )")
_HEADLESS: Final = re.compile(rf"(?:{HEADLESS})(?!\w)")
_ADVERBIAL: Final = re.compile(rf"(?:{ADVERBIAL})(?!\w)[^,]*\Z|(?:xem|đọc) thêm|ảnh:|video:")
_POINTING: Final = re.compile(rf"(?<!\w)(?:{POINTING})(?!\w)")
_INITIAL_END: Final = re.compile(r"(?:^| )[A-ZĐ][^\W\d_A-ZĐ]?\Z")
_LEFTOVER: Final = " ,;:.–-!…"
_HANGING: Final = re.compile(rf"(?<!\w)(?:{HANGING})\Z")
_BEST: Final = (8, 16)  # syllables; a headline of the press has about twelve
_FEWEST, _MOST = 6, 22
_FIRST_SENTENCES: Final = 60
_OUTSIDE: Final = 0.06  # taken off for each syllable beyond the best length
_SAME: Final = 0.6  # share of a headline's words in another, from which both say the same
_EARLY: Final = 1.0  # added to the worth of the first sentence, half of it to the second's, and so on


@dataclass(frozen=True, slots=True)
class Headline:
    """``text`` and the sentence it was cut from, whose words it keeps in their order."""

    text: str
    article: str
    sentence: Span


def headlines(article: Article, n: int = 3) -> tuple[Headline, ...]:
    """The best ``n`` headlines, the best first, each about something else; fewer from a short article.

    >>> from corpus.records import Block, Role
    >>> text = "Sáng 6/11, huyện Yên Lạc khánh thành 12 trường học mới, nhằm đón 4.000 học sinh vùng xa."
    >>> headlines(Article("a", text, (Block(Span(0, len(text)), Role.BODY),)))[0].text
    'Huyện Yên Lạc khánh thành 12 trường học mới'
    """
    sentences = list(dict.fromkeys(sentence_spans(article)))[:_FIRST_SENTENCES]
    topic = _topic(article, [span.of(article.text) for span in sentences])
    scored: dict[str, tuple[float, Headline]] = {}
    for position, span in enumerate(sentences):
        sentence = span.of(article.text)
        for text in compressions(sentence):
            worth = _worth(text, topic) * (1 + _EARLY / (1 + position))
            scored.setdefault(canonical(text), (worth, Headline(text, article.id, span)))
    ranked = sorted(scored.values(), key=lambda pair: (-pair[0], pair[1].sentence, pair[1].text))
    return tuple(_distinct([headline for _, headline in ranked], n))


def compressions(sentence: str) -> Iterator[str]:
    """The headlines that a sentence holds, from the longest to the shortest.

    >>> list(compressions("Theo UBND tỉnh, giá lúa tăng 5% so với năm trước, do mưa muộn."))
    ['Giá lúa tăng 5% so với năm trước']
    """
    if leans(sentence) or sentence.rstrip()[-1:] in "?:;,":
        return
    bare = " ".join(_BRACKETS.sub("", sentence).split())
    core = bare[_start(bare) :]
    tail = _TAIL.search(canonical(core))
    core = core[: tail.start()] if tail else core
    ends = [match.start() for match in _CUT.finditer(core)] + [len(core)]
    for stop in reversed(ends):
        piece = core[:stop].strip(_LEFTOVER)
        if _reads_well(piece):
            yield piece[0].upper() + piece[1:]


def _start(sentence: str) -> int:
    """Where the news begins: after the adverbials at the head, and after "cho biết" if a subject follows."""
    low = canonical(sentence)
    start = _after_openings(low, 0)
    saying = _SAYING.search(low, start)
    if saying is None:
        return start
    said = _after_openings(low, saying.end())
    return start if _HEADLESS.match(low, said) else said


def _after_openings(low: str, start: int) -> int:
    while opening := _OPENING.match(low, start):
        start = opening.end()
    return start


def _reads_well(piece: str) -> bool:
    """Of a headline's size, whole at both ends, and not pointing at what came before."""
    low = canonical(piece)
    paired = piece.count("“") == piece.count("”") and piece.count('"') % 2 == 0 and not set(piece) & set("()")
    broken = _HANGING.search(low) or _INITIAL_END.search(piece) or _ADVERBIAL.match(low) or _POINTING.search(low)
    return _FEWEST <= len(piece.split()) <= _MOST and paired and not broken and not leans(piece)


def _topic(article: Article, sentences: Sequence[str]) -> dict[str, float]:
    """How much each content syllable pair and name says of the article: by frequency, more when the title has it."""
    counts = Counter(pair for sentence in sentences for pair in set(_content(sentence)))
    title = set(_content(article.title or ""))
    lead = set(_content(sentences[0])) if sentences else set()
    return {
        pair: count * (3.0 if pair in title else 1.0) * (1.5 if pair in lead else 1.0) for pair, count in counts.items()
    }


def _content(text: str) -> tuple[str, ...]:
    found = [unit.key for unit in units(text)]
    return tuple(
        f"{one} {two}" for one, two in itertools.pairwise(found) if one not in STOPWORDS and two not in STOPWORDS
    )


def _worth(text: str, topic: dict[str, float]) -> float:
    """The share of the topic that the headline holds, its length weighed in."""
    total = sum(topic.values()) or 1.0
    held = sum(topic.get(pair, 0.0) for pair in set(_content(text))) / total
    size = len(text.split())
    beyond = max(_BEST[0] - size, size - _BEST[1], 0)
    return held * max(0.1, 1.0 - _OUTSIDE * beyond)


def _distinct(ranked: Sequence[Headline], n: int) -> Iterator[Headline]:
    kept: list[list[str]] = []
    for headline in ranked:
        words = keys(headline.text).split()
        if len(kept) < n and all(max(containment(words, one), containment(one, words)) < _SAME for one in kept):
            kept.append(words)
            yield headline
