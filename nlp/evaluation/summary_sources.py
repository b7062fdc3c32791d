"""The articles of a summary item, ready for a summariser, and their sentences, for the lead and the oracle."""

from __future__ import annotations

from corpus.records import Article, Block, Document, Role
from corpus.spans import Span
from corpus.summaries import SourceText, SummaryItem
from nlp.cleaning.metadata import iso_moment


def articles_of(item: SummaryItem) -> tuple[Article, ...]:
    """Articles as a user's would be: a page with its noise is cleaned, a body of paragraphs is taken as it is."""
    return tuple(
        _cleaned(document, f"{item.id}#{at}") if document.page else _built(document, f"{item.id}#{at}")
        for at, document in enumerate(item.documents, start=1)
    )


def _cleaned(document: SourceText, name: str) -> Article:
    from nlp.cleaning.clean import clean

    return clean(Document(name=name, text=document.page)).article


def _built(document: SourceText, name: str) -> Article:
    """Title and paragraphs two line feeds apart, as every article has them."""
    pieces = [(document.title.strip(), Role.TITLE), *((text.strip(), Role.BODY) for text in document.body)]
    blocks: list[Block] = []
    start = 0
    kept = [(text, role) for text, role in pieces if text]
    for text, role in kept:
        blocks.append(Block(Span(start, start + len(text)), role))
        start += len(text) + 2
    return Article(
        name,
        "\n\n".join(text for text, _ in kept),
        tuple(blocks),
        title=document.title.strip() or None,
        published=iso_moment(document.date),
    )


def sentences_of(article: Article) -> tuple[str, ...]:
    """The sentences of standfirst and body, in page order."""
    from nlp.language.sentences import split

    return tuple(
        sentence.span.of(block.span.of(article.text))
        for block in article.blocks_of(Role.SAPO, Role.BODY)
        for sentence in split(block.span.of(article.text))
    )
