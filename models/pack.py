"""A model is a folder: a manifest that says what it is made of and what it is good for, and the files it names.

Every file is checked against its hash before it is used, the manifest against its own; nothing in the folder can run
code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from models.errors import DamagedModel

MANIFEST = "manifest.json"
PROTOCOL = 1
_OWN = "sha256"  # of the manifest itself, what stands beside it


@dataclass(frozen=True, slots=True)
class Pack:
    """An opened folder: ``manifest`` as read, ``files`` the verified bytes of each named file."""

    folder: Path
    manifest: dict[str, Any]
    files: dict[str, bytes]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _damaged(path: Path, expected: str, found: str) -> DamagedModel:
    return DamagedModel(
        f"Mô hình ở {path.parent} bị hỏng: tệp {path.name} cần {expected}, nhưng {found}. "
        "Hãy cài lại hoibao (hoặc chép lại thư mục mô hình).",
        code="damaged-model",
    )


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a model folder.

    Raises:
        DamagedModel: it is absent, is not JSON, or follows another protocol than this program knows.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _damaged(path, "có mặt", "không đọc được") from error
    except ValueError as error:
        raise _damaged(path, "là JSON", "không phân tích được") from error
    if not isinstance(manifest, dict) or manifest.get("protocol") != PROTOCOL:
        found = manifest.get("protocol") if isinstance(manifest, dict) else type(manifest).__name__
        raise _damaged(path, f"theo giao thức {PROTOCOL}", f"tệp ghi {found}")
    if not isinstance(manifest.get("files"), dict):
        raise _damaged(path, "có bảng “files”", "không thấy")
    if manifest.get(_OWN) != _own_hash(manifest):
        raise _damaged(path, f"khớp với mã {_OWN} ghi trong nó", "không khớp")
    return manifest


def _own_hash(manifest: dict[str, Any]) -> str:
    """The hash of what a manifest says, however it is spaced."""
    said = {name: value for name, value in manifest.items() if name != _OWN}
    return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace"))


def open_pack(folder: Path) -> Pack:
    """Read a model folder and verify every file that its manifest names.

    Raises:
        DamagedModel: a file is absent, truncated or changed; the message names it.
    """
    manifest = read_manifest(folder)
    files: dict[str, bytes] = {}
    for name, expected in manifest["files"].items():
        path = folder / name
        try:
            data = path.read_bytes()
        except OSError as error:
            raise _damaged(path, "có mặt", "không đọc được") from error
        found = sha256(data)
        if found != expected:
            raise _damaged(path, f"mã sha256 {str(expected)[:12]}…", f"tìm thấy {found[:12]}…")
        files[name] = data
    return Pack(folder, manifest, files)


def shipped(name: str) -> Path:
    """The folder of a model that travels with the project."""
    return Path(str(resources.files("models") / "shipped" / name))


@contextmanager
def loading(folder: Path) -> Iterator[None]:
    """Whatever goes wrong inside is a model that cannot be loaded: the libraries' errors for a bad file share no base.

    Raises:
        DamagedModel: something went wrong; the message names the folder.
    """
    try:
        yield
    except Exception as error:
        raise DamagedModel(
            f"Mô hình ở {folder} không nạp được ({type(error).__name__}: {error}). Hãy cài lại hoibao.",
            code="damaged-model",
        ) from error


def write_manifest(folder: Path, names: list[str], about: dict[str, Any]) -> Path:
    """Write the manifest of the files ``names``, already in ``folder``."""
    hashes = {name: sha256((folder / name).read_bytes()) for name in sorted(names)}
    path = folder / MANIFEST
    said = json.loads(json.dumps({"protocol": PROTOCOL, **about, "files": hashes}))  # as it will be read
    text = json.dumps(said | {_OWN: _own_hash(said)}, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path
