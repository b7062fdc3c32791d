"""The library, sources that are refused, a server with a token, a server that is slow or gone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.web
ROOT = Path(__file__).resolve().parents[4]
Enter = Callable[..., Any]


def test_the_library_is_searched_filtered_and_asked(visit: Any) -> None:
    page = visit.page
    page.click('[data-nav="library"]')
    visit.has("#library-list li", 3)
    page.fill("#library-text", "Thanh Hóa xếp thứ mấy về PAPI?")
    page.press("#library-text", "Enter")
    visit.has(".timeline > li", 3)
    assert "3" in page.locator(".timeline .value").first.inner_text()
    page.fill("#library-until", "2022-12-31")
    page.locator("#library-until").blur()
    visit.has("#library-list li", 2)
    page.fill("#library-source", "song lam")
    page.press("#library-text", "Enter")
    visit.has(".timeline > li", 2)
    page.locator(".support button").first.click()
    page.wait_for_selector("#paper h1")
    assert "PAPI" in page.inner_text("#paper h1")


def test_a_late_reply_to_an_older_search_is_not_drawn(visit: Any) -> None:
    page = visit.page
    page.click('[data-nav="library"]')
    visit.has("#library-list li", 3)
    late: list[Any] = []
    page.route(
        "**/api/library?*", lambda route: route.continue_() if "until" in route.request.url else late.append(route)
    )
    page.locator(".ask-box button").last.click()
    page.fill("#library-until", "2022-12-31")
    page.locator("#library-until").blur()
    visit.has("#library-list li", 2)
    with page.expect_response(lambda reply: "until" not in reply.url) as reply:
        late.pop().continue_()
    reply.value.finished()
    page.wait_for_timeout(200)
    visit.has("#library-list li", 2)


def test_a_refused_source_is_explained(enter: Enter) -> None:
    visit = enter()
    visit.page.fill("#source", "https://127.0.0.1/tin")
    visit.page.click("#compose .primary")
    visit.page.wait_for_selector("#alert:not([hidden])")
    assert "--offline" in visit.page.inner_text("#alert")
    assert "403" in visit.faults.pop()  # the console tells the refusal too
    visit.page.fill("#source", " ")
    visit.page.click("#compose .primary")
    visit.page.wait_for_selector("#alert:has-text('Hãy dán nội dung bài')")
    assert visit.page.evaluate("document.activeElement.id") == "source"


def test_a_server_that_is_gone_is_told(enter: Enter) -> None:
    visit = enter()
    visit.open_sample()
    visit.page.route("**/api/ask", lambda route: route.abort())
    visit.page.fill("#question", "Bài đăng ngày nào?")
    visit.page.press("#question", "Enter")
    visit.page.wait_for_selector("#alert:has-text('Không liên lạc được với máy chủ')")
    assert visit.page.input_value("#question") == "Bài đăng ngày nào?"  # not lost
    assert "ERR_FAILED" in visit.faults.pop()


def test_a_slow_answer_comes_as_events(enter: Enter) -> None:
    visit = enter()
    visit.open_sample()

    def slowly(route: Any) -> None:
        assert "text/event-stream" in route.request.headers["accept"]
        plainly = route.request.headers | {"accept": "application/json"}
        row = json.dumps(route.fetch(headers=plainly).json(), ensure_ascii=False)
        events = f'event: progress\ndata: {{"elapsed_ms": 1000}}\n\nevent: result\ndata: {row}\n\n'
        route.fulfill(content_type="text/event-stream; charset=utf-8", body=events)

    visit.page.route("**/api/ask", slowly)
    assert visit.ask("Thanh Hóa xếp thứ mấy về PAPI?").locator(".said").inner_text() == "thứ 3"


def test_an_error_within_events_is_told(enter: Enter) -> None:
    visit = enter()
    visit.open_sample()
    error = 'event: error\ndata: {"error": {"code": "too-slow", "message": "Việc này cần hơn 60 giây."}}\n\n'
    visit.page.route("**/api/ask", lambda route: route.fulfill(content_type="text/event-stream", body=error))
    visit.page.fill("#question", "Ai?")
    visit.page.press("#question", "Enter")
    visit.page.wait_for_selector("#alert:has-text('Việc này cần hơn 60 giây.')")
    visit.has(".pending", 0)


def test_a_guarded_server_asks_for_its_token(browser: Any, tmp_path: Path) -> None:
    command = [sys.executable, "qa_cli.py", "serve", "--port", "0", "--annotations", str(tmp_path), "--offline"]
    environment = os.environ | {"HOIBAO_TOKEN": "mot-ma-du-dai"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        address = next(word for word in server.stderr.readline().split() if word.startswith("http")).rstrip("/")
        context = browser.new_context()
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("#token-dialog[open]")
        page.fill("#token", "mot-ma-du-dai")
        page.press("#token", "Enter")
        page.wait_for_selector("#samples:not([hidden])")
        context.close()
        server.terminate()
