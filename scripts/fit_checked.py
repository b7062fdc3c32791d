"""Fit the weights with which `nlp/answering/checked.py` puts the trained reader and counting together.

    python scripts/fit_checked.py DATA... [--limit 400] [--write]

One half of each data set (by a hash of the context) is fitted on, the other half is printed: EM and F1 of the network
alone, of counting alone, and of both. Thresholds are chosen on the fitted half, to balance answerable and unanswerable.
"""

from __future__ import annotations

import argparse
import math
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from corpus.datasets import read_questions, sample  # noqa: E402
from corpus.records import Document, Question  # noqa: E402
from models.reader import SmallReader  # noqa: E402
from nlp.answering.answer import contexts_for  # noqa: E402
from nlp.answering.checked import described  # noqa: E402
from nlp.answering.checked_table import FEATURES  # noqa: E402
from nlp.answering.lexical import Examination, group_of, reading_of  # noqa: E402
from nlp.cleaning.clean import clean  # noqa: E402
from nlp.evaluation.metrics import exact_match, f1  # noqa: E402
from nlp.evaluation.systems import asked  # noqa: E402

RIDGE = 1.0
ROUNDS = 30
TABLE = ROOT / "nlp/answering/checked_table.py"


@dataclass(frozen=True, slots=True)
class Case:
    """One question: its spans' features ``[spans, features]``, their texts, and what each reader alone answered."""

    group: str
    golds: tuple[str, ...]
    texts: tuple[str, ...]
    features: NDArray[np.float64]
    network: str
    counting: str
    fitted: bool


def case_of(question: Question, network: SmallReader) -> Case:
    article = clean(Document(name=question.id, text=question.context)).article
    full = asked(question)
    contexts = contexts_for(full, [article])
    examination, learnt = Examination(full, contexts), network.read(full, contexts)
    spans = described(examination, learnt)
    counted = reading_of(examination.weighed())
    alone = [
        reading.candidates[0].span.of(contexts[reading.candidates[0].context]) if reading.answered else ""
        for reading in (learnt, counted)
    ]
    return Case(
        group_of(examination.query.kind),
        tuple(gold.text for gold in question.answers),
        tuple(one.span.of(contexts[one.context]) for one in spans),
        np.array([one.features for one in spans]).reshape(len(spans), len(FEATURES)),
        *alone,
        zlib.crc32(question.context.encode()) % 2 == 0,
    )


def fit(cases: Sequence[Case]) -> NDArray[np.float64]:
    """Ridge logistic regression by Newton steps; a span's target is the mean of its EM and F1."""
    used = [case for case in cases if len(case.texts)]
    rows = np.vstack([case.features for case in used])
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    target = np.array([worth(text, case.golds) for case in used for text in case.texts])
    share = np.array([1 / math.sqrt(len(case.texts)) for case in used for _ in case.texts])
    weights = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        gradient = rows.T @ (share * (p - target)) + RIDGE * weights
        hessian = (rows * (share * p * (1 - p))[:, None]).T @ rows + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(hessian, gradient)
    return weights


def worth(text: str, golds: Sequence[str]) -> float:
    return (f1(text, golds) + exact_match(text, golds)) / 2 if golds else 0.0


def best(case: Case, weights: NDArray[np.float64]) -> tuple[str, float]:
    if not case.texts:
        return "", 0.0
    scores = 1 / (1 + np.exp(-(case.features @ weights[:-1] + weights[-1])))
    at = int(scores.argmax())
    return case.texts[at], float(scores[at])


def threshold(cases: Sequence[Case], weights: NDArray[np.float64]) -> float:
    """Maximises F1 plus half of the worse of answerable F1 and unanswerable EM, so that neither is given up."""
    chosen = [(*best(case, weights), case.golds) for case in cases]

    def gain(least: float) -> float:
        said = [(text if score >= least else "", golds) for text, score, golds in chosen]
        yes = [f1(text, golds) for text, golds in said if golds] or [0.0]
        no = [float(not text) for text, golds in said if not golds] or [1.0]
        every = [*yes, *no]
        return sum(every) / len(every) + 0.5 * min(sum(yes) / len(yes), sum(no) / len(no))

    return max((step / 50 for step in range(3, 40)), key=gain)


def show(name: str, cases: Sequence[Case], answers: Sequence[str]) -> None:
    def mean(values: list[float]) -> str:
        return f"{100 * sum(values) / len(values):5.1f}" if values else "    –"

    pairs = list(zip(answers, (case.golds for case in cases), strict=True))
    em = mean([exact_match(text, golds) for text, golds in pairs])
    every = mean([f1(text, golds) for text, golds in pairs])
    yes = mean([f1(text, golds) for text, golds in pairs if golds])
    no = mean([float(not text) for text, golds in pairs if not golds])
    print(f"  {name:<10} EM {em}  F1 {every}  answerable F1 {yes}  unanswerable EM {no}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=400)
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    options = parser.parse_args()
    network = SmallReader.open()
    sets = {
        path.name: [case_of(one, network) for one in sample(read_questions(path, "dev"), options.limit, seed=7)]
        for path in options.data
    }
    groups = ("value", "entity", "name", "phrase")
    fitted = {
        group: [case for cases in sets.values() for case in cases if case.fitted and case.group == group]
        for group in groups
    }
    weights = {group: fit(cases) for group, cases in fitted.items()}
    least = {group: threshold(cases, weights[group]) for group, cases in fitted.items()}
    for name, cases in sets.items():
        held = [case for case in cases if not case.fitted]
        both = [
            text if score >= least[case.group] else ""
            for case in held
            for text, score in [best(case, weights[case.group])]
        ]
        print(f"{name}: {len(held)} held-out questions")
        show("network", held, [case.network for case in held])
        show("counting", held, [case.counting for case in held])
        show("both", held, both)
    print(weights, least)
    if options.write:
        write(weights, least)


def write(weights: dict[str, NDArray[np.float64]], least: dict[str, float]) -> None:
    head = TABLE.read_text("utf-8").partition("#: Group of kinds → weights")[0]
    rows = "".join(f'    "{name}": ({", ".join(f"{w:.2f}" for w in found)}),\n' for name, found in weights.items())
    limits = ", ".join(f'"{name}": {found:.2f}' for name, found in least.items())
    TABLE.write_text(
        f"{head}#: Group of kinds → weights in the order of FEATURES, then the bias.\nWEIGHTS: Final = {{\n{rows}}}\n"
        f"#: Group of kinds → the score from which the best span is an answer.\nTHRESHOLDS: Final = {{{limits}}}\n",
        "utf-8",
    )


if __name__ == "__main__":
    main()
