"""What the calendar and public holidays tell of a step and of those ahead."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.data.frame import canonical
from core.data.public_holidays import countries, country_of, holiday_dates
from core.errors import UserError
from core.tasks.forecast.calendar_inputs import calendar_inputs
from core.tasks.forecast.holiday_inputs import holiday_inputs
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.spec import ForecastSpec

TASK = ForecastSpec(target="y", horizon=5, lookback=14, transform="levels", calendar="no")


def series(freq="D", rows=800, calendar=None, start="2021-01-01"):
    index = pd.date_range(start, periods=rows, freq=freq)
    values = np.random.default_rng(1).normal(size=rows)
    return canonical(
        pd.DataFrame({"y": values}, index=index), name="y", source="upload", target="y", calendar=calendar
    )


def test_the_day_of_the_year_knows_leap_years_and_ends_where_it_begins():
    times = pd.DatetimeIndex(["2023-01-01", "2023-12-31", "2024-01-01", "2024-12-31", "2024-07-01"])
    year = calendar_inputs(times, ("year",))
    angle = np.arctan2(year[:, 0], year[:, 1]) % (2 * np.pi) / (2 * np.pi)
    np.testing.assert_allclose(angle, [0, 364 / 365, 0, 365 / 366, 182 / 366], atol=1e-9)


def test_the_place_in_the_year_is_told_from_two_known_years_on():
    names = [name for _, name in prepare(series(rows=1000), replace(TASK, calendar="yes")).names]
    assert "year sin" in names and "weekday cos" in names
    names = [name for _, name in prepare(series(rows=600), replace(TASK, calendar="yes")).names]
    assert "year sin" not in names and "weekday cos" in names
    names = [name for _, name in prepare(series("MS", 60), replace(TASK, calendar="yes")).names]
    assert names == ["y", "year sin", "year cos"]


def test_holidays_of_the_steps_ahead_are_known():
    times = pd.date_range("2024-12-20", periods=12, freq="D")
    told = holiday_inputs(times, "US", 5, 1)
    assert told.shape == (7, 6)
    christmas = times.get_loc("2024-12-25")
    for row in range(7):
        expected = [1.0 if row + ahead == christmas else 0.0 for ahead in range(6)]
        np.testing.assert_array_equal(told[row], expected)


def test_quicker_data_are_told_the_holidays_of_the_days_after():
    times = pd.date_range("2024-12-24", periods=72, freq="h")
    told = holiday_inputs(times, "US", 1, 24)
    np.testing.assert_array_equal(told[:24], np.tile([0.0, 1.0], (24, 1)))
    np.testing.assert_array_equal(told[24:48], np.tile([1.0, 0.0], (24, 1)))
    np.testing.assert_array_equal(told[48:], np.zeros((24, 2)))


@pytest.mark.parametrize("freq, columns", [("D", 1 + 6), ("h", 1 + 2), ("MS", 1), ("W", 1)])
def test_holidays_are_further_inputs_of_networks_and_ridge(freq, columns):
    with_them = prepare(
        series(freq, 200 if freq in ("MS", "W") else 800), replace(TASK, holidays="FR", blocks="steps")
    )
    assert with_them.columns == columns and len(with_them.features) == len(with_them.values) + 5
    assert with_them.ridge_inputs(np.array([50])).shape == (1, 14 + columns - 1)


def test_the_exchange_of_a_ticker_tells_its_country():
    assert country_of(series(calendar="XTKS"), "exchange") == "JP"
    assert country_of(series(), " cn ") == "CN" and country_of(series(), "") == ""
    for wanted, key in (("exchange", "no_exchange_known"), ("XX", "unknown_country")):
        with pytest.raises(UserError, match=key):
            prepare(series(), replace(TASK, holidays=wanted))


def test_countries_are_codes_of_two_letters_and_years_without_records_have_no_holidays():
    assert {"CN", "US", "DE", "FR", "JP", "GB"} <= set(countries())
    assert len(holiday_dates("CN", 2024, 2024)) > 5 and len(holiday_dates("CN", 1901, 1901)) == 0
