"""Many processes on one folder at once: every answer right, a clear word where only one may write, nothing lost."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nlp.web.annotations import AnnotationStore
from tests.reliability import commands
from tests.reliability.after import examine, examine_whole, parts_of
from tests.reliability.commands import CLI, Done, cli, rows
from tests.reliability.material import QUESTION, answer, data_file
from tests.reliability.results import Row, write
from tests.reliability.tally import Tally

PROCESSES = 16
PATIENCE = 240.0  # seconds that one who is told to wait tries again
_BUSY = "một tiến trình khác đang ghi"

#: Saves so many annotations and says their names.
SAVER = """
import sys
from pathlib import Path
from corpus.records import Article
from nlp.web.annotations import Annotation, AnnotationStore
store = AnnotationStore(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    print(store.save(Annotation(sys.argv[2], f"Bao nhiêu {number}?"), Article("bai", "Bài báo.")) ["id"], flush=True)
"""


def mixed(folder: Path, tally: Tally, *, processes: int, times: int) -> None:
    """``processes`` commands at once on a library that is there: asking, adding, checking, listing, in turn."""
    library, count = folder / "library", 40
    data = [data_file(folder / f"{at}.jsonl", range(count * at, count * (at + 1))) for at in range(processes + 1)]
    cli("library", "add", library, data[0], "--workers", 1)
    safe = {f"{data[0]}#a{number}" for number in range(count)}

    def one(at: int) -> None:
        for turn in range(times):
            if at % 4 == 0:
                _added(library, data[at + 1], tally)
            elif at % 8 == 1:
                done = _patient(lambda: cli("library", "check", library, "--json"), tally)
                tally.hold(done.code == 0 and not rows(done)[0]["problems"], f"check: {done.out} {done.err}")
            elif at % 8 == 5:
                listed = rows(cli("library", "list", library, "--json"))
                tally.hold({row["origin"] for row in listed} >= safe, "the list lacks what was there before")
            else:
                _asked(library, (at * times + turn) % count, tally)

    _at_once(processes, one)
    tally.rounds += processes * times
    safe |= {f"{data[at + 1]}#a{n}" for at in range(0, processes, 4) for n in range(count * (at + 1), count * (at + 2))}
    tally.confirmed += len(safe)
    examine(library, safe, tally, whole=True)


def creators(folder: Path, tally: Tally, *, processes: int, times: int) -> None:
    """All of them make the same new library."""
    for turn in range(times):
        home = folder / str(turn)
        data = [data_file(home / f"{at}.jsonl", range(5 * at, 5 * at + 5)) for at in range(processes)]
        _at_once(processes, lambda at, home=home, data=data: _added(home / "library", data[at], tally))
        tally.rounds += processes
        safe = {f"{path}#a{number}" for at, path in enumerate(data) for number in range(5 * at, 5 * at + 5)}
        tally.confirmed += len(safe)
        examine(home / "library", safe, tally, whole=True)


def batches(folder: Path, tally: Tally, *, processes: int, times: int) -> None:
    """The same batch several times at once into one folder."""
    for at in range(4):
        data_file(folder / "data" / f"{at}.jsonl", range(25 * at, 25 * at + 25))
    command = [*CLI, "batch", "clean", str(folder / "data")]
    commands.run([*command, str(folder / "whole"), "--workers", "1"])
    whole = parts_of(folder / "whole")
    for turn in range(times):
        output = folder / f"out-{turn}"
        done: list[Done] = []
        _at_once(
            processes // 4,
            lambda _, output=output, done=done: done.append(
                _patient(lambda: commands.run([*command, str(output), "--workers", "1"]), tally)
            ),
        )
        tally.rounds += processes // 4
        tally.confirmed += sum(map(len, whole.values()))
        for each in done:
            examine_whole(output, whole, each, tally)


def savers(folder: Path, tally: Tally, *, processes: int, times: int) -> None:
    """Several programs save annotations into one folder."""
    said: list[Done] = []
    count = 10 * times
    command = [sys.executable, "-c", SAVER, str(folder / "notes")]
    _at_once(processes // 4, lambda at: said.append(commands.run([*command, f"Người {at}", str(count)])))
    tally.rounds += processes // 4 * count
    safe = {line for done in said for line in done.out.splitlines()}
    tally.confirmed += len(safe)
    tally.hold(all(done.code == 0 for done in said), f"a save failed: {[done.err[-200:] for done in said]}")
    held = [row["id"] for row in AnnotationStore(folder / "notes").rows("questions")]
    tally.hold(set(held) == safe, f"{len(safe - set(held))} confirmed annotations are missing")
    tally.hold(len(held) == len(set(held)), "an annotation stands twice")


KINDS: dict[str, Callable[..., None]] = {
    "lệnh cùng lúc trên một thư viện (hỏi, thêm, kiểm tra, liệt kê)": mixed,
    "lệnh library add cùng lúc tạo một thư viện mới": creators,
    "lệnh batch cùng lúc vào một thư mục": batches,
    "lần lưu chú giải từ nhiều tiến trình cùng lúc": savers,
}


def tallies_of(processes: int, times: int, kinds: Sequence[str]) -> dict[str, Tally]:
    """The kinds named, each in a folder of its own."""
    tallies = {}
    for name in kinds:
        tallies[name] = Tally()
        with tempfile.TemporaryDirectory() as folder:
            KINDS[name](Path(folder), tallies[name], processes=processes, times=times)
        print(f"{name}: {len(tallies[name].found)} findings", *tallies[name].found[:9], sep="\n  ", flush=True)
    return tallies


def run(options: argparse.Namespace) -> None:
    """Everything at its full size."""
    found = tallies_of(PROCESSES, 5, list(KINDS))
    rows_ = [
        Row(
            f"{PROCESSES if 'batch' not in name and 'chú giải' not in name else PROCESSES // 4} tiến trình: {name}",
            tally.rounds,
            tally.found[0]
            if tally.lost
            else f"mọi câu trả lời đúng; {tally.refused} lần được bảo đợi bằng một câu rõ rồi thử lại thì xong; "
            f"{tally.confirmed} thứ đã xác nhận đều còn, không gì có hai lần",
            tally.lost,
        )
        for name, tally in found.items()
    ]
    findings = {name: tally.found for name, tally in found.items()}
    write("crowd", "Nhiều tiến trình cùng lúc", rows_, [], findings=findings)


def _at_once(count: int, work: Callable[[int], None]) -> None:
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(work, range(count)))


def _added(library: Path, data: Path, tally: Tally) -> None:
    done = _patient(lambda: cli("library", "add", library, data, "--workers", 1), tally)
    tally.hold(done.code == 0, f"add ended with {done.code}: {done.err[-300:]}")


def _asked(library: Path, number: int, tally: Tally) -> None:
    asked = QUESTION.replace("Huyện", f"Huyện Số {number}")
    done = cli("ask", "--library", library, "-q", asked, "--reader", "lexical", "--json")
    said = json.loads(done.out)["answer"] if done.out else done.err[-300:]
    tally.hold(said == answer(number), f"“{asked}”: {said}, not {answer(number)}")


def _patient(command: Callable[[], Done], tally: Tally) -> Done:
    """Try again while somebody else writes, as the message says one should."""
    until = time.monotonic() + PATIENCE
    while True:
        done = command()
        if done.code != 3 or _BUSY not in done.err or time.monotonic() > until:
            return done
        tally.refused += 1
        tally.hold(done.err.count("\n") == 1, f"not one clear line: {done.err}")
        time.sleep(0.2)
