"""``summarise --headline`` and ``summarise --facts``: what an editor wants beside, or in place of, a summary."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from corpus.jsonl import dumps
from nlp.console.messages import Language, text

if TYPE_CHECKING:  # a message must not cost the import of the pipeline
    from corpus.records import Article
    from nlp.console.terminal import Style
    from nlp.summarising.facts import Fact
    from nlp.summarising.headline import Headline

_HEADLINES = 3  # of each article


def show(options: Namespace) -> int:
    """Headlines or facts of every source."""
    from nlp import Assistant
    from nlp.console.terminal import style_of

    articles = Assistant.open(reader=None, summariser=None, offline=options.offline).read_all(options.sources)
    style, lang = style_of(sys.stdout), options.lang
    start = time.perf_counter()
    if options.facts:
        row, shown = _facts(articles, style, lang)
    else:
        row, shown = _headlines(articles)
    print(dumps(row | {"elapsed_ms": round((time.perf_counter() - start) * 1000, 1)}) if options.json else shown)
    return 0


def _headlines(articles: Sequence[Article]) -> tuple[dict[str, Any], str]:
    from nlp.summarising.headline import headlines

    found = [headline for article in articles for headline in headlines(article, _HEADLINES)]
    return {"headlines": [headline_row(one) for one in found]}, "\n".join(one.text for one in found)


def headline_row(headline: Headline) -> dict[str, Any]:
    """``start`` and ``end``: of the sentence that the headline was cut from."""
    sentence = headline.sentence
    return {"text": headline.text, "article": headline.article, "start": sentence.start, "end": sentence.stop}


def _facts(articles: Sequence[Article], style: Style, lang: Language) -> tuple[dict[str, Any], str]:
    from nlp.summarising.facts import facts

    found = [(article, facts(article)) for article in articles]
    rows = [fact_row(fact, article) for article, each in found for fact in each]
    return {"facts": rows}, "\n\n".join(sheet(each, article, style, lang) for article, each in found)


def fact_row(fact: Fact, article: Article) -> dict[str, Any]:
    """One fact as JSON; ``start`` and ``end`` count code points of the cleaned article, as do the sentence's."""
    return {
        "kind": fact.kind.value,
        "detail": fact.detail,
        "text": fact.text,
        "value": dict(fact.value) or None,
        "article": fact.article,
        "start": fact.span.start,
        "end": fact.span.stop,
        "about": fact.about.of(article.text),
        "sentence": {
            "start": fact.sentence.start,
            "end": fact.sentence.stop,
            "text": fact.sentence.of(article.text),
        },
        "times": fact.times,
    }


def sheet(facts: Sequence[Fact], article: Article, style: Style, lang: Language) -> str:
    """The facts of one article under who, when, where and how many, each with the clause that states it."""
    from nlp.summarising.facts import FactKind

    lines = [style.bold(article.title or article.id)]
    for kind in FactKind:
        group = [fact for fact in facts if fact.kind is kind]
        if group:
            lines += ["", style.bold(text(f"fact-{kind.value}", lang))]
            lines += [_line(fact, article, style) for fact in group]
    return "\n".join(lines)


def _line(fact: Fact, article: Article, style: Style) -> str:
    around = fact.about if len(fact.about) > len(fact.span) else fact.sentence
    within = fact.span.shift(-around.start)
    clause = around.of(article.text)
    marked = clause[: within.start] + style.mark(within.of(clause)) + clause[within.stop :]
    place = style.dim(f"[{fact.span.start}–{fact.span.stop}]")
    return f"  {' '.join(marked.split())}  {place}"
