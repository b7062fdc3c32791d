"""Abstractive summaries with a published sequence-to-sequence checkpoint."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.hub.checkpoint import Checkpoint, Segment, find, load

LONGEST_INPUT = 1024  # tokens; less where the model reads less
BEAMS = 4
TOKENS_A_SYLLABLE = 2.0  # a generous bound: a syllable is one to two pieces in every vocabulary of the field


@dataclass(frozen=True, slots=True)
class Convention:
    """What a family of checkpoints expects around the text, and how its output is read back."""

    applies: Callable[[Checkpoint], bool]
    prefix: str = ""
    segmented: bool = False  # words joined by "_", in and out
    language: str | None = None  # the code that the multilingual tokenizer and decoder start with


#: The first that applies. "vietnews: " is what ViT5 was tuned with on the news set of that name.
CONVENTIONS: tuple[Convention, ...] = (
    Convention(lambda c: c.tokenizer_class == "MBart50Tokenizer", language="vi_VN"),
    Convention(lambda c: c.tokenizer_class == "PhobertTokenizer", segmented=True),
    Convention(lambda c: c.architecture == "t5" and "vietnews" in c.name.lower(), prefix="vietnews: "),
    Convention(lambda _: True),
)


_BEFORE_CLOSING = re.compile(r"\s+([,.;:!?%)\]”…])")
_AFTER_OPENING = re.compile(r"([(\[“])\s+")


class HubSummariser:
    """Writes with an ``AutoModelForSeq2SeqLM`` checkpoint (mT5, mBART-50, ViT5, BARTpho, …). Deterministic: beams."""

    def __init__(self, name: str, model: Any, tokenizer: Any, convention: Convention, segment: Segment | None) -> None:
        self.name = f"hf:{name}"
        self._model = model
        self._tokenizer = tokenizer
        self._convention = convention
        self._segment = segment
        if convention.language:
            tokenizer.src_lang = tokenizer.tgt_lang = convention.language

    @classmethod
    def open(cls, name: str, *, segment: Segment | None = None) -> HubSummariser:
        """Open a checkpoint: a folder or a hub name, optional ``@REVISION``. Raises as ``models.hub`` does."""
        checkpoint = find(name)
        model, tokenizer = load(
            checkpoint, "AutoModelForSeq2SeqLM", ("ForConditionalGeneration", "Seq2SeqLM", "MTModel")
        )
        return cls(name, model, tokenizer, convention_of(checkpoint), segment)

    def generate(self, text: str, max_words: int) -> str:
        """A summary of ``text`` of at most about ``max_words`` syllables; what the model cannot read is cut off."""
        import torch

        inputs = self._tokenizer(
            prepared(text, self._convention, self._segment),
            return_tensors="pt",
            truncation=True,
            max_length=self._room(),
            verbose=False,
        )
        inputs.pop("token_type_ids", None)
        forced = {}
        if self._convention.language:
            forced["forced_bos_token_id"] = self._tokenizer.convert_tokens_to_ids(self._convention.language)
        with torch.inference_mode():
            output = self._model.generate(
                **inputs,
                **forced,
                do_sample=False,
                num_beams=BEAMS,
                # True would end the search at the first BEAMS finished ones: short ones with a word left out.
                early_stopping=False,
                no_repeat_ngram_size=3,
                max_new_tokens=max(8, round(max_words * TOKENS_A_SYLLABLE)),
            )
        written = self._tokenizer.decode(output[0], skip_special_tokens=True, clean_up_tokenization_spaces=False)
        if self._convention.segmented:
            written = _joined(written.replace("_", " "))
        return " ".join(written.split())

    def _room(self) -> int:
        """How many tokens the encoder reads. T5's relative positions set no bound of their own."""
        bound = getattr(self._model.config, "max_position_embeddings", None)
        return min(LONGEST_INPUT, bound - 2 if bound else LONGEST_INPUT)


def convention_of(checkpoint: Checkpoint) -> Convention:
    """The convention that the checkpoint's family follows."""
    return next(each for each in CONVENTIONS if each.applies(checkpoint))


def prepared(text: str, convention: Convention, segment: Segment | None) -> str:
    """``text`` as the family wants to read it: segmented where it does, its prefix before it."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    if convention.segmented and segment:
        text = " ".join("_".join(word.split()) for word in segment(text))
    return convention.prefix + text


def _joined(text: str) -> str:
    """Segmented text puts a space around every sign; newspapers do not.

    >>> _joined("Ông nói : “ Đúng ” ( 98 % ) .")
    'Ông nói: “Đúng” (98%).'
    """
    return _AFTER_OPENING.sub(r"\1", _BEFORE_CLOSING.sub(r"\1", text))
