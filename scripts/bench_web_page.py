"""What a reader waits for, by the browser's own clock: paint, opening an article, answers after a click."""

from __future__ import annotations

import shutil
import statistics
from typing import Any

_VISITS = 9
_ASKED = 20
_WIDE = {"width": 1440, "height": 900}
_PAINTS = """() => Object.fromEntries(performance.getEntriesByType("paint").map(each => [each.name, each.startTime]))"""
#: From the click to the frame that shows what was waited for; milliseconds.
_CLICK = """([pressed, awaited]) => new Promise(done => {
    const count = document.querySelectorAll(awaited).length;
    const start = performance.now();
    const watch = new MutationObserver(() => {
        if (document.querySelectorAll(awaited).length > count) {
            watch.disconnect();
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
        }
    });
    watch.observe(document.body, {childList: true, subtree: true, attributes: true});
    document.querySelector(pressed).click();
})"""


def rows(address: str, text: str, questions: list[str]) -> list[str]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        version = browser.version
        paints = [_paint(browser, address) for _ in range(_VISITS)]
        opened, first, answers = _read(browser, address, text, questions[:_ASKED])
        browser.close()
    size = len(text.split())
    return [
        f"| hiện hình đầu tiên (first contentful paint), bộ nhớ đệm trống, {_VISITS} lần, Chromium {version} "
        f"| {shown(paints)} |",
        f"| từ bấm “Đọc bài” tới khi thấy bài {size} chữ đã làm sạch | {opened:.0f} ms |",
        f"| từ bấm “Hỏi” tới khi thấy câu trả lời, ngay khi bài vừa hiện | {first:.0f} ms |",
        f"| từ bấm “Hỏi” tới khi thấy câu trả lời, bài {size} chữ, {len(answers)} câu | {shown(answers)} |",
    ]


def shown(times: list[float]) -> str:
    return f"trung vị {statistics.median(times):.0f} ms, lâu nhất {max(times):.0f} ms"


def _paint(browser: Any, address: str) -> float:
    """A visitor who has never been here."""
    context = browser.new_context(viewport=_WIDE)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#samples:not([hidden])")
    painted: dict[str, float] = page.evaluate(_PAINTS)
    context.close()
    return painted["first-contentful-paint"]


def _read(browser: Any, address: str, text: str, questions: list[str]) -> tuple[float, float, list[float]]:
    """Opens the article; asks at once, while its summary and suggestions are still being made; then asks in peace."""
    page = browser.new_context(viewport=_WIDE).new_page()
    page.goto(address)
    page.fill("#source", text)
    opened = page.evaluate(_CLICK, ["#compose .primary", "#paper .block"])
    first, *answers = (_ask(page, question) for question in (questions[-1], *questions))
    return opened, first, answers


def _ask(page: Any, question: str) -> float:
    page.fill("#question", question)
    took: float = page.evaluate(_CLICK, ["#ask button", "article.reply"])
    return took
