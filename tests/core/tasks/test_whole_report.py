"""From a series to all that is said of it, with a network that stands in for a trained one."""

import numpy as np
import pandas as pd
import pytest

from core.data.frame import canonical
from core.engine.simple import simple_methods
from core.send_words import send_facts
from core.specs import ExperimentSpec, ForecastSpec
from core.tasks.cell_runs import CellRuns
from core.tasks.forecast_report import report

RNG = np.random.default_rng(2)


def told(values, frequency="D", name="demand", **task):
    """The outcome of a series; its one cell says what Theta says, and sometimes less than nothing."""
    index = pd.date_range("2020-01-01", periods=len(values), freq=frequency)
    data = canonical(pd.DataFrame({name: values}, index=index), name="x", source="upload")
    spec = ExperimentSpec(data="x", task=ForecastSpec(target=name, **task), cells=("gru",), seeds=1)
    facts, arrays = simple_methods(spec, data)
    backtest = {block: arrays[f"{block}/theta"] for block in ("calibration", "test")}
    cell = CellRuns("gru", 100, [1], [backtest | {"last": arrays["final/theta"]}], [])
    return report(spec, data, arrays, facts, [cell], ended=True), arrays


@pytest.fixture(scope="module")
def intermittent():
    demand = np.where(RNG.random(420) < 0.15, RNG.poisson(4, 420) + 1.0, 0.0)
    return told(demand, horizon=7, lookback=14)


def test_no_forecast_and_no_interval_of_counts_lies_below_zero(intermittent):
    outcome, arrays = intermittent
    forecasts = [values for name, values in arrays.items() if "/" in name]
    assert len(forecasts) > 20 and min(values.min() for values in forecasts) == 0
    assert outcome.facts["non_negative"] and outcome.facts["non_negative_ahead"]
    for name, levels in outcome.future.intervals.items():
        assert min(low.min() for low, _ in levels.values()) >= 0
        assert outcome.backtest.bounds(name, 0.95)[0].min() >= 0


def test_intermittent_demand_has_its_own_methods_and_one_of_them_is_sent(intermittent):
    outcome, _ = intermittent
    assert {"croston_sba", "zero"} <= {method.name for method in outcome.methods}
    assert outcome.sent.name in ("croston_sba", "mean") and outcome.sent_row().kind == "simple"
    facts = send_facts(outcome)
    assert len(facts["steps"]) == 7 and facts["steps"][0]["low"] >= 0 and facts["coverage"] > 0.6


def test_what_can_be_negative_is_left_alone():
    outcome, arrays = told(RNG.normal(size=200).cumsum(), name="temperature", horizon=3, lookback=8)
    assert not outcome.facts["non_negative"] and "test/zero" not in arrays
    assert min(low.min() for low, _ in outcome.future.intervals[outcome.sent.name].values()) < 0


def test_of_three_years_of_months_there_is_a_forecast_and_a_word_that_nothing_can_be_judged():
    values = 100 + 20 * np.sin(np.arange(36) * np.pi / 6) + RNG.normal(size=36)
    outcome, _ = told(values, "MS", horizon=6, lookback=6)
    assert outcome.verdict.outcome == "too_little" and outcome.sent_row().kind == "simple"
    assert len(outcome.future.forecasts["gru"]) == 6
    low, high = outcome.future.intervals[outcome.sent.name][0.95]
    assert np.isfinite(low).all() and (high >= low).all()
    assert all(follows.follows is None for follows in outcome.follows.values())
