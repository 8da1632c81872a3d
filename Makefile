PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: help demo test check browser format bench clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsarchive needs Python 3.11 or newer; name one with make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: $(INSTALLED)  ## crawl, search and export the bundled sample sites
	$(BIN)/newsarchive demo

check: $(INSTALLED)  ## format, lint, types, import layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser:  ## install Debian's Chromium, which one test needs, where no browser is found
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do \
	    command -v $$name > /dev/null && exit 0; \
	done; \
	as_root=$$(test $$(id -u) = 0 || echo sudo -n); \
	echo "installing Chromium"; \
	{ $$as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    $$as_root apt-get install -qq --yes --no-install-recommends chromium > /dev/null; } \
	|| echo "Chromium could not be installed: its test is skipped"

test: check browser  ## everything that must hold: what CI runs
	$(BIN)/pytest --numprocesses 2

format: $(INSTALLED)  ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(INSTALLED)  ## list the benchmarks and what each needs
	@grep -h -A1 '^"""' benchmarks/*.py | grep '^"""' | tr -d '"'

clean:  ## remove what the targets made
	rm -rf $(VENV) demo-archive build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
