#!/usr/bin/env python3
"""hoibao on the command line: parse, call one library function, print, exit code.

Nothing heavy is imported before the arguments are understood, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from corpus.errors import CorpusError
from corpus.jsonl import dumps
from models.errors import ModelError
from nlp.console.arguments import parse
from nlp.console.messages import Language, error_text, text
from nlp.console.parser import language

T = TypeVar("T")

#: The one table from error to exit code; 1 is left for the unforeseen.
EXIT_CODES: tuple[tuple[type[BaseException], int], ...] = ((CorpusError, 3), (ModelError, 4), (KeyboardInterrupt, 130))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    from nlp.console.terminal import describe, prepare_streams, silence

    arguments = sys.argv[1:] if argv is None else list(argv)
    prepare_streams()
    lang = language(arguments)
    try:
        options = parse(arguments, lang)
        code = COMMANDS[options.command](options)
        sys.stdout.flush()  # here, where a full disk can still be told of
        return code
    except BrokenPipeError:  # the reader of our output went away (`| head`): nothing is left to say
        silence()
        return 0
    except tuple(kind for kind, _ in EXIT_CODES) as error:
        return _report(error, lang)
    except OSError as error:  # what the sources and the files to write do not explain themselves
        _complain(text("system", lang, found=describe(error)), lang)
        silence()
        return 3


def _report(error: BaseException, lang: Language) -> int:
    message = text("interrupted", lang) if isinstance(error, KeyboardInterrupt) else error_text(error, lang)
    _complain(message, lang)
    return next(code for kind, code in EXIT_CODES if isinstance(error, kind))


def _complain(message: str, lang: Language) -> None:
    """Tell what went wrong. Where standard error itself cannot be written, the exit code alone says it."""
    with suppress(OSError):
        print(text("error", lang, message=message), file=sys.stderr, flush=True)


# ── commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def ask(options: Namespace) -> int:
    """Answer every ``-q`` and every row of ``--questions``; without either, open the prompt."""
    if options.library is not None:
        from nlp.console import library_ask

        return library_ask.ask(options)
    from nlp import Assistant
    from nlp.console.prompt import converse, questions_of
    from nlp.console.rows import answer_row
    from nlp.console.terminal import show_answer, style_of

    questions = list(questions_of(options))
    assistant = Assistant.open(reader=options.reader, summariser=None, offline=options.offline)
    articles = assistant.read_all(options.sources)
    if not questions:
        return converse(assistant.converse(articles), options)
    style = style_of(sys.stdout)
    for number, (id, question) in enumerate(questions):
        answer, elapsed_ms = _timed(lambda question=question: assistant.ask(articles, question, top=options.top))
        if options.json:
            print(dumps(answer_row(answer, elapsed_ms, id)), flush=True)
        else:
            separator = "\n" if number else ""
            print(separator + show_answer(answer, style, options.lang, with_question=len(questions) > 1), flush=True)
    return 0


def summarise(options: Namespace) -> int:
    """One summary of all sources together."""
    if options.library is not None:
        from nlp.console import library_ask

        return library_ask.summarise(options)
    if options.headline or options.facts:
        from nlp.console import sheets

        return sheets.show(options)
    from nlp import Assistant
    from nlp.console.rows import summary_row
    from nlp.console.terminal import show_summary, style_of
    from nlp.summarising.summarise import Length

    assistant = Assistant.open(reader=None, summariser=options.summariser, offline=options.offline)
    articles = assistant.read_all(options.sources)
    length = Length(sentences=options.sentences, words=options.words)
    summary, elapsed_ms = _timed(lambda: assistant.summarise(articles, length))
    print(dumps(summary_row(summary, elapsed_ms)) if options.json else show_summary(summary, style_of(sys.stdout)))
    return 0


def clean(options: Namespace) -> int:
    """The article of a page, or what was dropped and why."""
    from nlp import Assistant
    from nlp.console.rows import cleaned_row
    from nlp.console.terminal import show_cleaned, style_of

    cleaned = Assistant.open(reader=None, summariser=None, offline=options.offline).clean(options.source)
    if options.json:
        print(dumps(cleaned_row(cleaned, explain=options.explain)))
    else:
        print(show_cleaned(cleaned, style_of(sys.stdout), options.lang, explain=options.explain))
    return 0


def models(options: Namespace) -> int:
    """Every reader and summariser, and whether it is on this machine."""
    from models.catalog import entries

    for entry in entries():
        if options.json:
            print(dumps(entry.row()))
        else:
            print(f"{entry.name:<14}{text('task-' + entry.task, options.lang):<12}{entry.summary(options.lang)}")
    return 0


def serve(options: Namespace) -> int:
    """The page and the HTTP API, until Ctrl-C."""
    from nlp.web.serve import serve

    return serve(options)


def evaluate(options: Namespace) -> int:
    """Dispatch to the tasks of ``evaluate``."""
    from nlp.console.evaluation import TASKS

    return TASKS[options.task](options)


def library(options: Namespace) -> int:
    """Dispatch to the actions of ``library``."""
    from nlp.console import library as console

    return console.library(options)


def batch(options: Namespace) -> int:
    """A task over many rows."""
    from nlp.console import batch as console

    return console.batch(options)


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """The result of ``work`` and how many milliseconds it took."""
    start = time.perf_counter()
    result = work()
    return result, (time.perf_counter() - start) * 1000


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "ask": ask,
    "summarise": summarise,
    "summarize": summarise,
    "clean": clean,
    "models": models,
    "serve": serve,
    "evaluate": evaluate,
    "library": library,
    "batch": batch,
}

if __name__ == "__main__":
    sys.exit(main())
