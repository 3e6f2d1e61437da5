import numpy as np
import pandas as pd
import pytest

from core.data.frame import Dataset, canonical
from core.data.report import data_report, require_target
from core.errors import UserError


def loaded(frame, **more):
    return canonical(frame, name="a", source="upload", **more)


def test_the_report_counts_what_is_missing():
    index = pd.date_range("2024-01-01", periods=10).delete([3, 4, 7])
    frame = pd.DataFrame({"y": [1.0, 2, np.nan, 4, 5, 6, 7], "flat": 3.0}, index=index)
    report = data_report(loaded(frame, target="y"), "y")
    assert (report.rows, report.columns, report.frequency) == (7, 2, "D")
    assert report.missing == {"y": 1} and report.constant == ("flat",)
    assert (report.minimum, report.maximum) == (1.0, 7.0) and report.mean == pytest.approx(25 / 6)
    assert report.missing_times == 3
    assert [(str(gap.after.date()), gap.missing) for gap in report.gaps] == [
        ("2024-01-03", 2),
        ("2024-01-07", 1),
    ]


@pytest.mark.parametrize("alias", ["D", "B", "h", "15min", "MS", "ME", "QE", "YS", "W-FRI", "2W-MON", "BME"])
def test_a_complete_series_has_no_gaps_and_a_hole_is_counted(alias):
    index = pd.date_range("2001-01-01", periods=60, freq=alias)
    whole = pd.DataFrame({"y": np.arange(60.0)}, index=index)
    assert data_report(loaded(whole), "y").missing_times == 0
    assert data_report(loaded(whole.drop(index[20:24])), "y").missing_times == 4


def test_holidays_of_the_exchange_are_no_gaps():
    index = pd.bdate_range("2024-03-11", "2024-04-12").drop("2024-03-29")
    frame = pd.DataFrame({"Close": np.arange(1.0, len(index) + 1)}, index=index)
    assert data_report(loaded(frame, calendar="XNYS"), "Close").missing_times == 0
    report = data_report(loaded(frame.drop("2024-03-20"), calendar="XNYS"), "Close")
    assert report.missing_times == 1 and str(report.gaps[0].after.date()) == "2024-03-19"


def test_crypto_misses_every_day_it_misses():
    index = pd.date_range("2024-01-01", periods=30).delete([10, 11])
    frame = pd.DataFrame({"Close": np.arange(1.0, 29)}, index=index)
    assert data_report(loaded(frame, calendar="24/7"), "Close").missing_times == 2


def test_plain_steps_have_no_gaps():
    report = data_report(loaded(pd.DataFrame({"y": [1.0, np.nan, 3]})), "y")
    assert (report.first, report.last, report.missing_times, report.frequency) == (0, 2, 0, None)


@pytest.mark.parametrize(
    "target, key", [("z", "target_missing"), ("none", "all_missing"), ("flat", "constant_target")]
)
def test_a_target_without_anything_to_forecast_is_refused(target, key):
    frame = pd.DataFrame({"y": [1.0, 2], "none": [np.nan, np.nan], "flat": [3.0, 3]})
    dataset = Dataset(frame, "a", "upload", "y", None)
    with pytest.raises(UserError) as caught:
        require_target(dataset, target)
    assert caught.value.key == key and caught.value.facts["column"] == target


def test_a_usable_target_passes():
    require_target(loaded(pd.DataFrame({"y": [1.0, 2]})), "y")


def test_irregular_times_miss_none():
    steps = np.cumsum(np.random.default_rng(1).integers(1, 90, 300))
    index = pd.Timestamp("2024-01-01") + pd.to_timedelta(steps, unit="min")
    report = data_report(loaded(pd.DataFrame({"y": np.arange(300.0)}, index=index)), "y")
    assert report.irregular and report.missing_times == 0 and report.gaps == ()
