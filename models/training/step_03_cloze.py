"""Step 3: text → packed shards of made questions for pretraining."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from models.pieces import FIRST, Pieces
from models.training import sources
from models.training.cloze import Cloze, from_sentence
from models.training.examples import Asked, Encoder, Example, augment, make_example, pack

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ỸĐ\"“0-9])|\n+")
LONGEST_PASSAGE = 1100  # characters
EMPTY_SHARE = 0.15


def neighbours(pieces: Pieces, vectors: np.ndarray, common: int = 6000, near: int = 4) -> dict[str, tuple[str, ...]]:
    """Words near in meaning, from the vectors: what a paraphrase might put in a word's place."""
    unit = vectors[FIRST : FIRST + common * 3]
    like: dict[str, tuple[str, ...]] = {}
    names = [pieces.surface(i + FIRST) for i in range(len(unit))]
    for start in range(0, len(unit), 1000):
        likeness = unit[start : start + 1000] @ unit.T
        top = np.argsort(-likeness, axis=1)[:, 1 : near + 1]
        for row, others in enumerate(top):
            good = tuple(names[j] for j in others if likeness[row, j] > 0.55 and names[j].isalpha())
            if good and len(names[start + row]) > 1:
                like[names[start + row]] = good
    return like


def passages(
    limit: int | None = None, news: tuple[str, ...] = sources.NEWS[5:], part: int = 0
) -> Iterator[tuple[str, str, str]]:
    """``(title, abstract, passage)``, encyclopaedia and news in turn; ``part`` (0 or 1) of the encyclopaedia."""
    articles = sources.news_articles(news)
    for one, other in itertools.islice(zip(_paragraphs(part), articles, strict=False), limit):
        yield one
        yield other


def _paragraphs(part: int) -> Iterator[tuple[str, str, str]]:
    """Every other long paragraph of the encyclopaedia, so that no article speaks for long."""
    lines = (
        line
        for row in sources.rows(sources.DATA / "text" / "wikipedia.jsonl.xz")
        for line in row["text"].split("\n")
        if len(line) > 300
    )
    for line in itertools.islice(lines, part, None, 2):
        yield "", "", line


def cut(text: str, rng: random.Random) -> list[str]:
    """Some consecutive sentences of a text, at most a passage long."""
    sentences = [s for s in _SENTENCE.split(text) if s]
    first = rng.randrange(max(1, len(sentences) - 4)) if rng.random() < 0.5 else 0
    out, size = [], 0
    for sentence in sentences[first:]:
        if size + len(sentence) > LONGEST_PASSAGE:
            break
        out.append(sentence)
        size += len(sentence) + 1
    return out


def clozes(
    title: str, abstract: str, body: str, rng: random.Random, like: dict[str, tuple[str, ...]], many: int = 4
) -> Iterator[Cloze]:
    """A few made questions of one article."""
    sentences = cut(body, rng)
    if len(sentences) < 3:
        return
    context = " ".join(sentences)
    if abstract:
        for source in (title, *_SENTENCE.split(abstract)[:2]):
            made = from_sentence(source, context, -1, rng, like)
            if made and (made.stop or rng.random() < EMPTY_SHARE):
                yield made
    for _ in range(many):
        i = rng.randrange(len(sentences))
        if rng.random() < 0.72:
            at = sum(len(s) + 1 for s in sentences[:i])
            made = from_sentence(sentences[i], context, at, rng, like)
        else:
            rest = " ".join(sentences[:i] + sentences[i + 1 :])
            made = from_sentence(sentences[i], rest, -1, rng, like)
            if made and not made.stop and rng.random() > EMPTY_SHARE * 1.5:
                made = None
        if made:
            yield made


def examples(
    encoder: Encoder, like: dict[str, tuple[str, ...]], rng: random.Random, stories: Iterable[tuple[str, str, str]]
) -> Iterator[Example]:
    """Made questions as the network reads them."""
    for title, abstract, body in stories:
        for made in clozes(title, abstract, body, rng, like):
            answer = (0, made.start, made.stop) if made.stop else None
            example = make_example(Asked(augment(made.question, rng), (made.context,), answer), encoder, rng)
            if example:
                yield example


def run(
    work: Path,
    shards: int = 12,
    each: int = 16_000,
    limit: int | None = None,
    seed: int = 1,
    news: tuple[str, ...] = sources.NEWS[5:],
    part: int = 0,
) -> None:
    """Write ``shards`` files of ``each`` examples. Two processes share the work with ``part`` 0 and 1: their files
    have even and odd numbers."""
    encoder = Encoder.open(work)
    like = neighbours(encoder.pieces, np.load(work / "vectors.npy"))
    stream = examples(encoder, like, random.Random(seed), passages(limit, news, part))
    for shard in range(shards):
        made = list(itertools.islice(stream, each))
        if made:
            pack(made, work / "cloze" / f"{2 * shard + part:03d}.npz")


if __name__ == "__main__":
    run(Path(".work/reader"))
