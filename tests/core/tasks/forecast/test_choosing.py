"""How a series is read is chosen by forward folds; nothing after the validation rows has a say."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.data.frame import canonical
from core.errors import UserError
from core.tasks.forecast import choosing, reading_folds, transforms
from core.tasks.forecast.choosing import choose
from core.tasks.forecast.cuts import thinned
from core.tasks.forecast.prepare import prepare, ridge_reading
from core.tasks.forecast.spec import ForecastSpec

TASK = ForecastSpec(target="y", horizon=12, lookback=48)
STEPS = np.arange(1200)
RNG = np.random.default_rng(4)


def series(values, freq="D"):
    index = pd.date_range("2020-01-01", periods=len(values), freq=freq)
    return canonical(pd.DataFrame({"y": values}, index=index), name="y", source="upload", target="y")


def walk(seed, rows=600):
    return 100 * np.exp(0.01 * np.random.default_rng(seed).normal(size=rows).cumsum())


def weekly(noise=1.0):
    """A week of hours that repeats itself on a wandering level."""
    shape = np.random.default_rng(1).normal(size=168) * 5
    return 100 + shape[STEPS % 168] + noise * RNG.normal(size=len(STEPS)) + RNG.normal(size=1200).cumsum() / 5


def test_walks_are_read_as_changes_and_what_returns_to_its_mean_as_levels():
    for seed in range(4):
        assert prepare(series(walk(seed)), TASK).chosen.transform in ("differences", "log_returns")
    returns = np.zeros(2000)
    for row in range(1, 2000):
        returns[row] = 0.9 * returns[row - 1] + RNG.normal()
    assert prepare(series(returns), replace(TASK, horizon=5, lookback=24)).chosen.transform == "levels"


def test_a_long_season_that_the_window_does_not_hold_is_handed_over_as_a_difference():
    chosen = prepare(series(weekly(), "h"), TASK).chosen
    assert (chosen.transform, chosen.season) == (transforms.SEASONAL, 168)
    assert chosen.errors["transform"]["seasonal_differences_168"] < chosen.errors["transform"]["levels"]


def test_where_days_are_read_a_season_out_of_sight_has_to_halve_the_error():
    data = series(weekly(noise=2.0), "h")
    days, steps = (prepare(data, replace(TASK, blocks=blocks)).chosen for blocks in ("days", "steps"))
    error = days.errors["transform"]
    assert 0.5 < error["seasonal_differences_168"] / error["differences"] < 0.85
    assert days.transform != transforms.SEASONAL
    assert (steps.transform, steps.season) == (transforms.SEASONAL, 168)


def test_a_day_that_is_read_at_once_needs_no_difference_to_the_day_before():
    values = 10 * np.sin(STEPS * 2 * np.pi / 24) + RNG.normal(size=1200)
    days, steps = (replace(TASK, blocks=blocks, calendar="no") for blocks in ("days", "steps"))
    assert prepare(series(values, "h"), days).chosen.transform != transforms.SEASONAL
    tried = prepare(series(values, "h"), steps).chosen.errors["transform"]
    assert "seasonal_differences_24" in tried


def test_a_rhythm_that_no_calendar_suggests_is_no_season_to_take_differences_to():
    values = np.sin(STEPS * 2 * np.pi / 50) + 0.1 * RNG.normal(size=1200)
    prepared = prepare(series(values), TASK)
    assert prepared.period == 50
    assert not any(name.startswith(transforms.SEASONAL) for name in prepared.chosen.errors["transform"])
    asked = prepare(series(values), replace(TASK, transform=transforms.SEASONAL)).chosen
    assert asked.season in (7, 50)


def test_the_calendar_is_read_where_it_helps():
    values = 10 * (STEPS % 7 >= 5) + RNG.normal(size=1200)
    short = replace(TASK, lookback=3, horizon=2, transform="levels")
    chosen = prepare(series(values), short).chosen
    assert chosen.calendar and chosen.errors["calendar"]["yes"] < chosen.errors["calendar"]["no"]
    assert not prepare(series(values), replace(short, calendar="no")).chosen.calendar
    assert prepare(series(walk(1)), replace(short, calendar="yes")).chosen.calendar


@given(st.integers(0, 10_000), st.sampled_from(["steps", "days"]))
@settings(max_examples=8, deadline=None)
def test_ridge_takes_what_errs_least_whatever_networks_need_a_margin_for(seed, blocks):
    rng = np.random.default_rng(seed)
    values = 3 * np.sin(np.arange(700) * 2 * np.pi / 24) + np.cumsum(rng.normal(size=700)) * rng.uniform(0, 1)
    task, data = replace(TASK, blocks=blocks), series(values + rng.normal(size=700), "h")
    ridge, networks = ridge_reading(data, task), prepare(data, task).chosen
    assert ridge.errors["transform"] == networks.errors["transform"]
    error = ridge.errors["calendar"]["yes" if ridge.calendar else "no"]
    others = (*ridge.errors["transform"].values(), *networks.errors["calendar"].values())
    assert error <= min(*others, *ridge.errors["calendar"].values())


def test_ridge_may_read_levels_of_a_series_that_has_moved_away():
    rng = np.random.default_rng(0)
    data = series(0.1 * np.arange(600) + rng.normal(size=600))
    errors = ridge_reading(data, TASK).errors["transform"]
    assert ridge_reading(data, TASK).transform == "levels" == min(errors, key=errors.get)
    assert prepare(data, TASK).chosen.transform == "differences"


def test_of_pure_noise_the_mean_alone_is_a_candidate():
    penalties = [
        prepare(series(np.random.default_rng(s).normal(size=200)), TASK).chosen.penalty for s in range(5)
    ]
    assert math.inf in penalties


@given(st.integers(0, 10_000))
@settings(max_examples=6, deadline=None)
def test_what_is_chosen_is_the_same_whatever_comes_after_the_validation_rows(seed):
    rng = np.random.default_rng(seed)
    values = 60 + rng.normal(size=300).cumsum() + 5 * np.sin(np.arange(300) * 2 * np.pi / 7)
    values -= min(0.0, values.min() - 1)
    before = prepare(series(values), TASK)
    later = values.copy()
    later[before.cuts.stop_end :] = rng.permutation(later[before.cuts.stop_end :]) + 50
    assert prepare(series(later), TASK).chosen == before.chosen
    assert ridge_reading(series(later), TASK) == ridge_reading(series(values), TASK)


def test_no_fold_is_fitted_on_or_scaled_by_a_row_that_it_tells(monkeypatch):
    seen = []

    def noted(x, y, wanted):
        seen.append((x.copy(), y.copy()))
        return np.zeros((len(reading_folds.PENALTIES), len(wanted), y.shape[1]))

    monkeypatch.setattr(reading_folds, "ridge_path", noted)
    source = prepare(series(walk(1)), TASK).source
    for start, end in reading_folds.folds(source):
        values = source.values.copy()
        values[start:] = 1e6
        other = replace(source, values=values, truth=values.copy())
        for one in choosing._candidates(source, prepare(series(walk(1)), TASK).chosen):
            seen.clear()
            reading_folds._fold(source, one, start, end)
            reading_folds._fold(other, one, start, end)
            for before, after in zip(*seen, strict=True):
                np.testing.assert_array_equal(before, after)


@given(st.integers(1, 20_000), st.integers(1, 6000))
@example(1499, 1124)  # a step near 4/3
@example(6995, 5829)  # 6/5
@example(6964, 1451)  # 24/5
@example(10014, 2861)  # 7/2
@example(12988, 6389)  # 168 hours in steps of two
def test_thinned_rows_are_nearly_as_many_as_may_be_and_meet_every_phase_of_a_season(count, most):
    rows = thinned(np.arange(count), most)
    assert 0.5 * min(count, most) - 1 <= len(rows) <= most and rows[-1] == count - 1
    assert (np.diff(rows) > 0).all()
    for season in (7, 12, 24, 168):
        if len(rows) >= 20 * season:
            assert len(np.unique(rows % season)) == season


def test_what_is_blank_is_no_truth_of_a_fold_and_teaches_none():
    values = walk(5)
    blank = np.random.default_rng(2).random(600) < 0.2
    blank[[0, -1]] = False
    values[blank] = np.nan
    prepared = prepare(series(values), TASK)
    source, (start, end) = prepared.source, reading_folds.folds(prepared.source)[0]
    missed = reading_folds._fold(source, prepared.chosen, start, end)
    judged = thinned(np.arange(start - 1, end - 12), reading_folds.MOST_JUDGED)
    assert missed.shape[1] == int((~np.isnan(values[judged[:, None] + np.arange(1, 13)])).sum())
    assert np.isfinite(missed).all() and np.isfinite(prepared.ridge_inputs(judged)).all()


def test_every_fold_is_told_from_the_rows_before_it_and_folds_follow_each_other():
    source = prepare(series(walk(2)), TASK).source
    folds = reading_folds.folds(source)
    assert 3 <= len(folds) <= 4 and folds[-1][1] == source.cuts.stop_end
    assert all(end == start for (_, end), (start, _) in zip(folds, folds[1:], strict=False))


@pytest.mark.parametrize("rows", [24, 30, 40, 60])
def test_few_rows_are_prepared_too(rows):
    task = replace(TASK, horizon=2, lookback=4)
    for transform in ("auto", "levels", "differences"):
        chosen = prepare(series(walk(3, rows)), replace(task, transform=transform)).chosen
        assert transform in ("auto", chosen.transform)


def test_a_seasonal_difference_without_a_season_is_refused():
    index = pd.RangeIndex(300)
    data = canonical(pd.DataFrame({"y": walk(1, 300)}, index=index), name="y", source="upload", target="y")
    with pytest.raises(UserError, match="no_season_found"):
        prepare(data, replace(TASK, transform=transforms.SEASONAL))


def test_further_columns_change_nothing_but_the_penalty():
    data = series(weekly(), "h")
    both = replace(data, frame=data.frame.assign(z=RNG.normal(size=1200)))
    alone, more = (prepare(both, replace(TASK, covariates=columns)).chosen for columns in ((), ("z",)))
    assert replace(more, penalty=1.0) == replace(alone, penalty=1.0)


def test_a_choice_is_made_once_for_all_runs_of_an_experiment(monkeypatch):
    data, calls = series(walk(9)), []
    monkeypatch.setattr(
        "core.tasks.forecast.prepare.choose", lambda *asked: calls.append(1) or choose(*asked)
    )
    first = prepare(data, TASK)
    again = prepare(data, TASK, before=first.cuts.calibration_end)
    assert len(calls) == 1 and again.chosen is first.chosen and again.before > first.before
