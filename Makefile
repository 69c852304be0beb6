# The commands of daily work; CONTRIBUTING.md says which of them CI runs. Environments are made in this folder and
# again whenever the files that they are made from change. PYTHON chooses the interpreter, ARGS goes to pytest.
export PYTHON ?= python3
SOURCES := pyproject.toml constraints.txt .ci/install

.PHONY: help demo test lint check-wheel benchmark clean

help:
	@echo 'make demo         install the light package in .venv and analyze the articles in seeds/'
	@echo 'make test         install what the tests need in .venv-test and run them; ARGS="-k names" runs some'
	@echo 'make lint         check style, formatting and types'
	@echo 'make check-wheel  build the wheel and run it outside this folder, without torch'
	@echo 'make benchmark    score the shipped model on all benchmarks (needs STANCEKIT_CORPORA) and append the figures'
	@echo 'make clean        remove the environments and what was built'

demo: .venv/installed
	.venv/bin/stancekit analyze seeds/*.txt

# -I and importlib: the tests meet the installed package only, never the folders of this checkout as plain `model`.
# One process a core, of four cores at most, since each loads torch; a module stays in one of them, with its fixtures.
test: .venv-test/installed
	.venv-test/bin/python -Im pytest --import-mode=importlib -n auto --maxprocesses 4 --dist loadscope $(ARGS)

lint: .venv-test/installed
	.venv-test/bin/ruff check
	.venv-test/bin/ruff format --check
	.venv-test/bin/basedpyright

check-wheel: .venv-test/installed
	.ci/check-wheel

benchmark: .venv-test/installed
	.venv-test/bin/python -m stancekit.eval.history

clean:
	rm -rf .venv .venv-test build dist stancekit.egg-info .pytest_cache .ruff_cache

.venv/installed: $(SOURCES)
	.ci/install .venv .
	touch $@

.venv-test/installed: $(SOURCES)
	.ci/install .venv-test '.[train,html,parquet,dev]'
	mkdir .venv-test/typing
	ln -s ../.. .venv-test/typing/stancekit
	touch $@
