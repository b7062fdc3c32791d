"""What can go wrong with texts and files.

CorpusError
├── SourceError         a source cannot be read as an article (missing, empty, binary, refused address, …)
└── FormatError         a file of rows breaks its format; says the file and the line
"""

from __future__ import annotations


class CorpusError(Exception):
    """Root of the package. The message says what was expected, what was found and what to do.

    ``code`` is a stable name for the fault, for scripts and for tests ("empty-article", "not-found", …).
    """

    def __init__(self, message: str, *, code: str = "corpus") -> None:
        super().__init__(message)
        self.code = code


class SourceError(CorpusError):
    """A file, address or standard input that does not give an article."""


class FormatError(CorpusError):
    """Rows that do not follow their format."""
