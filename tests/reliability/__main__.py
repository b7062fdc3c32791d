"""``python -m tests.reliability NAME…``: try to break it, and write what came of it to ``docs/reliability/NAME.json``.

    python -m tests.reliability                       everything but the hour of load
    python -m tests.reliability kills --rounds 70     one part
    python -m tests.reliability load --minutes 60 [--library DIR]

``scripts/reliability.py`` then writes docs/reliability.md. Some parts need Linux, root or strace; a part that cannot
be run says so and leaves its file as it is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

PARTS = ("kills", "disk", "damage", "crowd", "offline", "audit", "load")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.reliability", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("parts", nargs="*", metavar="NAME", help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=70, help="kills of each kind")
    parser.add_argument("--only", action="append", metavar="KIND", help="of kills; the rows of the others are kept")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60.0, help="of load")
    parser.add_argument("--library", type=Path, help="to put the load on; by default a small one")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    for name in options.parts or [part for part in PARTS if part != "load"]:
        run: Callable[[argparse.Namespace], None] = import_module(f"tests.reliability.{name}").run
        run(options)


if __name__ == "__main__":
    main()
