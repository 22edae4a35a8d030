# Từ Đường. `make help` lists what can be done here.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
DEMO ?= 1
export DJANGO_SETTINGS_MODULE ?= cms.settings.dev

.DEFAULT_GOAL := help
.PHONY: help run install migrate seed test test-quick lint format bench fuzz trust lock secret migrations vendor-check clients example clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.runtime: requirements.txt
	@$(PYTHON) scripts/make_venv.py $(VENV)
	@echo "Installing the locked requirements ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing what the tests need ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

install: $(VENV)/.runtime ## Make the virtual environment

run: install ## Install, migrate, seed the demo once, serve on 127.0.0.1:8000 (PORT=, DEMO=0)
	@$(BIN)/python scripts/run.py --port $(PORT) --demo $(DEMO)

migrate: install ## Bring the database up to date
	@$(BIN)/python manage.py migrate

seed: install ## Fill in the demo (safe to repeat)
	@$(BIN)/python manage.py seed_demo

test: $(VENV)/.dev ## Run every test: SQLite, PostgreSQL, browser
	@$(BIN)/python scripts/run_tests.py $(ARGS)

test-quick: $(VENV)/.dev ## Run the tests on SQLite without a browser
	@DJANGO_SETTINGS_MODULE=cms.settings.test $(BIN)/pytest -m "not browser and not bench" -n 2 $(ARGS)

lint: $(VENV)/.dev ## Check style, types, imports, templates, migrations, secrets
	@BIN=$(BIN) bash scripts/lint.sh

format: $(VENV)/.dev ## Format code and templates
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .
	@git ls-files 'templates/*.html' | xargs $(BIN)/djhtml --tabwidth 2

bench: $(VENV)/.dev ## Compare speeds (ratios in one run)
	@DJANGO_SETTINGS_MODULE=cms.settings.test $(BIN)/pytest -m bench -p no:randomly -s tests/bench $(ARGS)

fuzz: $(VENV)/.dev ## Ask the API whatever its description allows and forbids (ARGS=--examples 300)
	@$(BIN)/python scripts/fuzz.py $(ARGS)

trust: $(VENV)/.dev ## Run the long tests at full size, properties with new examples, and the fuzz
	@# A process that drives a browser runs an event loop, where Django asks no database: two calls.
	@export TRUST=full DJANGO_SETTINGS_MODULE=cms.settings.test; \
		files="tests/privacy $$(grep -rlE 'IS_FULL|^from hypothesis' --include='test_*.py' tests | grep -v ^tests/privacy/)"; \
		$(BIN)/pytest -n 2 -m "not bench and not browser" $$files $(ARGS) && \
		$(BIN)/pytest -n 2 -m "browser and not bench" $$files $(ARGS)
	@$(BIN)/python scripts/fuzz.py

migrations: $(VENV)/.dev ## Make migrations: make migrations APP=genealogy NAME=add_branch_code
	@$(BIN)/python manage.py makemigrations $(APP) -n $(NAME)

clients: $(VENV)/.dev ## Generate the TypeScript and Python clients from the API's schema and build them
	@$(BIN)/python scripts/make_clients.py

example: ## Build examples/site from a running site (API=; START=1 starts the demo, SERVE=1 shows the result)
	@$(PYTHON) scripts/make_example.py --api $(or $(API),http://127.0.0.1:$(PORT)) $(if $(START),--start) $(if $(SERVE),--serve) $(ARGS)

lock: $(VENV)/.dev ## Lock the requirements again
	@for name in requirements requirements-dev; do $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras -o $$name.txt $$name.in; done

secret: ## Print a new SECRET_KEY
	@$(PYTHON) -c "import secrets; print(secrets.token_urlsafe(50))"

clean: ## Remove the virtual environment and caches; data under var/ stays
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
