# The only commands anyone needs; `make` alone lists them.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
UPGRADE ?=

VENV := .venv
BIN := $(VENV)/bin
# Twice quiet: errors are still shown, warnings are not.
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input

# Stamps: a step is taken again only when what it rests on has changed.
MADE := $(VENV)/.made
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
BUILT := $(VENV)/.built

# What the database follows from; folders count for the files that are taken out of them.
INPUT := library vocabulary $(wildcard library/*.md vocabulary/*.yaml) $(shell find src -name '*.py' -o -name '*.sql')

# An environment knows the folder it was made in; where the folder was moved or copied, it is made anew.
ifneq ($(shell cat $(MADE) 2>/dev/null),$(CURDIR))
.PHONY: $(MADE)
endif
ifeq ($(wildcard concord.db),)
.PHONY: $(BUILT)
endif

# What keeps $(PYTHON) from being used, in one line; nothing where it can be.
obstacle = $(shell \
  if ! command -v $(PYTHON) >/dev/null 2>&1; then \
    echo 'there is no $(PYTHON) here; install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3'; \
  elif ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
    echo '$(PYTHON) is older than Python 3.11; name a newer one: make PYTHON=/path/to/python3.11'; \
  elif ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
    echo '$(PYTHON) cannot make virtual environments; on Debian type: sudo apt install $(notdir $(PYTHON))-venv'; \
  fi)
stop-at = $(if $(1),$(error $(1)))

.DEFAULT_GOAL := help
.PHONY: help setup serve test check format bench screenshots lock clean

help:  ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup: $(RUNTIME)  ## Install Concord into .venv; afterwards .venv/bin/concord is the command

serve: $(BUILT)  ## Build the database where its input changed, and serve it (PORT=8000)
	@exec $(BIN)/concord serve --port $(PORT)

test: $(DEV)  ## Run all tests (ARGS="-k topics" for some of them)
	@$(BIN)/pytest -n auto --dist loadfile $(ARGS)

check: $(DEV)  ## Judge format, lint, types, imports and house rules; runs no test and needs no network
	@$(BIN)/ruff format --quiet --check . || { echo 'make format puts this right'; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/python tests/architecture.py
	@$(BIN)/python tests/house_rules.py
	@$(BIN)/python tests/repository.py
	@$(BIN)/python docs/reference.py --check
	@$(BIN)/concord lint

format: $(DEV)  ## Put code into its standard form
	@$(BIN)/ruff check --quiet --fix --exit-zero .
	@$(BIN)/ruff format .

bench: $(RUNTIME)  ## Measure speed and memory, beside Datasette
	@$(BIN)/python benchmarks/run.py $(ARGS)

screenshots: $(DEV)  ## Take the pictures of the README from the running site
	@$(BIN)/python docs/screenshot.py $(ARGS)

# The build backend is locked too: the project is installed without looking anywhere for it.
compile = printf '%s\n' hatchling editables | $(BIN)/uv pip compile pyproject.toml - --quiet --universal \
  --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
  --annotation-style line --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

lock: $(MADE)  ## Remake the locks from pyproject.toml; UPGRADE=1 takes the newest versions
	@$(PIP) install uv==0.13.9
	@$(compile) --output-file requirements.lock
	@$(compile) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

clean:  ## Remove everything that these commands made
	@rm -rf $(VENV) concord.db concord.db-* dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(MADE):
	$(call stop-at,$(obstacle))
	@$(PYTHON) -m venv --clear $(VENV)
	@printf '%s' '$(CURDIR)' > $@

$(RUNTIME): $(MADE) requirements.lock pyproject.toml
	@echo 'Installing Concord into $(VENV); this is done once and takes about half a minute'
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# `concord build` knows by itself when there is nothing to do; the stamp saves its start, a second of each `make serve`.
# It is older than a database that anybody else has built since.
$(BUILT): $(RUNTIME) $(INPUT) $(wildcard concord.db)
	@$(BIN)/concord build
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.lock
	@echo 'Installing what tests and checks need'
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@
