"""Disks that are full, fail, or may not be written: a clear word, nothing confirmed lost, and it goes on afterwards.

A full disk is a small ``tmpfs``, one that may not be written a read-only mount (both need root); a disk that fails is
strace, which answers calls of the program with an error. What the machine does not allow is left out aloud.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.reliability import disk_errors, disk_full, disk_read_only
from tests.reliability.commands import can_inject
from tests.reliability.mounts import can_mount
from tests.reliability.results import Row, write
from tests.reliability.tally import Tally

Rounds = Callable[[Path, int, random.Random, Tally], None]

#: By name: what it needs, whether that is here, and the rounds.
KINDS: dict[str, tuple[str, Callable[[], bool], Rounds]] = {
    "đĩa đầy (tmpfs nhỏ) khi library add": ("cần quyền root trên Linux", can_mount, disk_full.adds),
    "đĩa đầy (tmpfs nhỏ) khi batch": ("cần quyền root trên Linux", can_mount, disk_full.batches),
    "đĩa đầy (tmpfs nhỏ) khi lưu chú giải": ("cần quyền root trên Linux", can_mount, disk_full.saves),
    "đĩa báo lỗi EIO hay ENOSPC (strace) khi library add": ("cần strace", can_inject, disk_errors.adds),
    "đĩa báo lỗi EIO hay ENOSPC (strace) khi batch": ("cần strace", can_inject, disk_errors.batches),
    "thư mục chỉ đọc: mọi lệnh ghi, hỏi và liệt kê": ("cần quyền root trên Linux", can_mount, disk_read_only.rounds),
}


def run(options: argparse.Namespace) -> None:
    """Every kind of ill disk, a third as many rounds of each as of kills."""
    rows, findings, notes = [], {}, []
    for name, (needs, possible, rounds) in KINDS.items():
        if not possible():
            print(f"{name}: SKIPPED, {needs}", flush=True)
            notes.append(f"Chưa thử “{name}”: {needs}.")
            continue
        tally = Tally()
        with tempfile.TemporaryDirectory() as folder:
            rounds(Path(folder), max(1, options.rounds // 3), random.Random(f"{name}:{options.seed}"), tally)
        print(f"{name}: {tally.rounds} rounds", *tally.found[:9], sep="\n  ", flush=True)
        findings[name] = tally.found
        seen = (
            f"{tally.refused} lần từ chối bằng một câu rõ; {tally.confirmed} thứ đã xác nhận đều còn, chạy lại thì xong"
        )
        rows.append(Row(name, tally.rounds, tally.found[0] if tally.lost else seen, tally.lost))
    write("disk", "Đĩa đầy, đĩa lỗi, đĩa chỉ đọc", rows, notes, seed=options.seed, findings=findings)
