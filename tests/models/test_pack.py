"""Model folders: written with hashes, refused when anything changed, with the file's name in the message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import DamagedModel
from models.pack import MANIFEST, open_pack, write_manifest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "weights.bin").write_bytes(b"\x00\x01\x02")
    (tmp_path / "pieces.bin").write_bytes(b"abc")
    write_manifest(tmp_path, ["weights.bin", "pieces.bin"], {"name": "x"})
    return tmp_path


def test_what_was_written_is_read(folder: Path) -> None:
    pack = open_pack(folder)
    assert pack.files == {"weights.bin": b"\x00\x01\x02", "pieces.bin": b"abc"}
    assert pack.manifest["name"] == "x"


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (lambda f: (f / "weights.bin").unlink(), "weights.bin"),
        (lambda f: (f / "weights.bin").write_bytes(b"\x00\x01"), "weights.bin"),
        (lambda f: (f / "pieces.bin").write_bytes(b"abd"), "pieces.bin"),
        (lambda f: (f / MANIFEST).unlink(), MANIFEST),
        (lambda f: (f / MANIFEST).write_text("{"), MANIFEST),
        (lambda f: (f / MANIFEST).write_text("[]"), MANIFEST),
        (lambda f: (f / MANIFEST).write_text('{"protocol": 99, "files": {}}'), MANIFEST),
        (lambda f: (f / MANIFEST).write_text('{"protocol": 1}'), MANIFEST),
    ],
)
def test_damage_is_named(folder: Path, damage: Callable[[Path], object], named: str) -> None:
    damage(folder)
    with pytest.raises(DamagedModel, match=named) as caught:
        open_pack(folder)
    assert caught.value.code == "damaged-model"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DamagedModel, match=MANIFEST):
        open_pack(tmp_path / "none")
