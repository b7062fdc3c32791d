"""The one place where the parts are put together. Every edge calls this, and nothing below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from corpus.records import Article, Document
from models.catalog import DEFAULT_READER, DEFAULT_SUMMARISER, READERS, SUMMARISERS
from models.errors import MissingModel, UnknownModel
from models.reading import Reader
from nlp.answering.answer import Answer, answer
from nlp.answering.dialogue import resolve
from nlp.cleaning.clean import Cleaned, clean
from nlp.sources.ingest import load
from nlp.summarising.guard import guard
from nlp.summarising.summarise import Length, Summariser, Summary


def open_reader(name: str) -> Reader:
    """The reader of that name.

    Raises:
        UnknownModel: no reader goes by it.
        MissingModel: its weights or libraries are not on this machine.
        DamagedModel: a file of it is not what its manifest says.
    """
    if name.startswith("hf:") and name != "hf:":
        from models.hub.reader import HubReader

        return HubReader.open(name.removeprefix("hf:"), segment=segment_words)
    if name == "small":
        from models.reader import SmallReader
        from nlp.answering.checked import CheckedReader

        return CheckedReader(SmallReader.open())
    if name == "network":
        from models.reader import SmallReader

        return SmallReader.open()
    if name == "lexical":
        from nlp.answering.lexical import LexicalReader

        return LexicalReader()
    raise UnknownModel(_unknown("bộ đọc", name, READERS), code="unknown-model")


def open_summariser(name: str) -> Summariser:
    """The summariser of that name; raises as :func:`open_reader` does."""
    if name.startswith("hf:") and name != "hf:":
        from models.hub.summariser import HubSummariser
        from nlp.summarising.summarise import GenerativeSummariser

        hub = HubSummariser.open(name.removeprefix("hf:"), segment=segment_words)
        return GenerativeSummariser(hub.generate, name)
    if name == "small":
        from models.salience.model import Salience
        from nlp.language.words import UndertheseaSegmenter
        from nlp.summarising.small import SmallSummariser

        return SmallSummariser(UndertheseaSegmenter(), Salience.open())
    if name == "abstractive":
        from models.abstractive.writer import Writer
        from models.salience.model import Salience
        from nlp.language.words import UndertheseaSegmenter
        from nlp.summarising.abstractive import AbstractiveSummariser

        return AbstractiveSummariser(UndertheseaSegmenter(), Salience.open(), Writer.open())
    if name == "extractive":
        from nlp.language.words import UndertheseaSegmenter
        from nlp.summarising.summarise import ExtractiveSummariser

        return ExtractiveSummariser(UndertheseaSegmenter())
    raise UnknownModel(_unknown("bộ tóm tắt", name, SUMMARISERS), code="unknown-model")


def segment_words(text: str) -> list[str]:
    from nlp.language.words import UndertheseaSegmenter

    return [word.text for word in UndertheseaSegmenter().segment(text)]


def _unknown(what: str, name: str, known: Sequence[str]) -> str:
    return (
        f"Cần tên một {what} ({', '.join(known)} hoặc hf:TÊN), nhưng gặp “{name[:80]}”. "
        "Hãy xem danh sách bằng lệnh: qa_cli.py models"
    )


@dataclass(frozen=True, slots=True)
class Assistant:
    """Reads, cleans, answers and summarises. Parts come in here; ``open`` alone knows the defaults."""

    reader: Reader | None = None
    summariser: Summariser | None = None
    offline: bool = False

    @classmethod
    def open(
        cls,
        *,
        reader: str | None = DEFAULT_READER,
        summariser: str | None = DEFAULT_SUMMARISER,
        offline: bool = False,
    ) -> Assistant:
        """An assistant with the parts of these names; ``None`` leaves a part out and saves its start-up."""
        return cls(
            reader=None if reader is None else open_reader(reader),
            summariser=None if summariser is None else open_summariser(summariser),
            offline=offline,
        )

    def clean(self, source: str | Path | Document, *, stdin: BinaryIO | None = None) -> Cleaned:
        """Read one source (a path, an http(s) address, ``-``) and clean it; says which step dropped what."""
        document = source if isinstance(source, Document) else load(str(source), stdin=stdin, offline=self.offline)
        return clean(document)

    def read(self, source: str | Path | Document, *, stdin: BinaryIO | None = None) -> Article:
        """Read one source as a cleaned article.

        Raises:
            SourceError: the source gives no article.
        """
        return self.clean(source, stdin=stdin).article

    def read_all(self, sources: Sequence[str | Path], *, stdin: BinaryIO | None = None) -> list[Article]:
        """Read several sources; articles of the same file name are told apart by their whole path."""
        articles = [self.read(source, stdin=stdin) for source in sources]
        names = Counter(article.id for article in articles)
        return [
            article if names[article.id] == 1 else replace(article, id=str(source))
            for article, source in zip(articles, sources, strict=True)
        ]

    def ask(self, articles: Sequence[Article], question: str, *, top: int = 5) -> Answer:
        """Answer from all the articles together; ``Answer.text`` is ``None`` when they do not say."""
        return answer(question, articles, self.needed_reader, top=top)

    @property
    def needed_reader(self) -> Reader:
        """The reader, for who cannot do without.

        Raises:
            MissingModel: the assistant was opened without one.
        """
        if self.reader is None:
            raise MissingModel("Cần một bộ đọc để trả lời; hãy mở Assistant với reader=…", code="no-reader")
        return self.reader

    def summarise(self, articles: Sequence[Article], length: Length) -> Summary:
        """One summary of all the articles together, within ``length``; it states nothing that they do not."""
        if self.summariser is None:
            raise MissingModel("Cần một bộ tóm tắt; hãy mở Assistant với summariser=…", code="no-summariser")
        return guard(self.summariser.summarise(articles, length), articles, length=length)

    def converse(self, articles: Sequence[Article]) -> Conversation:
        """A dialogue about the articles, in which "còn SIPAS?" takes its missing part from the question before."""
        return Conversation(self, tuple(articles))


@dataclass(slots=True)
class Conversation:
    """Questions one after another about the same articles. Keeps the last full question, nothing else."""

    assistant: Assistant
    articles: tuple[Article, ...]
    previous: str | None = field(default=None)

    def ask(self, question: str, *, top: int = 5) -> Answer:
        full = resolve(question, self.previous)
        self.previous = full
        return self.assistant.ask(self.articles, full, top=top)
