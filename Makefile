# Every target sets up what it needs; see README.md. Only `demo` prints results on stdout.

PYTHON := .venv/bin/python
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.PHONY: help demo serve test bench lint format clean venv venv-dev

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

demo: venv ## parse the sample resume, or RESUME=path.pdf, with a service of its own
	@$(PYTHON) -m apps.client.demo $(if $(RESUME),--resume "$(RESUME)")

serve: venv ## run the embedded service on 127.0.0.1:PORT (8000)
	@exec $(PYTHON) -m config.supervisor

test: venv-dev ## run every check and the whole suite
	@deploy/test-requirements.sh
	@$(MAKE) --no-print-directory lint
	.venv/bin/pytest
	.venv/bin/pytest -m db --database postgres

lint: venv-dev ## ruff, mypy and the import contracts
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

format: venv-dev ## put the sources into their standard form
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: venv-dev ## measure speed, memory and quality; PARTS=sandbox for one part
	@$(PYTHON) -m tests.bench $(PARTS)

clean: ## remove the environment, the data of the embedded service and every cache
	rm -rf .venv .tools var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find apps config workers tests -name __pycache__ -type d -exec rm -rf {} +

venv:
	@deploy/bootstrap.sh

venv-dev:
	@deploy/bootstrap.sh dev
