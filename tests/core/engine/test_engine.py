"""A real engine with real workers: runs end, faults lose nothing, and equal seeds give equal numbers."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import psutil
import pytest
from distributed import LocalCluster

from core.engine.nursery import start_method
from core.runs.engine_process import ROOT, start_engine
from core.runs.results import outcome
from core.runs.states import ENDED
from core.specs import QUICK, ModelSpec

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]
SMALL = {"model": ModelSpec(units=4), "training": replace(QUICK.training, epochs=3)}
LONG = {
    "model": ModelSpec(units=8),
    "training": replace(QUICK.training, epochs=400, patience=400, learning_rate=1e-4),
}


@pytest.fixture
def engines(store):
    """Start engines on the store; all of them and their workers are gone afterwards."""
    started = []

    def start(environment=None):
        before = dict(os.environ)
        os.environ.update(environment or {})
        try:
            started.append(start_engine(store.folder, idle_seconds=120))
        finally:
            os.environ.clear()
            os.environ.update(before)
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


def until(condition, seconds=120.0):
    """Wait for a condition; its value, or a failure that says how long it was waited for."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s")


def ended(store, id):
    return until(lambda: all(run.state in ENDED for run in store.runs(id)) and store.runs(id))


def training(store, id):
    """The run that has begun its second epoch."""
    return until(lambda: next((epoch.run for epoch in store.epochs(id) if epoch.epoch >= 2), None))


def results(store, id):
    names = {"simple": "test/ets", "backtest": "test", "final": "final"}
    return {(r.kind, r.cell, r.seed): store.arrays(r.id)[names[r.kind]] for r in store.runs(id)}


def workers(engine):
    """Processes that train: forked from the one that has imported Keras."""
    tree = psutil.Process(engine.pid).children(recursive=True)
    if start_method() == "spawn":
        return [p for p in tree if "spawn_main" in " ".join(p.cmdline())]
    (nursery,) = [p for p in tree if p.ppid() == engine.pid and "forkserver" in " ".join(p.cmdline())]
    return nursery.children()


def assert_same(one, other):
    assert one.keys() == other.keys()
    for key in one:
        np.testing.assert_array_equal(one[key], other[key], err_msg=str(key))


def test_a_disturbed_experiment_ends_with_the_figures_of_an_undisturbed_one(store, create, engines):
    first, few = engines(), SMALL | {"cells": ("rnn", "gru"), "seeds": 1}
    calm = create(**few)
    assert {run.state for run in ended(store, calm)} == {"done"}

    shaken = create(**few)
    until(lambda: any(run.state == "running" for run in store.runs(shaken)))
    assert len(doomed := workers(first)) == os.cpu_count() + 1  # one is kept for quick questions
    for worker in doomed:
        worker.kill()
    until(lambda: any(run.state == "done" for run in store.runs(shaken)))
    tree = psutil.Process(first.pid).children(recursive=True)
    assert len(tree) > os.cpu_count()
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    psutil.wait_procs(tree, timeout=20)
    assert not any(worker.is_running() for worker in tree), "workers outlived their engine"
    engines()
    assert {run.state for run in ended(store, shaken)} == {"done"}
    assert_same(results(store, calm), results(store, shaken))
    assert max(run.attempt for run in store.runs(shaken)) > 1


def test_an_engine_that_lost_the_process_its_workers_come_from_goes_on(store, create, engines, spec):
    """The second experiment reads another column; its ablation is the first one, to the last bit."""
    engine, few = engines(), SMALL | {"cells": ("gru",), "seeds": 1}
    alone = create(**few)
    assert {run.state for run in ended(store, alone)} == {"done"}
    workers(engine)[0].parent().kill()
    wider = create(**few, task=replace(spec().task, covariates=("z",)))
    assert {run.state for run in ended(store, wider)} == {"done"}
    assert "core.engine.train" in " ".join(workers(engine)[0].parent().cmdline()), "imported by each worker"
    kinds = {run.kind: store.arrays(run.id) for run in store.runs(wider)}
    backtest = next(store.arrays(run.id) for run in store.runs(alone) if run.kind == "backtest")
    assert_same(kinds["ablation"], backtest)
    assert not np.array_equal(kinds["backtest"]["test"], backtest["test"])
    known = outcome(store, store.experiment(wider), store.runs(wider))
    assert [(one.cell, one.seeds) for one in known.ablation] == [("gru", 1)]


@pytest.mark.alone
def test_stop_ends_a_training_run_within_five_seconds(store, create, engines):
    engines()
    id = create(**LONG)
    training(store, id)
    asked = time.monotonic()
    store.request_stop(id)
    runs = ended(store, id)
    assert time.monotonic() - asked < 5.0
    assert {run.state for run in runs} <= {"done", "cancelled"} and any(r.state == "cancelled" for r in runs)


def test_a_loss_that_is_not_a_number_fails_the_run_with_that_reason(store, create, engines):
    engines()
    wild = replace(QUICK.training, optimizer="sgd", learning_rate=1.0, clipnorm=0.0, epochs=200, patience=200)
    model = ModelSpec(units=256)
    runs = ended(store, create(model=model, training=wild, cells=("rnn",), seeds=1, refit=False))
    backtest = next(run for run in runs if run.kind == "backtest")
    assert backtest.state == "failed" and backtest.error["key"] in ("loss_not_finite", "forecast_not_finite")


def test_the_same_code_works_on_a_cluster_at_an_address(store, create, engines):
    with LocalCluster(n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        engines({"UNROLLED_SCHEDULER": cluster.scheduler_address, "PYTHONPATH": str(ROOT)})
        runs = ended(store, create(**SMALL | {"cells": ("gru",), "seeds": 1}))
        assert {run.state for run in runs} == {"done"}


def test_an_open_scheduler_on_a_network_is_refused(tmp_path):
    environment = os.environ | {"UNROLLED_HOME": str(tmp_path), "UNROLLED_SCHEDULER": "tcp://192.0.2.1:8786"}
    ran = subprocess.run(
        [sys.executable, "-m", "core.engine"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode != 0 and "open to the network" in ran.stderr
