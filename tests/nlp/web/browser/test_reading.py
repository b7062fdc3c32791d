"""Reading, summing up, asking, taking away: the page as a reader uses it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.web


def test_paste_read_ask_and_see_the_evidence(visit: Any) -> None:
    page = visit.page
    page.fill(
        "#source",
        "Vụ xuân ở Yên Lạc\n\n" + "Huyện Yên Lạc gieo cấy xong 4.520 ha lúa xuân. " * 1 + "\n\nChia sẻ Facebook Zalo",
    )
    page.click("#compose .primary")
    page.wait_for_selector("#paper h1")
    assert page.inner_text("#paper h1") == "Vụ xuân ở Yên Lạc"
    answer = visit.ask("Huyện Yên Lạc gieo cấy bao nhiêu ha lúa?")
    assert "4.520" in answer.locator(".said").inner_text()
    assert "4.520" in page.inner_text("#paper mark.answer")
    assert visit.in_view("#paper mark.answer")
    assert page.locator("#status").inner_text().startswith("Huyện Yên Lạc gieo cấy")


def test_what_the_article_does_not_say_is_said_plainly(visit: Any) -> None:
    visit.open_sample()
    answer = visit.ask("Tỉnh Cà Mau có bao nhiêu sân bay vũ trụ?")
    assert answer.locator(".none").inner_text() == "Không có trong bài"
    assert visit.page.locator("#paper mark.answer").count() == 0


def test_a_summary_sentence_lights_up_its_source(visit: Any) -> None:
    visit.open_sample()
    page = visit.page
    page.locator("#summary li").nth(1).hover()
    lit = "".join(page.locator("#paper mark.lit").all_inner_texts())
    assert lit.strip() == page.locator("#summary li").nth(1).locator("span").inner_text().strip()
    page.locator("#summary li button").last.focus()
    page.keyboard.press("Enter")
    assert visit.in_view("#paper mark.lit")
    page.click('[data-sentences="5"]')
    visit.has("#summary li", 5)


def test_dropped_lines_show_with_their_reason(visit: Any) -> None:
    visit.open_sample()
    page = visit.page
    assert not page.locator("#paper .dropped").first.is_visible()
    page.locator("#show-dropped").focus()
    page.keyboard.press("Space")
    first = page.locator("#paper .dropped").first
    assert first.is_visible()
    assert first.locator("del").inner_text()
    assert first.locator(".why").inner_text()


def test_suggestions_history_and_follow_up_questions(visit: Any) -> None:
    visit.open_sample()
    page = visit.page
    visit.ask("Thanh Hóa xếp thứ mấy về PAPI?")
    follow = visit.ask("còn SIPAS?")
    assert "còn SIPAS?" in follow.locator("h3").inner_text()
    assert "5" in follow.locator(".said").inner_text()
    page.locator("#suggestions button").first.click()
    visit.has("article.reply", 3)
    page.reload()
    visit.has("article.reply", 3)
    page.locator("article.reply .row button").last.click()
    assert page.locator(".reply").count() == 2


def test_copy_and_export(visit: Any) -> None:
    visit.open_sample()
    page = visit.page
    answer = visit.ask("Bài đăng ngày nào?")
    answer.get_by_text("Chép kèm trích dẫn").click()
    answer.get_by_text("Đã chép.").wait_for()
    page.wait_for_selector("#status:text-is('Đã chép.')", state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[0] == answer.locator(".said").inner_text()
    assert "— Thanh Hóa" in copied
    with page.expect_download() as download:
        page.click("#export-json")
    held = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert held["answers"][0]["answer"] in held["article"]["text"]
    with page.expect_download() as download:
        page.click("#export-markdown")
    assert download.value.suggested_filename.endswith(".md")
    assert "## Tóm tắt" in Path(download.value.path()).read_text(encoding="utf-8")


def test_everything_can_be_done_with_keys_alone(visit: Any) -> None:
    page = visit.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    visit.open_sample()
    page.keyboard.press("/")
    page.keyboard.type("Bài đăng ngày nào?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".reply .said")
    page.locator(".reply .go").focus()
    page.keyboard.press("Enter")
    assert visit.in_view("#paper mark.answer")
    page.keyboard.press("Escape")
    assert page.locator("#paper mark.answer").count() == 0


def test_markup_in_an_article_stays_text(visit: Any) -> None:
    page = visit.page
    page.on("dialog", lambda dialog: visit.faults.append(f"a script ran: {dialog.message}"))
    title = "<script>alert(1)</script> Thủ tướng thăm Hòa Tiến"
    page.fill("#source", f"{title}\n\n<img src=x onerror=alert(2)> Xã có 12 trường học, theo ông <i>Bình</i>.")
    page.click("#compose .primary")
    page.wait_for_selector("#paper h1")
    assert page.inner_text("#paper h1") == title
    visit.ask("Xã có bao nhiêu trường học?")
    assert page.locator("#content img, #content script, #content b, #content i:not(.bar i)").count() == 0
    with page.expect_download() as download:
        page.click("#export-markdown")
    assert "<script>" not in Path(download.value.path()).read_text(encoding="utf-8").replace("\\<", "‹")
    page.goto(f"{visit.address}/#/")
    page.locator("#open-articles .title").first.wait_for()
    assert title in page.locator("#open-articles .title").all_inner_texts()
