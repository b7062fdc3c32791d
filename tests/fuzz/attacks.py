"""``python -m tests.fuzz.attacks``: every attack in a process of its own, with what it cost; then all of them at once.

    python -m tests.fuzz.attacks [--only NAME] [--report docs/reliability/attacks.json]

For each: how it ended, seconds, and the peak memory of the process and of its sandbox. An attack that ends otherwise than
its table says, costs more than its cap, or meets an address that is not public, is a failure. No packet leaves the
machine: names are resolved by a stub, and every connection goes to one server on loopback.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from corpus.errors import CorpusError  # noqa: E402
from tests.fuzz.hostile import DOCUMENTS, ROWS, TEXT, Attack, write_xz_bomb  # noqa: E402
from tests.fuzz.hostile_servers import SERVERS, START, Server  # noqa: E402
from tests.loopback import PUBLIC, opened_world  # noqa: E402

SECONDS: Final = 60  # on the clock: 40 of the sandbox or 20 of a fetch, and the process around them
MEMORY: Final = 1_600  # megabytes, the sandbox's 1.5 GB of address space
CUT_OFF: Final = 300  # seconds after which a run that does not end is killed
_SECRETS: Final = ("root:x:", "/bin/bash")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one attack ended: ``text`` or the code of its refusal; what was wrong with that, if anything."""

    name: str
    what: str
    end: str
    seconds: float
    megabytes: int
    wrong: str = ""


def ended(attack: Attack, data: bytes) -> str:
    """How reading the document ends. A secret of the machine in its text is an end of its own."""
    from nlp.cleaning.clean import clean
    from nlp.sources.ingest import read_bytes

    try:
        text = clean(read_bytes(data, attack.file)).article.text
    except CorpusError as error:
        return error.code
    return "secret" if any(secret in text for secret in _SECRETS) else TEXT


def fetched(server: Server, seconds: float = 20.0) -> tuple[str, list[str]]:
    """How fetching ends, and every address that was connected to."""
    from nlp.sources.fetch import FetchLimits, fetch
    from nlp.sources.ingest import read_bytes

    with opened_world() as world:
        server.set_up(world)
        try:
            page = fetch(START, limits=FetchLimits(seconds), resolver=world.resolve, connector=world.connect)
            read_bytes(page.data, START, page=page)
            end = TEXT
        except CorpusError as error:
            end = error.code
        return end, [address for address, _ in world.connected]


def main() -> None:
    options = _options()
    if options.make:
        options.file.write_bytes(next(attack for attack in DOCUMENTS if attack.name == options.make).make())
        return
    if options.one:
        print(json.dumps(_one(options.one, options.file)))
        return
    with tempfile.TemporaryDirectory(prefix="hoibao-attacks-") as folder:
        outcomes = [
            _document(attack, Path(folder)) for attack in DOCUMENTS if not options.only or attack.name in options.only
        ]
        outcomes += [_server(server) for server in SERVERS if not options.only or server.name in options.only]
        if not options.only:
            outcomes += together(Path(folder))
    if options.report:
        options.report.parent.mkdir(parents=True, exist_ok=True)
        options.report.write_text(json.dumps(_report(outcomes), ensure_ascii=False, indent=1) + "\n", "utf-8")
    raise SystemExit(1 if any(outcome.wrong for outcome in outcomes) else 0)


def _one(name: str, file: Path | None) -> dict[str, Any]:
    """Inside the child: only the attack's own work, so that what is measured is what it costs."""
    if file is not None:
        attack = next(attack for attack in DOCUMENTS if attack.name == name)
        return {"end": ended(attack, file.read_bytes()), "met": []}
    end, met = fetched(next(server for server in SERVERS if server.name == name))
    return {"end": end, "met": met}


def _document(attack: Attack, folder: Path) -> Outcome:
    path = folder / f"{attack.name}{Path(attack.file).suffix}"
    _measured(
        ["-m", "tests.fuzz.attacks", "--make", attack.name, "--file", str(path)]
    )  # not here: a child's peak counts ours
    reply, seconds, megabytes = _measured(["-m", "tests.fuzz.attacks", "--one", attack.name, "--file", str(path)])
    return _judged(attack.name, attack.what, reply, attack.ends, seconds, megabytes)


def _server(server: Server) -> Outcome:
    reply, seconds, megabytes = _measured(["-m", "tests.fuzz.attacks", "--one", server.name])
    return _judged(server.name, server.what, reply, server.ends, seconds, megabytes)


def _measured(arguments: list[str]) -> tuple[str, float, int]:
    """Standard output, seconds, and the peak of megabytes of the process or the largest that it waited for."""
    with tempfile.TemporaryFile() as out:
        start = time.monotonic()
        process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=out, stderr=subprocess.DEVNULL)
        while (found := os.wait4(process.pid, os.WNOHANG))[0] == 0:
            if time.monotonic() - start > CUT_OFF:
                process.kill()
            time.sleep(0.02)
        process.returncode = os.waitstatus_to_exitcode(found[1])
        seconds = time.monotonic() - start
        out.seek(0)
        return out.read().decode("utf-8", "replace"), seconds, found[2].ru_maxrss // 1024


def _judged(name: str, what: str, reply: str, ends: frozenset[str], seconds: float, megabytes: int) -> Outcome:
    row = json.loads(reply) if reply.strip() else {"end": "crash", "met": []}
    wrong = []
    if row["end"] not in ends:
        wrong.append(f"ended with {row['end']}")
    if others := set(row["met"]) - {PUBLIC}:
        wrong.append(f"connected to {sorted(others)}")
    if seconds > SECONDS or megabytes > MEMORY:
        wrong.append("over its cap")
    return _told(Outcome(name, what, row["end"], round(seconds, 1), megabytes, "; ".join(wrong)))


def _told(outcome: Outcome) -> Outcome:
    print(
        f"{outcome.name:<18} {outcome.end:<20} {outcome.seconds:>6.1f} s {outcome.megabytes:>6} MB  {outcome.wrong}",
        flush=True,
    )
    return outcome


# ── all of them at once ──────────────────────────────────────────────────────────────────────────────────────────────


def together(folder: Path) -> list[Outcome]:
    """A library is given the folder of all documents, a batch a file of all rows and one of rows that is a bomb."""
    return [_added(folder), _batched(folder / "rows", bomb=False), _batched(folder / "bomb", bomb=True)]


def _added(folder: Path) -> Outcome:
    """Every document of the folder is added or has its fault told; none ends the run."""
    place, library = folder / "all", folder / "library"
    place.mkdir()
    for path in [path for path in folder.iterdir() if path.is_file()]:
        path.rename(place / path.name)
    count = len(list(place.iterdir()))
    reply, seconds, megabytes = _measured(
        ["qa_cli.py", "library", "add", str(library), str(place), "--json", "--workers", "1"]
    )
    row = json.loads(reply.splitlines()[-1]) if reply.strip() else {}
    told = sum(int(row.get(name, 0)) for name in ("added", "known", "replaced", "skipped", "failed"))
    wrong = "" if row and told >= count else f"{told} of {count} told"
    end = f"{row.get('added', 0)} bài vào thư viện, {row.get('failed', 0)} lỗi được nêu"
    return _told(
        Outcome("library-add", f"library add cả {count} tài liệu ấy", end, round(seconds, 1), megabytes, wrong)
    )


def batched(folder: Path, *, bomb: bool) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float, int]:
    """Rows and error rows of a batch over the hostile rows; with ``bomb`` a file of one endless line lies beside them."""
    source = folder / "in"
    source.mkdir(parents=True)
    (source / "a.jsonl").write_bytes("\n".join(line for _, line, _ in ROWS).encode("utf-8", "replace"))
    if bomb:
        write_xz_bomb(source / "b.jsonl.xz")
    _, seconds, megabytes = _measured(
        ["qa_cli.py", "batch", "clean", str(source), str(folder / "out"), "--workers", "1"]
    )
    rows, errors = (
        [json.loads(line) for path in (folder / "out").glob(kind) for line in path.read_text("utf-8").splitlines()]
        for kind in ("part-??????.jsonl", "*.errors.jsonl")
    )
    return rows, errors, seconds, megabytes


def _batched(folder: Path, *, bomb: bool) -> Outcome:
    rows, errors, seconds, megabytes = batched(folder, bomb=bomb)
    good, bad = sum(read for _, _, read in ROWS), sum(not read for _, _, read in ROWS)
    wrong = "" if len(rows) == good and len(errors) >= bad and megabytes < MEMORY else "rows were lost, or over its cap"
    what = (
        "batch có cả tệp .xz 300 KB bung thành một dòng 2 GB" if bomb else "batch các dòng JSONL hỏng hoặc khác thường"
    )
    end = f"{len(rows)} dòng kết quả, {len(errors)} dòng lỗi"
    return _told(Outcome("batch-bomb" if bomb else "batch-rows", what, end, round(seconds, 1), megabytes, wrong))


def _report(outcomes: list[Outcome]) -> dict[str, Any]:
    from nlp import __version__

    rows = [
        {
            "tried": outcome.what,
            "times": 1,
            "result": f"{_said(outcome.end)}; {_comma(outcome.seconds)} giây, {outcome.megabytes} MB",
            "lost": int(bool(outcome.wrong)),
            **{name: value for name, value in asdict(outcome).items() if name != "what"},
        }
        for outcome in outcomes
    ]
    notes = [
        f"Mỗi tài liệu, mỗi máy chủ một tiến trình riêng; trần: {SECONDS} giây theo đồng hồ, {MEMORY} MB.",
        "Tên miền do bộ phân giải giả trả lời, mọi kết nối đi vào một máy chủ trên 127.0.0.1; "
        "địa chỉ mà chương trình định nối được ghi lại và phải luôn là địa chỉ công khai đã kiểm.",
    ]
    made = datetime.now(UTC).date().isoformat()
    return {"title": "Tài liệu và máy chủ tấn công", "made": made, "version": __version__, "rows": rows, "notes": notes}


def _said(end: str) -> str:
    if end == TEXT:
        return "đọc được bài"
    return end if " " in end else f"từ chối ({end})"


def _comma(number: float) -> str:
    return str(number).replace(".", ",")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz.attacks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", help="the attack of this name")
    parser.add_argument("--report", type=Path, help="write the rows of docs/reliability.md")
    parser.add_argument("--make", help=argparse.SUPPRESS)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
