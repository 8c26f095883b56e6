# make demo, make test: the two a newcomer needs. make check, make bench: the two a contributor needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.locked

# Every test process would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check bench format lock soak

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	touch $@

demo: $(STAMP)  ## the bot and a local Slack in the browser
	$(BIN)/trellis demo

test: $(STAMP)  ## every test; says what it left out where there is no browser
	$(BIN)/python -m pytest -n 3

check: $(STAMP)  ## format, lint, types, direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP)  ## the numbers of docs/benchmarks.md
	$(BIN)/python -m benchmarks

soak: $(STAMP)  ## long random runs, and many more examples of what holds for any input
	$(BIN)/python -m pytest -n 2 -m "soak or hypothesis" --hypothesis-profile=soak

lock:  ## renew requirements.lock (needs uv)
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra dev --no-header pyproject.toml --output-file requirements.lock
