# `make run` and `make test` need python3 (3.11 or newer) and make; they set up the rest themselves, once.
#   make run ARGS="iris"      make bench BENCH=engine

PY := .venv/bin/python
PINS := pyproject.toml constraints.txt packaging/setup packaging/system-packages
ARGS ?=
BENCH ?=

.PHONY: fuzz kill setup run test oracle check format bench golden samples monkey soak lecture screenshots exe clean

run: .venv/.run
	@$(PY) main.py $(ARGS)

setup: .venv/.dev

test: .venv/.dev
	$(PY) -m pytest -n 2 -m "not oracle" $(ARGS)

oracle: .venv/.oracle
	$(PY) -m pytest -m oracle $(ARGS)

check: .venv/.dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) main.py lesson check

format: .venv/.dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: .venv/.oracle .venv/.exe
	$(PY) -m benchmarks $(BENCH)

golden: .venv/.dev
	$(PY) -m pytest tests/golden --update-golden

fuzz: .venv/.dev
	$(PY) -m tools.fuzz $(ARGS)

kill: .venv/.dev
	$(PY) -m tools.kill $(ARGS)

samples: .venv/.run
	$(PY) -m tools.build_samples $(ARGS)
	$(PY) -m tools.lesson_networks

# A random walk over the window: 100,000 events, six networks. ARGS="--seed 7 --network iris --events 2000"
monkey: .venv/.run
	$(PY) -m tools.monkey --events 100000 --shrink 40 $(ARGS)

# An hour of looped playback with edits: memory and open handles. ARGS="--minutes 12"
soak: .venv/.run
	$(PY) -m tools.monkey.soak $(ARGS)

# A lesson given by a remote over its whole time: memory, and how soon keys are answered. ARGS="--share 0.1"
lecture: .venv/.run
	$(PY) -m tools.monkey.lecture $(ARGS)

screenshots: .venv/.run
	$(PY) -m tools.screenshots $(ARGS)

exe: .venv/.exe
	$(PY) -m PyInstaller --noconfirm --log-level ERROR --distpath dist --workpath build/pyinstaller packaging/nnviz.spec
	$(PY) packaging/prove.py

# The virtual environment stays: it is what takes long. Remove .venv by hand to start from nothing.
clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# One stamp for each set of packages; a stamp older than the pins is set up again.
.venv/.run .venv/.dev .venv/.oracle .venv/.exe: $(PINS)
	@packaging/setup $(patsubst .%,%,$(notdir $@))
