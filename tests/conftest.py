"""A store with finished, running, failed and stopped experiments, filled without training anything."""

import gc
import json
import os
import zlib
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import insert, update

from core.arrays import pack
from core.data.samples import SAMPLES, load_sample
from core.evaluate import PROTOCOL
from core.evaluate.metrics import mase_scale
from core.store.schema import artifacts, epochs, runs
from core.store.store import Store
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.sizes import forecast_ends
from core.tasks.forecast.spec import QUICK, ForecastSpec
from core.text.languages import identify_here
from tests.slow import slow_tests

# A law holds or it does not; how fast a busy machine looks at examples is no part of it.
settings.register_profile("laws", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("laws")

# Getting ready for a person takes a minute of every core; only the browser tests have one.
os.environ["UNROLLED_WARM_UP"] = "off"
# Machine code is made once for all the homes that tests begin with.
os.environ.setdefault("UNROLLED_CACHES", str(Path(__file__).parents[1] / ".pytest_cache" / "unrolled"))
# Tests compile more than they compute: XLA need not think long about machine code that runs a few times. Its
# speed is the benchmarks' to tell, which read nothing of this.
os.environ.setdefault(
    "XLA_FLAGS", "--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true"
)
gc.set_threshold(50_000, 50, 100)  # graphs are millions of objects, walked through again and again
identify_here()  # a process for every few texts would take a minute of the suite

TURNS = {"engine 0": 0, "browser": 1, "engine 1": 3}  # of what begins first; files whose tests share: 2
BLOCKS = ("calibration", "test")
# Forecasts miss by so much of the last value's error.
NOISE = {"rnn": 0.55, "lstm": 0.3, "gru": 0.35, "mgu": 0.38}
SIMPLE_NOISE = {"ets": 0.95, "theta": 1.02, "ridge": 0.8}
STARTED = 1_790_000_000.0
UPDATES = 16  # of an epoch
DIVERGED = {"key": "loss_not_finite", "facts": {"epoch": 3}}
STATES = {  # of an experiment: which runs are in which state
    "done": lambda run: "done",
    "provisional": lambda run: (
        "done" if run.kind == "simple" or (run.kind == "backtest" and run.seed == 1) else "queued"
    ),
    "refitting": lambda run: (
        "done" if run.kind in ("simple", "backtest") or (run.kind, run.seed) == ("refit", 1) else "queued"
    ),
    "not_refitted": lambda run: "done" if run.kind in ("simple", "backtest") else "cancelled",
    "running": lambda run: (
        "done" if run.kind == "simple" else "running" if (run.kind, run.seed) == ("backtest", 1) else "queued"
    ),
    "queued": lambda run: "queued",
    "failed": lambda run: (
        "done" if run.kind == "simple" else "failed" if run.kind == "backtest" else "cancelled"
    ),
    "without_running": lambda run: (
        "done" if run.kind != "ablation" or run.seed == 1 else "running" if run.cell == "rnn" else "queued"
    ),
    "stopped": lambda run: "done" if run.kind == "simple" else "cancelled",
    "stopped_early": lambda run: "done" if run.kind == "simple" or run.cell == "rnn" else "cancelled",
    "stopped_partly": lambda run: "done" if run.kind == "simple" or run.seed == 1 else "cancelled",
}


def pytest_configure(config):
    """Files named one by one are read folder by folder.

    pytest 9.1 forgets a folder's fixtures for those of its files that come after one of a folder above
    (its issue 14635).
    """
    config.args.sort()


def shares(item):
    """Whether a test uses what others of its file use: a fixture, or networks whose graphs are kept."""
    fixtures = item._fixtureinfo.name2fixturedefs.values()
    return item.get_closest_marker("keras") or any(one.scope == "module" for same in fixtures for one in same)


def turn(item):
    """When the group of a test begins."""
    mark = item.get_closest_marker("xdist_group")
    return TURNS.get(mark.args[0], 2) if mark else len(TURNS) + 1


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items):
    """Tests with a browser take turns, and in two rows, beside them, those that start an engine: its workers
    are as many as the machine has cores, but half of these tests is waiting.

    What is traced, fitted or started once for the tests of a file is so on one worker. Of the long rows two
    begin, beside tests that compute; the third comes later, and single tests fill what is left.
    """
    slow = slow_tests()
    for item in items:
        if item.nodeid.partition("[")[0] in slow:
            item.add_marker(pytest.mark.slow)
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
        elif item.get_closest_marker("engine"):
            row = zlib.crc32(item.path.name.encode()) % 2
            item.add_marker(pytest.mark.xdist_group(f"engine {row}"))
        elif not item.get_closest_marker("xdist_group") and shares(item):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::")[0]))
    items.sort(key=turn)


class Filler:
    """Puts an experiment on a sample into a store, with made-up forecasts that look trained."""

    def __init__(self, store, sample="chaotic", **changes):
        self.store, self.data, advice = store, load_sample(sample), SAMPLES[sample]
        task = ForecastSpec(
            target=advice.target, horizon=advice.horizon, lookback=advice.lookback, **advice.task_changes
        )
        self.spec = replace(QUICK, **{"data": self.data.sha256, "task": task, "seeds": 2} | changes)
        task = self.spec.task
        self.prepared = prepare(self.data, task)
        self.rng, self.other = np.random.default_rng(5), np.random.default_rng(6)

    def fill(self, state="done", name=None):
        """Returns the experiment's id."""
        self.store.add_dataset(self.data)
        ends = forecast_ends(self.spec, self.prepared.columns)
        id = self.store.create_experiment(
            self.spec, name or f"{self.data.name} · {self.spec.task.target}", ends
        )
        with self.store.engine.connect().execution_options(writes=True) as connection, connection.begin():
            for run in self.store.runs(id):
                self._end(connection, run, STATES[state](run))
        return id

    def _end(self, connection, run, state):
        facts = self._facts(run) if state == "done" else {}
        values = {"state": state, "facts": json.dumps(facts)}
        if state != "queued":
            values |= {"started": STARTED + 10 * run.place, "device": "CPU"}
        if state not in ("queued", "running"):
            values["finished"] = STARTED + 10 * run.place + 9
        if run.kind != "simple" and state in ("done", "running"):
            values |= {"kernel": "standard", "kernel_reason": "kernel_on_cpu"}
            connection.execute(insert(epochs), list(self._epochs(run, 22 if state == "done" else 9)))
        if state == "failed":
            values["error"] = json.dumps(DIVERGED)
        connection.execute(update(runs).where(runs.c.id == run.id).values(**values))
        if state == "done":
            connection.execute(
                insert(artifacts).values(run=run.id, name="arrays", body=pack(self._arrays(run)))
            )

    def _facts(self, run):
        if run.kind != "simple":
            return {
                "seconds": 6.4,
                "updates": 22 * UPDATES,
                "best_updates": (15 + run.seed) * UPDATES,
                "check": UPDATES,
                "epochs": 22.0,
                "best_epoch": 15.0 + run.seed,
                "rates": [0.005] * (15 + run.seed),
                "val_loss": 0.04,
                "samples": 21_000,
            }
        train = self.prepared.values[: self.prepared.cuts.train_end]
        return {
            "protocol": PROTOCOL,
            "scale": mase_scale(train, self.prepared.period), "period": self.prepared.period,
            "transform": self.prepared.scaling.transform, "cuts": asdict(self.prepared.cuts),
            "first_row": len(self.data.frame) - len(self.prepared.values), "skipped": {},
            "leakage": {"compared": 61, "moved": []}, "look_ahead": [],
        }  # fmt: skip

    def _epochs(self, run, count):
        for n in range(1, count + 1):
            loss = 0.9 * np.exp(-n / (4 + NOISE[run.cell] * 6)) + 0.05
            val_loss = loss * (1.06 + 0.02 * run.seed) if run.kind not in ("refit", "final") else None
            yield {
                "run": run.id,
                "epoch": n,
                "updates": UPDATES * n,
                "epochs": float(n),
                "loss": loss,
                "val_loss": val_loss,
                "seconds": 0.3 * n,
                "samples": 21_000,
            }

    def _arrays(self, run):
        blocks = {name: self.prepared.block(name) for name in BLOCKS}
        if run.kind == "simple":
            return self._simple(blocks)
        if run.kind == "refit":
            return {"test": self._missing_by(blocks["test"], NOISE[run.cell], self.other)}
        if run.kind == "final":
            return {"final": self._ahead(NOISE[run.cell])}
        size = NOISE[run.cell] * (1.3 if run.kind == "ablation" else 1.0)
        found = {name: self._missing_by(block, size) for name, block in blocks.items()}
        return found | {"last": self._ahead(NOISE[run.cell])}

    def _simple(self, blocks):
        found = {f"{name}_truth": block.truth for name, block in blocks.items()}
        found |= {f"{name}_origins": block.origins for name, block in blocks.items()}
        found |= {f"{name}_last": block.last for name, block in blocks.items()}
        mean, horizon = self.prepared.values.mean(), self.spec.task.horizon
        for name, block in blocks.items():
            found[f"{name}/last_value"] = np.repeat(block.last[:, None], horizon, axis=1)
            found[f"{name}/mean"] = np.full(block.truth.shape, mean)
            found |= {
                f"{name}/{method}": self._missing_by(block, size) for method, size in SIMPLE_NOISE.items()
            }
        found |= {
            "final/last_value": np.full(horizon, self.prepared.values[-1]),
            "final/mean": np.full(horizon, mean),
        }
        return found | {f"final/{method}": self._ahead(size) for method, size in SIMPLE_NOISE.items()}

    def _missing_by(self, block, size, rng=None):
        error = np.abs(block.truth - block.last[:, None]).mean()
        return block.truth + size * error * 1.25 * (rng or self.rng).standard_normal(block.truth.shape)

    def _ahead(self, size):
        step = np.abs(np.diff(self.prepared.values)).mean()
        return self.prepared.values[-1] + size * step * np.cumsum(
            self.rng.standard_normal(self.spec.task.horizon)
        )


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty data folder of our own, and no engine."""
    monkeypatch.setenv("UNROLLED_HOME", str(tmp_path))
    monkeypatch.delenv("UNROLLED_STORE", raising=False)
    monkeypatch.setenv("UNROLLED_ENGINE", "off")
    return tmp_path


@pytest.fixture
def filled_store(home):
    """Returns `fill(state, sample, **changes) -> (store, id)`."""
    store = Store(home, url=f"sqlite:///{os.path.join(home, 'store.sqlite')}")

    def fill(state="done", sample="chaotic", name=None, **changes):
        return store, Filler(store, sample, **changes).fill(state, name)

    yield fill
    store.close()
