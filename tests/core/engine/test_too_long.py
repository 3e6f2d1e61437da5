"""A real engine stops a run that takes longer than the operator allows, also one that does not listen."""

import os
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest

from core.data.frame import canonical
from core.data.generated import random_walk
from core.specs import ExperimentSpec, ModelSpec
from core.store.engine_process import ROOT
from core.tasks.forecast.sizes import forecast_ends
from core.tasks.forecast.spec import QUICK, ForecastSpec
from tests.engines import until

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]
MINUTE = {"key": "run_too_long", "facts": {"minutes": 1}}


SPEED = 5  # a minute of the engine's patience is twelve seconds: two trainings fill all cores meanwhile
QUICKER = """
import time
from core.engine import __main__ as engine, stopping

stopping.GRACE *= {speed}
stopping.Stopping.__init__.__defaults__ = (lambda: {speed} * time.monotonic(),)
engine.main()
"""


@pytest.fixture
def engine(store):
    """An engine that allows a minute, on a clock that is quicker; `test_stopping` counts minutes."""
    environment = os.environ | {"UNROLLED_RUN_MINUTES": "1", "UNROLLED_HOME": str(store.folder)}
    process = subprocess.Popen(
        [sys.executable, "-c", QUICKER.format(speed=SPEED), "--idle-seconds", "600"],
        cwd=ROOT, env=environment, start_new_session=True,
    )  # fmt: skip
    yield process
    process.terminate()
    process.wait(30)


def test_a_training_without_end_is_stopped_and_says_so_and_another_goes_on(store, engine):
    frame = pd.DataFrame({"y": random_walk(3_000)})
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
    assert ended.finished - ended.started > 60 / SPEED and training(None).state in ("running", "queued")
    until(lambda: [run.state for run in store.runs(ids["ann"]) if run.kind == "final"] == ["cancelled"], 20)
