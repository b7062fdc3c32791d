"""Measure, and write the figures between the markers of README.md and docs/: no figure is typed by hand.

    python scripts/figures.py [SECTION …] [--shared DIR]

A section is a pair of lines `<!-- NAME:start -->` and `<!-- NAME:end -->`. A section whose data is not on this machine
keeps what it holds, and that is said aloud.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import agreement_figures
import library_figures
from agreement_figures import number

ROOT = Path(__file__).resolve().parents[1]
ANNOTATED = "corpus/annotated/hoibao-v1.jsonl"
SECOND_READING = "corpus/annotated/second-reading.jsonl"
PAGES = "corpus/annotated/pages-v1.jsonl"
SECOND_READING_OF_PAGES = "corpus/annotated/second-reading-pages.jsonl"
ARTICLE = "corpus/annotated/articles/thanh-hoa-cchc.txt"
QUESTION = "Thanh Hóa xếp thứ mấy về PAPI?"
QA_SETS = ("viquad1_dev", "viquad2_dev_a", "vinewsqa_dev")
QA_LIMIT = 400  # questions of each set, drawn with seed 1; the signature says so
SUMMARY_SETS = ("vietnews_dev_2000", "clusters")
WRITTEN = tuple(f"corpus/written/{name}-v{n}.jsonl" for name, n in (("written", 1), ("written", 2), ("held-out", 1)))
DOCUMENTS = (
    ROOT / "README.md",
    ROOT / "corpus/annotated/README.md",
    ROOT / "corpus/written/README.md",
    *sorted((ROOT / "docs").glob("*.md")),
)


sys.path.insert(0, str(ROOT))


class Absent(Exception):
    """The data of a section is not on this machine."""


def cli(*arguments: object) -> str:
    command = [sys.executable, "qa_cli.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


def measured(*arguments: object) -> dict[str, Any]:
    print("  qa_cli.py", *arguments, file=sys.stderr)
    found: dict[str, Any] = json.loads(cli(*arguments, "--json"))
    return found


def shared_file(shared: Path, *parts: str) -> Path:
    path = shared.joinpath("data", *parts)
    if not path.is_file():
        raise Absent(path.name)
    return path


# ── sections ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def demo(_: Path) -> str:
    lines = []
    for command in (("summarise", ARTICLE, "--sentences", 2), ("ask", ARTICLE, "-q", QUESTION)):
        shown = " ".join(f'"{part}"' if " " in str(part) else str(part) for part in command)
        lines += [f"$ qa_cli.py {shown}", cli(*command).rstrip(), ""]
    return "```console\n" + "\n".join(lines).rstrip() + "\n```"


def annotated(_: Path) -> str:
    rows, signatures = readings(ANNOTATED)
    rows += ["", "| phần | bộ tóm tắt | bài | R1 | R2 | RL |", "|---|---|---|---|---|---|"]
    for split in ("dev", "test"):
        for at, name in enumerate(summarisers()):
            found = measured("evaluate", "summary", ANNOTATED, "--split", split, "--summariser", name)
            cells = summary_cells(found, "syllable")
            rows += [f"| {split} | {one} |" for one in (cells if last(at) else cells[:1])]
            signatures.append(found["signature"])
    return "\n".join(rows) + "\n\n" + signed(signatures)


def pages(_: Path) -> str:
    rows, signatures = readings(PAGES)
    return "\n".join(rows) + "\n\n" + signed(signatures)


def readings(data: str) -> tuple[list[str], list[str]]:
    """How every reader does on both parts of a set of ours: the rows of a table, and the signatures."""
    rows = ["| phần | bộ đọc | câu | EM | F1 | EM có | F1 có | EM không |", "|---|---|---|---|---|---|---|---|"]
    signatures = []
    for split in ("dev", "test"):
        for reader in readers():
            found = measured("evaluate", "qa", data, "--split", split, "--reader", reader)
            rows.append(f"| {split} | {reader} | {qa_cells(found)} |")
            signatures.append(found["signature"])
    return rows, signatures


def qa(shared: Path) -> str:
    rows = ["| bộ | bộ đọc | câu | EM | F1 | EM có | F1 có | EM không |", "|---|---|---|---|---|---|---|---|"]
    signatures = []
    for name in QA_SETS:
        path = shared_file(shared, "qa", "dev", f"{name}.jsonl.xz")
        for reader in readers():
            found = measured("evaluate", "qa", path, "--reader", reader, "--limit", QA_LIMIT)
            rows.append(f"| {name} | {reader} | {qa_cells(found)} |")
            signatures.append(found["signature"])
    return "\n".join(rows) + "\n\n" + signed(signatures)


def summary(shared: Path) -> str:
    rows = [
        "| bộ | hệ | bài | R1 | R2 | RL | R1 ASCII | R2 ASCII | RL ASCII |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    signatures = []
    for name in SUMMARY_SETS:
        path = shared_file(shared, "summaries_dev", f"{name}.jsonl.xz")
        for at, system in enumerate(summarisers()):
            found = measured("evaluate", "summary", path, "--limit", 500, "--summariser", system)
            both = list(zip(summary_cells(found, "syllable"), summary_cells(found, "ascii"), strict=True))
            kept = both if last(at) else both[:1]
            rows += [f"| {name} | {left} | {right.split(' | ', 2)[2]} |" for left, right in kept]
            signatures.append(found["signature"])
    return "\n".join(rows) + "\n\n" + signed(signatures)


def agreement(_: Path) -> str:
    return agreement_figures.section(ROOT / ANNOTATED, ROOT / SECOND_READING)


def agreement_of_pages(_: Path) -> str:
    return agreement_figures.section(ROOT / PAGES, ROOT / SECOND_READING_OF_PAGES)


def written(_: Path) -> str:
    rows = ["| tệp | đoạn | câu hỏi | trong đó không trả lời được |", "|---|---|---|---|"]
    for name in WRITTEN:
        passages = [json.loads(line) for line in (ROOT / name).read_text("utf-8").splitlines()]
        asked = [question for passage in passages for question in passage["questions"]]
        refused = sum(not question["answerable"] for question in asked)
        rows.append(f"| `{Path(name).name}` | {len(passages)} | {len(asked)} | {refused} |")
    return "\n".join(rows)


def writer(_: Path) -> str:
    """What the writer's manifest keeps of the scoring that packed it."""
    from models.abstractive.writer import SHIPPED
    from models.pack import shipped

    manifest = json.loads((shipped(SHIPPED) / "manifest.json").read_text("utf-8"))
    names = {"LEAD-1": "LEAD-1", "beam 1": "tham lam", "beam 2": "chùm 2 (dùng)", "beam 4": "chùm 4"}
    rows = [f"| {names[name]} | {' | '.join(map(number, one.values()))} |" for name, one in manifest["scores"].items()]
    spent = manifest["training"]["finetune"]
    return "\n".join(
        [
            f"{number(manifest['parameters'] / 1e6)} triệu tham số, {spent['examples']} lượt bài "
            f"trong {spent['seconds'] // 60} phút; {manifest['articles']} bài đầu của `vietnews_dev_2000`, "
            "int8, trước bộ gác:\n",
            "| | R1 | R2 | RL | số tiếng |",
            "|---|---|---|---|---|",
            *rows,
        ]
    )


def faithfulness(shared: Path) -> str:
    """The guard, judged by an independent checker."""
    import faithfulness_figures

    from nlp.assistant import open_summariser

    path = shared_file(shared, "summaries_dev", "vietnews_dev_2000.jsonl.xz")
    written = [open_summariser(name) for name in summarisers() if name != "extractive"]
    return faithfulness_figures.section(path, written)


def across(_: Path) -> str:
    """Questions across the articles of a library."""
    return library_figures.across(measured, [name for name in readers() if name != "network"])


def retrieval(shared: Path) -> str:
    """Finding texts, beside the baseline."""
    return library_figures.retrieval(cli, partial(shared_file, shared))


SECTIONS: dict[str, Callable[[Path], str]] = {
    "demo": demo,
    "agreement": agreement,
    "agreement_of_pages": agreement_of_pages,
    "written": written,
    "annotated": annotated,
    "pages": pages,
    "qa": qa,
    "summary": summary,
    "writer": writer,
    "faithfulness": faithfulness,
    "across": across,
    "retrieval": retrieval,
}


# ── cells ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def readers() -> tuple[str, ...]:
    from models.catalog import READERS

    return READERS


def summarisers() -> tuple[str, ...]:
    from models.catalog import SUMMARISERS

    return SUMMARISERS


def last(at: int) -> bool:
    """True for the last summariser: the lead and the oracle, the same for all, stand behind it."""
    return at == len(summarisers()) - 1


def qa_cells(found: dict[str, Any]) -> str:
    groups = {(group["split"], group["group"]): group for group in found["groups"]}
    overall, yes, no = groups["all", "all"], groups.get(("answerable", "yes")), groups.get(("answerable", "no"))
    cells = [str(found["count"]), with_interval(overall["em"]), with_interval(overall["f1"])]
    cells += [number(yes["em"][0]), number(yes["f1"][0])] if yes else ["–", "–"]
    return " | ".join([*cells, number(no["em"][0]) if no else "–"])


def summary_cells(found: dict[str, Any], kind: str) -> list[str]:
    return [
        " | ".join([system["system"], str(found["count"]), *(number(value[0]) for value in system[kind].values())])
        for system in found["systems"]
    ]


def with_interval(value: list[float]) -> str:
    return f"{number(value[0])} ({number(value[1])}–{number(value[2])})"


def signed(signatures: list[str]) -> str:
    lines = "\n".join(f"    {signature}" for signature in dict.fromkeys(signatures))
    return f"<details><summary>Chữ ký</summary>\n\n{lines}\n\n</details>"


def write(name: str, content: str) -> None:
    start, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
    for path in DOCUMENTS:
        text = path.read_text("utf-8")
        if start in text:
            before, _, rest = text.partition(start)
            path.write_text(f"{before}{start}\n{content}\n{end}{rest.partition(end)[2]}", "utf-8")
            print(f"{path.relative_to(ROOT)}: {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, []], default=[])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options = parser.parse_args()
    for name in options.sections or SECTIONS:
        try:
            write(name, SECTIONS[name](options.shared))
        except Absent as absent:
            print(f"{name}: giữ nguyên, máy này không có {absent}")


if __name__ == "__main__":
    main()
