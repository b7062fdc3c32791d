"""Tiny sequence-to-sequence checkpoints of each published family, overfitted on a handful of articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.models.tiny import WIDTH, optimise, phobert_tokenizer, train_pieces, unigrams


def _t5_sizes(tokenizer: Any) -> dict[str, Any]:
    return {
        "vocab_size": len(tokenizer),
        "d_model": WIDTH,
        "d_kv": WIDTH // 4,
        "d_ff": 2 * WIDTH,
        "num_layers": 2,
        "num_heads": 4,
        "dropout_rate": 0.0,
        "pad_token_id": tokenizer.pad_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "decoder_start_token_id": tokenizer.pad_token_id,
    }


def _bart_sizes(tokenizer: Any) -> dict[str, Any]:
    return {
        "vocab_size": len(tokenizer),
        "d_model": WIDTH,
        "encoder_layers": 2,
        "decoder_layers": 2,
        "encoder_attention_heads": 4,
        "decoder_attention_heads": 4,
        "encoder_ffn_dim": 2 * WIDTH,
        "decoder_ffn_dim": 2 * WIDTH,
        "max_position_embeddings": 128,
        "dropout": 0.0,
        "pad_token_id": tokenizer.pad_token_id,
        "bos_token_id": tokenizer.bos_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "decoder_start_token_id": tokenizer.eos_token_id,
        "forced_eos_token_id": tokenizer.eos_token_id,
    }


def _t5_tokenizer(texts: Sequence[str]) -> Any:
    from transformers import T5Tokenizer

    return T5Tokenizer(vocab=unigrams(texts, ["<pad>", "</s>", "<unk>"]), extra_ids=0)


def vit5(folder: Path, texts: Sequence[str]) -> tuple[Any, Any]:
    from transformers import T5Config, T5ForConditionalGeneration

    tokenizer = _t5_tokenizer([*texts, "vietnews: "])
    return T5ForConditionalGeneration(T5Config(**_t5_sizes(tokenizer))), tokenizer


def mt5(folder: Path, texts: Sequence[str]) -> tuple[Any, Any]:
    from transformers import MT5Config, MT5ForConditionalGeneration

    tokenizer = _t5_tokenizer(texts)
    return MT5ForConditionalGeneration(MT5Config(**_t5_sizes(tokenizer))), tokenizer


def mbart50(folder: Path, texts: Sequence[str]) -> tuple[Any, Any]:
    from transformers import MBart50Tokenizer, MBartConfig, MBartForConditionalGeneration

    vocabulary = unigrams(texts, ["<s>", "<pad>", "</s>", "<unk>"])
    tokenizer = MBart50Tokenizer(vocab=vocabulary, src_lang="vi_VN", tgt_lang="vi_VN")
    return MBartForConditionalGeneration(MBartConfig(**_bart_sizes(tokenizer))), tokenizer


def bartpho_syllable(folder: Path, texts: Sequence[str]) -> tuple[Any, Any]:
    from transformers import MBartConfig, MBartForConditionalGeneration
    from transformers.models.bartpho.tokenization_bartpho import BartphoTokenizer

    pieces = train_pieces(folder, texts)
    vocabulary = _pieces_of(pieces)
    (folder / "dict.txt").write_text("".join(f"{piece} 1\n" for piece in vocabulary), "utf-8")
    tokenizer = BartphoTokenizer(str(pieces), str(folder / "dict.txt"))
    return MBartForConditionalGeneration(MBartConfig(**_bart_sizes(tokenizer))), tokenizer


def bartpho_word(folder: Path, texts: Sequence[str]) -> tuple[Any, Any]:
    from transformers import MBartConfig, MBartForConditionalGeneration

    tokenizer = phobert_tokenizer(folder, texts)
    return MBartForConditionalGeneration(MBartConfig(**_bart_sizes(tokenizer))), tokenizer


def _pieces_of(path: Path) -> list[str]:
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [processor.id_to_piece(id) for id in range(3, processor.get_piece_size())]


def overfit_writer(model: Any, tokenizer: Any, rows: Sequence[tuple[str, str]], language: str | None) -> None:
    """Teach ``model`` to write each second text on reading the first, both as the tokenizer wants them."""
    if language:
        tokenizer.src_lang = tokenizer.tgt_lang = language
    inputs = tokenizer([text for text, _ in rows], return_tensors="pt", padding=True)
    labels = tokenizer(text_target=[summary for _, summary in rows], return_tensors="pt", padding=True).input_ids
    labels[labels == tokenizer.pad_token_id] = -100
    batch = {"input_ids": inputs.input_ids, "attention_mask": inputs.attention_mask, "labels": labels}
    optimise(model, batch, steps=1200)
