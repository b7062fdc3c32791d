"""The figures of docs/summariser.md: the guard, judged by a checker that shares nothing with it.

`figures.py faithfulness` writes them. The checker is judged first, on errors planted in real abstracts; then what it
finds in the summaries of the default, in the same with errors put into every sentence, and in both after the guard.
"""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import check_faithfulness as checker

from corpus.records import Article
from corpus.summaries import SourceText, SummaryItem
from nlp.evaluation.metrics import Rouge, mean, rouge
from nlp.evaluation.summary_sources import articles_of
from nlp.language.sentences import split
from nlp.summarising.checks import problems
from nlp.summarising.evidence import evidence_of
from nlp.summarising.guard import guard
from nlp.summarising.summarise import Length, Summariser, Summary, SummarySentence, summary_of

PLANTED = 300
SEED = 1

Row = dict[str, Any]


@dataclass
class Tally:
    """Summaries before and after the guard."""

    flagged_before: int = 0
    flagged_after: int = 0
    sentences: int = 0
    replaced: int = 0
    before: list[Rouge] = field(default_factory=list)
    after: list[Rouge] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, summary: Summary, article: Article, row: Row) -> None:
        start = time.process_time()
        guarded = guard(summary, [article])
        self.seconds += time.process_time() - start
        source = checker.source_of(row)
        kept = {sentence.text for sentence in guarded.sentences}
        self.flagged_before += bool(checker.unsupported(source, summary.text))
        self.flagged_after += bool(checker.unsupported(source, guarded.text))
        self.sentences += len(summary.sentences)
        self.replaced += sum(sentence.text not in kept for sentence in summary.sentences)
        self.before.append(rouge(summary.text, (row["abstract"],)))
        self.after.append(rouge(guarded.text, (row["abstract"],)))

    def cells(self, name: str) -> str:
        scores = [
            f"{scored(self.before, one)} → {scored(self.after, one)}" for one in ("rouge_1", "rouge_2", "rouge_l")
        ]
        counts = [len(self.before), self.sentences, percent(self.replaced, self.sentences)]
        return " | ".join(map(str, [name, *counts, self.flagged_before, self.flagged_after, *scores]))


def scored(found: Sequence[Rouge], name: str) -> str:
    return number(100 * mean(getattr(one, name) for one in found))


def number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def percent(part: int, whole: int) -> str:
    return f"{number(100 * part / max(whole, 1))} %"


def article_of(row: Row) -> Article:
    item = SummaryItem(row["id"], (SourceText(row["title"], tuple(row["body"])),), (row["abstract"],))
    return articles_of(item)[0]


def corrupted(sentence: str, pool: Sequence[str], draw: random.Random) -> str | None:
    """The sentence with one number, name or unit changed; ``None`` when it has none."""
    ways: tuple[tuple[list[checker.Place], Callable[[str], str]], ...] = (
        (checker.number_places(sentence), lambda piece: checker.changed_number(piece, draw)),
        (checker.name_places(sentence), lambda _: draw.choice(pool)),
        (checker.unit_places(sentence), lambda piece: checker.SWAPPED[piece]),
    )
    open_ways = [(places, change) for places, change in ways if places]
    if not open_ways:
        return None
    places, change = draw.choice(open_ways)
    start, stop = draw.choice(places)
    return sentence[:start] + change(sentence[start:stop]) + sentence[stop:]


def corrupt(summary: Summary, pool: Sequence[str], draw: random.Random) -> Summary:
    """A summary into every sentence of which an error is put, where there is something to get wrong."""
    made = []
    for sentence in summary.sentences:
        wrong = corrupted(sentence.text, pool, draw)
        made.append(sentence if wrong is None else SummarySentence(wrong, sentence.article, None, (), False))
    return Summary(" ".join(one.text for one in made), tuple(made), None, None, None, "corrupted")


def as_written(row: Row, article: Article) -> Summary:
    """The reference as if a generator had written it."""
    text = row["abstract"]
    pieces = [sentence.span.of(text) for sentence in split(text)]
    return summary_of([SummarySentence(piece, article.id, None, (), False) for piece in pieces], [article], "reference")


def caught(planted: checker.Planted, articles: dict[str, Article]) -> bool:
    evidence = evidence_of([articles[planted.id]])
    pieces = [sentence.span.of(planted.corrupted) for sentence in split(planted.corrupted)]
    return any(problem.check != "cut" for piece in pieces for problem in problems(piece, evidence))


def section(path: Path, summarisers: Sequence[Summariser], count: int = 500) -> str:
    """Two tables in Markdown: planted errors found, and summaries before and after the guard."""
    rows = checker.read(path)
    articles = {row["id"]: article_of(row) for row in rows}
    pool = sorted({row["abstract"][a:b] for row in rows for a, b in checker.name_places(row["abstract"])})
    draw = random.Random(SEED)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for row in draw.sample(rows, count):
        article = articles[row["id"]]
        for summariser in summarisers:
            chosen = summariser.summarise([article], Length())
            tallies[summariser.name].add(chosen, article, row)
            tallies[f"{summariser.name} + lỗi cài"].add(corrupt(chosen, pool, draw), article, row)
        tallies["sapo người viết"].add(as_written(row, article), article, row)
    return "\n".join([*_planted_table(rows, articles), "", *_tally_table(tallies)])


def _planted_table(rows: list[Row], articles: dict[str, Article]) -> list[str]:
    planted = checker.plant(rows, PLANTED, SEED)
    kinds = Counter(one.kind for one in planted)
    found = Counter(one.kind for one in planted if checker.unsupported(one.source, one.corrupted))
    guarded = Counter(one.kind for one in planted if caught(one, articles))
    names = {"number": "đổi số", "name": "đổi tên", "date": "dời ngày", "unit": "đổi đơn vị"}
    lines = [f"| {names[kind]} | {kinds[kind]} | {found[kind]} | {guarded[kind]} |" for kind in kinds]
    whole = [percent(each.total(), len(planted)) for each in (found, guarded)]
    return [
        "| lỗi cài vào sapo thật | số lỗi | bộ kiểm độc lập thấy | bộ gác thấy |",
        "|---|---|---|---|",
        *lines,
        f"| tất cả | {len(planted)} | {found.total()} ({whole[0]}) | {guarded.total()} ({whole[1]}) |",
    ]


def _tally_table(tallies: dict[str, Tally]) -> list[str]:
    return [
        "| bản tóm tắt | bài | câu | câu bị thay | bài có lỗi, trước | sau bộ gác | R1 | R2 | RL |",
        "|---|---|---|---|---|---|---|---|---|",
        *(f"| {tally.cells(name)} |" for name, tally in tallies.items()),
    ]
