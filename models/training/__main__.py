"""``python -m models.training run --config small``: the whole chain, each step skipped when its files are there."""

from __future__ import annotations

from models.training.chain import STEPS, run
from models.training.config import CONFIGS
from models.training.stepwise import command_line, configured


def main(arguments: list[str] | None = None) -> None:
    parser = command_line("models.training", __doc__, CONFIGS, [name for name, _, _ in STEPS])
    parser.add_argument("--minutes", type=float, help="budget of both trainings together")
    chosen = parser.parse_args(arguments)
    config = configured(chosen, CONFIGS)
    run(config, chosen.target or config.work / "pack", only=chosen.only)


if __name__ == "__main__":
    main()
