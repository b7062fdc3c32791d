"""The assistant as the evaluation sees it: a function from a question to a prediction, from articles to a summary.

What is measured is what people get: each context goes through the cleaner, retrieval and the answerers, and a
follow-up is asked after the questions it follows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.records import Article, Document, Question
from corpus.summaries import SummaryItem
from nlp.answering.dialogue import resolve
from nlp.answering.passages import passages
from nlp.answering.retrieve import Retriever
from nlp.assistant import Assistant
from nlp.cleaning.clean import clean
from nlp.evaluation.evaluate_summaries import Summarise
from nlp.evaluation.predictions import Prediction
from nlp.summarising.summarise import Length

MOST_PASSAGES = 10


@dataclass(slots=True)
class QuestionAnswerer:
    """Asks an assistant. Remembers the last context only: questions about one article come one after another."""

    assistant: Assistant
    _context: str = field(default="", init=False)
    _article: Article | None = field(default=None, init=False)

    def __call__(self, question: Question) -> Prediction:
        article = self._read(question)
        answer = self.assistant.ask([article], asked(question))
        return Prediction(
            id=question.id,
            text=answer.text or "",
            score=answer.score,
            evidence=answer.evidence[0].sentence if answer.evidence else "",
            kind=str(answer.normalized["kind"]) if answer.normalized else "",
        )

    def _read(self, question: Question) -> Article:
        if self._article is None or question.context != self._context:
            self._article = self.assistant.read(Document(name=question.id, text=question.context))
            self._context = question.context
        return self._article


def asked(question: Question) -> str:
    """The question with what a follow-up leaves out, taken from the questions before it."""
    full: str | None = None
    for text in (*(value for name, value in question.tags if name == "previous"), question.question):
        full = resolve(text, full)
    return full or question.question


def passages_for(question: Question) -> tuple[str, ...]:
    """The passages of the question's context in the order in which retrieval hands them to a reader."""
    article = clean(Document(name=question.id, text=question.context)).article
    hits = Retriever(passages(article)).search(asked(question), k=MOST_PASSAGES)
    return tuple(hit.passage.text for hit in hits)


def summary_writer(assistant: Assistant, length: Length) -> Summarise:
    """The assistant's summariser as ``evaluate_summaries`` calls it."""

    def summarise(_: SummaryItem, articles: tuple[Article, ...]) -> str:
        return assistant.summarise(articles, length).text

    return summarise


def kind_of(question: Question) -> str:
    """The expected answer kind of a question that is not annotated with one."""
    from nlp.answering.questions import analyse

    return str(analyse(question.question).kind.value)


Answerer = Callable[[Question], Prediction]
