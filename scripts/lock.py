"""Write requirements.lock: the exact versions that a fresh install of the default and [web] sets takes today.

    python scripts/lock.py            # make lock

`pip install -c requirements.lock ".[web]"` gives those versions again. torch and what [hf] and [train] need are left
out: which build of torch fits depends on the machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
HEAD = '# Written by scripts/lock.py; use it as constraints: pip install -c requirements.lock ".[web]"\n'


def main() -> None:
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-"]
    done = subprocess.run([*command, f"{ROOT}[web]"], capture_output=True, text=True, check=True)
    chosen = (each["metadata"] for each in json.loads(done.stdout)["install"])
    pins = sorted(f"{each['name'].lower()}=={each['version']}" for each in chosen if each["name"] != "hoibao")
    LOCK.write_text(HEAD + "\n".join(pins) + "\n", encoding="utf-8")
    print(f"{LOCK.name}: {len(pins)} packages")


if __name__ == "__main__":
    main()
