# The verbs of this project. `make help` lists them; each sets up what it needs first.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo run test lint bench lock messages clean

help: ## list the verbs
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/runtime .env ## the demo festival on http://127.0.0.1:8000
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py demo --address http://$(ADDRESS):$(PORT)
	@$(MAKE) --no-print-directory serve

run: .venv/runtime .env ## your own festival on http://127.0.0.1:8000
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(MAKE) --no-print-directory serve

.PHONY: serve
serve:
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@deploy/serve --host $(ADDRESS) --port $(PORT) --log-level error

test: .venv/development ## every test, the browser's too
	@sh tests/browser/get-chromium
	@# In order, not stolen: the browser's tests empty the database when they end, so they come last.
	$(BIN)/python -m pytest -n 2 --dist load $(PYTEST)

lint: .venv/development ## style, templates, migrations, production settings, lock files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --target-version 5.2 --check $$(git ls-files 'templates/*.html')
	$(BIN)/python -m tests.lint

bench: .venv/development ## figures, none of them a test
	$(BIN)/python -m tests.benchmarks

lock: .venv/development ## rewrite the lock files after a change to pyproject.toml
	$(BIN)/python -m tests.lint --lock

messages: .venv/development ## collect and compile what is translated (needs gettext)
	$(BIN)/python -m tests.lint --messages

clean: ## remove what can be made again; the database and pictures in var/ stay
	rm -rf .venv .pytest_cache .hypothesis .ruff_cache var/static
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Setting up ------------------------------------------------------------------------------------

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Marquee needs Python 3.11 or newer; set PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv .venv 2>/dev/null || { rm -rf .venv; \
		{ [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null; } \
		|| { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }; \
		$(PYTHON) -m venv .venv; }

.venv/runtime: requirements.txt | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

.venv/development: requirements-dev.txt | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch .venv/runtime $@

# On one's own machine: a secret of its own, and plain HTTP.
.env: | .venv/runtime
	@umask 077; $(BIN)/python -c 'from secrets import token_urlsafe as t; print(f"SECRET_KEY={t(50)}")' > $@
	@printf 'HTTPS=off\nALLOWED_HOSTS=localhost,127.0.0.1\n' >> $@
