# Everything runs in .venv, which is made from requirements.lock on first use.
# `make` alone says what there is.

PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
READY := .venv/.ready
# Stages call `python` from the PATH: this environment's.
export PATH := $(CURDIR)/$(BIN):$(PATH)
export DVC_NO_ANALYTICS := 1
export ITERATIVE_DO_NOT_TRACK := 1

.PHONY: help reports test quick fuzz lab check fix same lengths bench lock clean

help:  ## what there is to make
	@sed -n 's/^\([a-z]*\):.*##/make \1 #/p' $(MAKEFILE_LIST) | column -t -s '#'

reports: $(READY)  ## every page of every cycle: reports/index.html
	@dvc repro
	@echo "Open reports/index.html"

test: $(READY)  ## the tests; those of the pages read what `make reports` built
	@pytest --numprocesses auto

quick: $(READY)  ## the inner loop: no browser, no real files, no build
	@HYPOTHESIS_PROFILE=quick pytest --numprocesses auto -m "not browser and not real and not build"

fuzz: $(READY)  ## the property tests at length, each with thousands of examples
	@HYPOTHESIS_PROFILE=fuzz pytest --numprocesses auto -m hypothesis

lab: $(READY)  ## JupyterLab on the same environment
	@jupyter lab notebooks

check: $(READY)  ## lint, format, types, direction of imports, notebooks clean
	@ruff check .
	@ruff format --check .
	@mypy
	@lint-imports
	@nbstripout --verify --keep-id --extra-keys "metadata.papermill cell.metadata.papermill" notebooks/*.ipynb

fix: $(READY)  ## mend what check finds, where a tool can
	@ruff check --fix .
	@ruff format .
	@nbstripout --keep-id --extra-keys "metadata.papermill cell.metadata.papermill" notebooks/*.ipynb

same: $(READY)  ## figures and pages against another commit: make same AGAINST=v0.2.0
	@dvc repro --quiet
	@python tools/same.py $(AGAINST)

lengths: $(READY)  ## words in sight, tables, charts, screens and sheets of every page
	@python tools/lengths.py

bench: $(READY)  ## the full run against the plain way
	@env -u PYTHONDONTWRITEBYTECODE python tests/bench.py

lock:  ## requirements.lock again from pyproject.toml (needs uv)
	uv pip compile --universal --generate-hashes --all-extras --python-version 3.11 \
	  --no-header --no-annotate --quiet pyproject.toml --output-file requirements.lock

clean:  ## remove what the pipeline made
	rm -rf reports/2* reports/*.html data/processed/2* logs

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q src/analysis
	@$(BIN)/python -c "open('$@', 'w').close()"
