"""The command line's grammar: which commands there are and what each takes. No work is done here."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from models.catalog import DEFAULT_READER, DEFAULT_SUMMARISER, READERS, SUMMARISERS
from nlp import __version__
from nlp.console import library_grammar
from nlp.console.messages import Language, text
from nlp.console.parser import Parser, positive


def parse(argv: Sequence[str], lang: Language) -> argparse.Namespace:
    """Parse a command line; leaves with 2 when it is none of ours."""
    parser = build_parser(lang)
    options = parser.parse_args(argv)
    library_grammar.check(parser, options)
    for sheet in ("headline", "facts"):
        if getattr(options, sheet, False) and options.library is not None:
            parser.error(text("not-together", lang, f"--{sheet}", "--library"))
    _check_standard_input(parser, options)
    return options


def _check_standard_input(parser: Parser, options: argparse.Namespace) -> None:
    """Standard input is read once: as one article, and then not for the questions of the prompt as well."""
    sources = list(getattr(options, "sources", ()))
    if sources.count("-") > 1:
        parser.error(text("stdin-once", parser.lang))
    if options.command == "ask" and "-" in sources and not options.question and options.questions is None:
        parser.error(text("stdin-question", parser.lang))


def build_parser(lang: Language) -> Parser:
    """The whole grammar, its help in ``lang``."""
    parser = Parser(lang=lang, prog="qa_cli.py", description=text("program", lang), epilog=text("exit-codes", lang))
    parser.options.add_argument(
        "--version", action="version", version=f"hoibao {__version__}", help=text("version", lang)
    )
    commands = parser.add_subparsers(
        dest="command", required=True, metavar=text("metavar-command", lang), title=text("group-commands", lang)
    )

    def command(name: str, *aliases: str, into: argparse._SubParsersAction[Parser] = commands, key: str = "") -> Parser:
        about = text(key or name, lang)
        return into.add_parser(
            name, aliases=aliases, help=about, lang=lang, prog=f"{into._prog_prefix} {name}", description=about
        )

    _ask(command("ask"))
    _summarise(command("summarise", "summarize"))
    _clean(command("clean"))
    _json(command("models"))
    _serve(command("serve"))
    library_grammar.library(command("library"), command)
    library_grammar.batch(command("batch"), command)
    evaluate = command("evaluate")
    tasks = evaluate.add_subparsers(
        dest="task", required=True, metavar=text("metavar-task", lang), title=text("group-commands", lang)
    )

    def task(name: str) -> Parser:
        return command(name, into=tasks, key=f"evaluate-{name}")

    _evaluate_qa(task("qa"))
    _evaluate_summary(task("summary"))
    _evaluate_report(task("report"))
    _evaluate_diff(task("diff"))
    _evaluate_check(task("check"))
    _evaluate_validate(task("validate"))
    _evaluate_sample(task("sample"))
    _evaluate_library(task("library"))
    _evaluate_retrieval(task("retrieval"))
    return parser


# ── one function a command ───────────────────────────────────────────────────────────────────────────────────────────


def _ask(parser: Parser) -> None:
    _sources(parser, "*")
    library_grammar.selection(parser)
    parser.options.add_argument("-q", "--question", action="append", default=[], help=text("question", parser.lang))
    parser.options.add_argument("--questions", type=Path, metavar="JSONL", help=text("questions", parser.lang))
    parser.options.add_argument(
        "--top", type=positive(parser.lang), default=5, metavar="K", help=text("top", parser.lang)
    )
    _json(parser)
    _reader(parser)
    _offline(parser)


def _summarise(parser: Parser) -> None:
    _sources(parser, "*")
    library_grammar.selection(parser)
    parser.options.add_argument("--query", help=text("library-query", parser.lang))
    _length(parser)
    sheet = parser.options.add_mutually_exclusive_group()
    sheet.add_argument("--headline", action="store_true", help=text("headline", parser.lang))
    sheet.add_argument("--facts", action="store_true", help=text("facts", parser.lang))
    _json(parser)
    _summariser(parser)
    _offline(parser)


def _clean(parser: Parser) -> None:
    _sources(parser, None)
    _json(parser)
    parser.options.add_argument("--explain", action="store_true", help=text("explain", parser.lang))
    _offline(parser)


def _serve(parser: Parser) -> None:
    add = parser.options.add_argument
    add("--host", default="127.0.0.1", metavar="HOST", help=text("serve-host", parser.lang))
    add("--port", type=_port(parser.lang), default=8000, metavar="N", help=text("serve-port", parser.lang))
    add("--library", dest="served", type=Path, metavar="DIR", help=text("serve-library", parser.lang))
    add("--annotations", type=Path, default=Path("annotations"), metavar="DIR", help=text("serve-notes", parser.lang))
    add("--report", type=Path, metavar="DIR", help=text("serve-report", parser.lang))
    _reader(parser)
    _summariser(parser)
    _offline(parser)


def _evaluate_qa(parser: Parser) -> None:
    _data(parser, "+")
    _predictions(parser)
    _sampling(parser)
    _json(parser)
    _reader(parser)
    _offline(parser)


def _evaluate_summary(parser: Parser) -> None:
    _data(parser, "+")
    _predictions(parser)
    _sampling(parser)
    _length(parser)
    _json(parser)
    _summariser(parser)
    _offline(parser)


def _evaluate_report(parser: Parser) -> None:
    _data(parser, "+")
    parser.options.add_argument("--out", type=Path, required=True, metavar="DIR", help=text("out", parser.lang))
    _reader(parser, repeated=True)
    _summariser(parser, repeated=True)
    _sampling(parser)
    _offline(parser)


def _evaluate_diff(parser: Parser) -> None:
    parser.positionals.add_argument("old", type=Path)
    parser.positionals.add_argument("new", type=Path)
    parser.options.add_argument("--data", type=Path, action="append", default=[], help=text("data", parser.lang))
    parser.options.add_argument("--split", choices=("dev", "test"), help=text("split", parser.lang))
    _json(parser)


def _evaluate_check(parser: Parser) -> None:
    _data(parser, "+")
    parser.options.add_argument(
        "--baseline", type=Path, required=True, metavar="FILE", help=text("baseline", parser.lang)
    )
    parser.options.add_argument(
        "--tolerance", type=_number(parser.lang), default=0.5, help=text("tolerance", parser.lang)
    )
    _sampling(parser)
    _reader(parser)
    _summariser(parser)
    _json(parser)


def _evaluate_validate(parser: Parser) -> None:
    _data(parser, "+")


def _evaluate_sample(parser: Parser) -> None:
    _data(parser, "+")
    parser.options.add_argument("-n", type=positive(parser.lang), default=50, help=text("number", parser.lang))
    parser.options.add_argument("--seed", type=int, default=1, help=text("seed", parser.lang))
    parser.options.add_argument("--split", choices=("dev", "test"), help=text("split", parser.lang))
    _json(parser)


def _evaluate_library(parser: Parser) -> None:
    _data(parser, "+")
    parser.options.add_argument("--split", choices=("dev", "test"), help=text("split", parser.lang))
    _json(parser)
    _reader(parser)


def _evaluate_retrieval(parser: Parser) -> None:
    _data(parser, "+")
    _sampling(parser)
    parser.options.add_argument("--texts", type=positive(parser.lang), metavar="N", help=text("texts", parser.lang))
    _json(parser)


# ── pieces that several commands share ───────────────────────────────────────────────────────────────────────────────


def _sources(parser: Parser, nargs: str | None) -> None:
    name = "sources" if nargs else "source"
    parser.positionals.add_argument(name, nargs=nargs, metavar="SOURCE", help=text("source", parser.lang))


def _data(parser: Parser, nargs: str) -> None:
    parser.positionals.add_argument("data", nargs=nargs, type=Path, metavar="DATA", help=text("data", parser.lang))


def _json(parser: Parser) -> None:
    parser.options.add_argument("--json", action="store_true", help=text("json", parser.lang))


def _offline(parser: Parser) -> None:
    parser.options.add_argument("--offline", action="store_true", help=text("offline", parser.lang))


def _reader(parser: Parser, *, repeated: bool = False) -> None:
    about = text("reader", parser.lang, names=", ".join(READERS), default=DEFAULT_READER)
    if repeated:
        parser.options.add_argument("--reader", action="append", default=[], metavar="NAME", help=about)
    else:
        parser.options.add_argument("--reader", default=DEFAULT_READER, metavar="NAME", help=about)


def _summariser(parser: Parser, *, repeated: bool = False) -> None:
    about = text("summariser", parser.lang, names=", ".join(SUMMARISERS), default=DEFAULT_SUMMARISER)
    if repeated:
        parser.options.add_argument("--summariser", action="append", default=[], metavar="NAME", help=about)
    else:
        parser.options.add_argument("--summariser", default=DEFAULT_SUMMARISER, metavar="NAME", help=about)


def _length(parser: Parser) -> None:
    length = parser.options.add_mutually_exclusive_group()
    length.add_argument("--sentences", type=positive(parser.lang), metavar="N", help=text("sentences", parser.lang))
    length.add_argument("--words", type=positive(parser.lang), metavar="N", help=text("words", parser.lang))


def _predictions(parser: Parser) -> None:
    exclusive = parser.options.add_mutually_exclusive_group()
    exclusive.add_argument("--predictions", type=Path, metavar="JSONL", help=text("predictions", parser.lang))
    exclusive.add_argument("--from", dest="from_", type=Path, metavar="JSONL", help=text("from", parser.lang))


def _sampling(parser: Parser) -> None:
    parser.options.add_argument("--limit", type=positive(parser.lang), metavar="N", help=text("limit", parser.lang))
    parser.options.add_argument("--seed", type=int, default=1, metavar="N", help=text("seed", parser.lang))
    parser.options.add_argument("--split", choices=("dev", "test"), help=text("split", parser.lang))


def _port(lang: Language) -> Callable[[str], int]:
    def port(value: str) -> int:
        number = int(value)
        if not 0 <= number < 65536:
            raise ValueError(value)
        return number

    port.__name__ = text("port-value", lang)
    return port


def _number(lang: Language) -> Callable[[str], float]:
    def number(value: str) -> float:
        found = float(value.replace(",", "."))
        if not 0 <= found < float("inf"):
            raise ValueError(value)
        return found

    number.__name__ = text("number-value", lang)
    return number
