import pandas as pd
import pytest

from core.data.calendars import future_times
from core.data.frame import canonical


def series(index, calendar=None):
    frame = pd.DataFrame({"y": range(1, len(index) + 1)}, index=index)
    return canonical(frame, name="a", source="ticker", calendar=calendar)


def days(future):
    return list(future.index.astype(str))


def test_sessions_leave_out_holidays():
    future = future_times(series(pd.bdate_range("2024-03-11", "2024-03-28"), "XNYS"), 2)
    assert days(future) == ["2024-04-01", "2024-04-02"]  # Good Friday was the 29th
    assert not future.provisional


def test_beyond_the_published_holidays_weekdays_are_provisional():
    future = future_times(series(pd.bdate_range("2026-12-14", "2026-12-29"), "XSHG"), 5)
    assert days(future) == ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-04", "2027-01-05"]
    assert future.provisional


def test_a_series_that_ends_beyond_the_calendar_goes_on_by_weekdays():
    future = future_times(series(pd.bdate_range("2027-06-01", "2027-06-18"), "XSHG"), 2)
    assert days(future) == ["2027-06-21", "2027-06-22"] and future.provisional


def test_crypto_never_sleeps():
    future = future_times(series(pd.date_range("2024-01-01", "2024-01-20"), "24/7"), 3)
    assert days(future) == ["2024-01-21", "2024-01-22", "2024-01-23"] and not future.provisional


def test_weekly_prices_go_on_weekly_whatever_the_calendar():
    future = future_times(series(pd.date_range("2024-01-01", periods=10, freq="W-MON"), "XNYS"), 2)
    assert days(future) == ["2024-03-11", "2024-03-18"]


@pytest.mark.parametrize(
    "alias", ["D", "B", "h", "15min", "MS", "ME", "QS", "QE", "YS", "YE", "W-WED", "BME", "2h"]
)
def test_the_frequency_is_continued(alias):
    index = pd.date_range("2001-01-01", periods=50, freq=alias)
    future = future_times(series(index[:40]), 10)
    assert list(future.index) == list(index[40:]) and not future.provisional


def test_the_middle_of_the_month_stays_the_middle():
    index = pd.date_range("2020-01-01", periods=12, freq="MS") + pd.Timedelta(days=14)
    assert days(future_times(series(index), 2)) == ["2021-01-15", "2021-02-15"]


def test_plain_steps_are_counted_on():
    dataset = canonical(pd.DataFrame({"y": [1.0, 2, 3]}), name="a", source="upload")
    assert list(future_times(dataset, 3).index) == [3, 4, 5]


@pytest.mark.parametrize("calendar", ["XNYS", "XHKG", "XSHG", "XTKS", "XLON", "XBOM", "24/7", None])
def test_the_future_lies_after_the_past_and_is_as_long_as_asked(calendar):
    dataset = series(pd.bdate_range("2024-01-02", "2024-09-27"), calendar)
    future = future_times(dataset, 90)
    assert len(future.index) == 90 and future.index.is_monotonic_increasing and future.index.is_unique
    assert future.index[0] > dataset.frame.index[-1] and future.index.dtype == dataset.frame.index.dtype
