# make demo    build the demo case and print where its report is
# make test    run the tests
# make check   lint, types, floors
# make lock    write the locked requirements anew (needs uv)

PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check -qq
INSTALL = $(PIP) install --no-deps --no-build-isolation --editable . && touch $@

.PHONY: demo test check format lock
.SILENT:

demo: $(VENV)/run
	$(BIN)/solferino demo

test: $(VENV)/dev
	$(BIN)/pytest --numprocesses 2

check: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(BIN)/python:
	$(PYTHON) -m venv $(VENV) || { echo "this needs Python 3.11 or newer with venv (Debian: apt install python3-venv)" >&2; exit 1; }

$(VENV)/run: requirements.lock pyproject.toml | $(BIN)/python
	echo "installing what the demo needs; this takes about a minute" >&2
	$(PIP) install --require-hashes --requirement requirements.lock
	$(INSTALL)

$(VENV)/dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	echo "installing what the tests need; this takes a few minutes" >&2
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	$(INSTALL)

COMPILE = uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --group build

lock:
	$(COMPILE) --group demo --output-file requirements.lock
	$(COMPILE) --extra analysis --extra llm --extra team --extra uk --group dev --constraint requirements.lock --output-file requirements-dev.lock
