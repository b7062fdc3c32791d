"""What rounds of one kind came to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """``confirmed`` counts what a program said was done, ``refused`` the times that it said clearly it could not;
    ``found`` holds one line for each thing that was not as promised."""

    rounds: int = 0
    killed: int = 0
    confirmed: int = 0
    refused: int = 0
    lost: int = 0
    found: list[str] = field(default_factory=list)

    def hold(self, promise: bool, what: str) -> None:
        """Note what was not as promised."""
        if not promise:
            self.lost += 1
            self.found.append(f"round {self.rounds}: {what}"[:500])
