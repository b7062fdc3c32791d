"""Targets that read strangers' files. PDF, DOCX and HTML go through what the sandbox's child does, in this process.

Where a document is whole (nothing in it was mangled), each of its paragraphs must come out.
"""

from __future__ import annotations

import random
import re
import unicodedata
import zlib
from functools import cache
from pathlib import Path
from typing import Any, Final

from corpus.errors import CorpusError
from tests.documents import assemble_pdf, docx_with, pdf_objects
from tests.fuzz import mutations
from tests.legacy import ENCODERS

_SECONDS: Final = 20  # what a refusal of the sandbox names; nothing here waits for it


def _reply(kind: str, data: bytes) -> dict[str, Any]:
    from nlp.sources.kinds import Kind
    from nlp.sources.sandbox import _reply as reply

    made = reply(Kind[kind], data, "fuzz", _SECONDS)
    assert isinstance(made["text"], str) if "text" in made else made["code"] and made["message"]
    return made


def _read(data: bytes, name: str) -> None:
    """A document that can be written as UTF-8, or a refusal with a code in one line."""
    from nlp.sources.ingest import read_bytes

    try:
        read_bytes(data, name).text.encode("utf-8")
    except CorpusError as error:
        _is_clear(error)


def _is_clear(error: CorpusError) -> None:
    assert error.code
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in str(error)), ascii(str(error))


def _paragraphs(rng: random.Random, most: int) -> list[str]:
    """Lines as a parser gives them back: no control characters, one space between words."""
    text = mutations.piece(rng, rng.choice((80, 300, 900))) if rng.random() < 0.4 else mutations.scraps(rng)
    lines = [" ".join("".join(c for c in line if c.isprintable()).split()) for line in text.split("\n")]
    return [line for line in lines if line][:most]


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def encodings(rng: random.Random) -> None:
    """Bytes are decoded to text that can be written again, or refused as a source that gives no article."""
    from nlp.sources.encodings import decode
    from nlp.sources.markdown import extract_markdown

    found = decode(mutations.data(rng))
    if found is not None:
        found.text.encode("utf-8")
    extract_markdown(mutations.text(rng))


def legacy(rng: random.Random) -> None:
    """Text in an encoding of before Unicode comes back as it was written; mangled, it is decoded or refused."""
    from nlp.sources.encodings import decode

    name = rng.choice(sorted(ENCODERS))
    if rng.random() < 0.5:
        wanted = " ".join(mutations.sentence(rng) for _ in range(2)).lower()
        wanted = "".join(c for c in wanted if c.isascii() or c.isalpha()).replace("µ", "")  # a sign of no such table
        found = decode(ENCODERS[name](wanted))
        assert found is not None
        assert found.text == wanted, f"{name} read as {found.encoding}"
        return
    found = decode(mutations.mangled(ENCODERS[name](mutations.piece(rng, rng.choice((100, 400, 800)))), rng))
    assert found is None or found.text.encode("utf-8") is not None


def reading(rng: random.Random) -> None:
    """Whatever bytes come under whatever name, a document comes out or a refusal with a code."""
    data = mutations.data(rng)
    if rng.random() < 0.2:
        data = rng.choice((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"{\\rtf", b"RIFF", b"<html>")) + data
    _read(data, rng.choice(("a.txt", "a.md", "a.html", "a", "a.xyz", "a.pdf", "a.docx")))


# ── HTML ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

_TAGS: Final = (
    "p", "div", "span", "a", "b", "i", "h1", "h2", "table", "tr", "td", "th", "ul", "li", "img", "figure", "figcaption",
    "article", "section", "script", "style", "br", "svg", "form", "nav", "footer", "aside", "main", "head", "title",
    "meta", "noscript", "template", "textarea", "select", "option", "iframe", "video",
)  # fmt: skip
_ATTRIBUTES: Final = (
    "class='caption'", 'id="main"', "colspan=9007199254740992", "style='display:none'", "hidden", "href=//a/b?c#d",
    "src='data:image/png;base64,AAAA'", "=", "onclick=x()", "lang=vi", 'class="article-body content"', "rowspan=-1",
)  # fmt: skip
_AROUND: Final = (
    "<nav><a href=/>Trang chủ</a></nav>", "<script>var a = '<p>không, đây là mã.</p>';</script>", "<!-- ghi chú -->",
    "<style>p { color: red }</style>", "<footer><p>Bản quyền thuộc Báo Thử.</p></footer>", "<br>", "<hr/>", "<!---->",
)  # fmt: skip


@cache
def _real_html() -> tuple[str, ...]:
    """Two national papers' pages as their servers sent them, where they are beside the checkout."""
    return tuple(path.read_text("utf-8", "replace") for path in sorted((mutations.PAGES / "html").glob("*.html")))


def _soup(rng: random.Random) -> str:
    """Tags around scraps, opened more often than closed."""
    parts: list[str] = []
    for _ in range(rng.choice((3, 8, 15, 60))):
        tag = rng.choice(_TAGS)
        shapes = (
            f"<{tag}>",
            f"</{tag}>",
            f"<{tag} {rng.choice(_ATTRIBUTES)}>",
            f"<{tag}",
            f"<{tag}/>",
            "&#x110000;",
            "]]>",
        )
        parts.append(mutations.scraps(rng)[:80] if rng.random() < 0.35 else rng.choice(shapes))
    return rng.choice(("<html><body>", "<!DOCTYPE html>", "")) + "".join(parts)


def _page(paragraphs: list[str], rng: random.Random) -> str:
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    before, after = ("".join(rng.choices(_AROUND, k=rng.randint(0, 3))) for _ in range(2))
    return f"<!doctype html><html><body>{before}<article>{body}</article>{after}</body></html>"


def html(rng: random.Random) -> None:
    """Tag soup, real pages torn and bent, and whole pages, none of whose paragraphs may be lost."""
    kind = rng.random()
    if kind < 0.45:
        _read(_soup(rng).encode("utf-8", "replace"), "a.html")
    elif kind < 0.65:
        _whole_page(rng)
    elif kind < 0.68 and _real_html():
        mutations.drawn_from_a_page = True
        source = rng.choice(_real_html())
        start = rng.randrange(len(source))
        _read(mutations.mangled(source[start : start + rng.choice((500, 2000, 8000))].encode(), rng), "a.html")
    else:
        page = _page(mutations.bent(mutations.piece(rng, rng.choice((80, 250, 1000))), rng, 1).split("\n"), rng)
        _read(mutations.mangled(page.encode("utf-8", "replace"), rng), "a.html")


def _whole_page(rng: random.Random) -> None:
    from nlp.sources.ingest import read_bytes

    wanted = [mutations.sentence(rng) for _ in range(rng.randint(2, 5))]
    wanted = list(dict.fromkeys(wanted))
    text = read_bytes(_page(wanted, rng).encode(), "a.html").text
    lost = [paragraph for paragraph in wanted if paragraph not in text]
    assert not lost, f"lost: {lost}"


# ── DOCX and PDF ─────────────────────────────────────────────────────────────────────────────────────────────────────

_RUNS: Final = (
    "<w:p/>", "<w:tab/>", "<w:br/>", "<w:ins>", "</w:ins>", "<w:del>", "</w:del>", "<w:tbl><w:tr><w:tc>", "</w:p>",
    "</w:tc></w:tr></w:tbl>", "<w:p>", "<w:r>", "</w:r>", "<w:t>x", "<w:sectPr/>", "<w:moveFrom>", "&#0;", "&e;",
)  # fmt: skip


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def docx(rng: random.Random) -> None:
    """Word documents whole, with their XML torn, and with their bytes mangled."""
    lines = _paragraphs(rng, 12)
    body = "".join(f"<w:p><w:r><w:t>{_escaped(line)}</w:t></w:r></w:p>" for line in lines)
    kind = rng.random()
    if kind < 0.3:
        made = _reply("DOCX", docx_with(body))
        assert made["text"].split("\n") == lines if any(lines) else True
        return
    if kind < 0.7:
        for _ in range(rng.randint(1, 4)):
            at = rng.choice([found.start() for found in re.finditer("<", body)] or [0])
            body = body[:at] + rng.choice(_RUNS) + body[at:]
        data = docx_with(body)
    else:
        data = mutations.mangled(docx_with(body), rng)
    _reply("DOCX", data)


_TOKENS: Final = (
    b"0", b"-1", b"99999999999999999999", b"1 0 R", b"2 0 R", b"3 0 R", b"9 9 R", b"null", b"true", b"[", b"]", b"<<",
    b">>", b"(", b"/Kids", b"/Parent", b"/Count", b"/Length", b"/Contents", b"/Filter /FlateDecode", b"/Filter /LZWDecode",
    b"/Filter [/ASCIIHexDecode /RunLengthDecode]", b"/ObjStm", b"/Prev 0", b"1e999", b"nan", b"/ToUnicode 7 0 R", b"BT", b"Tj",
)  # fmt: skip


def pdf(rng: random.Random) -> None:
    """PDFs whole, with tokens of their objects exchanged, and with their bytes mangled."""
    lines = [line[:90] for line in _paragraphs(rng, 8)]
    objects = pdf_objects(lines)
    kind = rng.random()
    if kind < 0.25:
        made = _reply("PDF", assemble_pdf(objects))
        if "text" in made:
            letters = sorted(c for line in lines for c in line if not c.isspace())
            assert sorted(c for c in made["text"] if not c.isspace()) == letters
        return
    for _ in range(rng.randint(1, 4)):
        which = rng.randrange(len(objects))
        words = objects[which].split(b" ")
        words[rng.randrange(len(words))] = rng.choice(_TOKENS)
        objects[which] = b" ".join(words)
    if rng.random() < 0.3:
        packed = zlib.compress(objects[3])
        objects[3] = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)
    data = assemble_pdf(objects)
    _reply("PDF", mutations.mangled(data, rng) if kind > 0.6 else data)


# ── rows of data ─────────────────────────────────────────────────────────────────────────────────────────────────────

_FIELDS: Final = (
    "id", "text", "body", "title", "question", "context", "answers", "answer", "answer_start", "start", "is_impossible",
    "paragraphs", "qas", "questions", "follows", "article", "data", "published", "error", "url", "type", "split",
)  # fmt: skip


def _value(rng: random.Random, depth: int = 0) -> str:
    """JSON, and what looks like it."""
    import json

    kind = rng.random()
    if kind < 0.4 or depth > 3:
        return json.dumps(mutations.text(rng, 60)[:300])
    if kind < 0.6:
        odd = ("0", "-1", "1e999", "NaN", "9" * 5000, "true", "null", "{", "[", '"', "[" * 2000, '"\\ud800"', "1.5", "")
        return rng.choice(odd)
    if kind < 0.75:
        return "[" + ", ".join(_value(rng, depth + 1) for _ in range(rng.randint(0, 3))) + "]"
    return _object(rng, depth + 1)


def _object(rng: random.Random, depth: int = 0) -> str:
    fields = (f'"{rng.choice(_FIELDS)}": {_value(rng, depth)}' for _ in range(rng.randint(0, 5)))
    return "{" + ", ".join(fields) + "}"


@cache
def _folder() -> Path:
    import atexit
    import tempfile

    kept = tempfile.TemporaryDirectory(prefix="hoibao-fuzz-")
    atexit.register(kept.cleanup)
    return Path(kept.name)


def rows(rng: random.Random) -> None:
    """Files of rows: questions come out or a fault that names its place; a batch gives each row an output or an error."""
    import json

    from corpus.datasets import read_questions
    from nlp.batch.shards import count_rows, rows_of, shards_of
    from nlp.batch.tasks import Task, run

    name = rng.choice(("a.jsonl", "a.json", "a.csv", "a.tsv", "a.jsonl.xz"))
    lines = [_object(rng) if rng.random() < 0.8 else mutations.text(rng, 60) for _ in range(rng.randint(0, 4))]
    if name.endswith(("csv", "tsv")):
        lines.insert(0, rng.choice(("id,question,context,answer", "question\tanswer\tcontext", "question;answers")))
    path = _folder() / name
    data = rng.choice(("\n", "\r\n", "\n\n")).join(lines).encode("utf-8", rng.choice(("replace", "surrogatepass")))
    path.write_bytes(mutations.mangled(data, rng) if rng.random() < 0.4 else data)
    try:
        for question in read_questions(path):
            assert question.question
    except CorpusError as error:
        _is_clear(error)
    if not name.endswith((".jsonl", ".xz")):
        return
    try:
        total = count_rows(path)
    except CorpusError as error:
        _is_clear(error)
        return
    shards = shards_of([path], 2)
    assert sum(shard.count for shard in shards) == total
    for shard in shards:
        for id, row in rows_of(shard):
            done = run(Task("clean"), row, id)
            assert bool(done.rows) != bool(done.error)
            json.dumps([*done.rows, done.error], ensure_ascii=False).encode("utf-8", "replace")
