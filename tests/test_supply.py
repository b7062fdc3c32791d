"""What is opened cannot run code, and what runs asks nobody: promises of SECURITY.md."""

from __future__ import annotations

import io
import os
import pickle
import re
import socket
import tomllib
from pathlib import Path

import numpy as np
import pytest

from models.errors import DamagedModel
from models.pack import open_pack, write_manifest
from models.reader import SHIPPED, SmallReader
from models.salience.model import SHIPPED as SALIENCE
from models.salience.model import Salience

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "models" / "shipped" / SHIPPED
FILES = ("weights.onnx", "vocabulary.npz", "pieces.model")


class Trap:
    """Unpickling it makes a file."""

    def __init__(self, sprung: Path) -> None:
        self.sprung = sprung

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.sprung),)


def trapped_array(trap: Trap) -> bytes:
    """An ``.npz`` as it should be, but for objects among its arrays."""
    held = io.BytesIO()
    np.savez(held, folds=np.asarray([trap], dtype=object), idf=np.asarray([trap], dtype=object))
    return held.getvalue()


@pytest.mark.parametrize("name", FILES)
def test_a_booby_trapped_model_file_springs_nothing(name: str, tmp_path: Path) -> None:
    trap = Trap(tmp_path / "sprung")
    folder = tmp_path / "model"
    folder.mkdir()
    for each in FILES:
        (folder / each).write_bytes((FOLDER / each).read_bytes())
    bait = trapped_array(trap) if name.endswith(".npz") else pickle.dumps(trap)
    (folder / name).write_bytes(bait)
    write_manifest(folder, list(FILES), {"calibration": {"bias": 0, "presence": 1, "worth": 1, "threshold": 0}})
    with pytest.raises(DamagedModel):  # hashes fit: whoever wrote the file wrote the manifest too
        SmallReader.open(folder)
    assert not trap.sprung.exists()
    pickle.loads(pickle.dumps(trap))  # the trap does spring where pickles are loaded
    assert trap.sprung.exists()


def test_a_trap_in_the_salience_head_springs_nothing(tmp_path: Path) -> None:
    """Objects among the arrays, and bytes that are no archive at all: either way a message, and nothing runs."""
    shipped = FOLDER.parent / SALIENCE
    for number, bait in enumerate((trapped_array(Trap(tmp_path / "sprung")), b"PK\x03\x04 no archive", b"")):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "pieces.model").write_bytes((shipped / "pieces.model").read_bytes())
        (folder / "weights.npz").write_bytes(bait)
        write_manifest(folder, ["pieces.model", "weights.npz"], {})
        with pytest.raises(DamagedModel):
            Salience.open(folder)
    assert not (tmp_path / "sprung").exists()


def test_every_shipped_file_is_named_with_its_hash() -> None:
    for folder in sorted((ROOT / "models" / "shipped").iterdir()):
        pack = open_pack(folder)
        loose = {path.name for path in folder.iterdir()} - set(pack.files) - {"manifest.json", "MODEL_CARD.md"}
        assert not loose, folder


def test_one_flipped_bit_is_noticed(tmp_path: Path) -> None:
    for path in FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    weights = bytearray((FOLDER / "weights.onnx").read_bytes())
    weights[len(weights) // 2] ^= 1
    (tmp_path / "weights.onnx").write_bytes(weights)
    with pytest.raises(DamagedModel, match=r"weights\.onnx"):
        SmallReader.open(tmp_path)


def test_the_tests_themselves_reach_no_other_machine() -> None:
    """The fixture in conftest holds for every test: only loopback can be connected to."""
    with socket.socket() as outward, pytest.raises(PermissionError, match="loopback"):
        outward.connect(("192.0.2.1", 80))


def test_every_dependency_is_locked() -> None:
    locked = {line.partition("==")[0] for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["web"]]
    names = {re.split(r"[<>=\[ ]", each)[0].lower() for each in named}
    assert not {name.replace("_", "-") for name in names} - {name.replace("_", "-") for name in locked}
