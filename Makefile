# make map     the sample reports on a map
# make test    the tests
# make check   all that must hold before a change lands: lint, types, tests, quality gate
# make wheel   the package, as it is installed
# make clean   away with what these made
#
# Each sets up what it needs in .venv, and nothing elsewhere. PYTHON=python3.12 picks another interpreter.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
OUT := out
PAGE := tests/js
BASE := gazetteer/data/base.mawqi
BASE_SOURCES := $(wildcard seeds/*.csv seeds/*.toml gazetteer/*.py gazetteer/sources/*.py)

.DEFAULT_GOAL := help
.PHONY: help map test check lint lint-page types quality wheel clean
.DELETE_ON_ERROR:

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

map: $(BASE)
	@mkdir -p $(OUT)
	@$(BIN)/mawqi map seeds/reports --offline --output $(OUT)/map.html --geojson $(OUT)/incidents.geojson

test: $(BASE) $(VENV)/.test
	$(BIN)/python -m pytest $(ARGS)

check: lint types quality test

lint: $(VENV)/.check lint-page
	$(BIN)/ruff check
	$(BIN)/ruff format --check

# the page's own code; without npm it is left to CI, which has it
lint-page: $(if $(shell command -v npm),$(PAGE)/node_modules/.made)
	@if command -v npm >/dev/null; then npm --prefix $(PAGE) run --silent lint; \
	else echo "npm is not here: the JavaScript of maps/static is not linted" >&2; fi

$(PAGE)/node_modules/.made: $(PAGE)/package.json
	@npm --prefix $(PAGE) install --silent --no-audit --no-fund --no-package-lock
	@touch $@

types: $(VENV)/.check $(VENV)/.test
	$(BIN)/mypy

quality: $(BASE) $(VENV)/.test
	$(BIN)/python tests/quality.py

wheel: $(VENV)/.base
	@rm -rf dist
	$(PIP) wheel --no-deps --wheel-dir dist .
	@ls dist/*.whl

clean:
	rm -rf $(VENV) $(OUT) $(PAGE)/node_modules gazetteer/data dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "mawqi needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; \
	  exit 1; }
	@echo "Setting up $(VENV); the first time this takes a minute or two."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --upgrade "pip>=25.1"
	@touch $@

$(VENV)/.base: $(VENV)/.pip pyproject.toml hatch_build.py
	@$(PIP) install --group build
	@$(PIP) install --no-build-isolation --editable ".[offline]"
	@touch $@

$(VENV)/.test: $(VENV)/.base
	@$(PIP) install --group test
	@touch $@

$(VENV)/.check: $(VENV)/.base
	@$(PIP) install --group check
	@touch $@

$(BASE): $(VENV)/.base $(BASE_SOURCES)
	@$(BIN)/python -m gazetteer.compile
	@touch $@
