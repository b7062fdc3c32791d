# make demo   environment, install, then a summary and an answer of a shipped article
# make test   everything a change must pass; needs neither torch nor a network beyond the package registry
# make help   the rest

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
ARTICLE := corpus/annotated/articles/thanh-hoa-cchc.txt

.PHONY: help demo test check test-hf test-web test-all bench bench-library readme clean

help: ## what each target does
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/'

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable ".[dev,web]"
	touch $@

demo: $(STAMP) ## install, summarise a shipped article, ask it a question
	$(BIN)/python qa_cli.py summarise $(ARTICLE) --sentences 3
	$(BIN)/python qa_cli.py ask $(ARTICLE) -q "Thanh Hóa xếp thứ mấy về PAPI?"

check: $(STAMP) ## style, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check ## style, types, tests, the project's own quality gate
	$(BIN)/python -m pytest -m "not hf and not slow and not web"

test-hf: $(STAMP) ## the tests of the [hf] and [train] extras; installs torch
	$(BIN)/python -c "import torch" 2>/dev/null || $(BIN)/python -m pip install --quiet "torch==2.13.0"
	$(BIN)/python -m pip install --quiet --editable ".[dev,hf,train]"
	$(BIN)/python -m pytest -m hf

test-web: $(STAMP) ## the page in a real browser: Debian's chromium, installed only where missing
	command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium)
	$(BIN)/python -c "import playwright" 2>/dev/null || $(BIN)/python -m pip install --quiet "playwright>=1.49,<2"
	$(BIN)/python -m pytest -m web

test-all: test test-hf test-web ## also the slow suites
	$(BIN)/python -m pytest -m slow

bench: $(STAMP) ## speed and memory as ratios of a run beside it
	$(BIN)/python scripts/bench.py

bench-library: $(STAMP) ## how a library grows, into docs/benchmarks.md; an hour or two, on a machine that does nothing else
	$(BIN)/python scripts/bench_library.py $(BENCH_LIBRARY)
	$(BIN)/python scripts/scale.py

readme: $(STAMP) ## measure again and write the figures between the markers of README.md and docs/
	$(BIN)/python scripts/figures.py

clean: ## remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache dist build
