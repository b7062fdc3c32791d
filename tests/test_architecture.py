"""The house keeps its shape: imports run one way, heavy libraries have one door each, `--help` opens none of them."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ("corpus", "models", "nlp", "qa_cli")  # each may import those before it

#: Heavy library → the only files (prefixes) that may import it.
DOORS = {
    "underthesea": ("nlp/language/words.py",),
    "onnxruntime": ("models/",),
    "sentencepiece": ("models/",),
    "torch": ("models/",),
    "transformers": ("models/",),
    "trafilatura": ("nlp/sources/",),
    "pypdf": ("nlp/sources/",),
    "docx": ("nlp/sources/",),
    "httpx": ("nlp/sources/",),
    "httpcore": ("nlp/sources/",),
    "tantivy": ("corpus/index.py",),
    "bm25s": ("nlp/library/retrieval.py",),
    "ray": ("nlp/batch/ray_engine.py",),
    "pyarrow": ("nlp/batch/",),
    "fastapi": ("nlp/web/",),
    "starlette": ("nlp/web/",),
    "pydantic": ("nlp/web/",),
    "uvicorn": ("nlp/web/",),
    "matplotlib": ("nlp/evaluation/report/", "models/training/"),
}


def sources() -> list[Path]:
    return [ROOT / "qa_cli.py", *(path for layer in LAYERS[:3] for path in sorted((ROOT / layer).rglob("*.py")))]


def imports_of(path: Path) -> Iterator[str]:
    """Every imported module, those inside functions too."""
    yield from _imports(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports_at_load(path: Path) -> Iterator[str]:
    """What importing the module imports: not the lazy imports inside functions, not those for types alone."""
    yield from _imports(ast.parse(path.read_text(encoding="utf-8")).body)


def _imports(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    layer = LAYERS.index(path.relative_to(ROOT).parts[0].removesuffix(".py"))
    above = [name for name in imports_of(path) if name.split(".")[0] in LAYERS[layer + 1 :]]
    assert not above, f"{path.relative_to(ROOT)} imports {above}, which lie above it"


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_each_heavy_library_has_one_door(path: Path) -> None:
    where = path.relative_to(ROOT).as_posix()
    for name in imports_of(path):
        doors = DOORS.get(name.split(".")[0])
        assert doors is None or where.startswith(doors), f"{where} imports {name}; its door is {doors}"


def test_no_import_cycle() -> None:
    names = {_module(path): path for path in sources()}
    graph = {name: {found for found in imports_at_load(path) if found in names} for name, path in names.items()}
    while leaves := {name for name, needs in graph.items() if not needs}:
        graph = {name: needs - leaves for name, needs in graph.items() if name not in leaves}
    assert not graph, f"a cycle runs through {sorted(graph)}"


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys, qa_cli\n"
        "try: qa_cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        f"print(sorted(set(sys.modules) & {set(DOORS)!r}))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_nothing_loads_pickles() -> None:
    """Weights are ONNX, safetensors or JSON. Resuming a training run may read tensors only."""
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
                assert not {"pickle", "joblib", "dill", "shelve", "marshal"} & {name.split(".")[0] for name in names}, (
                    path
                )
            if isinstance(node, ast.Call):
                _refuse_unsafe_load(node, path)


def _refuse_unsafe_load(call: ast.Call, path: Path) -> None:
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    for name in ("allow_pickle", "trust_remote_code"):
        value = keywords.get(name)
        assert value is None or (isinstance(value, ast.Constant) and value.value is False), f"{path}: {name}"
    if ast.unparse(call.func) == "torch.load":
        assert ast.unparse(keywords.get("weights_only", ast.Constant(False))) == "True", f"{path}: torch.load"
