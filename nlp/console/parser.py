"""An argument parser that speaks Vietnamese or English."""

from __future__ import annotations

import argparse
import itertools
import os
import re
from collections.abc import Callable, Sequence
from typing import NoReturn

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
        said = self._translate(message).rstrip(".")
        self.exit(2, f"{said}. {text('see-help', self.lang, program=self.prog)}\n")

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
    for option, value in itertools.zip_longest(argv, argv[1:], fillvalue=""):
        if option == "--lang":
            wanted = value
        elif option.startswith("--lang="):
            wanted = option.removeprefix("--lang=")
    return "en" if wanted == "en" else "vi"


def positive(lang: Language) -> Callable[[str], int]:
    """Reads an integer of at least 1."""

    def positive(value: str) -> int:
        number = int(value)
        if number < 1:
            raise ValueError(value)
        return number

    positive.__name__ = text("positive-integer", lang)  # argparse names the type in its complaint
    return positive
