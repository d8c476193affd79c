PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint requirements.lock

.PHONY: demo test coverage lint bench soak dictionary lock clean

demo: $(VENV)/installed  ## crawl the bundled site into data/demo/questions.db
	$(BIN)/questions demo

test: $(VENV)/installed-dev  ## the whole test suite; a third process works while others wait
	$(BIN)/python -m pytest --numprocesses=3 --dist=loadscope

coverage: $(VENV)/installed-dev  ## the same, and which lines it reaches; takes nearly twice as long
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest --numprocesses=3 --dist=loadscope
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/scrapy-lint $(CURDIR)

bench: $(VENV)/installed-dev  ## figures as ratios to floors measured in the same run
	$(BIN)/python -m bench

soak: $(VENV)/installed-dev  ## kills, faults and repeated nights on both databases
	$(BIN)/python -m soak

dictionary: $(VENV)/installed  ## renew docs/data-dictionary.md after a change of schema.sql
	$(BIN)/python -m etl.dictionary > $@.md && mv $@.md docs/data-$@.md

lock:  ## renew requirements.lock after a change of pyproject.toml
	uv pip compile --quiet --universal --all-extras --no-annotate --no-header --no-emit-index-url \
	    --upgrade --python-version 3.11 --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build dist .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; set PYTHON=…")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(BIN)/python pyproject.toml requirements.lock
	$(PIP) --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP) --editable '.[postgres,dev]'
	@touch $@
