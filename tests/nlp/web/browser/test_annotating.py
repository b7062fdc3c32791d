"""Annotating alone and against each other; agreement; the evaluation report."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.web
Enter = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[4]


def test_two_people_annotate_and_agree(enter: Enter) -> None:
    for author, answer in (("Lan", "PAPI"), ("Minh", "PAPI")):
        visit = enter()
        page = visit.page
        visit.open_sample()
        page.click('[data-nav="annotate"]')
        page.fill("#author", author)
        page.locator("#author").blur()
        if author == "Minh":
            assert "được ẩn" in page.inner_text(".notes")
            page.get_by_text("Tôi cũng trả lời").click()
        else:
            page.fill("#note-question", "Chỉ số nào được nhắc đầu tiên?")
        page.fill("#note-words", answer)
        page.press("#note-words", "Enter")
        assert page.locator("#paper mark.picked").inner_text() == answer
        page.locator("#panel-annotate form button[type=submit]").click()
        page.wait_for_selector(f".notes .about:has-text('{author}')")
        page.click('[data-nav="evaluate"]')
        page.wait_for_selector("#evaluate-title")
        if author == "Minh":
            assert "Lan, Minh" in page.inner_text("table")


def test_the_slower_of_two_annotators_is_asked(enter: Enter) -> None:
    visits = [enter() for _ in range(2)]
    first, second = (visit.page for visit in visits)

    def begin(visit: Any) -> None:
        visit.open_sample()
        visit.page.click('[data-nav="annotate"]')
        visit.page.fill("#author", "Hà")
        visit.page.locator("#author").blur()

    begin(visits[0])
    first.fill("#note-question", "Ai là Bí thư?")
    first.check("#note-none")
    first.locator("#panel-annotate form button[type=submit]").click()
    mine = ".notes li:has-text('Ai là Bí thư?')"
    first.wait_for_selector(mine)
    begin(visits[1])
    for page, words in ((second, "PAPI"), (first, "SIPAS")):
        page.locator(mine).get_by_text("Sửa", exact=True).click()
        page.fill("#note-words", words)
        page.press("#note-words", "Enter")
        page.locator("#panel-annotate form button[type=submit]").click()
        if page is second:
            page.wait_for_selector(f"{mine} >> text=PAPI")
    first.wait_for_selector("#note-conflict .conflict")
    assert "PAPI" in first.inner_text("#note-conflict")
    first.locator("#note-conflict button").first.click()
    first.wait_for_selector(f"{mine} >> text=SIPAS")
    assert len(visits[0].faults) == 1  # the refusal, which the console tells too
    assert "409" in visits[0].faults.pop()


def test_selecting_in_the_article_makes_an_answer(visit: Any) -> None:
    visit.open_sample()
    page = visit.page
    page.click('[data-nav="annotate"]')
    page.wait_for_selector("#note-question")
    page.locator("#paper .role-body span").first.dblclick()
    page.click("#take-span")
    picked = page.locator("#note-spans li span").inner_text()
    assert picked
    assert page.locator("#paper mark.picked").inner_text() == picked


def test_a_reference_summary_is_accepted_changed_and_evaluated(visit: Any, tmp_path: Path) -> None:
    visit.open_sample()
    page = visit.page
    machine = page.locator("#summary li span").first.inner_text()
    page.click('[data-nav="annotate"]')
    page.fill("#author", "Vân")
    page.locator("#author").blur()
    page.get_by_text("Lấy bản của máy").click()
    assert machine in page.input_value("#note-summary")
    page.fill("#note-summary", machine)
    page.locator("#note-rest .primary").click()
    page.wait_for_selector("#status:text-is('Đã lưu.')", state="attached")
    with page.expect_download() as download:
        page.get_by_text("Tải summaries.jsonl").click()
    taken = tmp_path / "summaries.jsonl"
    download.value.save_as(taken)
    command = [sys.executable, "qa_cli.py", "evaluate", "summary", str(taken), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["count"] == 1


def test_a_note_is_changed_and_removed(visit: Any) -> None:
    visit.open_sample()
    page = visit.page
    page.click('[data-nav="annotate"]')
    page.fill("#author", "Sơn")
    page.locator("#author").blur()
    page.fill("#note-question", "Ai ký văn bản?")
    save = page.locator("#panel-annotate form button[type=submit]")
    save.click()
    page.wait_for_selector("#alert:has-text('Hãy chọn một đáp án')")
    page.fill("#note-words", "chữ không có trong bài này")
    page.press("#note-words", "Enter")
    page.wait_for_selector("#alert:has-text('Bài không có đúng đoạn chữ này.')")
    page.check("#note-none")
    save.click()
    note = page.locator(".notes li:has-text('Ai ký văn bản?')")
    note.get_by_text("Không có trong bài").wait_for()
    note.get_by_text("Sửa", exact=True).click()
    page.fill("#note-words", "PAPI")
    page.press("#note-words", "Enter")
    save.click()
    note.get_by_text("PAPI").wait_for()
    note.get_by_text("Xóa", exact=True).click()
    note.wait_for(state="detached")


def test_annotators_do_not_see_what_the_machine_found(visit: Any) -> None:
    visit.open_sample()
    page = visit.page
    visit.ask("Thanh Hóa xếp thứ mấy về PAPI?")
    look = "node => getComputedStyle(node).backgroundColor"
    found = page.locator("#paper mark.answer")
    assert found.evaluate(look) != "rgba(0, 0, 0, 0)"
    page.click('[data-nav="annotate"]')
    page.wait_for_selector("#note-question")
    assert found.evaluate(look) == "rgba(0, 0, 0, 0)"
    page.click('[data-nav="read"]')
    page.wait_for_selector("#question")
    assert found.evaluate(look) != "rgba(0, 0, 0, 0)"


def test_the_evaluation_report_stands_in_its_frame(visit: Any) -> None:
    page = visit.page
    page.click('[data-nav="evaluate"]')
    frame = page.frame_locator("iframe.report")
    frame.locator("main table").first.wait_for()
    assert frame.locator("figure svg").count()
    colour = frame.locator("body").evaluate("node => getComputedStyle(node).fontFamily")
    assert "sans-serif" in colour  # its own style, which its policy lets it carry inside
    with visit.context.expect_page() as opened:
        page.get_by_text("Mở báo cáo ở trang riêng").click()
    opened.value.wait_for_selector("main table")
