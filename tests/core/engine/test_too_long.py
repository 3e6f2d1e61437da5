"""A real engine stops a run that takes longer than the operator allows, also one that does not listen."""

from dataclasses import replace

import pandas as pd
import pytest

from core.data.frame import canonical
from core.data.generated import random_walk
from core.runs.plan import forecast_ends
from core.specs import QUICK, ExperimentSpec, ForecastSpec, ModelSpec
from tests.engines import Engine, until

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]
MINUTE = {"key": "run_too_long", "facts": {"minutes": 1}}


@pytest.fixture
def engine(store, monkeypatch):
    monkeypatch.setenv("UNROLLED_RUN_MINUTES", "1")
    engine = Engine(store)
    yield engine
    engine.stop()


def test_a_training_without_end_is_stopped_and_says_so_and_another_goes_on(store, engine):
    frame = pd.DataFrame({"y": random_walk(20_000)})
    data = canonical(frame, name="walk", source="upload", target="y")
    spec = ExperimentSpec(
        data=data.sha256, task=ForecastSpec(target="y", lookback=60), cells=("gru",), seeds=1, refit=True,
        model=ModelSpec(units=128, layers=2),
        training=replace(QUICK.training, updates=50_000, patience=50_000, learning_rate=1e-4),
    )  # fmt: skip
    store.add_dataset(data)
    ends = forecast_ends(spec, 1)
    ids = {owner: store.create_experiment(spec, "x", ends, owner=owner) for owner in ("ann", None)}

    def training(owner):
        return next(run for run in store.runs(ids[owner]) if run.kind == "backtest")

    ended = until(lambda: (run := training("ann")).state in ("failed", "done", "cancelled") and run, 250)
    assert (ended.state, ended.error) == ("failed", MINUTE)
    assert ended.finished - ended.started > 60 and training(None).state in ("running", "queued")
    until(lambda: [run.state for run in store.runs(ids["ann"]) if run.kind == "final"] == ["cancelled"], 20)
