# Two commands: `make demo` starts the desk with the demo company, `make test` runs everything that is tested.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
DEMO := demo-workspace
BOTH_CORES := -n 2 --dist loadfile

.PHONY: help setup demo test check fast browser lint types rings messages docs bench train evaluate lock clean

help:
	@echo "make demo    set up and start the desk with the demo company"
	@echo "make test    set up and run all checks and tests"
	@echo "make setup   make .venv with the evenhand command"
	@echo "make fast    the tests that need neither a browser nor PostgreSQL (those of training skip before make train)"
	@echo "make check   lint, types, rings, messages"
	@echo "make docs    write the generated reference pages anew"
	@echo "make bench   run the benchmarks (long)"
	@echo "make train   fit the shipped weights anew from corpus/ and ../shared/data (some minutes; the same files each time)"
	@echo "make evaluate  how often the reading is wrong: docs/reference/evaluation.md (a quarter of an hour; SECTIONS=... for some)"

setup: .venv/ready

.venv/uv: requirements/uv.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "Python's venv module is missing: install python3-venv, then run make again."; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/base: .venv/uv requirements/base.txt pyproject.toml
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/base.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e .
	@touch $@

.venv/dev: .venv/base requirements/dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

.venv/train: .venv/base requirements/train.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/train.txt
	@touch $@

.venv/pdf: .venv/base requirements/pdf.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/pdf.txt
	@touch $@

.venv/ready: .venv/base $(wildcard src/evenhand/locale/*/LC_MESSAGES/*.po) $(wildcard src/evenhand/knowledge/drafting/rules/*/*.tsv) tools/compile_lists.py
	@$(BIN)/python tools/messages.py compile
	@$(BIN)/python tools/compile_lists.py
	@touch $@

demo: .venv/ready
	@$(BIN)/evenhand demo --data $(DEMO)

browser:
	@if ! command -v chromium >/dev/null || ! fc-list 2>/dev/null | grep -qi "noto.*cjk"; then \
	  if [ "$$(id -u)" = 0 ]; then \
	    echo "Installing Debian's chromium and fonts-noto-cjk …"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null; \
	  else echo "Browser journeys need Debian's chromium, fonts-noto-cjk and fontconfig: apt-get install chromium fonts-noto-cjk fontconfig"; exit 1; fi; fi

lint: .venv/dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet .

types: .venv/dev
	@$(BIN)/mypy

rings: .venv/dev
	@$(BIN)/lint-imports --no-cache

messages: .venv/dev .venv/ready
	@$(BIN)/python tools/messages.py check

check: lint types rings messages

fast: .venv/dev .venv/ready
	@$(BIN)/python -m pytest tests -m "not journey" $(BOTH_CORES)

test: .venv/dev .venv/train .venv/pdf .venv/ready browser check
	@$(BIN)/python -m pytest tests/journeys
	@$(BIN)/python tests/support/with_postgres.py tests/record tests/doors -m "not slow" $(BOTH_CORES)
	@$(BIN)/python -m pytest tests -m "not journey" $(BOTH_CORES)

docs: .venv/dev .venv/ready
	@$(BIN)/python tools/build_docs.py

bench: .venv/dev .venv/ready
	@for each in $(filter-out benchmarks/evaluate.py,$(wildcard benchmarks/[a-z]*.py)); do echo "== $$each"; $(BIN)/python -m benchmarks.$$(basename $$each .py) || exit 1; done

train: .venv/train .venv/ready
	@OMP_NUM_THREADS=1 $(BIN)/python -W ignore -m tools.training
	@OMP_NUM_THREADS=1 $(BIN)/python -W ignore -m tools.training.likeness

evaluate: .venv/train .venv/ready
	@OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.evaluate $(SECTIONS)

lock: .venv/uv
	@for each in uv base dev train encoder pdf; do $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements/$$each.in -o requirements/$$each.txt; done

clean:
	rm -rf .venv build dist src/*.egg-info $(DEMO)
