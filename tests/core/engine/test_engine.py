"""A real engine with real workers: it stops when asked, and refuses a cluster that is open to all."""

import os
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from core.specs import ModelSpec
from core.store.engine_process import ROOT
from core.tasks.forecast.spec import QUICK
from tests.engines import Engine, ended, until

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]
LONG = {
    "model": ModelSpec(units=8),
    "training": replace(QUICK.training, updates=40_000, patience=40_000, learning_rate=1e-4),
}


@pytest.fixture
def start(store):
    """Start an engine on the store; it and its workers are gone afterwards."""
    started = []
    yield lambda: started.append(Engine(store))
    for engine in started:
        engine.stop()


def training(store, id):
    """The run that has been looked at twice."""
    return until(lambda: next((epoch.run for epoch in store.epochs(id) if epoch.epoch >= 2), None))


@pytest.mark.alone
def test_stop_ends_a_training_run_within_five_seconds(store, create, start):
    start()
    id = create(**LONG)
    training(store, id)
    asked = time.monotonic()
    store.request_stop(id)
    runs = ended(store, id)
    assert time.monotonic() - asked < 5.0
    assert {run.state for run in runs} <= {"done", "cancelled"} and any(r.state == "cancelled" for r in runs)


@pytest.mark.parametrize("host", ["192.0.2.1", "127.0.0.1"])
def test_an_open_scheduler_is_refused(tmp_path, host):
    environment = os.environ | {"UNROLLED_HOME": str(tmp_path), "UNROLLED_SCHEDULER": f"tcp://{host}:8786"}
    ran = subprocess.run(
        [sys.executable, "-m", "core.engine"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode != 0 and "whoever reaches it can run code" in ran.stderr
