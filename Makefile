# Frontdesk: everything a contributor or evaluator runs. `make help` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
DEV := .venv/.installed-dev
# Our own bytecode is kept: every command a test starts would compile it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test prove check bench snapshots reference schemas format clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt uv

$(STAMP): .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python -c constraints.txt -e .
	@touch $@

$(DEV): $(STAMP)
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python -c constraints.txt -e '.[dev]'
	@touch $@

setup: $(STAMP) ## Make .venv with what the product needs
	@echo "ready: $(BIN)/frontdesk"

demo: $(STAMP) ## Compile brands/, start portals, worker and mail simulator, print addresses and sign-ins
	@$(BIN)/frontdesk demo

test: $(DEV) ## Run every test (seeded samples of the long proofs)
	@.ci/system
	$(BIN)/python -m pytest -q -n 2 --dist worksteal

prove: $(DEV) ## Run the long proofs at full size
	@.ci/system
	FRONTDESK_PROVE=1 $(BIN)/python -m pytest -q -n 2 --dist worksteal

check: $(DEV) ## Lint, types, import and house rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -q tests/house

format: $(DEV) ## Put code into its layout
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

bench: $(DEV) ## Measure beside peers and physical limits; writes bench/RESULTS.md
	$(BIN)/python -m bench

snapshots: $(STAMP) ## Rewrite snapshots/ from brands/
	$(BIN)/frontdesk snapshot

reference: $(STAMP) ## Rewrite docs/reference/ from models, brands, diagnostics and tests
	$(BIN)/python -m handbook

schemas: $(DEV) ## Rewrite schemas/json/, what editors know of the language
	$(BIN)/python -m handbook.json_files

clean: ## Remove what can be made again
	rm -rf .venv .frontdesk .mypy_cache .ruff_cache .hypothesis
