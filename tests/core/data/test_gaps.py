import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.frame import canonical
from core.data.gaps import closed_weekdays, is_irregular, missing_between, missing_times, with_missing_times


def series(index, name="y", **more):
    frame = pd.DataFrame({name: np.arange(1.0, len(index) + 1)}, index=index)
    return canonical(frame, name="a", source="upload", **more)


@pytest.mark.parametrize(
    "alias", ["D", "B", "h", "15min", "MS", "ME", "QE", "YS", "W-FRI", "2W-MON", "BME", "2MS"]
)
def test_missing_times_are_those_that_were_taken_out(alias):
    index = pd.date_range("2001-01-01", periods=60, freq=alias)
    out = index[[7, 20, 21, 22, 41]]
    holed = series(index.drop(out))
    assert list(missing_times(holed)) == list(out)
    assert missing_between(holed).sum() == len(out)
    whole = with_missing_times(holed)
    assert list(whole.frame.index) == list(index)
    assert list(whole.frame.index[whole.frame["y"].isna()]) == list(out)


@given(st.sets(st.integers(1, 58), max_size=20))
def test_no_row_moves_or_is_lost_when_missing_times_become_rows(places):
    index = pd.date_range("2001-01-01", periods=60, freq="h")
    holed = series(index.delete(sorted(places)))
    whole = with_missing_times(holed)
    assert whole.frame.loc[holed.frame.index].equals(holed.frame)
    assert len(whole.frame) == 60 and int(whole.frame["y"].isna().sum()) == len(places)


def test_a_complete_series_stays_the_same_object():
    whole = series(pd.date_range("2001-01-01", periods=60, freq="D"))
    assert with_missing_times(whole) is whole


def test_times_without_a_step_stay_neighbours():
    rng = np.random.default_rng(1)
    steps = pd.to_timedelta(np.cumsum(rng.exponential(3600, 300)).astype(int) + np.arange(300), unit="s")
    receipts = series(pd.Timestamp("2024-01-01") + steps)
    assert is_irregular(receipts) and with_missing_times(receipts) is receipts


def test_more_gaps_than_rows_are_left_alone():
    index = pd.date_range("2001-01-01", periods=1000, freq="D")
    assert is_irregular(series(index[:20].append(index[-20:])))


def test_holidays_of_an_exchange_that_nobody_named_are_no_gaps():
    days = pd.bdate_range("2023-01-02", "2023-12-29").drop(["2023-05-29", "2023-07-04", "2023-12-25"])
    prices = series(days, "Close")
    assert missing_between(prices).sum() == 0 and closed_weekdays(prices) == 3
    visits = series(days, "visits")
    assert missing_between(visits).sum() == 3 and closed_weekdays(visits) == 0


def test_weeks_without_prices_are_a_gap():
    days = pd.bdate_range("2023-01-02", "2023-12-29")
    prices = series(days.delete(range(100, 115)), "Close")
    assert missing_between(prices).sum() == 15 and len(with_missing_times(prices).frame) == len(days)
