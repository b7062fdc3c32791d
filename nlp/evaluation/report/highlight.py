"""An article with gold answer, predicted answer and evidence marked: by line style and bracket, not by colour alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from html import escape
from typing import Final

from corpus.records import Question
from corpus.spans import Span
from nlp.evaluation.predictions import Prediction

#: Class of a mark → the brackets that stand at its ends.
BRACKETS: Final = {"gold": ("⟦", "⟧"), "predicted": ("⟨", "⟩"), "evidence": ("", "")}

Mark = tuple[str, Span]


def marks_of(text: str, question: Question, prediction: Prediction) -> tuple[Mark, ...]:
    """Where gold, prediction and evidence stand in ``text``; what does not stand there word for word is left out."""
    evidence = _find(text, prediction.evidence)
    golds = [_gold(text, gold.text, gold.start) for gold in question.answers[:1]]
    predicted = _find(text, prediction.text, evidence) or _find(text, prediction.text)
    found = [("evidence", evidence), ("predicted", predicted), *(("gold", span) for span in golds)]
    return tuple((name, span) for name, span in found if span)


def _gold(text: str, gold: str, start: int) -> Span | None:
    if start >= 0 and text[start : start + len(gold)] == gold:
        return Span(start, start + len(gold))
    return _find(text, gold)


def _find(text: str, piece: str, within: Span | None = None) -> Span | None:
    wanted = unicodedata.normalize("NFC", piece).strip()
    span = within or Span(0, len(text))
    start = text.find(wanted, span.start, span.stop) if wanted else -1
    return Span(start, start + len(wanted)) if start >= 0 else None


def marked_up(question: Question, prediction: Prediction) -> str:
    """The article of a question as HTML, marked. Marks may overlap: the text is cut at every end of any."""
    text = question.context
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return "".join(_pieces(text, marks_of(text, question, prediction)))


def _pieces(text: str, marks: tuple[Mark, ...]) -> Iterator[str]:
    cuts = sorted({0, len(text), *(end for _, span in marks for end in (span.start, span.stop))})
    for start, stop in zip(cuts, [*cuts[1:], len(text)], strict=True):
        yield from (BRACKETS[name][1] for name, span in marks if span.stop == start and len(span))
        yield from (BRACKETS[name][0] for name, span in marks if span.start == start and len(span))
        classes = " ".join(sorted(name for name, span in marks if span.contains(Span(start, stop)) and stop > start))
        piece = escape(text[start:stop])
        yield f'<mark class="{classes}">{piece}</mark>' if classes else piece
