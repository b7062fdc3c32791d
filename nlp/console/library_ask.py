"""``ask --library`` and ``summarise --library``: one library call each, then print."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Iterator

from corpus.index import Selection
from corpus.jsonl import dumps
from nlp.answering.dialogue import resolve
from nlp.assistant import Assistant
from nlp.console.messages import Language, text
from nlp.console.prompt import questions_of
from nlp.console.rows import summary_row
from nlp.console.terminal import Style, style_of
from nlp.library.ask import LibraryAnswer, answer_row
from nlp.library.grouping import Group, Support
from nlp.library.search import source_terms
from nlp.library.shelf import Shelf
from nlp.library.summarise import LibrarySummary, sources_rows
from nlp.summarising.summarise import Length

_SHOWN: int = 3  # articles of a group that are quoted; the others are counted


def ask(options: Namespace) -> int:
    """Answer every question from the library; without one, read them line after line."""
    questions = list(questions_of(options))
    with Shelf.open(options.library) as shelf:
        _warn_of_waiting(shelf, options.lang)
        assistant = Assistant.open(reader=options.reader, summariser=None, offline=options.offline)
        style = style_of(sys.stdout)
        for number, (id, question) in enumerate(questions or _typed(options)):
            start = time.perf_counter()
            answer = shelf.ask(question, assistant, selection=selection_of(options), top=options.top)
            elapsed_ms = (time.perf_counter() - start) * 1000
            if options.json:
                print(dumps(answer_row(answer, elapsed_ms, id)), flush=True)
            else:
                shown = show(answer, style, options.lang, with_question=len(questions) > 1)
                print(("\n" if number else "") + shown, flush=True)
    return 0


def summarise(options: Namespace) -> int:
    """One summary of what the library says about ``--query``, its sentences numbered by their articles."""
    length = Length(sentences=options.sentences, words=options.words)
    with Shelf.open(options.library) as shelf:
        _warn_of_waiting(shelf, options.lang)
        assistant = Assistant.open(reader=None, summariser=options.summariser, offline=options.offline)
        start = time.perf_counter()
        found = shelf.summarise(options.query, assistant, length, selection=selection_of(options))
        elapsed_ms = (time.perf_counter() - start) * 1000
    if options.json:
        row = {"query": options.query} | summary_row(found.summary, elapsed_ms)
        print(dumps(row | {"citations": sources_rows(found)}))
    else:
        print(show_summary(found, style_of(sys.stdout), options.lang))
    return 0


def _warn_of_waiting(shelf: Shelf, lang: Language) -> None:
    """ "Not in the library" must not be said in silence while some of it cannot be found."""
    if count := shelf.library.waiting():
        print(text("library-waiting", lang, count=count, folder=shelf.library.folder), file=sys.stderr)


def show_summary(found: LibrarySummary, style: Style, lang: Language) -> str:
    """The summary, then the numbered list of its articles."""
    if not found.summary.sentences:
        return style.bold(text("not-in-library", lang))
    lines = [found.text, ""]
    for row in sources_rows(found):
        where = (row["title"] or text("untitled", lang), row["source"], (row["published"] or "")[:10], row["article"])
        lines.append(style.dim(f"[{row['number']}] {' · '.join(filter(None, where))}"))
    return "\n".join(lines)


def _typed(options: Namespace) -> Iterator[tuple[None, str]]:
    """Questions from standard input, follow-ups made full."""
    person, previous = sys.stdin.isatty(), None
    while True:
        try:
            question = input(text("prompt", options.lang) if person else "")
        except EOFError:
            return
        if question.strip():
            previous = resolve(question, previous)
            yield None, previous


def selection_of(options: Namespace) -> Selection:
    return Selection(options.since, options.until, source_terms(options.source_name))


def show(answer: LibraryAnswer, style: Style, lang: Language, *, with_question: bool) -> str:
    """ "thứ 3 (2022, 2 bài) · thứ 24 (2020, 1 bài)", then the sentences that say so."""
    lines = [style.bold(answer.question)] if with_question else []
    if not answer.groups:
        return "\n".join([*lines, style.bold(text("not-in-library", lang))])
    lines.append(" · ".join(_headline(group, style, lang) for group in answer.groups))
    if answer.disagree:
        lines.append(text("library-disagree", lang))
    for group in answer.groups:
        lines += [_quoted(support, style, lang) for support in group.supports[:_SHOWN]]
        if len(group.supports) > _SHOWN:
            lines.append("  " + text("library-more", lang, count=len(group.supports) - _SHOWN))
    return "\n".join(lines)


def _headline(group: Group, style: Style, lang: Language) -> str:
    places = dict.fromkeys(support.place for support in group.supports if support.place)
    about = ", ".join([*places, *map(str, group.years)])
    count = text("library-articles", lang, count=len(group.supports))
    return f"{style.bold(group.text)} ({', '.join(filter(None, (about, count)))})"


def _quoted(support: Support, style: Style, lang: Language) -> str:
    within = support.span.shift(-support.sentence_span.start) if support.sentence_span.contains(support.span) else None
    sentence = support.sentence
    if within is not None:
        sentence = sentence[: within.start] + style.mark(within.of(sentence)) + sentence[within.stop :]
    where = (support.title or text("untitled", lang), support.source, (support.published or "")[:10], support.article)
    return f"  “{' '.join(sentence.split())}”\n  {style.dim('— ' + ' · '.join(filter(None, where)))}"
