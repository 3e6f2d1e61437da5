"""A sweep with a real engine that is killed in the middle: it ends, and with the figures it should have."""

from dataclasses import replace

import pytest

from core.specs import ModelSpec
from core.sweeps.api import queue_sweep, sweep_summary
from core.sweeps.rows import sweep_of, trials_of
from core.sweeps.spec import suggested
from core.tasks.forecast.spec import QUICK
from tests.engines import ended, until

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]


@pytest.fixture
def store(shared_engine):
    return shared_engine.store


def test_a_sweep_whose_engine_is_killed_ends_with_one_winner_scored_once(store, data, spec, shared_engine):
    """The winner is trained again with the seeds of its trial, and comes out with the same losses."""
    base = spec(model=ModelSpec(units=4), training=replace(QUICK.training, updates=40), refit=False)
    wanted = replace(suggested(base), cells=("rnn", "gru"), units=(4,), seeds=1)
    id = queue_sweep(store, data, wanted)
    until(lambda: any(trial.state == "done" for trial in trials_of(store.engine, id)))
    shared_engine.kill()
    shared_engine.start()
    done = until(lambda: (found := sweep_of(store.engine, id)).state != "running" and found)
    runs = ended(store, done.winner)
    told = sweep_summary(store, done)
    assert done.state == "done" and told["tried"] == len(told["ranking"]) == 2 and not told["failed"]
    losses = [row["validation_loss"] for row in told["ranking"]]
    assert losses == sorted(losses) and told["pairs"][0]["better"] == told["ranking"][0]["cell"]
    assert told["scored"]["cell"] == told["ranking"][0]["cell"] and told["advice"]["use"] == "untold"
    best = next(
        trial for trial in trials_of(store.engine, id) if trial.number == told["ranking"][0]["number"]
    )
    (again,) = [run for run in runs if run.kind == "backtest"]
    assert again.facts["val_loss"] == best.runs[0].facts["val_loss"]
