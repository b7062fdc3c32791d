"""The default suite, its subprocesses included, in a network of its own that has nothing but loopback."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys

from tests.reliability.results import ROOT, Row, write

_SUITE = ["-m", "not hf and not slow and not web", "-q", "-p", "no:cacheprovider"]
#: Brings loopback up (``SIOCSIFFLAGS``: up and running), shows that nothing else is there, and becomes the suite.
_INSIDE = """
import fcntl, os, socket, struct, sys
with socket.socket() as any_socket:
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sH14x", b"lo", 0x41))
assert [name for _, name in socket.if_nameindex()] == ["lo"], socket.if_nameindex()
with socket.socket() as outward:
    try:
        outward.connect(("192.0.2.1", 80))
    except OSError as error:
        print("outward:", error, flush=True)
    else:
        raise SystemExit("the network is open")
os.execv(sys.executable, [sys.executable, "-m", "pytest", *sys.argv[1:]])
"""


def possible() -> bool:
    """True where this process may make a network of its own."""
    command = ["unshare", "-n", "true"]
    try:
        return sys.platform == "linux" and subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def run(_: argparse.Namespace) -> None:
    """The suite inside; its last line is the result."""
    if not possible():
        print("offline: SKIPPED, needs Linux and root (unshare -n); docs/reliability/offline.json stays as it is")
        return
    command = ["unshare", "-n", sys.executable, "-c", _INSIDE, *_SUITE]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    print(done.stdout[-3000:], done.stderr[-1000:], flush=True)
    counts = {name: int(count) for count, name in re.findall(r"(\d+) (passed|failed|skipped|error)", done.stdout)}
    wrong = counts.get("failed", 0) + counts.get("error", 0)
    if not counts:
        raise SystemExit("the suite did not run")
    passed, skipped = counts.get("passed", 0), counts.get("skipped", 0)
    row = Row(
        "cả bộ thử thường ngày, kể cả tiến trình con, trong một mạng chỉ có loopback (unshare -n)",
        passed + wrong,
        f"{passed} phép thử qua, {wrong} hỏng, {skipped} bỏ qua",
        wrong,
    )
    write("offline", "Không mạng", [row], ["Trước khi chạy, một kết nối ra ngoài được thử và bị hệ điều hành từ chối."])
