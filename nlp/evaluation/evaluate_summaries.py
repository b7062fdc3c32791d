"""Scoring summaries beside what costs nothing (the lead) and what extraction cannot beat (the oracle).

The lead of a Vietnamese article is a near-summary already: a ROUGE figure says something only next to LEAD's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from corpus.errors import SourceError
from corpus.records import Article
from corpus.summaries import SummaryItem
from nlp.evaluation.evaluate import points
from nlp.evaluation.intervals import Interval, bootstrap
from nlp.evaluation.metrics import Rouge, Tokenizer, coverage, density, length, mean, n_grams, novelty, rouge, tokens
from nlp.evaluation.predictions import Prediction
from nlp.evaluation.signature import Signature
from nlp.evaluation.summary_sources import articles_of, sentences_of

LEADS: Final = (1, 2, 3)
ORACLE: Final = "ORACLE-3"
BASELINES: Final = (*(f"LEAD-{n}" for n in LEADS), ORACLE)
ROUGES: Final = ("rouge_1", "rouge_2", "rouge_l")

Summarise = Callable[[SummaryItem, tuple[Article, ...]], str]


@dataclass(frozen=True, slots=True)
class SummaryOutcome:
    """One summary and its scores; ``faithful`` is the share of its sentences without a figure or name of their own."""

    id: str
    text: str
    syllable: Rouge
    ascii: Rouge
    length: int  # syllables
    novelty: float  # share of pairs that the articles lack
    coverage: float
    density: float
    faithful: float


@dataclass(frozen=True, slots=True)
class SummaryReport:
    """Outcomes by system: the one under test first, then LEAD-1, -2, -3 and the oracle, over the same articles."""

    signature: Signature
    systems: tuple[tuple[str, tuple[SummaryOutcome, ...]], ...]

    def outcomes(self, system: str) -> tuple[SummaryOutcome, ...]:
        return dict(self.systems)[system]

    @property
    def model(self) -> str:
        return self.systems[0][0]

    @property
    def predictions(self) -> tuple[Prediction, ...]:
        return tuple(Prediction(outcome.id, outcome.text, 1.0) for outcome in self.outcomes(self.model))

    @property
    def scores(self) -> dict[str, float]:
        """The scores of the system under test, in points: "rouge_1.syllable", …"""
        return {
            f"{name}.{kind}": points(mean(getattr(getattr(outcome, kind), name) for outcome in self.systems[0][1]))
            for kind in Tokenizer
            for name in ROUGES
        }

    def row(self) -> dict[str, Any]:
        """The report as JSON, without the outcomes; also what a baseline file holds."""
        return {
            "task": "summary",
            "signature": str(self.signature),
            "data": self.signature.data,
            "selection": self.signature.selection,
            "model": self.signature.model,
            "count": len(self.systems[0][1]),
            "scores": self.scores,
            "systems": [system_row(name, outcomes) for name, outcomes in self.systems],
        }


def system_row(name: str, outcomes: Sequence[SummaryOutcome]) -> dict[str, Any]:
    """The means of one system; ROUGE as ``[value, low, high]`` in points."""
    row: dict[str, Any] = {"system": name}
    for kind in Tokenizer:
        row[kind.value] = {rouge_name: _points(rouge_interval(outcomes, kind, rouge_name)) for rouge_name in ROUGES}
    return row | {
        "length": round(mean(outcome.length for outcome in outcomes), 1),
        "novelty": points(mean(outcome.novelty for outcome in outcomes)),
        "coverage": points(mean(outcome.coverage for outcome in outcomes)),
        "density": round(mean(outcome.density for outcome in outcomes), 2),
        "faithful": points(mean(outcome.faithful for outcome in outcomes)),
    }


def rouge_interval(outcomes: Sequence[SummaryOutcome], kind: Tokenizer, name: str) -> Interval:
    return bootstrap([getattr(getattr(outcome, kind.value), name) for outcome in outcomes])


def _points(interval: Interval) -> list[float]:
    return [points(interval.value), points(interval.low), points(interval.high)]


def evaluate_summaries(
    items: Iterable[SummaryItem],
    summarise: Summarise,
    *,
    signature: Signature,
    progress: Callable[[int], None] | None = None,
) -> SummaryReport:
    """Sum up every item once and score it beside LEAD-1/2/3 and the oracle over the same sentences.

    Raises:
        SourceError: there is no item, so there is nothing to score.
        ValueError: the model goes by the name of a baseline.
    """
    model = signature.model
    if model in BASELINES:
        raise ValueError(f"a model needs a name other than {', '.join(BASELINES)}, found {model}")
    held: dict[str, list[SummaryOutcome]] = {name: [] for name in (model, *BASELINES)}
    for done, item in enumerate(items, start=1):
        articles = articles_of(item)
        texts = {model: summarise(item, articles)} | baselines(item, articles)
        source = "\n".join(article.text for article in articles)
        for name, text in texts.items():
            held[name].append(_outcome(item, text, source, verbatim=name != model))
        if progress is not None:
            progress(done)
    if not held[model]:
        raise SourceError(
            "Cần ít nhất một bài có tóm tắt mẫu, nhưng dữ liệu (hoặc phần đã chọn) không có bài nào.", code="no-rows"
        )
    return SummaryReport(signature, tuple((name, tuple(outcomes)) for name, outcomes in held.items()))


def baselines(item: SummaryItem, articles: Sequence[Article]) -> dict[str, str]:
    """The first one, two, three sentences, and the three that an oracle would take.

    Of several articles the lead is that of the first; the oracle may take from all.
    """
    sentences = [sentences_of(article) for article in articles]
    leads = {f"LEAD-{n}": " ".join(one for found in sentences[:1] for one in found[:n]) for n in LEADS}
    return leads | {ORACLE: " ".join(oracle([one for found in sentences for one in found], item.references))}


def oracle(sentences: Sequence[str], references: Sequence[str], most: int = 3) -> list[str]:
    """At most ``most`` sentences, taken greedily while ROUGE-1 + ROUGE-2 against the best reference still grows.

    Knows the reference, so it is a ceiling for extraction, not a system (Nallapati et al., 2017). Pairs across the
    border of two sentences are left out of the search.
    """
    found = [_greedy(sentences, reference, most) for reference in references]
    best = max(found, key=lambda result: result[0], default=(0.0, []))
    return [sentences[at] for at in sorted(best[1])]


def _greedy(sentences: Sequence[str], reference: str, most: int) -> tuple[float, list[int]]:
    gold = _grams(tokens(reference))
    grams = [_grams(tokens(sentence)) for sentence in sentences]
    sizes = [(one.total(), two.total()) for one, two in grams]
    shared = [tuple(_restricted(mine, theirs) for mine, theirs in zip(pair, gold, strict=True)) for pair in grams]
    chosen: list[int] = []
    best = 0.0
    while len(chosen) < most:
        gains = [
            (_gain([*chosen, at], shared, sizes, gold), -at) for at in range(len(sentences)) if at not in set(chosen)
        ]
        value, place = max(gains, default=(0.0, 0))
        if value <= best:
            break
        best = value
        chosen.append(-place)
    return best, chosen


Grams = Counter[tuple[str, ...]]


def _grams(units: Sequence[str]) -> tuple[Grams, Grams]:
    return n_grams(units, 1), n_grams(units, 2)


def _restricted(grams: Grams, to: Grams) -> Grams:
    return Counter({gram: count for gram, count in grams.items() if gram in to})


def _gain(
    chosen: Sequence[int],
    shared: Sequence[tuple[Grams, ...]],
    sizes: Sequence[tuple[int, int]],
    gold: tuple[Grams, Grams],
) -> float:
    value = 0.0
    for n in (0, 1):
        held: Grams = Counter()
        for at in chosen:
            held.update(shared[at][n])
        overlap = sum(min(count, gold[n][gram]) for gram, count in held.items())
        value += 2 * overlap / ((sum(sizes[at][n] for at in chosen) + gold[n].total()) or 1)
    return value


def _outcome(item: SummaryItem, text: str, source: str, *, verbatim: bool) -> SummaryOutcome:
    return SummaryOutcome(
        id=item.id,
        text=text,
        syllable=rouge(text, item.references),
        ascii=rouge(text, item.references, Tokenizer.ASCII),
        length=length(text),
        novelty=novelty(text, source),
        coverage=coverage(text, source),
        density=density(text, source),
        faithful=1.0 if verbatim else faithfulness(text, source),
    )


def faithfulness(text: str, source: str) -> float:
    """The share of sentences that state no figure and no name that the source lacks."""
    from nlp.language.sentences import split
    from nlp.summarising.support import states_only_what

    return mean(float(states_only_what([source], sentence.span.of(text))) for sentence in split(text))
