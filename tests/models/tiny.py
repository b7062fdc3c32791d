"""Tiny checkpoints of each published architecture, tokenizers included, overfitted on a handful of rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WIDTH = 48


@dataclass(frozen=True, slots=True)
class Row:
    """A context, a question about it, and the answer as it stands there ("" when it does not)."""

    context: str
    question: str
    answer: str


def train_pieces(folder: Path, texts: Sequence[str]) -> Path:
    """A SentencePiece model whose pieces are the words of the texts, and their characters for the rest."""
    import sentencepiece

    (folder / "corpus.txt").write_text("\n".join([*texts] * 20), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.Train(
        input=str(folder / "corpus.txt"),
        model_prefix=str(folder / "pieces"),
        model_type="bpe",
        vocab_size=600,
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
    )
    return folder / "pieces.model"


def unigrams(texts: Sequence[str], specials: Sequence[str]) -> list[tuple[str, float]]:
    """A unigram vocabulary ``[(piece, score)]``: the special tokens, each word of the texts, each character."""
    words = {"▁" + word for text in texts for word in re.findall(r"\w+(?:[.-]\w+)*", text)}
    characters = {character for text in texts for character in text if not character.isspace()} | {"▁"}
    return [
        *((special, 0.0) for special in specials),
        *((word, -1.0) for word in sorted(words - characters)),
        *((character, -10.0) for character in sorted(characters)),
    ]


def _sizes(tokenizer: Any) -> dict[str, Any]:
    return {
        "vocab_size": len(tokenizer),
        "hidden_size": WIDTH,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "intermediate_size": 2 * WIDTH,
        "max_position_embeddings": 98,
        "pad_token_id": tokenizer.pad_token_id,
        "hidden_dropout_prob": 0.0,
        "attention_probs_dropout_prob": 0.0,
    }


def xlm_roberta(folder: Path, texts: Sequence[str]) -> tuple[Any, Any]:
    from transformers import XLMRobertaConfig, XLMRobertaForQuestionAnswering, XLMRobertaTokenizer

    vocabulary = unigrams(texts, ["<s>", "<pad>", "</s>", "<unk>"])
    tokenizer = XLMRobertaTokenizer(vocab=[*vocabulary, ("<mask>", 0.0)])
    return XLMRobertaForQuestionAnswering(XLMRobertaConfig(**_sizes(tokenizer), type_vocab_size=1)), tokenizer


def bert(folder: Path, texts: Sequence[str]) -> tuple[Any, Any]:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
    from transformers import BertConfig, BertForQuestionAnswering, BertTokenizer

    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    trained = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    trained.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=False)
    trained.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trained.train_from_iterator(
        texts, trainers.WordPieceTrainer(vocab_size=500, special_tokens=specials, show_progress=False)
    )
    tokenizer = BertTokenizer(vocab=trained.get_vocab(), do_lower_case=False, strip_accents=False)
    return BertForQuestionAnswering(BertConfig(**_sizes(tokenizer))), tokenizer


def deberta_v2(folder: Path, texts: Sequence[str]) -> tuple[Any, Any]:
    from transformers import DebertaV2Config, DebertaV2ForQuestionAnswering, DebertaV2Tokenizer

    vocabulary = unigrams(texts, ["[PAD]", "[CLS]", "[SEP]", "<unk>", "[MASK]"])
    vocabulary = [("[UNK]" if piece == "<unk>" else piece, score) for piece, score in vocabulary]
    tokenizer = DebertaV2Tokenizer(vocab=vocabulary, unk_id=3)
    config = DebertaV2Config(
        **_sizes(tokenizer), type_vocab_size=0, relative_attention=True, pos_att_type=["c2p", "p2c"]
    )
    return DebertaV2ForQuestionAnswering(config), tokenizer


def phobert(folder: Path, texts: Sequence[str]) -> tuple[Any, Any]:
    from transformers import RobertaConfig, RobertaForQuestionAnswering

    tokenizer = phobert_tokenizer(folder, texts)
    return RobertaForQuestionAnswering(RobertaConfig(**_sizes(tokenizer), type_vocab_size=1)), tokenizer


def phobert_tokenizer(folder: Path, texts: Sequence[str]) -> Any:
    """A tokenizer of whole words and single characters, in PhoBERT's two file formats."""
    from transformers.models.phobert.tokenization_phobert import PhobertTokenizer

    from nlp.language.words import UndertheseaSegmenter

    segmenter = UndertheseaSegmenter()
    words = {"_".join(word.text.split()) for text in texts for word in segmenter.segment(text)}
    characters = {c for word in words for c in word} | {c + "@@" for word in words for c in word}
    merges = [" ".join(pair) for word in sorted(words) for pair in _merges(word)]
    joined = {prefix for word in words for prefix in _prefixes(word)}
    (folder / "vocab.txt").write_text("".join(f"{v} 1\n" for v in sorted(characters | words | joined)), "utf-8")
    (folder / "bpe.codes").write_text("".join(f"{m} 1\n" for m in dict.fromkeys(merges)), "utf-8")
    return PhobertTokenizer(str(folder / "vocab.txt"), str(folder / "bpe.codes"))


def _merges(word: str) -> list[tuple[str, str]]:
    pieces = [*word[:-1], word[-1] + "</w>"]
    merges = []
    while len(pieces) > 1:
        merges.append((pieces[0], pieces[1]))
        pieces[:2] = [pieces[0] + pieces[1]]
    return merges


def _prefixes(word: str) -> set[str]:
    return {word[:stop] + "@@" for stop in range(1, len(word))}


def overfit_reader(model: Any, tokenizer: Any, rows: Sequence[Row], encoder: Any, steps: int = 400) -> None:
    """Teach ``model`` exactly these rows, one window each; a row without an answer points at the first token."""
    import torch

    windows = [next(iter(encoder.encode(row.question, row.context, 96))) for row in rows]
    longest = max(len(window.ids) for window in windows)
    pad = tokenizer.pad_token_id
    ids = torch.tensor([[*window.ids, *[pad] * (longest - len(window.ids))] for window in windows])
    types = torch.tensor([[*window.types, *[0] * (longest - len(window.ids))] for window in windows])
    targets = [_target(window, row) for window, row in zip(windows, rows, strict=True)]
    inputs = {"input_ids": ids, "attention_mask": (ids != pad).long()}
    if getattr(model.config, "type_vocab_size", 0) > 1:
        inputs["token_type_ids"] = types
    inputs["start_positions"] = torch.tensor([first for first, _ in targets])
    inputs["end_positions"] = torch.tensor([last for _, last in targets])
    optimise(model, inputs, steps)


def _target(window: Any, row: Row) -> tuple[int, int]:
    if not row.answer:
        return 0, 0
    start = row.context.index(row.answer)
    stop = start + len(row.answer)
    inside = [position for position, first, last in window.places if first < stop and last > start]
    return inside[0], inside[-1]


def optimise(model: Any, inputs: dict[str, Any], steps: int) -> None:
    """Full-batch AdamW until the loss is small or the steps are used up. One thread: the work is too small to share."""
    import torch

    torch.set_num_threads(1)
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3)
    model.train()
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.05, steps)  # ends calm, whatever the start
    for _ in range(steps):
        loss = model(**inputs).loss
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if float(loss.detach()) < 0.001:
            break
    model.eval()
