"""Question and context as a published tokenizer wants them, in overlapping windows that keep every offset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from models.hub.checkpoint import Segment
from models.hub.windows import windows, words_of

LONGEST_QUESTION = 64  # tokens


@dataclass(frozen=True, slots=True)
class Window:
    """One input: ``ids`` and ``types`` of all its tokens, and where the context's tokens are and stand for.

    ``places[i] = (position in ids, first code point, code point after the last)`` of the context.
    """

    ids: tuple[int, ...]
    types: tuple[int, ...]
    places: tuple[tuple[int, int, int], ...]


class Encoder(Protocol):
    """Cuts a context into windows of at most ``room`` tokens, each with the question before it."""

    def encode(self, question: str, context: str, room: int) -> Iterator[Window]: ...


def encoder_of(tokenizer: Any, segment: Segment | None) -> Encoder:
    """The encoder that fits the tokenizer: by its own offsets where it has them, else word by word.

    PhoBERT alone wants segmented words joined by "_"; for every other tokenizer ``segment`` is not used.
    """
    if getattr(tokenizer, "is_fast", False):
        return OffsetEncoder(tokenizer)
    return WordEncoder(tokenizer, segment if type(tokenizer).__name__ == "PhobertTokenizer" else None)


@dataclass(frozen=True, slots=True)
class OffsetEncoder:
    """For tokenizers that say where each piece stands."""

    tokenizer: Any

    def encode(self, question: str, context: str, room: int) -> Iterator[Window]:
        asked = self._offsets(question)
        if len(asked) > LONGEST_QUESTION:
            question = question[: asked[LONGEST_QUESTION - 1][1]]
        pieces = self._offsets(context)
        size = max(16, room - min(len(asked), LONGEST_QUESTION) - self.tokenizer.num_special_tokens_to_add(pair=True))
        for first, last in windows(len(pieces), size, max(1, size // 2)):
            start, stop = pieces[first][0], pieces[last - 1][1]
            yield self._window(question, context[start:stop], start, room)

    def _offsets(self, text: str) -> list[tuple[int, int]]:
        encoded = self.tokenizer(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
        return [(start, stop) for start, stop in encoded["offset_mapping"]]

    def _window(self, question: str, part: str, start: int, room: int) -> Window:
        encoded = self.tokenizer(question, part, return_offsets_mapping=True, return_token_type_ids=True, verbose=False)
        places = tuple(
            (position, start + first, start + last)
            for position, (sequence, (first, last)) in enumerate(
                zip(encoded.sequence_ids(0), encoded["offset_mapping"], strict=True)
            )
            if sequence == 1 and first < last and position < room
        )
        return Window(tuple(encoded["input_ids"][:room]), tuple(encoded["token_type_ids"][:room]), places)


@dataclass(frozen=True, slots=True)
class WordEncoder:
    """For tokenizers without offsets: each word is tokenised alone and its pieces share the word's place."""

    tokenizer: Any
    segment: Segment | None

    def encode(self, question: str, context: str, room: int) -> Iterator[Window]:
        asked = [id for id, _, _ in self._pieces(question)][:LONGEST_QUESTION]
        pieces = self._pieces(context)
        build = self.tokenizer.build_inputs_with_special_tokens
        special = len(build(asked, [])) - len(asked)
        size = max(16, room - len(asked) - special)
        closing = 1  # every tokenizer of this kind ends a pair with one separator
        for first, last in windows(len(pieces), size, max(1, size // 2)):
            part = pieces[first:last]
            ids = build(asked, [id for id, _, _ in part])
            offset = len(ids) - len(part) - closing
            places = tuple((offset + i, start, stop) for i, (_, start, stop) in enumerate(part))
            yield Window(tuple(ids), tuple(0 for _ in ids), places)

    def _pieces(self, text: str) -> list[tuple[int, int, int]]:
        words = self.segment(text) if self.segment else text.split()
        return [
            (id, start, stop)
            for word, start, stop in words_of(text, words)
            for id in self.tokenizer.convert_tokens_to_ids(self.tokenizer.tokenize("_".join(word.split())))
        ]
