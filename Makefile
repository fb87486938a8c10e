# zhibiao: `make extract` and `make test` are all that a newcomer needs; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
GOLD ?= ../shared/gold

.DEFAULT_GOAL := help
.PHONY: help install extract test check format bench score docs wheel clean

help:  ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

install: $(STAMP)  ## Make the virtual environment and install

extract: $(STAMP)  ## Extract seeds/ into outputs/ and show what was found
	@$(BIN)/zhibiao extract seeds -o outputs

test: $(STAMP)  ## Run the tests
	@$(BIN)/python -m pytest -q -n 2

check: $(STAMP)  ## Lint, format, types, import layers, rule examples
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	@$(BIN)/zhibiao rules check

format: $(STAMP)  ## Format the code
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(STAMP)  ## Measure the speed beside named peers into docs/benchmarks.md (BENCH="--official DIR --news DIR")
	@$(BIN)/python scripts/bench.py $(BENCH) -o docs/benchmarks.md

score: $(STAMP)  ## Score against annotated texts (GOLD=folder with dev.jsonl and texts/)
	@$(BIN)/zhibiao extract $(GOLD)/texts -o .bench/score --quiet
	@$(BIN)/zhibiao eval $(GOLD)/dev.jsonl .bench/score

docs: $(STAMP)  ## Build the documentation as a site in .site/
	@$(BIN)/mkdocs build --quiet --strict --config-file .mkdocs.yml

wheel: $(STAMP)  ## Build the wheel and try it in an empty environment
	@PYTHON=$(BIN)/python bash scripts/check_wheel.sh

clean:  ## Remove the virtual environment and what was built
	rm -rf $(VENV) .bench .site dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
