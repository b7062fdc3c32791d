"""What can go wrong with texts and files.

CorpusError
├── SourceError         a source cannot be read as an article (missing, empty, binary, refused address, …)
└── FormatError         a file of rows breaks its format; says the file and the line
"""

from __future__ import annotations


def on_one_line(message: str) -> str:
    """``message`` without control characters and escape sequences: it may quote what strangers wrote.

    >>> on_one_line("gặp “\x1b[2J”\nhết")
    'gặp “�[2J”�hết'
    """
    return "".join(c if c.isprintable() or (c.isspace() and c not in _BREAKS) else "�" for c in message)


#: White space that is more than a space: what moves a cursor or ends a line.
_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"


class CorpusError(Exception):
    """Root of the package. The message says what was expected, what was found and what to do.

    ``code`` is a stable name for the fault, for scripts and for tests ("empty-article", "not-found", …);
    ``subject`` is what the error is about (a path, an address, a model's name), where there is one.
    """

    def __init__(self, message: str, *, code: str = "corpus", subject: str = "") -> None:
        super().__init__(on_one_line(message))
        self.code = code
        self.subject = on_one_line(subject)


class SourceError(CorpusError):
    """A file, address or standard input that does not give an article."""


class FormatError(CorpusError):
    """Rows that do not follow their format."""
