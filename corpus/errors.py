"""What can go wrong with texts and files.

CorpusError
├── SourceError         a source cannot be read as an article (missing, empty, binary, refused address, …)
└── FormatError         a file of rows breaks its format; says the file and the line
"""

from __future__ import annotations


class CorpusError(Exception):
    """Root of the package. The message says what was expected, what was found and what to do.

    ``code`` is a stable name for the fault, for scripts and for tests ("empty-article", "not-found", …);
    ``subject`` is what the error is about (a path, an address, a model's name), where there is one.
    """

    def __init__(self, message: str, *, code: str = "corpus", subject: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.subject = subject


class SourceError(CorpusError):
    """A file, address or standard input that does not give an article."""


class FormatError(CorpusError):
    """Rows that do not follow their format."""
