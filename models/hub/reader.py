"""Extractive question answering with a published checkpoint: our own span decoder over our own windows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.spans import Span
from models.hub.checkpoint import Segment, find, load
from models.hub.encoding import Window, encoder_of
from models.hub.windows import best_spans
from models.reading import Reading, ScoredSpan

LONGEST_ANSWER = 60  # tokens
LONGEST_INPUT = 384  # tokens, special ones included; less where the model reads less
SPANS_A_WINDOW = 8
CANDIDATES = 20
BATCH = 8

Place = tuple[int, int, int]  # context, first code point, code point after the last


class HubReader:
    """Reads with an ``AutoModelForQuestionAnswering`` checkpoint (XLM-R, mBERT, mDeBERTa, PhoBERT, …)."""

    def __init__(self, name: str, model: Any, tokenizer: Any, segment: Segment | None) -> None:
        self.name = f"hf:{name}"
        self._model = model
        self._pad = tokenizer.pad_token_id or 0
        self._encoder = encoder_of(tokenizer, segment)
        self._typed = getattr(model.config, "type_vocab_size", 0) > 1
        # RoBERTa's kin number positions from pad + 1, so two of the table's rows are not for use.
        self._room = min(LONGEST_INPUT, getattr(model.config, "max_position_embeddings", LONGEST_INPUT) - 2)

    @classmethod
    def open(cls, name: str, *, segment: Segment | None = None) -> HubReader:
        """Open a checkpoint: a folder or a hub name, optional ``@REVISION``. Raises as ``models.hub`` does."""
        model, tokenizer = load(find(name), "AutoModelForQuestionAnswering", ("ForQuestionAnswering",))
        return cls(name, model, tokenizer, segment)

    def read(self, question: str, contexts: Sequence[str]) -> Reading:
        """The best spans of all windows of all contexts, scored by a softmax over them and the null answer.

        A window that holds no answer points at its first token; the contexts say nothing when even the window least
        sure of that scores its best span below its null (Devlin et al. 2019, section 4.3).
        """
        found: dict[Place, float] = {}
        null = math.inf
        for part in _batches(self._windows(question, contexts)):
            starts, stops = self._logits([window for _, window in part])
            for row, (context, window) in enumerate(part):
                null = min(null, float(starts[row, 0] + stops[row, 0]))
                for start, stop, score in _spans(window, starts[row], stops[row]):
                    place = (context, start, stop)
                    found[place] = max(score, found.get(place, -math.inf))
        return _reading(found, null, contexts)

    def _windows(self, question: str, contexts: Sequence[str]) -> Iterator[tuple[int, Window]]:
        for number, context in enumerate(contexts):
            for window in self._encoder.encode(_tame(question), _tame(context), self._room):
                yield number, window

    def _logits(self, batch: Sequence[Window]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Start and end logits, each ``[batch, longest window]``, padding included."""
        import torch

        longest = max(len(window.ids) for window in batch)

        def padded(rows: Sequence[Sequence[int]], fill: int) -> Any:
            return torch.tensor([[*row, *[fill] * (longest - len(row))] for row in rows])

        inputs = {
            "input_ids": padded([window.ids for window in batch], self._pad),
            "attention_mask": padded([[1] * len(window.ids) for window in batch], 0),
        }
        if self._typed:
            inputs["token_type_ids"] = padded([window.types for window in batch], 0)
        with torch.inference_mode():
            output = self._model(**inputs)
        return output.start_logits.float().numpy(), output.end_logits.float().numpy()


def _batches(windows: Iterator[tuple[int, Window]]) -> Iterator[list[tuple[int, Window]]]:
    batch: list[tuple[int, Window]] = []
    for window in windows:
        batch.append(window)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _spans(window: Window, starts: NDArray[np.float32], stops: NDArray[np.float32]) -> Iterator[tuple[int, int, float]]:
    """``(first code point, code point after the last, score)`` of the window's best spans of the context."""
    positions = [position for position, _, _ in window.places]
    for first, last, score in best_spans(
        starts[positions], stops[positions], longest=LONGEST_ANSWER, count=SPANS_A_WINDOW
    ):
        yield window.places[first][1], window.places[last][2], score


def _reading(found: dict[Place, float], null: float, contexts: Sequence[str]) -> Reading:
    best = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES]
    if not best:
        return Reading((), answered=False)
    peak = max(best[0][1], null)
    total = math.exp(null - peak) + sum(math.exp(score - peak) for _, score in best)
    candidates: dict[tuple[int, Span], ScoredSpan] = {}
    for (context, start, stop), score in best:
        span = Span(start, stop).trim(contexts[context])
        if len(span):
            candidates.setdefault((context, span), ScoredSpan(context, span, min(1.0, math.exp(score - peak) / total)))
    return Reading(tuple(candidates.values()), answered=bool(candidates) and best[0][1] > null)


def _tame(text: str) -> str:
    """Lone surrogates, which no tokenizer takes, become "?"; every other character keeps its place."""
    return text.encode("utf-8", "replace").decode("utf-8")
