# `make help` lists what there is to do. Each target sets up what it needs, once.

PYTHON ?= python3
PUBLISH = .venv/bin/publish
BOOKS = $(if $(BOOK),"$(BOOK)",$(patsubst %/book.toml,%,$(sort $(wildcard corpus/*/book.toml))))
EACH_BOOK = set -e; for book in $(BOOKS); do out=build/$$(basename "$$book");

.DEFAULT_GOAL = help
.PHONY: help setup epub pdf web editions quick test bad-inputs fuzz faults delivery conservation bench compare look web-audit clicks pages prose print-audit engine lint validate dist lock clean

help: ## list the targets
	@sed -n 's/^\([a-z -]*\):.*## /  make \1	/p' Makefile | expand -t 18
	@echo "BOOK=path restricts epub, pdf, web, editions, validate, pages, look and dist to one book,"
	@echo "ENGINE names another engine for engine, as in: make engine ENGINE=weasyprint==69.0"
	@echo "BEFORE names a copy of an earlier build/look to compare with, as in: make look BEFORE=build/before"
	@echo "PAGES, CASES and ROUNDS choose what bench measures, as in: make bench PAGES='50 200' ROUNDS=1"

setup: .venv/.books ## create .venv, with the command at .venv/bin/publish

epub pdf web: .venv/.books ## build and verify every book of corpus/ into build/<book>/
	@$(EACH_BOOK) $(PUBLISH) build "$$book" --edition $@ --out "$$out"; done

quick: .venv/.quick ## run the tests that are quick and need no Java, Node or browser
	@.venv/bin/python -m pytest -n 2 --dist loadfile -m "not slow and not java and not browser"

test: .venv/.tests ## run all tests
	@.venv/bin/python -m pytest -n 2 --dist worksteal

bad-inputs: .venv/.tests ## run every invalid input and its valid counterpart, and count the results
	@.venv/bin/python -m tests.badinputs

fuzz: .venv/.tests ## build N books (20,000) with mutations in them
	@.venv/bin/python -m tests.fuzz --first $(or $(FIRST),0) --count $(or $(N),20000) --jobs $(or $(JOBS),2)

faults: .venv/.tests ## kill N builds (200) of each format at random moments, and a fourth as many layouts
	@KILLS=$(or $(N),200) .venv/bin/python -m pytest tests/faults/test_signals.py -k random
	@KILLS=$$(( $(or $(N),200) / 4 )) .venv/bin/python -m pytest tests/faults/test_workers.py

delivery: .venv/.tests ## cut deliveries to each kind of target at N random points (25), and continue them
	@.venv/bin/python -m tests.delivery.trials --count $(or $(N),25) --seed $(or $(SEED),0)

conservation: .venv/.tests ## compare the words of every book with its EPUB and PDF, and remove them one by one
	@.venv/bin/python -m tests.conservation

bench: .venv/.bench ## measure cold and warm builds, WeasyPrint, pandoc and Typst
	@$(if $(filter-out importing preview,$(or $(CASES),all)),.venv/bin/python -m bench.run $(if $(PAGES),--pages $(PAGES)) $(if $(CASES),--cases $(filter-out importing preview,$(CASES))) $(if $(ROUNDS),--rounds $(ROUNDS)))
	@$(if $(filter importing,$(or $(CASES),importing)),.venv/bin/python -m bench.importing --results bench/IMPORTING.md $(if $(ROUNDS),--rounds $(ROUNDS)))
	@$(if $(filter preview,$(CASES)),.venv/bin/python -m bench.preview $(if $(PAGES),--pages $(PAGES)))

clicks: .venv/.tests epub pdf web ## count the words that lead to their line in a preview, and the lines to their words
	@.venv/bin/python -m bench.clicks.run $(if $(BOOK),--places) $(BOOKS)

pages: pdf ## measure the lines and pages of every PDF, into bench/PAGES.md; of one BOOK, with places
	@.venv/bin/python -m bench.pages.run $(if $(BOOK),--places,--results bench/PAGES.md) $(BOOKS)

prose: .venv/.bench ## set the prose of the corpus by publish, Typst and LuaLaTeX, and measure its lines
	@.venv/bin/python -m bench.typesetters.run $(if $(BOOK),--places,--results bench/PROSE.md) $(BOOKS)

look: .venv/.tests epub pdf ## draw covers, spreads and screens into build/look/; beside those in BEFORE, an earlier copy
	@.venv/bin/python -m bench.look.run $(if $(BEFORE),--before "$(BEFORE)") $(BOOKS)

web-audit: .venv/.tests web ## read every page of the web editions in a browser and by the checker of HTML
	@.venv/bin/python -m bench.web.run $(foreach book,$(BOOKS),build/$(notdir $(book))/$(notdir $(book))-web)

print-audit: .venv/.tests ## build every book for every printer, and measure the files, with Ghostscript
	@.venv/bin/python -m bench.printing.run $(BOOKS) $(if $(TWICE),--twice) $(if $(PRINTER),--printers $(PRINTER))

compare: .venv/.tests .venv/.bench ## compare pandoc, Typst, WeasyPrint and Sphinx on one text, into bench/PEERS.md
	@.venv/bin/python -m bench.comparison.run

engine: .venv/.tests ## try the newest WeasyPrint: changed sources, and results of the tests
	@.venv/bin/python scripts/engine.py $(ENGINE)

lint: .venv/.quick ## run ruff, ruff format, mypy --strict and the import contracts
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy
	@.venv/bin/lint-imports

editions: .venv/.books ## build and verify every edition of every book
	@$(EACH_BOOK) $(PUBLISH) build "$$book" --out "$$out"; done

validate: .venv/.tests editions ## run EPUBCheck, Ace and veraPDF on the products
	@$(EACH_BOOK) .venv/bin/python -m publish.verification.validators --require all --cache build/.validated "$$out"; done

dist: .venv/.tests ## build, verify, validate and release every book into dist/<book>/<version>/, and catalogue them
	@$(if $(BOOK),$(PUBLISH) release "$(BOOK)" dist,$(PUBLISH) release --all corpus dist)
	@$(PUBLISH) catalogue dist

lock: ## write the lock files from pyproject.toml (needs uv)
	@scripts/lock

clean: ## remove build/, dist/ and .venv
	rm -rf build dist .venv

# Each later stage has all of `books`, which it does not repeat.
SETUP = requirements.lock pyproject.toml scripts/bootstrap.py

.venv/.books: $(SETUP)
	@$(PYTHON) scripts/bootstrap.py books
	@touch $@

.venv/.quick: $(SETUP) requirements-dev.lock
	@$(PYTHON) scripts/bootstrap.py quick
	@touch .venv/.books $@

.venv/.tests: $(SETUP) requirements-dev.lock $(wildcard scripts/*/package-lock.json)
	@$(PYTHON) scripts/bootstrap.py tests
	@touch .venv/.books .venv/.quick $@

.venv/.bench: requirements-bench.lock .venv/.books
	@$(PYTHON) scripts/bootstrap.py bench
	@touch $@
