# Two commands: `make demo` shows Evenhand at work, `make test` proves it. Both install what they need.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
INSTALL_POSTGRESQL := apt-get install -qq --yes --no-install-recommends postgresql

.PHONY: demo test by-chance postgresql lock clean

demo: $(STAMP)
	$(BIN)/evenhand demo --out demo-out

test: $(STAMP) postgresql
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

# The properties with examples that nobody has tried yet: what is found becomes a case of its own.
by-chance: $(STAMP) postgresql
	EVENHAND_BY_CHANCE=1 $(BIN)/pytest -n 2

# The tests start a PostgreSQL of their own where its programs are; Debian's package brings them, where it may be installed.
postgresql:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get && export DEBIAN_FRONTEND=noninteractive && \
	  { $(INSTALL_POSTGRESQL) || { apt-get update -qq && $(INSTALL_POSTGRESQL); }; }; } >/dev/null 2>&1 || \
	  echo "PostgreSQL is not here and cannot be installed: its tests are skipped, and the register is tried on SQLite alone."

# The lock names everything, so pip resolves nothing (`--no-deps`): what has been released since cannot change what is installed.
# Where this machine's Python 3.11 has another name, `make PYTHON=python3 test`.
$(STAMP): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install it, or name it: make PYTHON=python3 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/pip check --quiet --disable-pip-version-check
	@touch $@

lock: $(STAMP)
	$(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-trusted-host \
	  --strip-extras --extra dev --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) demo-out
