"""Known weaknesses of what a fresh install takes: pip-audit over the default set and over ``[hf]``."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path
from typing import Any

from tests.reliability.results import ROOT, Row, write

_AUDIT = "pip-audit>=2.9,<3"
_LIMIT = 900  # seconds
#: Known to be weak: a service that does not know it knows nothing.
_CONTROL = "urllib3==1.24.1"
UNREACHED = "không tới được dịch vụ, chưa kiểm"
SETS = ("mặc định và [web]", "[hf]")


def run(_: argparse.Namespace) -> None:
    """Audit both sets in an environment of its own; a service that is not reached is said aloud."""
    rows, found = [], {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "venv"
        venv.create(home, with_pip=True)
        python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", _AUDIT], check=False, capture_output=True, timeout=_LIMIT)
        control = _audited(python, _listed(Path(folder), [_CONTROL]), "--no-deps", "--disable-pip")
        known = control is not None and any(each.get("vulns") for each in control["dependencies"])
        for name, wanted in zip(SETS, (_locked(), _wanted("hf")), strict=True):
            report = _audited(python, _listed(Path(folder), wanted)) if known else None
            if report is None:
                print(f"pip-audit {name}: SKIPPED, the advisory service was not reached", flush=True)
                rows.append(Row(f"pip-audit, bộ {name}", len(wanted), UNREACHED))
                continue
            weak = {
                each["name"]: [v["id"] for v in each["vulns"]] for each in report["dependencies"] if each.get("vulns")
            }
            found[name] = weak
            told = "; ".join(f"{package}: {', '.join(ids)}" for package, ids in weak.items())
            rows.append(Row(f"pip-audit, bộ {name}", len(report["dependencies"]), told or "không có lỗ hổng đã biết"))
    notes = [
        f"Trước đó dịch vụ được thử với {_CONTROL}, gói đã biết là có lỗ hổng: không nhận ra thì coi như không tới được."
    ]
    write("audit", "Gói phụ thuộc", rows, notes, weak=found)


def _listed(folder: Path, wanted: list[str]) -> Path:
    path = folder / "wanted.txt"
    path.write_text("\n".join(wanted) + "\n", "utf-8")
    return path


def _audited(python: Path, wanted: Path, *options: str) -> dict[str, Any] | None:
    """The report of pip-audit; none when it could not ask."""
    command = [str(python), "-m", "pip_audit", "-r", str(wanted), "--format", "json", "--progress-spinner", "off"]
    command += options
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_LIMIT)
        report: dict[str, Any] = json.loads(done.stdout)
    except (ValueError, subprocess.TimeoutExpired):
        return None
    return report


def _locked() -> list[str]:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _wanted(extra: str) -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return list(project["optional-dependencies"][extra])
