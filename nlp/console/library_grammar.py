"""The grammar of the commands about libraries and batches; that of the others is in :mod:`nlp.console.arguments`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from models.catalog import DEFAULT_READER, DEFAULT_SUMMARISER, READERS, SUMMARISERS
from nlp.console.messages import text
from nlp.console.parser import Parser, positive

if TYPE_CHECKING:
    import argparse


#: What a batch can do with every row.
BATCHES: Final = ("summarise", "ask", "clean")
_DATE: Final = re.compile(r"(1\d{3}|20\d{2})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


class Command(Protocol):
    """Adds a sub-command of that name; its help is the text of ``key``."""

    def __call__(self, name: str, *aliases: str, into: argparse._SubParsersAction[Parser], key: str = "") -> Parser: ...


def library(parser: Parser, command: Command) -> None:
    """``library add|build|list|show|remove|check|stats DIR``."""
    actions = parser.add_subparsers(
        dest="action", required=True, metavar=_text("metavar-task", parser), title=_text("group-commands", parser)
    )

    def action(name: str, key: str = "") -> Parser:
        made = command(name, into=actions, key=key or f"library-{name}")
        made.positionals.add_argument("folder", type=Path, metavar="DIR", help=_text("library-folder", made))
        made.options.add_argument("--json", action="store_true", help=_text("json", made))
        return made

    adding = action("add")
    adding.positionals.add_argument("sources", nargs="+", metavar="SOURCE", help=_text("library-source", adding))
    _workers(adding)
    adding.options.add_argument("--errors", type=Path, metavar="JSONL", help=_text("errors", adding))
    adding.options.add_argument("--offline", action="store_true", help=_text("offline", adding))
    building = action("build")
    building.positionals.add_argument("input", type=Path, metavar="INPUT", help=_text("batch-input", building))
    _engine(building)
    building.options.add_argument(
        "--shard-rows", type=positive(building.lang), metavar="N", help=_text("shard-rows", building)
    )
    action("list")
    showing = action("show")
    showing.positionals.add_argument("name", metavar="ID", help=_text("library-name", showing))
    removing = action("remove")
    removing.positionals.add_argument("names", nargs="+", metavar="ID", help=_text("library-name", removing))
    checking = action("check")
    checking.options.add_argument("--repair", action="store_true", help=_text("repair", checking))
    action("stats", "library-statistics")


def batch(parser: Parser, command: Command) -> None:
    """``batch summarise|ask|clean INPUT OUTPUT``; the caller adds the options that single commands have too."""
    works = parser.add_subparsers(
        dest="work", required=True, metavar=_text("metavar-task", parser), title=_text("group-commands", parser)
    )
    for name in BATCHES:
        made = command(name, into=works, key=f"batch-{name}")
        made.positionals.add_argument("input", type=Path, metavar="INPUT", help=_text("batch-input", made))
        made.positionals.add_argument("output", type=Path, metavar="OUTPUT", help=_text("batch-output", made))
        _engine(made)
        made.options.add_argument("--json", action="store_true", help=_text("json", made))
        if name == "ask":
            made.options.add_argument(
                "-q", "--question", action="append", default=[], help=_text("batch-question", made)
            )
            made.options.add_argument("--reader", default=DEFAULT_READER, metavar="NAME", help=_reader(made))
        if name == "summarise":
            made.options.add_argument("--sentences", type=int, metavar="N", help=_text("sentences", made))
            made.options.add_argument("--words", type=int, metavar="N", help=_text("words", made))
            made.options.add_argument(
                "--summariser", default=DEFAULT_SUMMARISER, metavar="NAME", help=_summariser(made)
            )


def _engine(parser: Parser) -> None:
    parser.options.add_argument("--engine", choices=("local", "ray"), default="local", help=_text("engine", parser))
    _workers(parser)


def _workers(parser: Parser) -> None:
    parser.options.add_argument("--workers", type=positive(parser.lang), metavar="N", help=_text("workers", parser))


def _reader(parser: Parser) -> str:
    return text("reader", parser.lang, names=", ".join(READERS), default=DEFAULT_READER)


def _summariser(parser: Parser) -> str:
    return text("summariser", parser.lang, names=", ".join(SUMMARISERS), default=DEFAULT_SUMMARISER)


def selection(parser: Parser) -> None:
    """``--library DIR`` and which of its articles count."""
    day = _text("date-value", parser)
    options = parser.options
    options.add_argument("--library", type=Path, metavar="DIR", help=_text("library-option", parser))
    options.add_argument("--since", type=_day(day, last=False), metavar="DATE", help=_text("since", parser))
    options.add_argument("--until", type=_day(day, last=True), metavar="DATE", help=_text("until", parser))
    options.add_argument("--source", dest="source_name", metavar="NAME", help=_text("source-option", parser))


def check(parser: Parser, options: argparse.Namespace) -> None:
    """What argparse cannot say: sources or a library, never both."""
    if not hasattr(options, "library"):
        return
    if bool(options.sources) == (options.library is not None):
        parser.error(_text("source-or-library", parser))
    for option, value in (("--since", options.since), ("--until", options.until), ("--source", options.source_name)):
        if value is not None and options.library is None:
            parser.error(text("only-with-library", parser.lang, option=option))
    if hasattr(options, "query") and (options.query is None) != (options.library is None):
        parser.error(_text("query-and-library", parser))


def _day(name: str, *, last: bool) -> Callable[[str], int]:
    """A year, month or day as a number that sorts; the last day of the year or month when ``last``."""

    def day(value: str) -> int:
        found = _DATE.fullmatch(value)
        if found is None:
            raise ValueError(value)
        year, month, of_month = (int(part) if part else None for part in found.groups())
        return (year or 0) * 10_000 + (month or (12 if last else 1)) * 100 + (of_month or (31 if last else 1))

    day.__name__ = name  # argparse names the type in its complaint
    return day


def _text(key: str, parser: Parser) -> str:
    return text(key, parser.lang)
