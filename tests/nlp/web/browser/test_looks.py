"""Every view at every width in both themes: it fits, and axe-core finds nothing serious."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.web
WIDTHS = (360, 800, 1440)
THEMES = ("light", "dark")
Enter = Callable[..., Any]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_view_fits_every_width(enter: Enter, axe: str, width: int, theme: str) -> None:
    visit = enter(width, theme)
    page = visit.page
    pictures = os.environ.get("HOIBAO_PICTURES")  # a folder: look at what was tested

    def check(name: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        if pictures:
            page.screenshot(path=f"{pictures}/{name}-{width}-{theme}.png")
        serious = violations(page, axe)
        assert not serious, f"{name}: {serious}"

    check("start")
    page.click("#compose .primary")
    page.wait_for_selector("#alert:not([hidden])")
    check("error")
    page.click("#alert button")
    page.click('[data-nav="library"]')
    page.fill("#library-text", "Thanh Hóa xếp thứ mấy về PAPI?")
    page.press("#library-text", "Enter")
    page.wait_for_selector(".timeline .value")
    check("library")
    page.goto(f"{visit.address}/#/")
    visit.open_sample()
    visit.ask("Thanh Hóa xếp thứ mấy về PAPI?")
    check("read")
    assert visit.in_view("article.reply .said")
    page.locator("#summary li").nth(1).hover()
    check("lit")
    visit.ask("Tỉnh Cà Mau có bao nhiêu sân bay vũ trụ?")
    check("none")
    if width < 900:
        page.click("[data-pane=paper]")
        check("paper")
    page.locator("#show-dropped").evaluate("box => box.click()")
    check("dropped")
    page.click('[data-nav="annotate"]')
    page.wait_for_selector("#note-question")
    check("annotate")
    page.click('[data-nav="evaluate"]')
    page.frame_locator("iframe.report").locator("main table").first.wait_for()
    check("evaluate")
    page.click("#language")
    page.wait_for_selector("html[lang=en]")
    check("english")


def violations(page: Any, axe: str) -> list[str]:
    """What axe-core finds serious or critical."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [each for each in found["violations"] if each["impact"] in ("serious", "critical")]
    return [f"{each['id']}: {[node['html'][:120] for node in each['nodes'][:3]]}" for each in serious]


def test_axe_would_find_a_violation(enter: Enter, axe: str) -> None:
    """Guards the test above: a check that finds nothing anywhere would pass it."""
    page = enter().page
    page.evaluate("document.body.append(document.createElement('input'))")
    assert any(found.startswith("label") for found in violations(page, axe))


def test_the_fonts_are_our_own(enter: Enter) -> None:
    page = enter().page
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)")
    assert {name.strip('"') for name in loaded} == {"Noto Serif Page", "Be Vietnam Pro Page"}
