"""The page as a person uses it: a real browser against a real server. `make test-web` runs these."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDTHS = (360, 800, 1440)
THEMES = ("light", "dark")
PATIENCE = 60_000  # milliseconds, for machines that are busy with something else

pytestmark = [
    pytest.mark.web,
    pytest.mark.skipif(BROWSER is None or find_spec("playwright") is None, reason="needs chromium and playwright"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own on a free port, as a user would start it."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    notes, shelves = tmp_path_factory.mktemp("notes"), tmp_path_factory.mktemp("library")
    make_library(shelves / "lib")
    named = ["--port", str(port), "--annotations", str(notes), "--library", str(shelves / "lib"), "--offline"]
    command = [sys.executable, "qa_cli.py", "serve", *named]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOIBAO_")}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        line = server.stderr.readline()
        assert str(port) in line, line
        url = f"http://127.0.0.1:{port}"
        _wait(url)
        yield url
        server.terminate()


def make_library(folder: Path) -> None:
    """Three years of one index, as three papers told it."""
    from nlp.library.shelf import Shelf

    rows = folder.with_suffix(".jsonl")
    told = [("2021-05-12", "Báo Sông Lam", 24), ("2022-05-10", "Báo Sông Lam", 9), ("2023-05-14", "Tin Sông Mã", 3)]
    lines = [
        {
            "id": f"bai-{number}",
            "title": f"Thanh Hóa xếp thứ {rank} về PAPI",
            "published": day,
            "source": source,
            "body": [f"Năm {int(day[:4]) - 1}, tỉnh Thanh Hóa xếp thứ {rank} cả nước về chỉ số PAPI."],
        }
        for number, (day, source, rank) in enumerate(told)
    ]
    rows.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    with Shelf.create(folder) as shelf:
        shelf.add([rows], offline=True)


def _wait(url: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"{url}/api/health", timeout=5) as reply:
                assert reply.status == 200
                return
        except OSError:
            continue
    raise AssertionError("the server did not come up")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visit:
    """One visitor's page, and everything wrong that it saw: console errors, requests to other hosts."""

    def __init__(self, browser: Any, address: str, width: int = 1440, theme: str = "light") -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            permissions=["clipboard-read", "clipboard-write"],
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on(
            "console", lambda said: self.faults.append(said.text) if said.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda sent: self._watch(sent.url, address))
        self.page.goto(address)
        self.page.wait_for_selector("#samples:not([hidden])")

    def _watch(self, url: str, address: str) -> None:
        if not url.startswith((f"{address}/", "data:", "blob:")):
            self.faults.append(f"asked {url}")

    def open_sample(self) -> None:
        self.page.locator("#samples button").first.click()
        self.page.wait_for_selector("#summary li button")

    def ask(self, question: str) -> Any:
        before = self.page.locator("article.reply").count()
        self.page.fill("#question", question)
        self.page.press("#question", "Enter")
        self.has("article.reply", before + 1)
        return self.page.locator("article.reply").first

    def has(self, selector: str, count: int) -> None:
        """Waits until there are so many; without ``eval``, which the page's policy forbids."""
        from playwright.sync_api import expect

        expect(self.page.locator(selector)).to_have_count(count, timeout=PATIENCE)


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Visit]:
    visit = Visit(browser, address)
    yield visit
    visit.context.close()
    assert not visit.faults


def in_view(page: Any, selector: str) -> bool:
    """Whether the element lies inside the window once scrolling has ended."""
    script = """selector => new Promise(done => { let last = -1, still = 0; const look = () => {
        const box = document.querySelector(selector)?.getBoundingClientRect(); if (!box) return done(false);
        still = box.top === last ? still + 1 : 0; last = box.top; if (still > 5)
        done(box.top >= 0 && box.bottom <= innerHeight); else requestAnimationFrame(look); }; look(); })"""
    return bool(page.evaluate(script, selector))


def test_paste_read_ask_and_see_the_evidence(visit: Visit) -> None:
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
    assert in_view(page, "#paper mark.answer")
    assert page.locator("#status").inner_text().startswith("Huyện Yên Lạc gieo cấy")


def test_what_the_article_does_not_say_is_said_plainly(visit: Visit) -> None:
    visit.open_sample()
    answer = visit.ask("Tỉnh Cà Mau có bao nhiêu sân bay vũ trụ?")
    assert answer.locator(".none").inner_text() == "Không có trong bài"
    assert visit.page.locator("#paper mark.answer").count() == 0


def test_a_summary_sentence_lights_up_its_source(visit: Visit) -> None:
    visit.open_sample()
    page = visit.page
    page.locator("#summary li").nth(1).hover()
    lit = "".join(page.locator("#paper mark.lit").all_inner_texts())
    assert lit.strip() == page.locator("#summary li").nth(1).locator("span").inner_text().strip()
    page.locator("#summary li button").last.focus()
    page.keyboard.press("Enter")
    assert in_view(page, "#paper mark.lit")
    page.click('[data-sentences="5"]')
    visit.has("#summary li", 5)


def test_dropped_lines_show_with_their_reason(visit: Visit) -> None:
    visit.open_sample()
    page = visit.page
    assert not page.locator("#paper .dropped").first.is_visible()
    page.locator("#show-dropped").focus()
    page.keyboard.press("Space")
    first = page.locator("#paper .dropped").first
    assert first.is_visible()
    assert first.locator("del").inner_text()
    assert first.locator(".why").inner_text()


def test_suggestions_history_and_follow_up_questions(visit: Visit) -> None:
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


def test_copy_and_export(visit: Visit) -> None:
    visit.open_sample()
    page = visit.page
    answer = visit.ask("Bài đăng ngày nào?")
    answer.get_by_text("Chép kèm trích dẫn").click()
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


def test_a_refused_source_is_explained(browser: Any, address: str) -> None:
    visit = Visit(browser, address)
    visit.page.fill("#source", "https://127.0.0.1/tin")
    visit.page.click("#compose .primary")
    visit.page.wait_for_selector("#alert:not([hidden])")
    assert "--offline" in visit.page.inner_text("#alert")
    visit.context.close()


def test_two_people_annotate_and_agree(browser: Any, address: str) -> None:
    for author, answer in (("Lan", "PAPI"), ("Minh", "PAPI")):
        visit = Visit(browser, address)
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
        assert not visit.faults
        if author == "Minh":
            assert "Lan, Minh" in page.inner_text("table")
        visit.context.close()


def test_the_slower_of_two_annotators_is_asked(browser: Any, address: str) -> None:
    visits = [Visit(browser, address) for _ in range(2)]
    first, second = (visit.page for visit in visits)

    def begin(visit: Visit) -> None:
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
    for visit in visits:
        visit.context.close()


def test_a_guarded_server_asks_for_its_token(browser: Any, tmp_path: Path) -> None:
    command = [sys.executable, "qa_cli.py", "serve", "--port", "0", "--annotations", str(tmp_path), "--offline"]
    environment = os.environ | {"HOIBAO_TOKEN": "mot-ma-du-dai"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        address = next(word for word in server.stderr.readline().split() if word.startswith("http")).rstrip("/")
        context = browser.new_context()
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("#token-dialog[open]")
        page.fill("#token", "mot-ma-du-dai")
        page.press("#token", "Enter")
        page.wait_for_selector("#samples:not([hidden])")
        context.close()
        server.terminate()


def test_selecting_in_the_article_makes_an_answer(visit: Visit) -> None:
    visit.open_sample()
    page = visit.page
    page.click('[data-nav="annotate"]')
    page.wait_for_selector("#note-question")
    page.locator("#paper .role-body span").first.dblclick()
    page.click("#take-span")
    picked = page.locator("#note-spans li span").inner_text()
    assert picked
    assert page.locator("#paper mark.picked").inner_text() == picked


def test_the_library_is_searched_filtered_and_asked(visit: Visit) -> None:
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


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_view_fits_every_width(browser: Any, address: str, width: int, theme: str) -> None:
    visit = Visit(browser, address, width, theme)
    page = visit.page
    pictures = os.environ.get("HOIBAO_PICTURES")  # a folder: look at what was tested

    def check(name: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        if pictures:
            page.screenshot(path=f"{pictures}/{name}-{width}-{theme}.png")
        serious = violations(page)
        assert not serious, f"{name}: {serious}"

    check("start")
    page.click('[data-nav="library"]')
    page.fill("#library-text", "Thanh Hóa xếp thứ mấy về PAPI?")
    page.press("#library-text", "Enter")
    page.wait_for_selector(".timeline .value")
    check("library")
    page.goto(f"{address}/#/")
    visit.open_sample()
    visit.ask("Thanh Hóa xếp thứ mấy về PAPI?")
    check("read")
    if width < 900:
        page.click("[data-pane=paper]")
        check("paper")
    page.locator("#show-dropped").evaluate("box => box.click()")
    page.click('[data-nav="annotate"]')
    page.wait_for_selector("#note-question")
    check("annotate")
    page.click('[data-nav="evaluate"]')
    page.wait_for_selector("#evaluate-title")
    check("evaluate")
    page.click("#language")
    page.wait_for_selector("html[lang=en]")
    check("english")
    visit.context.close()
    assert not visit.faults


def violations(page: Any) -> list[str]:
    """What axe-core finds serious; nothing where it is not installed (`npm install axe-core` beside the checkout)."""
    script = os.environ.get("HOIBAO_AXE", str(ROOT / "node_modules" / "axe-core" / "axe.min.js"))
    if not Path(script).is_file():
        return []
    page.evaluate(Path(script).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [each for each in found["violations"] if each["impact"] in ("serious", "critical")]
    return [f"{each['id']}: {[node['html'][:120] for node in each['nodes'][:3]]}" for each in serious]


def test_everything_can_be_done_with_keys_alone(visit: Visit) -> None:
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
    assert in_view(page, "#paper mark.answer")
    page.keyboard.press("Escape")
    assert page.locator("#paper mark.answer").count() == 0
