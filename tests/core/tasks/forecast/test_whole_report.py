"""From a series to all that is said of it, with a network that stands in for a trained one."""

import numpy as np
import pandas as pd
import pytest

from core.data.frame import canonical
from core.specs import ExperimentSpec
from core.tasks.cell_runs import CellRuns
from core.tasks.forecast.baselines import all_baselines
from core.tasks.forecast.report import report
from core.tasks.forecast.send_words import send_facts
from core.tasks.forecast.spec import ForecastSpec

RNG = np.random.default_rng(2)


def told(values, frequency="D", name="demand", **task):
    """The outcome of a series; its one cell says what Theta says, and sometimes less than nothing."""
    index = pd.date_range("2020-01-01", periods=len(values), freq=frequency)
    data = canonical(pd.DataFrame({name: values}, index=index), name="x", source="upload")
    spec = ExperimentSpec(data="x", task=ForecastSpec(target=name, **task), cells=("gru",), seeds=1)
    facts, arrays = all_baselines(spec, data)
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
    walk = np.random.default_rng(1).normal(size=200).cumsum()  # which ends near 0, whatever ran before
    outcome, arrays = told(walk - walk[-1], name="temperature", horizon=3, lookback=8)
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


@pytest.fixture(scope="module")
def halves():
    """A short series, and a cell that misses as much as ridge, the other way: their mean misses nothing."""
    days = np.arange(300)
    values = 100 + 0.1 * days + 10 * np.sin(days * 2 * np.pi / 7) + RNG.normal(0, 3, 300)
    index = pd.date_range("2020-01-01", periods=300)
    data = canonical(pd.DataFrame({"level": values}, index=index), name="x", source="upload")
    spec = ExperimentSpec(
        data="x", task=ForecastSpec(target="level", horizon=2, lookback=14), cells=("gru",), seeds=1
    )
    facts, arrays = all_baselines(spec, data)
    truth = {"final": arrays["final/ridge"]} | {
        block: arrays[f"{block}_truth"] for block in ("calibration", "test")
    }
    mirrored = {block: 2 * told - arrays[f"{block}/ridge"] for block, told in truth.items()}
    backtest = {"calibration": mirrored["calibration"], "last": mirrored["final"]}
    backtest |= {"test": np.full_like(mirrored["test"], 1e6)}  # the refit's counts
    cell = CellRuns("gru", 9, [1], [backtest], [{"final": mirrored["final"]}], refits=[mirrored])
    return report(spec, data, arrays, facts, [cell], ended=True), arrays


def test_a_cell_with_ridge_is_sent_where_it_misses_least_with_intervals_of_its_own(halves):
    outcome, arrays = halves
    assert (outcome.sent.name, outcome.sent.kind) == ("gru+ridge", "with_ridge")
    row = outcome.sent_row()
    assert row.kind == "with_ridge" and row.scores["mae"] == pytest.approx(0, abs=1e-9)
    assert outcome.added[0].finding == "adds" and outcome.added[0].skill == pytest.approx(1)
    assert outcome.verdict.outcome != "better"  # the cell alone is as far off as ridge
    assert outcome.method("gru").scores["mae"] == pytest.approx(outcome.method("ridge").scores["mae"])
    low, high = outcome.future.intervals["gru+ridge"][0.95]
    assert np.allclose(outcome.future.forecasts["gru+ridge"], arrays["final/ridge"])
    assert np.allclose(low, high) and {"gru", "gru+ridge"} == set(outcome.covered)
    facts = send_facts(outcome)
    assert facts["method"] == "gru+ridge" and facts["kind"] == "with_ridge" and facts["mae"] < 1e-9


def test_the_folds_of_a_short_series_are_one_test(halves):
    outcome, arrays = halves
    folds, rows = outcome.facts["cuts"]["folds"], outcome.backtest.origins
    assert folds > 1 and (np.diff(rows) == 1).all() and outcome.facts["stride"] == 1
    assert outcome.facts["apart"] == 1 + (len(rows) - 1) // 2
    assert rows[0] == outcome.facts["cuts"]["calibration_end"] - 1
    assert len(outcome.backtest.truth) == len(rows) == len(arrays["test/ridge"])
    assert outcome.refitted_before_test and len(outcome.backtest.widths["gru"][0.8]) == len(rows)
    missed = np.abs(outcome.backtest.truth - outcome.backtest.forecasts["gru"])
    inside = missed <= outcome.backtest.widths["gru"][0.8]
    drawn = next(one for one in outcome.covered_by_drawn("gru") if one.level == 0.8)
    assert drawn.coverage == pytest.approx(inside.mean())
