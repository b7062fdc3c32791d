"""How many threads a model may use: two, unless several workers share the machine and each is given one."""

from __future__ import annotations

import os
from typing import Final

#: The environment variable that says it; a worker of a batch gets "1" where nobody said otherwise.
VARIABLE: Final = "HOIBAO_THREADS"
_USUAL: Final = 2


def threads() -> int:
    """A number of at least 1; what is no number counts as not said."""
    said = os.environ.get(VARIABLE, "")
    return max(1, int(said)) if said.isdecimal() else _USUAL


def one_each() -> None:
    """From here on a model of this process uses one thread."""
    os.environ.setdefault(VARIABLE, "1")
