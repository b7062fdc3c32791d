"""How many threads a model may use: two, unless several workers share the machine and each is given one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

#: The environment variable that says it; a worker of a batch gets "1" where nobody said otherwise.
VARIABLE: Final = "HOIBAO_THREADS"
_USUAL: Final = 2
#: What the linear algebra under numpy reads when it is first imported; left alone it takes every core in every worker,
#: and two workers are then slower than one.
_ALGEBRA: Final = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def threads() -> int:
    """A number of at least 1; what is no number counts as not said."""
    said = os.environ.get(VARIABLE, "")
    return max(1, int(said)) if said.isdecimal() else _USUAL


def one_each() -> None:
    """From here on a model of this process uses one thread, where nobody said otherwise."""
    os.environ.setdefault(VARIABLE, "1")


@contextmanager
def algebra_of_one() -> Iterator[None]:
    """Processes that begin meanwhile have one thread, or as many as ``VARIABLE`` says, for linear algebra too. It must
    be said before they begin: a program that imports numpy does so there before anything of ours runs."""
    number = os.environ.get(VARIABLE, "1")
    added = [name for name in _ALGEBRA if name not in os.environ]
    os.environ.update(dict.fromkeys(added, number))
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)
