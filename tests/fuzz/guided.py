"""Coverage-guided fuzzing, where atheris can be had: the fuzzer's bytes are the bits that the drawing takes."""

from __future__ import annotations

import random
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.attempt import attempted, signature, watch
from tests.fuzz.tally import load, save
from tests.fuzz.targets import TARGETS

_EVERY = 200  # inputs after which the tally is saved: libFuzzer ends the process itself


def guided(name: str, seconds: float, state: Path) -> None:
    """One target for that long. Does not return: libFuzzer leaves the process."""
    if find_spec("atheris") is None:
        raise SystemExit("atheris is not installed: pip install atheris, or leave --engine out")
    import atheris

    class Bits(random.Random):
        """A ``Random`` whose bits are the fuzzer's, zero when they are used up."""

        def __init__(self, data: bytes) -> None:
            self._left = atheris.FuzzedDataProvider(data)
            super().__init__(0)

        def getrandbits(self, k: int) -> int:
            return int(self._left.ConsumeIntInRange(0, (1 << k) - 1))

        def random(self) -> float:
            return self.getrandbits(24) / (1 << 24)

    tallies = load(state, TARGETS)
    tally = tallies[name]

    def one(data: bytes) -> None:
        failed = attempted(name, Bits(data))
        tally.inputs += 1
        if failed and tally.found(signature(failed), -1, f"{failed}\nbytes: {data.hex()}"):
            print(failed, file=sys.stderr, flush=True)
        if failed or tally.inputs % _EVERY == 0:
            save(state, tallies)

    with atheris.instrument_imports(include=["nlp", "corpus", "models"]):
        TARGETS[name](random.Random(0))
    watch()
    atheris.Setup([sys.argv[0], f"-max_total_time={round(seconds)}", "-timeout=60"], one)
    atheris.Fuzz()
