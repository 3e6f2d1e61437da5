"""Whatever happens to an engine: runs end, nothing is lost, and equal seeds give equal numbers."""

import os
from dataclasses import replace

import numpy as np
import pytest

from core.specs import ModelSpec
from core.tasks.forecast.results import outcome
from core.tasks.forecast.spec import QUICK
from tests.engines import assert_same, ended, until, workers

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]
SMALL = {"model": ModelSpec(units=4), "training": replace(QUICK.training, updates=60)}


@pytest.fixture
def store(shared_engine):
    return shared_engine.store


def results(store, id):
    names = {"simple": "test/ets", "backtest": "test", "refit": "test", "final": "final"}
    return {(r.kind, r.cell, r.seed): store.arrays(r.id)[names[r.kind]] for r in store.runs(id)}


def test_a_loss_that_is_not_a_number_fails_the_run_with_that_reason(store, create):
    wild = replace(
        QUICK.training,
        loss="mse",
        optimizer="sgd",
        learning_rate=1.0,
        clipnorm=0.0,
        updates=2000,
        patience=2000,
    )
    model = ModelSpec(units=256)
    runs = ended(store, create(model=model, training=wild, cells=("rnn",), seeds=1, refit=False))
    backtest = next(run for run in runs if run.kind == "backtest")
    assert backtest.state == "failed" and backtest.error["key"] in ("loss_not_finite", "forecast_not_finite")


def test_an_engine_that_lost_the_process_its_workers_come_from_goes_on(store, create, shared_engine, spec):
    """The second experiment reads another column; its ablation is the first one, to the last bit."""
    few = SMALL | {"cells": ("gru",), "seeds": 1}
    alone = create(**few)
    assert {run.state for run in ended(store, alone)} == {"done"}
    workers(shared_engine.process)[0].parent().kill()
    wider = create(**few, task=replace(spec().task, covariates=("z",)))
    assert {run.state for run in ended(store, wider)} == {"done"}
    assert "core.engine.preloaded" in " ".join(workers(shared_engine.process)[0].parent().cmdline()), (
        "imported by each worker"
    )
    kinds = {run.kind: store.arrays(run.id) for run in store.runs(wider)}
    backtest = next(store.arrays(run.id) for run in store.runs(alone) if run.kind == "backtest")
    assert_same(kinds["ablation"], backtest)
    assert not np.array_equal(kinds["backtest"]["test"], backtest["test"])
    known = outcome(store, store.experiment(wider), store.runs(wider))
    assert [(one.cell, one.seeds) for one in known.ablation] == [("gru", 1)]


def test_a_disturbed_experiment_ends_with_the_figures_of_an_undisturbed_one(store, create, shared_engine):
    few = SMALL | {"cells": ("rnn", "gru"), "seeds": 1}
    calm = create(**few)
    assert {run.state for run in ended(store, calm)} == {"done"}

    shaken = create(**few)
    until(lambda: any(run.state == "running" for run in store.runs(shaken)))
    assert len(doomed := workers(shared_engine.process)) == os.cpu_count() + 1  # one is for quick questions
    for worker in doomed:
        worker.kill()
    until(lambda: any(run.state == "done" for run in store.runs(shaken)))
    tree = shared_engine.kill()
    assert len(tree) > os.cpu_count()
    assert not any(worker.is_running() for worker in tree), "workers outlived their engine"
    shared_engine.start()
    assert {run.state for run in ended(store, shaken)} == {"done"}
    assert_same(results(store, calm), results(store, shaken))
    assert max(run.attempt for run in store.runs(shaken)) > 1
