# Each target sets up what it needs; a machine with Python 3.11, 3.12 or 3.13 is enough.
SUPPORTED = import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c '$(SUPPORTED)' 2>/dev/null && echo $$name && break; done)
VENV = .venv
BIN = $(VENV)/bin
INSTALLED = $(VENV)/installed$(if $(filter torch,$(KERAS_BACKEND)),-torch)
PIP = $(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt

.PHONY: app serve engine check test slow hashes clean

# On PyTorch instead of TensorFlow: make app KERAS_BACKEND=torch
app: $(INSTALLED)
	$(BIN)/python -m app

# For a class or a team, e.g.: make serve UNROLLED_ADDRESS=0.0.0.0 UNROLLED_HOSTS=forecasts.example.org
serve: $(VENV)/installed-server
	$(BIN)/python -m app.serve

engine: $(INSTALLED)
	$(BIN)/python -m core.engine

check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Whoever waits for an engine or a browser leaves the cores to a third.
BESIDE = -n 3 --dist loadgroup --no-loadscope-reorder
ALONE = $$(grep -rl --include='test_*.py' 'mark\.alone' tests)
test: check
	$(BIN)/python -m pytest $(BESIDE) -m "not alone and not slow"
	$(BIN)/python -m pytest -m "alone and not slow" $(ALONE)

# The rest, which takes as long again; tests/slow.txt names them.
slow: $(VENV)/installed-dev
	$(BIN)/python -m pytest $(BESIDE) -m "slow and not alone"
	$(BIN)/python -m pytest -m "slow and alone" $(ALONE) || [ $$? = 5 ] # 5: there is none

# What the image installs, with the hash of every file: after each change of requirements-server or constraints.
HASHES = $(BIN)/uv --quiet pip compile --generate-hashes --constraint constraints.txt --python-version 3.12 --no-annotate \
	--python-platform x86_64-manylinux_2_36 --custom-compile-command "make hashes"
hashes: $(VENV)/installed-server
	$(PIP) --quiet uv
	echo setuptools | $(HASHES) - --output-file requirements-build.txt
	$(HASHES) requirements-server.txt --output-file requirements-image.txt

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -type d -name __pycache__ -prune -exec rm -rf {} +

# The stamps are older than the requirement files as soon as those change: then pip runs again.
$(VENV)/installed: requirements.txt constraints.txt | $(BIN)/python
	$(PIP) --requirement requirements.txt
	touch $@

$(VENV)/installed-torch: requirements-torch.txt constraints.txt | $(BIN)/python
	$(PIP) --requirement requirements-torch.txt
	touch $@

$(VENV)/installed-server: requirements-server.txt $(VENV)/installed
	$(PIP) --requirement requirements-server.txt
	touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements-server.txt $(VENV)/installed
	$(PIP) --requirement requirements-dev.txt
	touch $@

# A half-made environment is removed, or the next call would take it for a whole one.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -c '$(SUPPORTED)' || { echo "$(PYTHON) is not Python 3.11, 3.12 or 3.13" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
