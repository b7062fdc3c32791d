"""Pages, PDF, DOCX and Markdown: nothing of the body lost; documents that attack are refused or survived."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from corpus.errors import SourceError
from nlp.sources.kinds import Kind
from nlp.sources.markdown import extract_markdown
from nlp.sources.markup import MarkupSize, measure
from nlp.sources.pdf import extract_pdf, join_lines
from nlp.sources.sandbox import SandboxLimits, extract_apart
from nlp.sources.webpage import extract_webpage
from nlp.sources.word_document import check_unpacked_size, extract_docx

REAL_PAGES = Path(__file__).parents[4] / "shared" / "data" / "pages" / "html"
MakePdf = Callable[[list[str]], bytes]
MakeDocx = Callable[..., bytes]

PAGE = """<!doctype html><html lang="vi"><head><title>Cầu Sông Vân thông xe - Báo Thử</title>
<meta property="og:title" content="Cầu Sông Vân thông xe"><meta property="og:site_name" content="Báo Thử">
<meta property="og:description"
 content="Sau 18 tháng thi công, cây cầu nối hai xã ven sông đã đón những chuyến xe đầu...">
<meta property="article:published_time" content="2024-03-12T08:30:00+07:00"></head><body>
<nav><a href="/">Trang chủ</a> <a href="/xa-hoi">Xã hội</a></nav>
<div class="bar"><span class="d">Thứ Ba, 12/03/2024 08:30</span></div><h1>Cầu Sông Vân thông xe</h1>
<p class="sapo">Sau 18 tháng thi công, cây cầu nối hai xã ven sông đã đón những chuyến xe đầu tiên vào sáng nay.</p>
<article>%s<figure><img src="/anh/cau-song-van.jpg" alt="">
<figcaption>Người dân đi trên cầu mới. Ảnh: Minh An</figcaption>
</figure><table><tr><td>Chiều dài</td><td>320 m</td></tr><tr><td>Vốn</td><td>145 tỷ đồng</td></tr></table></article>
<footer><p>Bản quyền thuộc Báo Thử, ghi rõ nguồn khi sử dụng.</p></footer></body></html>"""


def page_of(article: tuple[str, ...]) -> str:
    return PAGE % "".join(f"<p>{paragraph} Câu này kể thêm về đoạn đường và về bến đò cũ.</p>" for paragraph in article)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(SourceError) as caught:
        call()
    assert "\n" not in str(caught.value)
    return caught.value.code


def text_or_code(call: Callable[[], str]) -> str:
    try:
        return call()
    except SourceError as error:
        return error.code


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_keeps_body_standfirst_date_caption_and_table(article: tuple[str, ...]) -> None:
    found = extract_webpage(page_of(article), "a.html")
    lines = found.text.split("\n")
    assert lines[:3] == [
        "Cầu Sông Vân thông xe",
        "Thứ Ba, 12/03/2024 08:30",
        "Sau 18 tháng thi công, cây cầu nối hai xã ven sông đã đón những chuyến xe đầu tiên vào sáng nay.",
    ]
    assert all(any(line.startswith(paragraph) for line in lines) for paragraph in article)
    caption = lines.index("Người dân đi trên cầu mới. Ảnh: Minh An")
    assert lines[caption - 1] == "cau-song-van.jpg"
    assert "Chiều dài | 320 m" in lines
    assert len(set(lines)) == len(lines)
    assert (found.title, found.published) == ("Cầu Sông Vân thông xe", "2024-03-12T08:30:00+07:00")
    assert found.source == "Báo Thử"


@pytest.mark.parametrize(
    "html", ["<p>Một câu rất ngắn.</p>", "<html><body><p>Hà Nội hôm nay có mưa, trời se lạnh.</p></body></html>"]
)
def test_small_pages_are_articles_too(html: str) -> None:
    assert extract_webpage(html, "a.html").text.endswith(("ngắn.", "lạnh."))


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><form>Đăng nhập <input><p>Quên mật khẩu?</p></form></body></html>",
        "<html><body><ul>" + "<li><a href='/x'>Tin mới trong ngày hôm nay</a></li>" * 40 + "</ul></body></html>",
        "<html><head><title>Một tiêu đề, khá dài.</title></head><script>var a = 'Một câu, có dấu.';</script></html>",
        "<html></html>",
    ],
)
def test_pages_without_an_article(html: str) -> None:
    assert code_of(lambda: extract_webpage(html, "a.html")) == "no-article"


def test_measuring_markup() -> None:
    assert measure("<div><br><p>a<p>b<script>'<div><div>'</script></div>") == MarkupSize(2, 7)
    assert measure("<i>" * 5000).depth == 5000
    assert measure("<script " * 1000).tags == 1
    assert measure("a < b và c > d") == MarkupSize(0, 0)


def test_a_body_deeper_than_any_tree_is_not_lost(article: tuple[str, ...]) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in article)
    found = extract_webpage("<div>" * 10_000 + body + "</div>" * 10_000, "a.html")
    assert found.text.split("\n") == list(article)


def test_entities_are_not_expanded_into_gigabytes() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    html = f'<!DOCTYPE html [<!ENTITY e0 "aaaa">{bomb}]><html><body><p>Câu này, rất thường. &e11;</p></body></html>'
    assert len(extract_webpage(html, "a.html").text) < 5000


def test_absurd_table_spans_are_harmless(article: tuple[str, ...]) -> None:
    html = page_of(article).replace("<td>", "<td colspan=9007199254740992 rowspan=9007199254740992>")
    assert "320 m" in extract_webpage(html, "a.html").text


@pytest.mark.skipif(not REAL_PAGES.is_dir(), reason="the real pages are not beside the checkout")
def test_real_pages_lose_no_gold_paragraph() -> None:
    import json

    gold = json.loads((REAL_PAGES / "vnexpress_fundus_2025_10_22.gold.json").read_text(encoding="utf-8"))["V1"]
    found = extract_webpage((REAL_PAGES / "vnexpress_fundus_2025_10_22.html").read_text(encoding="utf-8"), "a.html")
    lines = found.text.split("\n")
    wanted = [gold["title"], *gold["body"]["summary"], *gold["body"]["sections"][0]["paragraphs"]]
    assert [paragraph for paragraph in wanted if paragraph not in lines] == []
    assert found.published == "2025-10-22T19:25:52+07:00"


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_pdf_gives_its_paragraphs(make_pdf: MakePdf, article: tuple[str, ...]) -> None:
    printed = ["Sáng 12-3, huyện Sông Vân khánh thành cây cầu dài", "320 m nối hai xã ven sông.", article[1]]
    assert extract_pdf(make_pdf(printed), "a.pdf").text.split("\n") == list(article[:2])


def test_printed_lines_become_paragraphs() -> None:
    lines = ["Giai đoạn 2021-", "2025, tỉnh chi 3 tỷ", "đồng.", "Điều 1. Phạm vi", "1. Áp dụng chung", "a) Một mục"]
    assert join_lines(lines) == [
        "Giai đoạn 2021-2025, tỉnh chi 3 tỷ đồng.",
        "Điều 1. Phạm vi",
        "1. Áp dụng chung",
        "a) Một mục",
    ]


def _written(writer: pypdf.PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_pdfs_that_cannot_be_read(make_pdf: MakePdf, article: tuple[str, ...]) -> None:
    blank = pypdf.PdfWriter()
    for _ in range(3):
        blank.add_blank_page(200, 200)
    assert code_of(lambda: extract_pdf(_written(blank), "a.pdf")) == "scanned-pdf"

    locked = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf(list(article))))
    locked.encrypt("mật khẩu", algorithm="RC4-128")
    assert code_of(lambda: extract_pdf(_written(locked), "a.pdf")) == "encrypted-pdf"

    long = pypdf.PdfWriter()
    for _ in range(501):
        long.add_blank_page(10, 10)
    assert code_of(lambda: extract_pdf(_written(long), "a.pdf")) == "too-many-pages"


def test_a_pdf_that_only_forbids_printing_is_read(make_pdf: MakePdf, article: tuple[str, ...]) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf([article[1]])))
    writer.encrypt("", "chủ", algorithm="RC4-128")
    assert extract_pdf(_written(writer), "a.pdf").text == article[1]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:200], lambda data: data.replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")]
)
def test_damaged_and_looping_pdfs_end_in_the_sandbox(make_pdf: MakePdf, damage: Callable[[bytes], bytes]) -> None:
    data = damage(make_pdf(["Một câu."]))
    assert code_of(lambda: extract_apart(Kind.PDF, data, "a.pdf")) in ("damaged", "scanned-pdf", "too-complex")


# ── DOCX ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_docx_gives_paragraphs_and_tables_in_order(make_docx: MakeDocx, article: tuple[str, ...]) -> None:
    data = make_docx(article, rows=(("Chiều dài", "320 m"), ("Vốn", "145 tỷ đồng")), title=article[0], author="Admin")
    found = extract_docx(data, "a.docx")
    assert found.text.split("\n") == [*article, "Chiều dài | 320 m", "Vốn | 145 tỷ đồng"]
    assert (found.title, found.author) == (article[0], None)


def _with_document(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == "word/document.xml" else content)
    return buffer.getvalue()


def test_tracked_insertions_count_and_deletions_do_not(make_docx: MakeDocx) -> None:
    def track(xml: bytes) -> bytes:
        run = "<w:r><w:t>Vốn 145 tỷ đồng.</w:t></w:r>".encode()
        gone = "<w:r><w:delText>Vốn 90 tỷ đồng.</w:delText></w:r>".encode()
        return xml.replace(
            b"<w:sectPr", b"<w:p><w:ins>" + run + b"</w:ins><w:del>" + gone + b"</w:del></w:p><w:sectPr", 1
        )

    assert extract_docx(_with_document(make_docx(("Mở đầu.",)), track), "a.docx").text == "Mở đầu.\nVốn 145 tỷ đồng."


def test_zip_bombs_are_refused_before_they_are_opened(make_docx: MakeDocx) -> None:
    one = _with_document(make_docx(), lambda xml: xml + b" " * 40_000_000)
    assert code_of(lambda: check_unpacked_size(one, "a.docx")) == "zip-bomb"
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(5001):
            archive.writestr(f"word/{number}", b"")
    assert code_of(lambda: check_unpacked_size(many.getvalue(), "a.docx")) == "zip-bomb"


def test_xml_entities_in_a_docx_do_not_explode(make_docx: MakeDocx) -> None:
    entities = b"".join(b'<!ENTITY e%d "%b">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))

    def bomb(xml: bytes) -> bytes:
        head, _, rest = xml.partition(b"?>")
        body = rest.replace(b"<w:sectPr", b"<w:p><w:r><w:t>&e11;</w:t></w:r></w:p><w:sectPr", 1)
        return head + b'?><!DOCTYPE d [<!ENTITY e0 "aaaa">' + entities + b"]>" + body

    data = _with_document(make_docx(("Mở đầu.",)), bomb)
    outcome = text_or_code(lambda: extract_apart(Kind.DOCX, data, "a.docx").text)
    assert outcome in ("Mở đầu.", "damaged", "too-complex")


# ── Markdown ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Đề mục #\nĐoạn một\ntiếp theo.\n\nĐoạn hai.", "Đề mục\nĐoạn một tiếp theo.\nĐoạn hai."),
        ("Tiêu đề\n=======\n\nMột.", "Tiêu đề\nMột."),
        ('**Đậm** và *nghiêng*, `mã`, [nối](http://a.vn/b_(c) "chú").', "Đậm và nghiêng, mã, nối."),
        ("![Ảnh cầu](cau.jpg)\n\n> Trích\n> dẫn.", "Ảnh cầu\nTrích dẫn."),
        ("* một\n* hai\n1. ba", "- một\n- hai\n1. ba"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
        ("```\nmã nguồn\n```\nsau", "mã nguồn\nsau"),
        ("snake_case_name và 2 * 3 * 4 = 24, a*b*c", "snake_case_name và 2 * 3 * 4 = 24, a*b*c"),
        ('---\ntitle: "Cầu mới"\ndate: 2024-03-12\n---\nMột câu.', "Cầu mới\nMột câu."),
        ("---\nkhông phải khoá\n---\nsau", "không phải khoá\nsau"),
        ("Giá \\*chưa\\* thuế 5 < 6 > 4", "Giá *chưa* thuế 5 < 6 > 4"),
    ],
)
def test_markdown(source: str, text: str) -> None:
    assert extract_markdown(source).text == text


# ── the sandbox ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_sandbox_gives_what_the_extractor_gives(article: tuple[str, ...], make_docx: MakeDocx) -> None:
    html = page_of(article)
    assert extract_apart(Kind.HTML, html.encode(), "a.html") == extract_webpage(html, "a.html")
    assert extract_apart(Kind.DOCX, make_docx(article), "tên\ud800\x00.docx").text == "\n".join(article)


@pytest.mark.parametrize(
    "limits", [SandboxLimits(wall_seconds=1, cpu_seconds=60), SandboxLimits(memory_bytes=130_000_000, cpu_seconds=60)]
)
def test_a_document_over_its_limits_is_refused(limits: SandboxLimits) -> None:
    html = "<p>Một câu, khá thường.</p>" * 60_000
    assert code_of(lambda: extract_apart(Kind.HTML, html.encode(), "a.html", limits)) in ("too-complex", "damaged")
    small = "<p>Một câu, khá thường.</p>".encode()
    roomy = replace(limits, wall_seconds=40)
    assert extract_apart(Kind.HTML, small, "a.html", roomy).text == "Một câu, khá thường."


def test_a_file_in_the_working_directory_is_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json.py", "lxml.py", "trafilatura.py", "corpus.py"):
        (tmp_path / name).write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert extract_apart(Kind.HTML, "<p>Một câu, khá thường.</p>".encode(), "a.html").text == "Một câu, khá thường."
