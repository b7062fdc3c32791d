"""Step 1: text → SentencePiece vocabulary, and how rare each piece is.

SentencePiece sees a table of words and counts instead of sentences, which takes seconds instead of hours: our words
never cross white space, so nothing is lost. A share of the words is also counted without marks, so that what people
type in a hurry is one piece a syllable too.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from models.pieces import Pieces, fold, normalise, words
from models.training import sources

UNMARKED_SHARE = 0.08


def count_words(texts: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(words(normalise(text)))
    return counts


def with_unmarked(counts: Counter[str]) -> Counter[str]:
    """The same counts, plus a share of each word in its unmarked spelling."""
    both = Counter(counts)
    for word, count in counts.items():
        plain = fold(word)
        if plain != word:
            both[plain] += int(count * UNMARKED_SHARE)
    return both


def train_tokenizer(counts: Counter[str], size: int, target: Path) -> Path:
    """Train ``target`` (a ``.model`` file) from word counts."""
    import sentencepiece

    target.parent.mkdir(parents=True, exist_ok=True)
    table = target.with_suffix(".tsv")
    floor = 3 if len(counts) > 100_000 else 1
    with table.open("w", encoding="utf-8") as file:
        for word, count in sorted(with_unmarked(counts).items()):
            if count >= floor:
                file.write(f"{word}\t{count}\n")
    sentencepiece.SentencePieceTrainer.train(
        input=str(table),
        input_format="tsv",
        model_prefix=str(target.with_suffix("")),
        vocab_size=size,
        model_type="bpe",
        character_coverage=0.99995,
        normalization_rule_name="identity",
        add_dummy_prefix=False,
        remove_extra_whitespaces=False,
        split_by_unicode_script=False,
        split_by_whitespace=True,
        hard_vocab_limit=False,
        bos_id=-1,
        eos_id=-1,
        pad_id=-1,
        unk_id=0,
        num_threads=2,
        minloglevel=2,
    )
    return target


def rarity(texts: Iterable[str], pieces: Pieces) -> np.ndarray:
    """Inverse document frequency of each piece's unmarked class, in nats, float16 ``[size]``."""
    folds = pieces.folds()
    seen = np.zeros(pieces.size, dtype=np.int64)
    documents = 0
    for text in texts:
        ids = {i for word in set(words(normalise(text))) for i in pieces.word_ids(word)}
        seen[np.unique(folds[list(ids)])] += 1
        documents += 1
    idf = np.log((documents + 1.0) / (seen + 1.0))
    spread: np.ndarray = idf[folds].astype(np.float16)
    return spread


def run(work: Path, size: int = 24_000, news: tuple[str, ...] = sources.NEWS[:3], limit: int | None = None) -> None:
    counts = count_words(itertools.islice(sources.texts(news=news), limit))
    model = train_tokenizer(counts, size, work / "pieces.model")
    pieces = Pieces.open(model)
    sample = itertools.islice(sources.texts(news=news[:1]), limit)
    np.savez_compressed(work / "vocabulary.npz", folds=pieces.folds(), idf=rarity(sample, pieces))


if __name__ == "__main__":
    run(Path(".work/reader"))
