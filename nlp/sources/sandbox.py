"""Reading a stranger's document in a process of its own, which the operating system holds to its limits.

PDF, DOCX and HTML libraries cannot be bounded from inside: a few kilobytes can cost hours or gigabytes. The child gets
the bytes on its standard input and answers with JSON; when it is too slow or too large, it ends, and only it.
Where the system knows no resource limits (Windows), the clock still holds.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import SourceError
from nlp.sources.extracted import Extracted
from nlp.sources.faults import refuse
from nlp.sources.kinds import Kind

_ROOT = Path(__file__).resolve().parents[2]
#: ``-P`` keeps the working directory off the path, so that no file lying there is imported by accident.
_START = "import sys; sys.path.insert(0, sys.argv[1]); from nlp.sources.sandbox import serve; serve(sys.argv[2:])"


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """What one document may cost: seconds of one processor, seconds on the wall clock, bytes of address space."""

    cpu_seconds: int = 20
    wall_seconds: int = 40
    memory_bytes: int = 1_500_000_000


def extract_apart(kind: Kind, data: bytes, name: str, limits: SandboxLimits | None = None) -> Extracted:
    """What :func:`extract` gives for the document, or a refusal; never a crash, a hang or a full memory.

    Raises:
        SourceError: as the extractor says, or too-complex when the limits were hit.
    """
    limits = limits or SandboxLimits()
    arguments = [kind.name, name, str(limits.cpu_seconds), str(limits.memory_bytes)]
    command = [sys.executable, "-P", "-c", _START, str(_ROOT), *map(_portable, arguments)]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.wall_seconds,
            check=False,
        )
        reply = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise refuse("too-complex", name, limit=limits.cpu_seconds) from error
    if "code" in reply:
        raise SourceError(reply["message"], code=reply["code"])
    return Extracted(**reply)


def _portable(argument: str) -> str:
    """An argument list can hold neither NUL nor half a surrogate pair."""
    return argument.replace("\x00", "�").encode("utf-8", "replace").decode("utf-8")[:1000]


def extract(kind: Kind, data: bytes, name: str) -> Extracted:
    """Text and metadata of one document, read in this very process. HTML comes as UTF-8.

    Raises:
        SourceError: the document has no text for us, and why.
    """
    if kind is Kind.PDF:
        from nlp.sources.pdf import extract_pdf

        return extract_pdf(data, name)
    if kind is Kind.DOCX:
        from nlp.sources.word_document import extract_docx

        return extract_docx(data, name)
    from nlp.sources.webpage import extract_webpage

    return extract_webpage(data.decode("utf-8", "replace"), name)


# ── inside the child ─────────────────────────────────────────────────────────────────────────────────────────────────


def serve(arguments: list[str]) -> None:
    """The child's whole life: limits on, document in, JSON out."""
    kind, name, cpu_seconds, memory_bytes = arguments
    _set_limits(int(cpu_seconds), int(memory_bytes))
    reply = _reply(Kind[kind], sys.stdin.buffer.read(), name, int(cpu_seconds))
    sys.stdout.buffer.write(json.dumps(reply).encode("ascii"))
    sys.stdout.buffer.flush()


def _reply(kind: Kind, data: bytes, name: str, cpu_seconds: int) -> dict[str, Any]:
    try:
        return asdict(extract(kind, data, name))
    except SourceError as error:
        failure = error
    except (MemoryError, RecursionError):
        failure = refuse("too-complex", name, limit=cpu_seconds)
    except Exception:  # the libraries raise whatever a damaged file leads them into
        failure = refuse("damaged", name, found=kind.name)
    return {"code": failure.code, "message": str(failure)}


def _set_limits(cpu_seconds: int, memory_bytes: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
