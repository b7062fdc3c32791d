"""SIGKILL at random moments of ``library add``, ``batch`` and saving annotations; nothing confirmed may be missing."""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.reliability import kill_adds, kill_batches, kill_saves
from tests.reliability.commands import can_inject
from tests.reliability.results import FOLDER, Row, version, write
from tests.reliability.tally import Tally

Rounds = Callable[[Path, int, random.Random, Tally], None]

KINDS: dict[str, Rounds] = {
    "library add": kill_adds.rounds,
    "batch": kill_batches.rounds,
    "lưu chú giải (máy chủ)": kill_saves.rounds,
}


def run(options: argparse.Namespace) -> None:
    """As many kills of each kind as ``options.rounds``; kinds that ``options.only`` leaves out keep their rows."""
    path = FOLDER / "kills.json"
    held = json.loads(path.read_text("utf-8")) if options.only and path.is_file() else {}
    kept = {row["tried"]: Row(**row) for row in held.get("rows", ())}
    findings, made = held.get("findings", {}), held.get("made_of", {})
    for name, rounds in KINDS.items():
        if options.only and name not in options.only:
            made.setdefault(name, held.get("version", "?"))
            continue
        made[name] = version()
        tally = Tally()
        with tempfile.TemporaryDirectory() as folder:
            rounds(Path(folder), options.rounds, random.Random(f"{name}:{options.seed}"), tally)
        print(f"{name}: {tally.killed} kills, {len(tally.found)} findings", *tally.found[:9], sep="\n  ", flush=True)
        findings[name] = tally.found
        seen = f"{tally.confirmed} thứ đã xác nhận đều còn, không gì có hai lần, lần chạy sau xong"
        row = Row(f"SIGKILL khi {name}", tally.killed, tally.found[0] if tally.lost else seen, tally.lost)
        kept[row.tried] = row
    notes = [
        "Chỉ đếm những lần tiến trình bị giết giữa chừng; sau mỗi lần: `library check` sạch, thứ đã xác nhận còn nguyên, "
        "không gì có hai lần, chạy lại thì xong.",
        "Hai lệnh đầu: cứ ba lần thì chừng hai lần bị giết ngay ở một lời gọi ghi đĩa ngẫu nhiên (strace), còn lại ở thời điểm ngẫu nhiên."
        if can_inject()
        else "Bị giết ở thời điểm ngẫu nhiên; máy này không có strace nên không nhắm vào từng lời gọi ghi đĩa.",
    ]
    notes.append("Bản đã thử: " + "; ".join(f"{name}: {said}" for name, said in made.items()) + ".")
    rows = list(kept.values())
    write("kills", "Bị giết giữa chừng", rows, notes, seed=options.seed, findings=findings, made_of=made)
