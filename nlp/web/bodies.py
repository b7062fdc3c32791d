"""What requests may hold, checked by pydantic and shown in the OpenAPI document with examples."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, model_validator

from nlp.web.example_table import ARTICLE_ID, GIVEN, GIVEN_START, QUESTION, SENT

Identifier = Annotated[str, Field(min_length=1, max_length=64)]
DATE: Final = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_ARTICLES: Final = 20  # asked of together


class Body(BaseModel):
    """Root of all bodies: an unknown field is an error, so that a misspelt one is not silently ignored."""

    model_config = ConfigDict(extra="forbid", str_max_length=20_000_000)


class ArticleBody(Body):
    """Exactly one of the five. ``sample`` and ``stored`` name articles that ship with hoibao or lie in the library."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": SENT}]})
    text: str | None = None
    html: str | None = None
    url: str | None = Field(default=None, max_length=2000)
    sample: Identifier | None = None
    stored: Identifier | None = None

    @model_validator(mode="after")
    def _one(self) -> ArticleBody:
        given = (self.text, self.html, self.url, self.sample, self.stored)
        if sum(value is not None for value in given) != 1:
            raise ValueError("text | html | url | sample | stored")
        return self


class Chosen(Body):
    """Which articles: one, or several together."""

    article: Identifier | None = None
    articles: list[Identifier] = Field(default=[], max_length=_ARTICLES)

    @property
    def ids(self) -> list[str]:
        return [self.article] if self.article else self.articles


class AskBody(Chosen):
    """A question of one article, of several, or of the whole library."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"article": ARTICLE_ID, "question": QUESTION}]})
    question: Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S")]
    library: StrictBool = False
    top: StrictInt = Field(default=5, ge=1, le=20)
    previous: str | None = Field(default=None, max_length=2000)
    since: str | None = Field(default=None, pattern=DATE)
    until: str | None = Field(default=None, pattern=DATE)
    source: str | None = Field(default=None, max_length=200)

    @model_validator(mode="after")
    def _some_article(self) -> AskBody:
        if bool(self.ids) == self.library:
            raise ValueError("article | articles | library")
        return self


class SummariseBody(Chosen):
    model_config = ConfigDict(json_schema_extra={"examples": [{"article": ARTICLE_ID, "sentences": 3}]})
    sentences: StrictInt | None = Field(default=None, ge=1, le=50)
    words: StrictInt | None = Field(default=None, ge=1, le=2000)

    @model_validator(mode="after")
    def _one_length(self) -> SummariseBody:
        if not self.ids:
            raise ValueError("article | articles")
        if self.sentences and self.words:
            raise ValueError("sentences | words")
        return self


class AnswerSpan(Body):
    text: Annotated[str, Field(min_length=1, max_length=5000)]
    start: StrictInt = Field(ge=0)


class AnnotationBody(Body):
    """A question with its answers (none: not in the article), or a reference summary. ``revision``: the one seen."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "article": ARTICLE_ID,
                    "author": "Lan",
                    "question": QUESTION,
                    "answers": [{"text": GIVEN, "start": GIVEN_START}],
                }
            ]
        }
    )
    article: Identifier
    author: Annotated[str, Field(min_length=1, max_length=80, pattern=r"\S")]
    question: Annotated[str, Field(max_length=2000)] = ""
    answers: list[AnswerSpan] = Field(default=[], max_length=10)
    summary: Annotated[str, Field(max_length=20_000)] = ""
    id: str = Field(default="", max_length=64)
    revision: StrictInt = Field(default=0, ge=0)


#: FastAPI reads the body of this route by its content type, so the document has to be told.
ARTICLE_REQUEST: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": ArticleBody.model_json_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            },
        },
    }
}
