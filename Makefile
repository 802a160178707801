# make demo    build the demo case and print where its report is
# make test    run the tests
# make check   lint, types, floors
# make wheel   build a wheel with a compiled engine into dist/ and test it (needs a C compiler; takes some minutes)
# make lock    write the locked requirements anew (needs uv)

PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check -qq
INSTALL = $(PIP) install --no-deps --no-build-isolation --editable . && touch $@

.PHONY: demo test check format wheel lock
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

wheel: $(VENV)/dev
	rm -rf build dist
	echo "compiling the engine; this takes about two minutes" >&2
	HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(BIN)/python -m build --no-isolation --outdir dist >/dev/null
	$(PIP) install --no-deps --target build dist/*.whl
	PYTHONPATH=build $(BIN)/pytest --numprocesses 2

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
