"""What knows Vietnamese: cleaning, words, sentences, questions, answers, summaries, and the pipeline of them.

>>> from nlp import Assistant            # doctest: +SKIP
>>> assistant = Assistant.open()         # doctest: +SKIP
>>> article = assistant.read("bai.txt")  # doctest: +SKIP
>>> assistant.ask([article], "Thanh Hóa xếp thứ mấy về PAPI?").text  # doctest: +SKIP
'thứ 3'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nlp.assistant import Assistant as Assistant
    from nlp.summarising.summarise import Length as Length

__all__ = ["Assistant", "Length"]
__version__ = "0.1.0"

_HOMES = {"Assistant": "nlp.assistant", "Length": "nlp.summarising.summarise"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: ``qa_cli.py --help`` must not pay for it (PEP 562)."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
