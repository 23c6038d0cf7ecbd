# The two commands of the README (`make demo`, `make test`) and the checks. Each does all its own set-up.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
# One more than cores: of its time a test waits half, for a browser or the database.
WORKERS ?= 3
# Compiled modules are kept, whatever the environment says: every command and every worker of the tests would compile them anew.
export PYTHONDONTWRITEBYTECODE =

.PHONY: demo test torture check bench breakages lock clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.product  ## a filled demonstration at 127.0.0.1:8000
	@exec $(BIN)/python -m consult demo

test: $(VENV)/.everything  ## every test, in a real browser and on a real PostgreSQL; a part: make test ARGS="tests/domain -k withdrawal"
	@$(if $(ARGS),,$(BIN)/python -m tests.prerequisites)
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal $(ARGS)

torture: $(VENV)/.everything  ## the rounds that `make test` runs a few of: 200 kills under load, all the real input, 400 messages by browser, random lives
	TORTURE=1 $(BIN)/python -m pytest --numprocesses $(WORKERS) tests/projections/test_rebuilding.py tests/domain/property
	$(BIN)/python -m tests.benchmarks crash life mishaps

check: $(VENV)/.everything  ## lint, format, types, import contracts, catalogues, links
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.catalogue_check
	$(BIN)/python -m tests.links_check

bench: $(VENV)/.everything  ## the figures of the issues, written to tests/benchmarks/results/
	$(BIN)/python -m tests.benchmarks $(filter $(MEASURES),$(MAKECMDGOALS))

MEASURES = append audit crash desk growth http life mishaps questionnaire rebuild start
.PHONY: $(MEASURES)
# `make bench growth`: one measure alone.
$(MEASURES): bench ;

breakages: $(VENV)/.everything  ## the program broken on purpose, rule by rule: the suite must notice each time
	$(BIN)/python -m tests.breakages

lock: | $(BIN)/python  ## pin every dependency anew, with hashes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-tools
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --output-file constraints.txt pyproject.toml
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --extra dev --output-file constraints-dev.txt pyproject.toml

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; found: $$($(PYTHON) --version). Set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "The venv module is missing (on Debian: apt-get install python3-venv)"; exit 1; }

$(VENV)/.product: constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement constraints.txt
	@touch $@

$(VENV)/.everything: constraints-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement constraints-dev.txt
	@touch $@ $(VENV)/.product

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
