"""Results for a person: colour on a terminal, the same words without it in a pipe."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from nlp.console.messages import Language, text

if TYPE_CHECKING:  # a message must not cost the import of the pipeline
    from nlp.answering.answer import Answer, Evidence
    from nlp.cleaning.clean import Cleaned
    from nlp.summarising.summarise import Summary


@dataclass(frozen=True, slots=True)
class Style:
    """How to make text stand out on this stream. ``mark`` works without colour too."""

    colour: bool

    def bold(self, piece: str) -> str:
        return f"\x1b[1m{piece}\x1b[0m" if self.colour else piece

    def dim(self, piece: str) -> str:
        return f"\x1b[2m{piece}\x1b[0m" if self.colour else piece

    def mark(self, piece: str) -> str:
        return f"\x1b[1;4m{piece}\x1b[0m" if self.colour else f"[{piece}]"


def style_of(stream: TextIO) -> Style:
    """Colour on a terminal unless ``NO_COLOR`` is set (no-color.org)."""
    return Style(colour=stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")


def prepare_streams() -> None:
    """Make the standard streams UTF-8 on every platform, and let Windows consoles understand colours.

    A stream that the caller closed (``>&-``) is None in Python; the null device stands in for it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 (open as long as the process lives)
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if sys.platform == "win32":
        os.system("")  # switches the console to virtual-terminal processing


def silence() -> None:
    """Send what is still to be written to the null device: whoever read standard output, or its disk, is gone."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def describe(error: OSError) -> str:
    """The file and the system's own words."""
    return ": ".join(str(part) for part in (error.filename, error.strerror or type(error).__name__) if part)


def show_answer(answer: Answer, style: Style, lang: Language, *, with_question: bool) -> str:
    """The answer first, then the sentence it stands in with the answer marked, then where that is."""
    lines = [style.bold(answer.question)] if with_question else []
    if answer.text is None:
        lines.append(style.bold(text("not-in-article", lang)))
    else:
        score = text("answer-score", lang, score=_decimal(answer.score, lang))
        lines.append(f"{style.bold(answer.text)}  {style.dim('(' + score + ')')}")
        lines += [_evidence(evidence, answer, style) for evidence in answer.evidence]
    return "\n".join(lines)


def _evidence(evidence: Evidence, answer: Answer, style: Style) -> str:
    sentence = evidence.sentence
    span = answer.span
    if span is not None and evidence.article == answer.article and evidence.span.contains(span):
        within = span.shift(-evidence.span.start)
        sentence = sentence[: within.start] + style.mark(within.of(sentence)) + sentence[within.stop :]
    where = " · ".join(filter(None, (evidence.title, " ".join(evidence.article.split()))))
    return f"  “{' '.join(sentence.split())}”\n  {style.dim('— ' + where)}"


def show_summary(summary: Summary, style: Style) -> str:
    """The title, then the summary as one paragraph a reader could print."""
    heading = [style.bold(summary.title)] if summary.title else []
    return "\n".join([*heading, summary.text])


def show_cleaned(cleaned: Cleaned, style: Style, lang: Language, *, explain: bool) -> str:
    if not explain:
        return cleaned.article.text
    if not cleaned.edits:
        return text("nothing-to-explain", lang)
    actions = {"drop": "dropped", "mark": "marked", "rewrite": "rewritten"}
    lines = []
    for edit in cleaned.edits:
        what = text(actions[edit.action], lang) + (f" → {edit.role.value}" if edit.role else "")
        piece = " ".join(edit.text.split())
        short = piece if len(piece) <= 100 else piece[:99] + "…"
        lines.append(f"{style.dim(text('line', lang, line=edit.line))}\t{edit.step}\t{style.bold(what)}\t{short}")
    return "\n".join(lines)


def _decimal(value: float, lang: Language) -> str:
    number = f"{value:.2f}"
    return number.replace(".", ",") if lang == "vi" else number
