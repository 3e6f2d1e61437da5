"""From a series to its verdict, with tiny networks: nothing beats chance, and what repeats is learnt."""

import numpy as np
import pandas as pd
import pytest

from core.data.frame import canonical
from core.data.generated import seasonal
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.tasks.cell_runs import CellRuns
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.report import report
from core.tasks.forecast.spec import ForecastSpec

pytest.importorskip("keras")
pytestmark = pytest.mark.keras


@pytest.fixture
def judged():
    """Returns `judge(values, cells, task, model, training) -> Outcome`: all of it but engine and store."""
    from core.networks.cached import cached_trainer
    from core.networks.schedule import Schedule
    from core.networks.training import Part, fit
    from core.tasks.forecast.baselines import all_baselines
    from core.tasks.forecast.forecasting import forecasts
    from core.tasks.forecast.network import Shape

    def trained(cell, spec, prepared):
        train, stop = prepared.block("train"), prepared.block("validation")
        shape = Shape(cell, spec.model, spec.model.units, prepared.lookback, prepared.columns, prepared.steps)
        trainer = cached_trainer(shape, spec.training, "standard", spec.training.batch, 1)
        fit(trainer, [Part(train.x, train.y, (stop.x, stop.y))], Schedule(spec.training, 30), seed=1)
        rows = {name: prepared.block(name).origins for name in ("calibration", "test")}
        arrays = {name: forecasts(trainer, prepared, origins) for name, origins in rows.items()}
        return arrays | {"last": forecasts(trainer, prepared, np.array([len(prepared.values) - 1]))[0]}

    def judge(values, cells, task, model, training):
        data = canonical(pd.DataFrame({"y": values}), name="y", source="upload")
        spec = ExperimentSpec(
            data=data.sha256, task=task, cells=cells, model=model, training=training, seeds=1
        )
        facts, simple = all_baselines(spec, data)
        prepared = prepare(data, task)
        runs = [CellRuns(cell, 1, [1], [trained(cell, spec, prepared)], []) for cell in spec.cells]
        return report(spec, data, simple, facts, runs, ended=True)

    return judge


def test_on_twenty_random_walks_no_cell_is_better(judged):
    """From end to end: what is prepared, trained and scored lets nothing through. How seldom the tests alone
    err is told by `tests/core/evaluate/test_judge_laws.py`."""
    task = ForecastSpec(target="y", horizon=1, lookback=6)
    training = TrainingSpec(updates=80, patience=40, batch=32)
    found = []
    for seed in range(100, 120):
        walk = 100 + np.random.default_rng(seed).normal(size=260).cumsum()
        outcome = judged(walk, ("rnn", "lstm", "gru"), task, ModelSpec(units=4), training)
        assert outcome.verdict.tests == 3
        found.append(outcome.verdict.outcome)
    assert "better" not in found and "too_little" not in found


def test_on_a_season_without_noise_gated_cells_miss_by_less_than_five_percent_of_its_amplitude(judged):
    values = seasonal(480)
    task = ForecastSpec(target="y", horizon=6, lookback=24)
    training = TrainingSpec(updates=1000, patience=1000, batch=16, learning_rate=0.01)
    outcome = judged(values, ("lstm", "gru"), task, ModelSpec(units=16), training)
    amplitude = np.ptp(values) / 2
    for cell in ("lstm", "gru"):
        assert outcome.method(cell).scores["mae"] < 0.05 * amplitude
