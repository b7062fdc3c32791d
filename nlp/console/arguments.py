"""The command line's grammar: which commands there are and what each takes. No work is done here."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from models.catalog import DEFAULT_READER, DEFAULT_SUMMARISER, READERS, SUMMARISERS
from nlp import __version__
from nlp.console import library_grammar
from nlp.console.messages import LANGUAGES, Language, text

#: argparse words its complaints in English only: (what it says, our message).
COMPLAINTS = (
    (r"the following arguments are required: (.+)", "missing-arguments"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", "invalid-choice"),
    (r"unrecognized arguments: (.+)", "unrecognised"),
    (r"argument (.+?): expected one argument", "one-argument"),
    (r"argument (.+?): expected at least one argument", "some-arguments"),
    (r"argument (.+?): not allowed with argument (.+)", "not-together"),
    (r"argument (.+?): invalid (.+?) value: (.+)", "invalid-value"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the user's language; a usage error exits with 2."""

    def __init__(self, *, lang: Language, prog: str, description: str, epilog: str | None = None) -> None:
        def formatter(prog: str) -> argparse.HelpFormatter:
            return _Formatter(prog, lang)

        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self.lang: Language = lang
        self.positionals = self.add_argument_group(text("group-arguments", lang))
        self.options = self.add_argument_group(text("group-options", lang))
        self.options.add_argument("-h", "--help", action="help", help=text("help", lang))
        self.options.add_argument("--lang", choices=LANGUAGES, default=lang, help=text("lang", lang))

    def error(self, message: str) -> NoReturn:
        self.exit(2, self._translate(message) + "\n" + text("see-help", self.lang, program=self.prog) + "\n")

    def _translate(self, message: str) -> str:
        for pattern, key in COMPLAINTS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                message = text(key, self.lang, *found.groups())
                break
        return text("error", self.lang, message=message)


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, lang: Language) -> None:
        super().__init__(prog, max_help_position=30, width=100)
        self._lang = lang

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, text("usage", self._lang) if prefix is None else prefix)


def language(argv: Sequence[str]) -> Language:
    """The language to speak, wanted before anything is parsed: ``--lang``, else ``HOIBAO_LANG``, else Vietnamese."""
    wanted = os.environ.get("HOIBAO_LANG", "vi")[:2].lower()
    for option, value in zip(argv, [*argv[1:], ""], strict=True):
        if option == "--lang":
            wanted = value
        elif option.startswith("--lang="):
            wanted = option.removeprefix("--lang=")
    return "en" if wanted == "en" else "vi"


def parse(argv: Sequence[str], lang: Language) -> argparse.Namespace:
    """Parse a command line; leaves with 2 when it is none of ours."""
    parser = build_parser(lang)
    options = parser.parse_args(argv)
    library_grammar.check(parser, options)
    return options


def build_parser(lang: Language) -> Parser:
    """The whole grammar, its help in ``lang``."""
    parser = Parser(lang=lang, prog="qa_cli.py", description=text("program", lang), epilog=text("exit-codes", lang))
    parser.options.add_argument(
        "--version", action="version", version=f"hoibao {__version__}", help=text("version", lang)
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH", title=text("group-commands", lang))

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
    evaluate = command("evaluate")
    tasks = evaluate.add_subparsers(dest="task", required=True, metavar="VIỆC", title=text("group-commands", lang))

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
        "--top", type=_positive(parser.lang), default=5, metavar="K", help=text("top", parser.lang)
    )
    _json(parser)
    _reader(parser)
    _offline(parser)


def _summarise(parser: Parser) -> None:
    _sources(parser, "*")
    library_grammar.selection(parser)
    parser.options.add_argument("--query", help=text("library-query", parser.lang))
    _length(parser)
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
    _json(parser)


def _evaluate_validate(parser: Parser) -> None:
    _data(parser, "+")


def _evaluate_sample(parser: Parser) -> None:
    _data(parser, "+")
    parser.options.add_argument("-n", type=_positive(parser.lang), default=50, help=text("number", parser.lang))
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
    parser.options.add_argument("--texts", type=_positive(parser.lang), metavar="N", help=text("texts", parser.lang))
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
    length.add_argument("--sentences", type=_positive(parser.lang), metavar="N", help=text("sentences", parser.lang))
    length.add_argument("--words", type=_positive(parser.lang), metavar="N", help=text("words", parser.lang))


def _predictions(parser: Parser) -> None:
    exclusive = parser.options.add_mutually_exclusive_group()
    exclusive.add_argument("--predictions", type=Path, metavar="JSONL", help=text("predictions", parser.lang))
    exclusive.add_argument("--from", dest="from_", type=Path, metavar="JSONL", help=text("from", parser.lang))


def _sampling(parser: Parser) -> None:
    parser.options.add_argument("--limit", type=_positive(parser.lang), metavar="N", help=text("limit", parser.lang))
    parser.options.add_argument("--seed", type=int, default=1, metavar="N", help=text("seed", parser.lang))
    parser.options.add_argument("--split", choices=("dev", "test"), help=text("split", parser.lang))


def _positive(lang: Language) -> Callable[[str], int]:
    def positive(value: str) -> int:
        number = int(value)
        if number < 1:
            raise ValueError(value)
        return number

    positive.__name__ = text("positive-integer", lang)  # argparse names the type in its complaint
    return positive


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
