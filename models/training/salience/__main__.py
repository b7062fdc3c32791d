"""``python -m models.training.salience run --config small``: the whole chain, done steps skipped."""

from __future__ import annotations

from models.training.salience.chain import STEPS, run
from models.training.salience.config import CONFIGS
from models.training.stepwise import command_line, configured


def main(arguments: list[str] | None = None) -> None:
    parser = command_line("models.training.salience", __doc__, CONFIGS, [name for name, _, _ in STEPS])
    chosen = parser.parse_args(arguments)
    config = configured(chosen, CONFIGS)
    run(config, chosen.target or config.work / "pack", only=chosen.only)


if __name__ == "__main__":
    main()
