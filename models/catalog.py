"""Which readers and summarisers there are, what each needs, and whether that is on this machine. Opens none of them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal

Task = Literal["reader", "summariser"]


#: Names besides ``hf:NAME``; the first is the default.
READERS = ("small", "lexical", "network")
SUMMARISERS = ("small", "extractive", "abstractive")
DEFAULT_READER = READERS[0]
DEFAULT_SUMMARISER = SUMMARISERS[0]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of ``qa_cli.py models``. ``summaries`` says what it is in Vietnamese and in English."""

    name: str
    task: Task
    present: bool
    summaries: tuple[str, str]

    def summary(self, lang: str) -> str:
        return self.summaries[1 if lang == "en" else 0]

    def row(self) -> dict[str, object]:
        return {"name": self.name, "task": self.task, "present": self.present, "description": self.summaries[0]}


def entries() -> tuple[Entry, ...]:
    """Everything that ``--reader`` and ``--summariser`` take, defaults first."""
    hub = find_spec("torch") is not None and find_spec("transformers") is not None
    return (
        Entry(
            "small",
            "reader",
            True,
            (
                "mạng nhỏ của dự án, đi kèm, được bộ đọc lexical kiểm tra lại",
                "the project's own small network, shipped, checked by the lexical reader",
            ),
        ),
        Entry(
            "lexical",
            "reader",
            True,
            ("đối chiếu từ ngữ theo loại câu hỏi, không cần trọng số", "aligns words by question type, no weights"),
        ),
        Entry(
            "network",
            "reader",
            True,
            ("mạng nhỏ ấy một mình, để so sánh", "that small network alone, for comparison"),
        ),
        Entry(
            "hf:TÊN",
            "reader",
            hub,
            (
                "mô hình hỏi đáp trích đoạn của transformers (XLM-R, mBERT, mDeBERTa, PhoBERT); cần hoibao[hf]",
                "an extractive QA checkpoint of transformers (XLM-R, mBERT, mDeBERTa, PhoBERT); needs hoibao[hf]",
            ),
        ),
        Entry(
            "small",
            "summariser",
            True,
            (
                "chọn câu bằng mạng nhỏ của dự án, đi kèm, học từ sapo của báo",
                "picks sentences by the project's own small network, shipped, learnt from newspaper abstracts",
            ),
        ),
        Entry(
            "extractive",
            "summariser",
            True,
            ("chọn câu theo vị trí và độ trung tâm, không cần trọng số", "picks sentences by position and centrality"),
        ),
        Entry(
            "abstractive",
            "summariser",
            True,
            (
                "viết lại thành một sapo ngắn bằng mạng nhỏ của dự án, đi kèm; câu nào bài không nói thì bị thay",
                "writes a short abstract by the project's own small network, shipped; what is not borne out goes",
            ),
        ),
        Entry(
            "hf:TÊN",
            "summariser",
            hub,
            (
                "mô hình sinh của transformers (mT5, mBART-50, ViT5, BARTpho); cần hoibao[hf]",
                "a seq2seq checkpoint of transformers (mT5, mBART-50, ViT5, BARTpho); needs hoibao[hf]",
            ),
        ),
    )
