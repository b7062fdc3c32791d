"""What can go wrong with models.

ModelError
├── UnknownModel        no reader or summariser of that name
├── MissingModel        a known model whose weights, or the libraries it needs, are not on this machine
└── DamagedModel        a file of a model is absent, truncated, or has another hash than its manifest says
"""

from __future__ import annotations

from corpus.errors import on_one_line


class ModelError(Exception):
    """Root of the package. The message says what was expected, what was found and what to do.

    ``code`` is a stable name for the fault, for scripts and for tests; ``subject`` is what the error is about
    (a model's name, a path), where there is one.
    """

    def __init__(self, message: str, *, code: str = "model", subject: str = "") -> None:
        super().__init__(on_one_line(message))
        self.code = code
        self.subject = on_one_line(subject)


class UnknownModel(ModelError):
    """No reader or summariser goes by that name."""


class MissingModel(ModelError):
    """The model is known, but its weights or the libraries that run it are not here."""


class DamagedModel(ModelError):
    """A file of the model is absent, truncated or changed."""
