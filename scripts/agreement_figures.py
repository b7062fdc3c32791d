"""How far a second reading of an annotated set agrees with its answers."""

from __future__ import annotations

import json
from pathlib import Path


def section(data: Path, reading: Path) -> str:
    """How far a second reading, done before the answers were seen, agrees with the golds as they stand now."""
    from corpus.datasets import read_questions
    from nlp.evaluation.metrics import exact_match, f1, mean

    golds = {one.id: tuple(gold.text for gold in one.answers) for one in read_questions(data)}
    lines = reading.read_text("utf-8").splitlines()
    second = {row["id"]: str(row["prediction"]) for row in map(json.loads, lines)}
    pairs = [(answer, golds[id]) for id, answer in second.items()]
    both = [(answer, gold) for answer, gold in pairs if answer and gold]
    rows = [
        ("câu có lượt đọc thứ hai, trên tổng số", f"{len(pairs)}/{len(golds)}"),
        ("κ: có hay không có trong bài", f"{kappa([(bool(a), bool(g)) for a, g in pairs]):.3f}".replace(".", ",")),
        ("EM, câu cả hai cùng trả lời", number(100 * mean(exact_match(a, g) for a, g in both))),
        ("F1, câu cả hai cùng trả lời", number(100 * mean(f1(a, g) for a, g in both))),
        ("EM với đáp án đứng đầu", number(100 * mean(exact_match(a, g[:1]) for a, g in both))),
    ]
    return "\n".join(["| độ khớp hai lượt đọc | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])


def kappa(pairs: list[tuple[bool, bool]]) -> float:
    """Cohen's κ (1960): agreement of two raters beyond chance, 1 at best."""
    agree = sum(one == other for one, other in pairs) / len(pairs)
    first, second = (sum(side) / len(pairs) for side in zip(*pairs, strict=True))
    chance = first * second + (1 - first) * (1 - second)
    return (agree - chance) / (1 - chance)


def number(value: float) -> str:
    """As Vietnamese writes it, with one decimal."""
    return f"{value:.1f}".replace(".", ",")
