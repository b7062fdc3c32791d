"""From a question and articles to an answer with its evidence, or to "the article does not say".

An ordered table of answerers decides: each answers, says that the articles do not, or abstains. What a page says of
itself (date, author, source, title) comes from its metadata lines, abbreviations from their definitions, all else
from a reader over the passages that retrieval found. Nothing here knows which reader that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from corpus.records import Article, Passage, Role
from corpus.spans import Span
from models.reading import Reader, Reading
from nlp.answering.answer_records import Answer, Candidate, Evidence, Outcome
from nlp.answering.page_answers import from_definitions, from_metadata
from nlp.answering.passages import passages
from nlp.answering.posts import from_holders, from_posts
from nlp.answering.questions import AnswerKind, Query, analyse, tidied
from nlp.answering.retrieve import Retriever
from nlp.answering.units import in_full
from nlp.language.orthography import fold
from nlp.language.sentences import split
from nlp.language.values import ValueKind, normalize

__all__ = ["Answer", "Candidate", "Evidence", "answer"]

#: Before it "2 giờ 8 phút" is a length of time; alone it might be a time of day.
_TOOK: Final = "mất "
#: Passages that a reader gets, the titles apart.
MOST_PASSAGES: Final = 8


def answer(question: str, articles: Sequence[Article], reader: Reader, *, top: int = 5) -> Answer:
    """Answer a question from all the articles together, with at most ``top`` candidates."""
    asked = tidied(question)
    query = analyse(asked)
    outcome = (
        from_metadata(query, articles)
        or from_definitions(query, articles)
        or from_posts(query, articles)
        or from_holders(query, articles)
        or _from_reader(query, asked, articles, reader)
    )
    candidates = outcome.candidates[: max(1, top)]
    score = candidates[0].score if candidates else 0.0
    if not outcome.answered or not candidates:
        return Answer(question, None, score, candidates=candidates[:top], reader=reader.name)
    best = candidates[0]
    article = next(article for article in articles if article.id == best.article)
    return Answer(
        question,
        best.text,
        score,
        best.article,
        best.span,
        _normalized(query, best.text),
        (_evidence(article, best.span),),
        candidates[:top],
        reader.name,
    )


def _normalized(query: Query, text: str) -> dict[str, Any] | None:
    """The value in the answer, of the asked kind if there is one; names and phrases have none."""
    if query.kind is AnswerKind.DURATION and (took := normalize(f"{_TOOK}{text}", query.kind.value)):
        return took
    if query.kind.value in {kind.value for kind in ValueKind}:
        return normalize(text, query.kind.value) or normalize(text)
    return None


def _evidence(article: Article, span: Span) -> Evidence:
    """The sentence that holds the span, looked for in the block that does."""
    block = next((block.span for block in article.blocks if block.span.contains(span)), Span(0, len(article.text)))
    sentences = (sentence.span.shift(block.start) for sentence in split(block.of(article.text)))
    whole = next((sentence for sentence in sentences if sentence.contains(span)), None)
    if whole is None:  # the answer runs over the end of a sentence
        whole = Span(min(block.start, span.start), max(block.stop, span.stop)).trim(article.text)
    return Evidence(article.id, article.title, whole, whole.of(article.text))


def _from_reader(query: Query, question: str, articles: Sequence[Article], reader: Reader) -> Outcome:
    chosen = _chosen(question, [passage for article in articles for passage in passages(article)])
    if not chosen:
        return Outcome((), False)
    reading = reader.read(question, [passage.text for passage in chosen])
    return Outcome(tuple(_distinct(_candidates(query, reading, chosen))), reading.answered)


def contexts_for(question: str, articles: Sequence[Article]) -> tuple[str, ...]:
    """What a reader gets for a question about these articles: the texts of the passages that match best."""
    return tuple(
        passage.text for passage in _chosen(question, [each for article in articles for each in passages(article)])
    )


def _chosen(question: str, pool: Sequence[Passage]) -> list[Passage]:
    """The passages that match best and the titles they stand under, in page order."""
    hits = {hit.passage for hit in Retriever(pool).search(question, MOST_PASSAGES)} if pool else set()
    titled = {passage.article for passage in hits}
    return [
        passage for passage in pool if passage in hits or (passage.role is Role.TITLE and passage.article in titled)
    ]


def _candidates(query: Query, reading: Reading, chosen: Sequence[Passage]) -> list[Candidate]:
    return [
        Candidate(span.of(passage.text), passage.article, span.shift(passage.span.start), scored.score)
        for scored in reading.candidates
        for passage in [chosen[scored.context]]
        if scored.span
        for span in [in_full(query, passage.text, scored.span)]
    ]


def _distinct(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Without those that overlap a better one or say the same in the same article."""
    kept: list[Candidate] = []
    for candidate in candidates:
        same = (
            other.article == candidate.article
            and (other.span.overlaps(candidate.span) or fold(other.text) == fold(candidate.text))
            for other in kept
        )
        if not any(same):
            kept.append(candidate)
            yield candidate
