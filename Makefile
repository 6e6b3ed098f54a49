.DEFAULT_GOAL := help
QUICK := tests/api tests/drafts tests/registration tests/test_docs.py tests/pki/encoding tests/pki/signing
IN := installer/dev/run.sh

.PHONY: help setup run check test tests lint bench gallery guide fuzz installer-linux installer-windows installer-windows-test installer-macos installer-test audit lock clean
help: ## show this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 17

setup: ## prepare the environment for developing (done by the others when needed)
	@installer/dev/setup.sh

run: ## the practice service and the window; without a display, the same journey on a virtual screen
	@installer/dev/setup.sh run
	@$(IN) python -m testing.journey

lint: setup ## ruff, mypy and the direction of imports
	@$(IN) ruff check .
	@$(IN) ruff format --check .
	@$(IN) mypy
	@$(IN) lint-imports --no-logo

check: lint ## lint, and the tests that take no time: under a minute
	@$(IN) pytest -q -n auto --dist worksteal $(QUICK)

test: setup ## lint, and every test, side by side
	@$(MAKE) --no-print-directory -j2 lint tests

tests:
	@$(IN) pytest -n auto --dist worksteal

bench: setup ## what is measured, each against its peer in the same run
	@$(IN) python -m bench

guide: setup ## the pictures of the user's guide, taken anew: whenever a screen in them says something else
	@$(IN) python -m testing.gallery.guide

gallery: setup ## pictures of every screen in every state, in build/gallery/index.html
	@$(IN) python -m testing.gallery

SECONDS = 600
fuzz: setup ## damaged bytes for every reader, SECONDS=600 in all; findings are kept in FUZZ_OUT
	@$(IN) python -m fuzz $(SECONDS)

installer-linux: setup ## the Debian packages of the client and the service, in build/installer
	@$(IN) python -m installer.linux

installer-windows: setup ## the installer for Windows, PYTHON=ZIP: the embeddable Python of python.org
	@$(IN) python -m installer.windows --python "$(PYTHON)" $(SIGNING)

installer-windows-test: setup ## build it and play it in a Windows made by Wine, PYTHON=ZIP (root)
	@$(IN) python -m installer.windows.check --python "$(PYTHON)"

installer-macos: setup ## the program for macOS, on a Mac alone (never tried yet)
	@$(IN) python -m installer.macos

installer-test: setup ## build them and play them in bare Debians: install, journey, upgrade, purge (root)
	@$(IN) python -m installer.linux.check
	@if [ -n "$(PYTHON)" ]; then $(MAKE) installer-windows-test; else \
	  echo "The installer for Windows is played with PYTHON=ZIP, the embeddable Python"; fi

audit: setup ## the pinned packages against known weaknesses, ADVISORIES=FILE in the OSV format
	@$(IN) python -m installer.audit $(ADVISORIES)

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q
lock: setup ## renew requirements.lock and requirements-dev.lock (needs uv)
	@$(LOCK) --upgrade --extra client --extra server --extra checkout -o requirements.lock
	@$(LOCK) --upgrade --extra client --extra server --extra checkout --extra dev -c requirements.lock \
	  $$(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package \1/p' requirements.lock) -o requirements-dev.lock

clean: ## remove what was built
	rm -rf .venv .setup build dist *.egg-info
