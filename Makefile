# make demo   environment, install, then a summary and an answer of a shipped article
# make test   everything a change must pass; needs neither torch nor a network beyond the package registry
# make help   the rest

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
MINUTES ?= 5
SEED    ?= 0
LOAD_MINUTES ?= 60
ARTICLE := corpus/annotated/articles/thanh-hoa-cchc.txt

.PHONY: help demo test check test-hf test-web test-all bench bench-web bench-library fuzz fuzz-guided reliability load audit
.PHONY: readme lock clean

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
	$(BIN)/python -m pytest -m "not slow and not web" tests/models

test-web: $(STAMP) browser ## the page in a real browser; fails where the browser cannot be had
	HOIBAO_BROWSER=required $(BIN)/python -m pytest -m web tests/nlp/web

.PHONY: browser
browser: $(STAMP) # Debian's chromium, playwright, and axe-core (MPL-2.0, so never in the repository): what is missing of them
	command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium) \
		|| { echo "chromium is missing and apt-get could not install it: the page was NOT tested" >&2; exit 1; }
	$(BIN)/python -c "import axe_playwright_python" 2>/dev/null \
		|| $(BIN)/python -m pip install --quiet "playwright>=1.49,<2" "axe-playwright-python>=0.1.7,<0.2"

test-all: test test-hf test-web ## also the slow suites
	$(BIN)/python -m pytest -m slow

bench: $(STAMP) ## speed and memory as ratios of a run beside it
	$(BIN)/python scripts/bench.py

fuzz: $(STAMP) ## inputs as strangers send them, MINUTES=5 more of them: no crash, no hang, no broken promise
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES) --seed $(SEED) $(FUZZ)

fuzz-guided: $(STAMP) ## the same, guided by coverage: atheris for MINUTES=5 on TARGET=cleaning; fails where it cannot be had
	$(BIN)/python -c "import atheris" 2>/dev/null || $(BIN)/python -m pip install --quiet "atheris>=3,<4" \
		|| { echo "atheris could not be installed: nothing was fuzzed by coverage (make fuzz needs no atheris)" >&2; exit 1; }
	$(BIN)/python -m tests.fuzz --engine atheris --target $(or $(TARGET),cleaning) --minutes $(MINUTES)

reliability: $(STAMP) ## kills, ill disks, damaged files, crowds, no network; PARTS="kills disk" for some; an hour or so
	$(BIN)/python -m tests.reliability $(PARTS)
	$(BIN)/python scripts/reliability.py

load: $(STAMP) ## an hour of requests at 70 % of the rate a server holds, on one core; LIBRARY=DIR to put it on a large one
	$(BIN)/python -m tests.reliability load --minutes $(LOAD_MINUTES) $(if $(LIBRARY),--library $(LIBRARY))
	$(BIN)/python scripts/reliability.py

audit: $(STAMP) ## known weaknesses of the packages that an install takes; says so where the service is not reached
	$(BIN)/python -m tests.reliability audit
	$(BIN)/python scripts/reliability.py

bench-web: $(STAMP) browser ## the page and the API on an idle machine: paint, answers, odd input, 50 clients for a minute
	command -v wrk >/dev/null || (apt-get update -qq && apt-get install -y -qq wrk)
	test -x .venv-schemathesis/bin/schemathesis \
		|| ($(PYTHON) -m venv .venv-schemathesis && .venv-schemathesis/bin/pip install --quiet "schemathesis>=4.3,<5")
	$(BIN)/python scripts/bench_web.py --schemathesis .venv-schemathesis/bin/schemathesis

bench-library: $(STAMP) ## how a library grows, into docs/benchmarks.md; an hour or two, on a machine that does nothing else
	$(BIN)/python scripts/bench_library.py $(BENCH_LIBRARY)
	$(BIN)/python scripts/scale.py

readme: $(STAMP) ## measure again and write the figures between the markers of README.md and docs/
	$(BIN)/python scripts/figures.py

lock: $(STAMP) ## write the versions that a fresh install takes today into requirements.lock
	$(BIN)/python scripts/lock.py

clean: ## remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache dist build
