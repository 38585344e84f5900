# Needs make and Python 3.11 or newer with venv; everything else comes from the locks.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test format screenshots bench lock clean

PORT ?= 8501
PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11)
FITS := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
TEST := .venv-test/bin
# File by file, in order: the long browser tests come last and are spread over the workers. How many workers: see
# tests/conftest.py.
PARALLEL := -n auto --dist loadfile --no-loadscope-reorder
# Tests start some fifty processes, each of which would recompile the program if Python were told to keep no bytecode.
test: export PYTHONDONTWRITEBYTECODE :=
# The peer that npm installs; omitted without npm.
LINEUP := benchmarks/peers/node_modules
# One lock for every platform and Python, without the addresses that packages were fetched from.
COMPILE := $(TEST)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(ARGS)

help:  ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: .venv/.installed  ## Start the app on http://localhost:8501 (PORT=...)
	.venv/bin/streamlit run streamlit_app.py --server.address=localhost --server.port=$(PORT) \
		--server.showEmailPrompt=false --logger.hideWelcomeMessage=false $(ARGS)

test: .venv-test/.installed  ## Lint, check types, run the tests on all cores (ARGS="-k name", ARGS="-n 0")
	$(TEST)/ruff check
	$(TEST)/ruff format --check
	$(TEST)/mypy --num-workers 2
	$(TEST)/python -m pytest $(PARALLEL) $(ARGS)

format: .venv-test/.installed  ## Format the code and fix what the linter can
	$(TEST)/ruff check --fix-only --quiet
	$(TEST)/ruff format

screenshots: .venv-test/.installed  ## Picture every page for docs/ (ARGS="--only explore")
	$(TEST)/python -m docs.screenshots $(ARGS)

bench: export PYTHONDONTWRITEBYTECODE :=
bench: .venv-test/.installed .venv-bench/.installed $(LINEUP)/.installed  ## Measure beside peers, half an hour (ARGS=--quick)
	$(TEST)/python -m benchmarks.comparison --peers .venv-bench/bin/python $(ARGS)

lock: .venv-test/.installed  ## Pin what pyproject.toml declares (ARGS=--upgrade for newer versions)
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) pyproject.toml --group dask --constraints requirements.txt -o requirements-dask.txt
	$(COMPILE) pyproject.toml --group test --constraints requirements.txt -o requirements-test.txt
	$(COMPILE) --group bench -o requirements-bench.txt

clean:  ## Remove every environment and cache
	rm -rf .venv .venv-test .venv-bench $(LINEUP) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp comes last, so an install that was cut short starts afresh.
.venv/.installed: requirements.txt
.venv-test/.installed: requirements-test.txt
.venv-bench/.installed: requirements-bench.txt
.venv/.installed .venv-test/.installed .venv-bench/.installed:
	@rm -rf $(@D)
	@for python in $(PYTHONS); do \
		if "$$python" -c '$(FITS)' 2>/dev/null; then exec "$$python" -m venv $(@D); fi; \
	done; \
	echo 'Python 3.11 or newer with venv is needed and none of these is one: $(PYTHONS) (name yours with PYTHON=...).' >&2; \
	exit 1
	$(@D)/bin/python -m pip install --disable-pip-version-check --quiet --require-hashes -r $<
	@touch $@

# Not `npm ci`, which wants the optional Sass compilers of every platform in the lock.
$(LINEUP)/.installed: benchmarks/peers/package-lock.json
	@if ! command -v npm >/dev/null; then echo 'No npm: lineupjs will not be measured.' >&2; \
	elif npm install --prefix $(<D) --no-save --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error; \
	then touch $@; \
	else echo 'npm failed: lineupjs will not be measured.' >&2; fi
