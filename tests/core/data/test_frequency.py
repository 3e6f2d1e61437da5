import numpy as np
import pandas as pd
import pytest

from core.data.frequency import infer_frequency

ALIASES = (
    "D B h 15min 30s 2h 100ms 10D W-MON W-SUN 2W-FRI 4W-MON MS ME BMS BME 2MS 6MS QS QE QS-FEB QE-NOV "
    "YS YE YS-APR YE-JUN 10YS"
).split()


@pytest.mark.parametrize("alias", ALIASES)
def test_a_regular_index_gives_its_own_alias(alias):
    assert infer_frequency(pd.date_range("2001-01-01", periods=60, freq=alias, unit="us")) == alias


@pytest.mark.parametrize("alias", ALIASES)
def test_gaps_do_not_hide_the_frequency(alias):
    index = pd.date_range("2001-01-01", periods=120, freq=alias, unit="us")
    kept = np.random.default_rng(3).random(120) > 0.15
    assert infer_frequency(index[kept]) == alias


def test_trading_days_are_business_days():
    holidays = pd.to_datetime(["2024-01-15", "2024-02-19"])
    assert infer_frequency(pd.bdate_range("2024-01-01", "2024-03-31").difference(holidays)) == "B"


def test_the_middle_of_each_month_is_monthly():
    assert infer_frequency(pd.date_range("2020-01-01", periods=30, freq="MS") + pd.Timedelta(days=14)) == "MS"


def test_plain_steps_and_single_stamps_have_no_frequency():
    assert infer_frequency(pd.RangeIndex(10)) is None
    assert infer_frequency(pd.DatetimeIndex(["2024-01-01"])) is None
    assert infer_frequency(pd.DatetimeIndex([])) is None


def test_five_days_are_too_few_to_call_them_business_days():
    assert infer_frequency(pd.date_range("2024-01-01", periods=5)) == "D"


@pytest.mark.parametrize("alias", ["W-MON", "MS", "h", "D", "B"])
def test_what_is_inferred_continues_the_index(alias):
    index = pd.date_range("2024-01-01", periods=40, freq=alias)
    assert list(pd.date_range(index[0], periods=40, freq=infer_frequency(index))) == list(index)
