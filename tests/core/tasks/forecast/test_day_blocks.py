"""Windows of days: one step is a day of rows, the same rows as a window of single ones."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.frame import canonical
from core.data.windows import Windows
from core.errors import UserError
from core.tasks.forecast import transforms
from core.tasks.forecast.day_blocks import by_day, in_whole_days, may_be_blocks, rows_of_day
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.spec import ForecastSpec

TASK = ForecastSpec(target="y", horizon=24, lookback=72, transform="levels", calendar="no")
RNG = np.random.default_rng(5)


def series(rows=1200, freq="h"):
    index, steps = pd.date_range("2020-01-01", periods=rows, freq=freq), np.arange(rows)
    y = 10 * np.sin(steps * 2 * np.pi / 24) + RNG.normal(size=rows)
    frame = pd.DataFrame({"y": y, "z": RNG.normal(size=rows)}, index=index)
    return canonical(frame, name="y", source="upload", target="y")


@given(st.integers(1, 6), st.integers(1, 5), st.integers(1, 4), st.integers(0, 2))
@settings(max_examples=40, deadline=None)
def test_windows_apart_are_what_naive_cutting_gives(lookback, rows, columns, rest):
    table = np.random.default_rng(1).normal(size=(60, columns + rest))
    origins = np.arange(lookback * rows - 1, 60)
    cut = Windows(by_day(table, columns, rows), origins, lookback, rows).cut()
    assert cut.shape == (len(origins), lookback, columns * rows + rest)
    for window, origin in zip(cut, origins, strict=True):
        for step in range(lookback):
            last = origin - (lookback - 1 - step) * rows
            day = table[last - rows + 1 : last + 1, :columns]
            np.testing.assert_array_equal(window[step, : columns * rows], day.T.ravel())
            np.testing.assert_array_equal(window[step, columns * rows :], table[last, columns:])


@pytest.mark.parametrize("scaling", ["none", "last", "mean"])
def test_days_hold_the_same_numbers_as_single_rows(scaling):
    data = series()
    task = replace(TASK, covariates=("z",), window_scaling=scaling)
    days, steps = (prepare(data, replace(task, blocks=blocks)) for blocks in ("days", "steps"))
    rows = days.block("test").origins
    assert (days.lookback, days.columns, steps.lookback, steps.columns) == (3, 48, 72, 2)
    flat = (
        days.windows(rows).cut().reshape(len(rows), 3, 2, 24).transpose(0, 1, 3, 2).reshape(len(rows), 72, 2)
    )
    np.testing.assert_allclose(flat, steps.windows(rows).cut())
    np.testing.assert_array_equal(days.ridge_inputs(rows), steps.ridge_inputs(rows))
    np.testing.assert_array_equal(days.block("test").y, steps.block("test").y)


def test_days_are_read_where_the_season_is_made_of_days_and_the_lookback_holds_some():
    assert prepare(series(), TASK).chosen.blocks == 24
    assert prepare(series(), replace(TASK, lookback=30)).chosen.blocks == 1
    assert prepare(series(), replace(TASK, strategy="recursive")).chosen.blocks == 1
    assert prepare(series(freq="D"), TASK).chosen.blocks == 1


def weekly(freq="D", period=7, noise=1.0, rows=700):
    steps = np.arange(rows)
    y = 10 * np.sin(steps * 2 * np.pi / period) + 5 * np.sin(steps * 4 * np.pi / period)
    index = pd.date_range("2000-01-01", periods=rows, freq=freq)
    walk = np.random.default_rng(3).normal(size=rows).cumsum()
    frame = pd.DataFrame({"y": y + noise * walk}, index=index)
    return canonical(frame, name="y", source="upload", target="y")


@pytest.mark.parametrize("freq, season", [("D", 7), ("MS", 12)])
def test_a_week_of_days_or_a_year_of_months_is_read_at_once_where_it_shows(freq, season):
    task = replace(TASK, horizon=7, lookback=60, transform="differences")
    data = weekly(freq, season)
    assert prepare(data, task).chosen.blocks == season
    assert prepare(data, task).lookback == round(60 / season)
    assert prepare(data, replace(task, lookback=season + 2)).chosen.blocks == 1
    assert prepare(data, replace(task, blocks="steps")).chosen.blocks == 1
    assert prepare(weekly(freq, 30), task).chosen.blocks == 1
    assert may_be_blocks(data) and not may_be_blocks(weekly("QS", 4))


def test_rows_are_read_one_by_one_where_the_difference_to_last_week_is_taken():
    task, data = replace(TASK, horizon=7, lookback=56), weekly(noise=0.3)
    seasonal = prepare(data, replace(task, transform=transforms.SEASONAL)).chosen
    assert (seasonal.season, seasonal.blocks) == (7, 1)
    asked = prepare(data, replace(task, transform=transforms.SEASONAL, blocks="days")).chosen
    assert (asked.season, asked.blocks) == (7, 7)


def test_public_holidays_keep_days_apart():
    task, data = replace(TASK, horizon=7, lookback=56, transform="differences"), weekly()
    assert prepare(data, task).chosen.blocks == 7
    assert prepare(data, replace(task, holidays="DE")).chosen.blocks == 1


@given(st.integers(24, 490))
def test_a_lookback_is_rounded_to_whole_days(lookback):
    task = in_whole_days(replace(TASK, lookback=lookback), 24)
    assert task.lookback % 24 == 0 and abs(task.lookback - lookback) <= 12


def test_where_a_day_is_one_row_or_longer_than_the_lookback_days_are_refused():
    for data, task in ((series(freq="D"), TASK), (series(), replace(TASK, lookback=20))):
        with pytest.raises(UserError, match="no_days_to_read"):
            prepare(data, replace(task, blocks="days"))


@pytest.mark.parametrize(
    "freq, rows", [("h", 24), ("30min", 48), ("15min", 96), ("2h", 12), ("7h", 1), ("D", 1)]
)
def test_rows_of_a_day(freq, rows):
    assert rows_of_day(series(400, freq)) == rows


def test_a_day_of_an_exchange_has_the_rows_of_its_session():
    days = pd.bdate_range("2024-01-01", periods=120)
    index = pd.DatetimeIndex([day + pd.Timedelta(hours=hour) for day in days for hour in range(9, 16)])
    frame = pd.DataFrame({"y": RNG.normal(size=len(index)).cumsum()}, index=index)
    data = canonical(frame, name="y", source="upload", target="y")
    assert rows_of_day(data) == 7
    prepared = prepare(data, replace(TASK, horizon=7, lookback=21, blocks="days"))
    assert (prepared.lookback, prepared.columns, prepared.chosen.blocks) == (3, 7, 7)


def test_what_cannot_be_fed_back_is_refused_in_words():
    for change in ({"blocks": "days"}, {"window_scaling": "mean"}, {"transform": "seasonal_differences"}):
        with pytest.raises(UserError, match="recursive_is_plain"):
            replace(TASK, strategy="recursive", **change)
