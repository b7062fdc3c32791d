"""Published checkpoints for those who have them: finding one on this machine and opening it safely.

Nothing is ever fetched here: a name is looked up in the local cache (or is a folder), and the error for a missing
checkpoint says the command that brings it. Weights are safetensors, code from a checkpoint is never run, and once found
the snapshot's own folder is opened, so the same commit serves the tokenizer, the configuration and the weights.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import DamagedModel, MissingModel

#: Cuts a Vietnamese text into words; models that were trained on segmented input get one passed in.
Segment = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint's name as given (``hf:NAME@REVISION`` without ``hf:``) and the folder its files lie in."""

    name: str
    folder: Path

    @property
    def architecture(self) -> str:
        """``model_type`` of its configuration: "xlm-roberta", "mbart", …"""
        return str(_config(self)["model_type"])

    @property
    def tokenizer_class(self) -> str:
        """The tokenizer's class name without "Fast", or an empty string where none is written down."""
        path = self.folder / "tokenizer_config.json"
        found = json.loads(path.read_text("utf-8")).get("tokenizer_class") if path.is_file() else None
        return str(found or _config(self).get("tokenizer_class") or "").removesuffix("Fast")


def find(name: str) -> Checkpoint:
    """The checkpoint on this machine: a folder, or a name in the hub's local cache, with an optional ``@REVISION``.

    Raises:
        MissingModel: the ``[hf]`` extra or the weights are not here, or the weights are pickled only.
        DamagedModel: the configuration cannot be read.
    """
    repository, _, revision = name.partition("@")
    folder = Path(name) if Path(name).is_dir() else _cached(repository, revision or None, name)
    checkpoint = Checkpoint(name, folder)
    _config(checkpoint)
    if not any(folder.glob("*.safetensors")):
        _refuse_weights(checkpoint)
    return checkpoint


def _cached(repository: str, revision: str | None, name: str) -> Path:
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError
    except ImportError as error:
        raise extra_missing(error) from error
    try:
        return Path(snapshot_download(repository, revision=revision, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, OSError) as error:
        pinned = revision or "MÃ_COMMIT"
        raise MissingModel(
            f"Cần mô hình hf:{name} trên máy này, nhưng không thấy trong bộ nhớ đệm. Tải về (khi có mạng) bằng: "
            f'hf download {repository} --revision {pinned} --include "*.json" "*.txt" "*.model" "*.safetensors" '
            f"— rồi gọi hf:{repository}@{pinned}",
            code="missing-weights",
        ) from error


def _refuse_weights(checkpoint: Checkpoint) -> None:
    if any(checkpoint.folder.glob("*.bin")) or any(checkpoint.folder.glob("*.pt")):
        raise MissingModel(
            f"Cần trọng số safetensors của {checkpoint.name}, nhưng chỉ có tệp pickle (.bin), mở ra có thể chạy mã lạ. "
            "Hãy tải bản có model.safetensors, hoặc đổi định dạng bằng công cụ của safetensors.",
            code="pickled-weights",
        )
    raise MissingModel(
        f"Cần tệp *.safetensors trong {checkpoint.folder}, nhưng không có. Hãy tải lại mô hình {checkpoint.name}.",
        code="missing-weights",
    )


def _config(checkpoint: Checkpoint) -> dict[str, Any]:
    path = checkpoint.folder / "config.json"
    try:
        config = json.loads(path.read_text("utf-8"))
        if isinstance(config, dict) and isinstance(config.get("model_type"), str):
            return config
        found = "không có model_type"
    except (OSError, ValueError) as error:
        found = str(error)
    raise DamagedModel(
        f"Cần một config.json hợp lệ của mô hình {checkpoint.name}, nhưng {found}. Hãy tải lại mô hình.",
        code="damaged-model",
    )


def load(checkpoint: Checkpoint, auto: str, suffixes: tuple[str, ...]) -> tuple[Any, Any]:
    """``(model, tokenizer)``, the model by the auto-class named ``auto``, in evaluation mode on the CPU.

    ``suffixes`` are the endings of the architectures that the task can use ("ForQuestionAnswering", …).

    Raises:
        MissingModel: the ``[hf]`` extra is not installed, or the checkpoint was made for another task.
        DamagedModel: a file is truncated or does not fit its configuration.
    """
    try:
        import safetensors
        import transformers
    except ImportError as error:
        raise extra_missing(error) from error
    made_for = _config(checkpoint).get("architectures") or []
    if made_for and not any(str(name).endswith(suffixes) for name in made_for):
        raise MissingModel(
            f"Cần một mô hình {' hoặc '.join(suffixes)}, nhưng {checkpoint.name} là {', '.join(map(str, made_for))}. "
            "Hãy chọn mô hình đã tinh chỉnh cho việc này.",
            code="wrong-task",
        )
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(checkpoint.folder, local_files_only=True)
        model = getattr(transformers, auto).from_pretrained(
            checkpoint.folder, local_files_only=True, use_safetensors=True, trust_remote_code=False
        )
    except (OSError, ValueError, KeyError, RuntimeError, safetensors.SafetensorError) as error:
        raise DamagedModel(
            f"Không mở được mô hình {checkpoint.name} ở {checkpoint.folder}: {_first_line(error)}. Hãy tải lại.",
            code="damaged-model",
        ) from error
    return model.eval(), tokenizer


def extra_missing(error: ImportError) -> MissingModel:
    """The error for an extra that is not installed."""
    return MissingModel(
        f'Cần torch và transformers cho mô hình hf:…, nhưng thiếu {error.name}. Hãy cài thêm: pip install "hoibao[hf]"',
        code="missing-extra",
    )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
