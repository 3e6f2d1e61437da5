"""Whatever happens to an engine: runs end, nothing is lost, and equal seeds give equal numbers."""

import os
from dataclasses import replace

import numpy as np
import pytest

from core.specs import ModelSpec
from core.tasks.forecast.results import outcome
from core.tasks.forecast.sizes import forecast_ends
from core.tasks.forecast.spec import QUICK
from tests.engines import assert_same, ended, until, workers

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]
SMALL = {"model": ModelSpec(units=4), "training": replace(QUICK.training, updates=60)}
FEW = SMALL | {"cells": ("rnn",), "seeds": 1}


@pytest.fixture
def store(shared_engine):
    return shared_engine.store


def wider(spec):
    """Settings with a second column: the ablation without it is trained beside the backtest."""
    return FEW | {"task": replace(spec().task, covariates=("z",))}


def results(store, id):
    names = {"simple": "test/ets", "final": "final"}
    return {(r.kind, r.cell, r.seed): store.arrays(r.id)[names.get(r.kind, "test")] for r in store.runs(id)}


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


@pytest.fixture(scope="module")
def calm(_session_engine, data, spec):
    """Id of an experiment that reads two columns and that nothing disturbs."""
    store = _session_engine.store
    store.add_dataset(data)
    id = store.create_experiment(spec(**wider(spec)), "calm", forecast_ends(spec(), 1))
    assert {run.state for run in ended(store, id)} == {"done"}
    return id


def test_an_engine_that_lost_the_process_its_workers_come_from_goes_on(store, calm, create, shared_engine):
    """The second experiment reads a column less; it is the ablation of the first, to the last bit."""
    workers(shared_engine.process)[0].parent().kill()
    narrow = create(**FEW, refit=False)
    assert {run.state for run in ended(store, narrow)} == {"done"}
    assert "core.engine.preloaded" in " ".join(workers(shared_engine.process)[0].parent().cmdline()), (
        "imported by each worker"
    )
    kinds = {run.kind: store.arrays(run.id) for run in store.runs(calm)}
    alone = next(store.arrays(run.id) for run in store.runs(narrow) if run.kind == "backtest")
    assert_same(kinds["ablation"], alone)
    assert not np.array_equal(kinds["backtest"]["test"], alone["test"])
    known = outcome(store, store.experiment(calm), store.runs(calm))
    assert [(one.cell, one.seeds) for one in known.ablation] == [("rnn", 1)]


def test_a_disturbed_experiment_ends_with_the_figures_of_an_undisturbed_one(
    store, calm, create, spec, shared_engine
):
    shaken = create(**wider(spec))
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
