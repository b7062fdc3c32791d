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
    page.locator("#open-articles .title").get_by_text(title, exact=True).wait_for()


def test_a_file_is_read(visit: Any, tmp_path: Path) -> None:
    page = visit.page
    path = tmp_path / "bài.txt"
    path.write_bytes("Tin xã Hòa Tiến\n\nXã Hòa Tiến có 12 trường học và 3 trạm y tế.".encode("utf-16"))
    page.set_input_files("#file", path)
    page.wait_for_selector("#paper h1")
    assert page.inner_text("#paper h1") == "Tin xã Hòa Tiến"


def test_pasted_html_is_read_as_a_page(visit: Any) -> None:
    page = visit.page
    body = "<p>Xã Hòa Tiến có 12 trường học và 3 trạm y tế, nhiều hơn năm ngoái hai trường.</p>"
    page.fill("#source", f"<html><head><title>Tin xã</title></head><body><h1>Tin xã</h1>{body}</body></html>")
    page.press("#source", "Control+Enter")
    page.wait_for_selector("#paper h1")
    assert "<p>" not in page.inner_text("#paper")
    assert "12 trường học" in page.inner_text("#paper")


def test_other_candidates_are_pointed_at(visit: Any) -> None:
    visit.open_sample()
    page = visit.page
    answer = visit.ask("Thanh Hóa xếp thứ mấy về PAPI?")
    answer.locator("details summary").click()
    other = answer.locator(".candidates button").first
    other.click()
    assert page.inner_text("#paper mark.answer") == other.inner_text()
    assert visit.in_view("#paper mark.answer")


def test_theme_and_language_stay_chosen(visit: Any) -> None:
    page = visit.page
    for theme in ("light", "dark"):
        page.click("#theme")
        assert page.evaluate("document.documentElement.dataset.theme") == theme
    page.click("#language")
    page.reload()
    page.wait_for_selector("html[lang=en]")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert "Read" in page.inner_text("#compose .primary")
