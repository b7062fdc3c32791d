"""The documents stay true: every command in them parses, every link leads somewhere, every name they use exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from nlp import __version__
from nlp.console.arguments import build_parser
from nlp.console.english import ENGLISH_ERRORS
from nlp.console.messages import TEXTS
from nlp.sources.faults import MESSAGES

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
COMMAND = re.compile(r"(?:`|\$ )qa_cli\.py ([^`\n]+)")


def commands() -> list[str]:
    return sorted({found.strip() for path in DOCUMENTS for found in COMMAND.findall(path.read_text("utf-8"))} - {""})


@pytest.mark.parametrize("command", commands())
def test_every_documented_command_parses(command: str) -> None:
    words = shlex.split(command)
    if words[-1] in ("--help", "--version"):  # these end well, and at once
        with pytest.raises(SystemExit, match=r"^0$"):
            build_parser("vi").parse_args(words)
        return
    build_parser("vi").parse_args(words)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text("utf-8")):
        assert (document.parent / target).exists(), f"{document.name}: {target}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_named_in_the_documents_exist(document: Path) -> None:
    named = re.findall(
        r"`((?:nlp|models|corpus|tests|scripts|docs)/[\w./-]+\.(?:py|md|jsonl|tsv|txt))`", document.read_text("utf-8")
    )
    missing = [name for name in named if not (ROOT / name).exists()]
    assert not missing, f"{document.name}: {missing}"


def test_one_version_everywhere() -> None:
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert f"version: {__version__}" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_texts_have_both_languages_with_the_same_fields() -> None:
    for key, (vietnamese, english) in TEXTS.items():
        assert vietnamese, key
        assert english, key
        assert sorted(re.findall(r"{\w*}", vietnamese)) == sorted(re.findall(r"{\w*}", english)), key


def test_every_error_code_has_an_english_sentence() -> None:
    used = {
        code
        for layer in ("corpus", "models", "nlp")
        for path in (ROOT / layer).rglob("*.py")
        for code in re.findall(r'\bcode="([\w-]+)"', path.read_text("utf-8"))
    }
    assert (used | set(MESSAGES)) - {"corpus", "model"} <= set(ENGLISH_ERRORS), sorted(
        (used | set(MESSAGES)) - set(ENGLISH_ERRORS)
    )
