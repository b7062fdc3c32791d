"""The API under odd input (schemathesis over its OpenAPI document) and under load (wrk)."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

_CLIENTS = 50
_SECONDS = 60
_WARM_UP = 15  # seconds of the same load before memory is first read
_TIMEOUT = 65  # seconds: more than the server's own limit, so that it is the server that ends a request
_EXAMPLES = 25  # of each operation
_CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "use_after_free",
)


class Served(Protocol):
    address: str

    def get(self, path: str) -> str: ...
    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]: ...
    def statuses(self) -> dict[int, int]: ...
    def memory(self) -> float: ...


def contract(server: Served, program: str) -> list[str]:
    """What schemathesis finds, and what the server says that it answered meanwhile."""
    version = _run([program, "--version"]).split()[-1]
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "run", f"{server.address}/api/openapi.json", "--checks", ",".join(_CHECKS), "--seed", "1"]
        said = _run([*command, "-n", str(_EXAMPLES), "--continue-on-failure"], cwd=folder)
    counts = re.search(r"(\d+) generated.*", said)
    operations = re.search(r"Tested: (\d+)", said)
    if counts is None or operations is None:
        raise SystemExit(said[-4000:])
    failures = re.search(r"(\d+) unique failures?", counts[0])
    return [
        f"| schemathesis {version}, {operations[1]} thao tác, {counts[1]} trường hợp: điều sai tìm thấy "
        f"| {failures[1] if failures else 0} |",
        f"| trong đó máy chủ trả lời | {_told(server.statuses())} |",
    ]


def load(server: Served, text: str, questions: list[str]) -> list[str]:
    """Fifty clients who read, ask and sum up for a minute."""
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing: apt-get install wrk")
    id = server.post("/api/articles", {"text": text})["id"]
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "mix.lua"
        script.write_text(_mix(server.address, id, questions[:10]), "utf-8")
        _wrk(server.address, script, _WARM_UP)
        while "\nhoibao_jobs 0\n" not in server.get("/metrics"):
            time.sleep(0.1)  # what the warm-up left behind is not counted
        warm = server.statuses()
        before = server.memory()
        with _watched(server) as seen:
            said = _wrk(server.address, script, _SECONDS)
    told = {status: count - warm.get(status, 0) for status, count in server.statuses().items()}
    total = sum(told.values())
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    waits = re.findall(r"^\s+(?:50|90|99)%\s+(\S+)", said, re.MULTILINE)
    broken = re.search(r"Socket errors: (.*)", said)
    return [
        f"| wrk, {_CLIENTS} khách trong {_SECONDS} giây (đọc, hỏi, tóm tắt bài {len(text.split())} chữ) "
        f"| {float(rate[1]) if rate else 0:.0f} yêu cầu/giây |",
        f"| chờ trả lời (50 %, 90 %, 99 % số yêu cầu) | {', '.join(waits)} |",
        f"| trong đó máy chủ trả lời | {_told(told)}; tỉ lệ 503: {100 * told.get(503, 0) / total:.0f} % |",
        f"| lỗi kết nối, quá giờ | {broken[1] if broken else 0} |",
        f"| bộ nhớ máy chủ trước, giữa, sau | {before:.0f}, {seen[len(seen) // 2]:.0f}, {server.memory():.0f} MB |",
    ]


def _mix(address: str, id: str, questions: list[str]) -> str:
    """Requests in turn, as one reader makes them: the page, the article, its summary, questions."""
    asked = [("POST", "/api/ask", {"article": id, "question": question}) for question in questions]
    looked: list[tuple[str, str, Any]] = [("GET", path, None) for path in ("/", f"/api/articles/{id}", "/api/health")]
    turns = [*looked, ("POST", "/api/summarise", {"article": id, "sentences": 3}), *asked]
    host = address.partition("://")[2]
    lines = ["local turns = {}", f"local kind = {{['Content-Type'] = 'application/json', ['Host'] = '{host}'}}"]
    for method, path, body in turns:
        sent = "nil" if body is None else f"[==[{json.dumps(body)}]==]"
        lines.append(f'table.insert(turns, wrk.format("{method}", "{path}", kind, {sent}))')
    lines += ["local at = 0", "request = function() at = at % #turns + 1; return turns[at] end"]
    return "\n".join(lines)


def _wrk(address: str, script: Path, seconds: int) -> str:
    limits = ["--latency", "-t", "2", "-c", str(_CLIENTS), "-d", f"{seconds}s", "--timeout", f"{_TIMEOUT}s"]
    return _run(["wrk", *limits, "-s", str(script), address])


@contextmanager
def _watched(server: Served) -> Iterator[list[float]]:
    """The server's memory, read once a second meanwhile."""
    seen: list[float] = [server.memory()]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(1.0):
            seen.append(server.memory())

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def _told(statuses: dict[int, int]) -> str:
    """Counts by status: the 4xx together, since odd input is meant to earn them; 499 is who left before the answer."""
    groups: dict[str, int] = {}
    for status, count in sorted(statuses.items()):
        name = str(status) if status >= 499 else f"{status // 100}xx"
        groups[name] = groups.get(name, 0) + count
    others = sum(count for status, count in statuses.items() if status >= 500 and status != 503)
    told = ", ".join(f"{count} × {name}" for name, count in groups.items() if count)
    return f"{told}; 5xx khác 503: {others}"


def _run(command: list[str], cwd: str | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr
