"""A real browser against a real server, as a user would start it. `make test-web` runs these, and demands the browser."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[4]
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 60_000  # milliseconds, for machines that are busy with something else
#: Without the [web] extra there is nothing to test here.
collect_ignore_glob = [] if find_spec("fastapi") else ["test_*.py"]


def lacking(what: str) -> NoReturn:
    """Skips where anybody runs the tests; fails where HOIBAO_BROWSER=required says that all of them must run."""
    if os.environ.get("HOIBAO_BROWSER") == "required":
        pytest.fail(f"needs {what}")
    pytest.skip(f"needs {what}")


def demand_browser() -> None:
    if BROWSER is None:
        lacking("chromium")
    if find_spec("playwright") is None:
        lacking("playwright")


@pytest.fixture(scope="module")  # its event loop must not stand open while other tests run theirs
def browser() -> Iterator[Any]:
    demand_browser()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core's script. It is not ours to ship (MPL-2.0): from the package that brings it, or from HOIBAO_AXE."""
    given = os.environ.get("HOIBAO_AXE", "")
    found = find_spec("axe_playwright_python")
    path = Path(given) if given else Path(found.origin or "").with_name("axe.min.js") if found else None
    if path is None or not path.is_file():
        lacking("axe-core (make test-web brings it)")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own on a free port, with a library and an evaluation report."""
    demand_browser()
    folder = tmp_path_factory.mktemp("server")
    make_library(folder / "lib")
    make_report(folder / "report")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    named = ["--annotations", folder / "notes", "--library", folder / "lib", "--report", folder / "report"]
    command = [sys.executable, "qa_cli.py", "serve", "--port", str(port), "--offline", *map(str, named)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOIBAO_")}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        line = server.stderr.readline()
        assert str(port) in line, line
        url = f"http://127.0.0.1:{port}"
        _wait(url)
        yield url
        server.terminate()


def make_report(folder: Path) -> None:
    """What `evaluate report` writes, of a dozen questions."""
    data = "corpus/annotated/hoibao-v1.jsonl"
    named = ["--split", "dev", "--limit", "12", "--reader", "lexical", "--out", str(folder)]
    subprocess.run([sys.executable, "qa_cli.py", "evaluate", "report", data, *named], cwd=ROOT, check=True)


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


class Visit:
    """One visitor's page, and everything wrong that it saw: console errors, requests to other hosts."""

    def __init__(self, browser: Any, address: str, width: int, theme: str) -> None:
        self.address = address
        self.context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            reduced_motion="reduce",  # what is looked at stands still
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

    def in_view(self, selector: str) -> bool:
        """Whether the element lies inside the window once scrolling has ended."""
        script = """selector => new Promise(done => { let last = -1, still = 0; const look = () => {
            const box = document.querySelector(selector)?.getBoundingClientRect(); if (!box) return done(false);
            still = box.top === last ? still + 1 : 0; last = box.top; if (still > 5)
            done(box.top >= 0 && box.bottom <= innerHeight); else requestAnimationFrame(look); }; look(); })"""
        return bool(self.page.evaluate(script, selector))


@pytest.fixture
def enter(browser: Any, address: str) -> Iterator[Callable[..., Visit]]:
    """Visitors as many as a test needs: `enter(width=360, theme="dark")`. None may have seen a fault."""
    visits: list[Visit] = []

    def come(width: int = 1440, theme: str = "light") -> Visit:
        visits.append(Visit(browser, address, width, theme))
        return visits[-1]

    yield come
    for visit in visits:
        visit.context.close()
    assert not [fault for visit in visits for fault in visit.faults]


@pytest.fixture
def visit(enter: Callable[..., Visit]) -> Visit:
    return enter()
