"""Vietnamese in every dress it is met in, through the command line: cleaned, asked, summarised.

What says the same in another dress must give the same answer. What is damaged ends in an answer or in one clear line.
"""

from __future__ import annotations

import random
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

import qa_cli
from tests.fuzz import mutations
from tests.legacy import ENCODERS

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "Cây cầu dài bao nhiêu mét?"
ANSWER = "320 m"
PAGE = """Cầu Sông Hòa thông xe sau mười tám tháng

Sáng 12-3, huyện Sông Hòa khánh thành cây cầu dài 320 m nối hai xã ven sông, thay bến đò cũ đã dùng gần nửa thế kỷ.

Công trình có tổng mức đầu tư 145 tỷ đồng, được xây trong 18 tháng. Ông Trần Văn Lộc, chủ tịch huyện, cho biết cầu rút \
ngắn quãng đường đến trường của 600 học sinh; những ngày nước lũ về, các em không phải nghỉ học nữa.

Người dân hai bờ rất phấn khởi. Từ nay thủy sản và lúa gạo được chở thẳng ra quốc lộ, giá cước giảm một nửa.
"""
COMMANDS: Final = {
    "clean": ("clean",),
    "ask": ("ask", "--reader", "lexical", "-q", QUESTION),
    "summarise": ("summarise", "--summariser", "extractive", "--sentences", "2"),
}
RNG = random.Random("odd texts")


def bend(which: Callable[[str, random.Random], str]) -> bytes:
    return which(PAGE, RNG).encode("utf-8", "surrogatepass")


#: The same words in another dress.
SAME: Final[dict[str, bytes]] = {
    "nfc": PAGE.encode(),
    "nfd": bend(mutations.decomposed),
    "mixed forms": bend(mutations.mixed_forms),
    "old tone placement": bend(mutations.old_tones),
    "byte order mark": PAGE.encode("utf-8-sig"),
    "utf-16": PAGE.encode("utf-16"),
    "crlf": PAGE.replace("\n", "\r\n").encode(),
    "no-break spaces": PAGE.replace(" ", "\u00a0").encode(),
    "zero-width": bend(mutations.sprinkled("\u200b\u200c\u2060\ufeff")),
    "soft hyphens": bend(mutations.sprinkled("\u00ad")),
    "right-to-left marks": bend(mutations.sprinkled("\u202e\u202d\u2066\u2069\u200f\u061c")),
    "NUL": bend(mutations.sprinkled("\x00")),
    **{name: encode(PAGE) for name, encode in ENCODERS.items()},
}
#: Words that are damaged, or no words at all.
DAMAGED: Final[dict[str, bytes]] = {
    "emoji": bend(mutations.sprinkled("😀🌾🇻🇳👩‍👩‍👧‍👦")),
    "lone surrogates": bend(mutations.sprinkled("\ud800\udfff")),
    "utf-16 with half a pair": PAGE.encode("utf-16-le") + b"\x00\xd8",
    "stray marks": bend(mutations.sprinkled("\u0300\u0301\u0309\u0303\u0323\u031b")),
    "no marks": bend(mutations.without_marks),
    "capitals": PAGE.upper().encode(),
    "misread by a scanner": bend(mutations.misread),
    "a table": bend(mutations.as_table),
    "a list": bend(mutations.as_list),
    "one line": bend(mutations.one_line),
    "no spaces": bend(mutations.spaceless),
    "lines shuffled": bend(mutations.shuffled_lines),
    "doubled encoding": PAGE.encode().decode("latin-1").encode(),
    "cut inside a letter": PAGE.encode()[:301],
    "signs alone": "… – “” ()\n".encode() * 50,
    "nothing": b"",
    "brackets": b"(" * 3000 + b"[" * 3000,
    "one letter": "ạ".encode(),
    "numbers alone": b"1 2 3,5 4% 6/7/2020\n" * 40,
    "escape sequences": ("\x1b[2J\x1b]0;x\x07" + PAGE).encode(),
}


def run(name: str, path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    command, *options = COMMANDS[name]
    capsys.readouterr()
    code = qa_cli.main([command, str(path), *options])
    done = capsys.readouterr()
    return code, done.out, done.err


@pytest.mark.parametrize("dress", SAME)
def test_another_dress_changes_nothing(dress: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain, path = tmp_path / "a" / "bai.txt", tmp_path / "bai.txt"
    plain.parent.mkdir()
    plain.write_text(PAGE, "utf-8")
    path.write_bytes(SAME[dress])
    for name in COMMANDS:
        code, out, err = run(name, path, capsys)
        assert (code, err) == (0, "")
        out = out.replace(str(path), "").replace(str(plain), "")
        assert as_new_tones(out) == as_new_tones(run(name, plain, capsys)[1]), name
        assert name != "ask" or ANSWER in out


def as_new_tones(text: str) -> str:
    """Where the tone stands is the writer's; the cleaner leaves it, so it is evened out here."""
    for new, old in mutations.OLD_TONES.items():
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("damage", DAMAGED)
def test_damage_ends_in_an_answer_or_in_one_clear_line(
    damage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bai.txt"
    path.write_bytes(DAMAGED[damage])
    for name in COMMANDS:
        check(name, *run(name, path, capsys))


def check(name: str, code: int, out: str, err: str) -> None:
    """Something for a reader on one of the two streams, and nothing that moves a cursor."""
    shown = out if code == 0 else err
    assert code in (0, 3), name
    assert shown.strip(), name
    assert out == "" or code == 0
    assert err == "" or err.count("\n") == 1
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n" for c in shown), ascii(shown[:200])


# ── of great size ────────────────────────────────────────────────────────────────────────────────────────────────────

HUGE: Final[dict[str, Callable[[], str]]] = {
    "5 MB without a space": lambda: ("".join(PAGE.split()) * 10_000)[:5_000_000],
    "5 MB of one letter": lambda: "ă" * 2_500_000,
    "5 MB of digits": lambda: "1" * 5_000_000,
    "5 MB of blank lines": lambda: "\n" * 5_000_000 + PAGE,
    "3 MB of marks on one letter": lambda: "a" + "\u0301" * 1_500_000,
    "2 MB of brackets": lambda: "(" * 2_000_000 + PAGE,
    "4 MB of full stops": lambda: ". " * 2_000_000 + PAGE,
    "a list of 100,000 lines": lambda: "\n".join(f"- Mục {i}: xã số {i} có {3 * i} hộ." for i in range(100_000)),
    "a table of 20,000 rows": lambda: "\n".join("\t".join(str(i * j) for j in range(8)) for i in range(20_000)),
    "3 MB on one line": lambda: " ".join(PAGE.split()) * 3_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("kind", HUGE)
def test_what_is_huge_ends(kind: str, name: str, tmp_path: Path) -> None:
    """In a process of its own, so that a hang is cut off and told as such."""
    path = tmp_path / "bai.txt"
    path.write_text(HUGE[kind](), "utf-8")
    command, *options = COMMANDS[name]
    done = subprocess.run(
        [sys.executable, str(ROOT / "qa_cli.py"), command, str(path), *options],
        capture_output=True, text=True, encoding="utf-8", timeout=900, check=False,
    )  # fmt: skip
    check(name, done.returncode, done.stdout, done.stderr)
