# Casemate's commands. `make run` and `make test` set everything up by themselves; `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
# The web app is built with the installation.
WEBAPP := $(shell find webapp -type f -not -path '*/node_modules/*' -not -path 'webapp/gallery/*')
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/$(VENV)
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run test check format bench eval webapp docs lock clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run ## install what is needed and start a demo messenger
	@$(BIN)/casemate demo $(ARGS)

test: $(VENV)/.dev $(VENV)/.system ## run all tests, or one: make test T=tests/xmpp/test_framer.py::test_name
	@$(BIN)/python -m pytest $(if $(T),$(T),--numprocesses 2 --dist loadgroup) $(ARGS)

check: $(VENV)/.dev ## formatting, lint, types and architecture
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/python scripts/check_sizes.py
	@$(BIN)/basedpyright --level error
	@$(BIN)/lint-imports --config importlinter.ini --no-cache
	@$(BIN)/python webapp/build.py check

format: $(VENV)/.dev ## format the code and mend what the linter can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/.dev $(VENV)/.system ## measure Casemate beside Prosody and ejabberd; writes bench/results.md
	@$(BIN)/python -m bench.run $(ARGS)

eval: $(VENV)/.dev ## measure what detection finds and takes for something else (CASEMATE_EVAL names the data's folder)
	@$(BIN)/python -m eval.run

webapp: $(VENV)/.dev ## build the web app anew from its sources
	@$(BIN)/python webapp/build.py

docs: $(VENV)/.dev ## write the generated pages anew
	@$(BIN)/python scripts/generate_docs.py

lock: $(UV) ## resolve the dependencies anew
	@$(UV) lock --upgrade

clean: ## remove what the commands above made
	@rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis dist

$(UV):
	@$(PYTHON) scripts/bootstrap.py $(VENV)

$(VENV)/.run: $(UV) pyproject.toml uv.lock $(WEBAPP)
	@$(UV) sync --frozen --inexact --no-dev --quiet
	@touch $@

$(VENV)/.dev: $(UV) pyproject.toml uv.lock $(WEBAPP)
	@$(UV) sync --frozen --inexact --quiet
	@touch $@ $(VENV)/.run

# Servers and clients that the tests talk to. A test that misses one says which command installs it.
$(VENV)/.system: scripts/system_packages.sh
	@scripts/system_packages.sh
	@touch $@
