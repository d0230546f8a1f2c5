PY := .venv/bin/python
export PYTHONDONTWRITEBYTECODE := 1

SEED ?=
TIMES ?= 1

.PHONY: bench bench-docs limits chaos demo shots run test test-next check
.DEFAULT_GOAL := run

.venv/.installed: requirements.txt
	python3 -m venv .venv
	.venv/bin/pip install -q --require-hashes -r requirements.txt
	touch $@

.venv/.installed-dev: requirements-dev.txt
	python3 -m venv .venv
	.venv/bin/pip install -q --require-hashes -r requirements-dev.txt
	touch $@

run: .venv/.installed
	DEBUG=1 $(PY) manage.py run

test: .venv/.installed-dev
	env -u DATABASE_URL $(PY) -m pytest --numprocesses=auto --dist=worksteal
	if [ -n "$$DATABASE_URL" ]; then $(PY) -m pytest --numprocesses=auto --dist=worksteal; fi

.venv-next/.installed: requirements-next.txt
	python3.13 -m venv .venv-next
	.venv-next/bin/pip install -q --require-hashes -r requirements-next.txt
	touch $@

# The next Django on the next Python: what they change is known before they must be taken.
test-next:
	@if python3.13 --version >/dev/null 2>&1; then $(MAKE) .venv-next/.installed && \
	  env -u DATABASE_URL .venv-next/bin/python -m pytest --numprocesses=auto --dist=worksteal -m "not browser"; \
	else echo "Skipped: the tests on Django 6.1 want Python 3.13 (python3.13), which is not here."; fi

check: .venv/.installed-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	bash -n deploy/rehearse.sh && sh -n deploy/manage
	DEBUG=1 $(PY) manage.py makemigrations --check --dry-run
	SECRET_KEY=$$(python3 -c 'import secrets; print(secrets.token_urlsafe(50))') \
	  SITE_URL=https://consortium.example.org $(PY) manage.py check --deploy --fail-level WARNING

demo: .venv/.installed-dev
	$(PY) -m pytest -q -s --no-header -W ignore tests/demo

shots: .venv/.installed-dev
	$(PY) -m pytest -q -s --no-header -W ignore -o python_files=take_shots.py tests/shots

# A consortium of 20 years, or TIMES as large, in a database of its own beside DATABASE_URL's.
bench: .venv/.installed-dev
	LOG_LEVEL=ERROR TIMES=$(TIMES) $(PY) -m pytest -q -s --no-header -W ignore --create-db \
	  -o faulthandler_timeout=0 tests/bench/bench_site.py

bench-docs: .venv/.installed-dev
	$(PY) -m tests.bench.figures

# What may take how long at most, feature by feature.
limits: .venv/.installed-dev
	LOG_LEVEL=ERROR $(PY) -m pytest -q -s --no-header -W ignore -o faulthandler_timeout=0 -o python_files='bench_*.py' \
	  --ignore tests/bench/bench_site.py tests/bench
	$(PY) -W ignore -m tests.bench.reminders

chaos: .venv/.installed-dev
	$(PY) -m tests.chaos $(if $(SEED),--seed $(SEED))
