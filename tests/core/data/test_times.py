from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.times import parse_clock, parse_times
from core.errors import UserError

MOMENTS = st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9999, 12, 31))
WRITTEN = [
    ("2024-01-02", "2024-01-02"),
    ("2024/1/2", "2024-01-02"),
    ("2024.01.02", "2024-01-02"),
    ("2024-01", "2024-01-01"),
    ("20240102", "2024-01-02"),
    ("2024年1月2日", "2024-01-02"),
    ("2024年1月", "2024-01-01"),
    ("2024年1月2日 13:05", "2024-01-02 13:05:00"),
    ("2024-01-02T13:05:06", "2024-01-02 13:05:06"),
    ("2024-01-02 13:05:06.25", "2024-01-02 13:05:06.250000"),
    ("2024-01-02T13:05:06Z", "2024-01-02 13:05:06"),
    ("2024-01-02 00:00:00-05:00", "2024-01-02"),
    ("2024-01-02 1:05 PM", "2024-01-02 13:05:00"),
    ("2024-01-02 12:05 am", "2024-01-02 00:05:00"),
    ("31/01/2024", "2024-01-31"),
    ("01/31/2024", "2024-01-31"),
    ("31.01.2024", "2024-01-31"),
    ("31/01/24", "2024-01-31"),
    ("31/01/71", "1971-01-31"),
    ("02-Jan-2024", "2024-01-02"),
    ("2 January 2024", "2024-01-02"),
    ("Jan 2, 2024", "2024-01-02"),
    ("Jan 2024", "2024-01-01"),
    ("Sept 2024", "2024-09-01"),
    ("2024Q2", "2024-04-01"),
    ("Q4 2024", "2024-10-01"),
    ("1704153600", "2024-01-02"),
    ("1704153600000", "2024-01-02"),
    ("1749", "1749-01-01"),
    ("202402", "2024-02-01"),
    ("45293", "2024-01-02"),
    ("1066-10-14", "1066-10-14"),
    ("Jan-02-2024", "2024-01-02"),
    ("January 2nd, 2024", "2024-01-02"),
    ("Tue, 02 Jan 2024", "2024-01-02"),
    ("Tue Jan  2 13:05:06 2024", "2024-01-02 13:05:06"),
    ("Jan-24", "2024-01-01"),
    ("2024-Jan-02", "2024-01-02"),
    ("02/2024", "2024-02-01"),
    ("2. März 2024", "2024-03-02"),
    ("2024-W02-3", "2024-01-10"),
    ("2024-032", "2024-02-01"),
    ("1Q24", "2024-01-01"),
    ("2024年第2季度", "2024-04-01"),
    ("2024年1月2日 13时5分", "2024-01-02 13:05:00"),
    ("2024/1/2 下午1:05", "2024-01-02 13:05:00"),
    ("202401021305", "2024-01-02 13:05:00"),
    ("20240102130506", "2024-01-02 13:05:06"),
    ("20240102T130506", "2024-01-02 13:05:06"),
    ("2024-01-02 18.00.00", "2024-01-02 18:00:00"),
    ("45293.5", "2024-01-02 12:00:00"),
]


def read(*cells, **more):
    found = parse_times(pd.Series(list(cells), dtype=object, name="when"), **more)
    return None if found is None else [str(time) for time in found.to_numpy().astype("datetime64[us]")]


@pytest.mark.parametrize("written, meant", WRITTEN)
def test_times_are_read_as_people_write_them(written, meant):
    assert read(written, "") == [str(np.datetime64(meant, "us")), "NaT"]


@pytest.mark.parametrize(
    "written",
    ["hello", "12.5", "2024-13-01", "2024-02-30", "-5", "3.14", "99/99/2024", "AAPL", "May", "Jan 24"],
)
def test_what_is_no_time_is_not_read(written):
    assert read(written) is None


def test_bare_numbers_are_times_only_where_the_column_says_so():
    assert read("2024", "2025", named=False) is None
    assert parse_times(pd.Series([1704153600.0]), named=False) is None


def test_day_and_month_are_never_guessed():
    with pytest.raises(UserError) as caught:
        read("01/01/2024", "01/02/2024", "01/03/2024")
    assert caught.value.key == "day_month_ambiguous"
    assert caught.value.facts == {"column": "when", "example": "01/02/2024"}


def test_day_first_decides_what_the_column_does_not_tell():
    assert read("01/02/2024", day_first=True)[0].startswith("2024-02-01")
    assert read("01/02/2024", day_first=False)[0].startswith("2024-01-02")


def test_one_day_beyond_twelve_tells_the_whole_column():
    assert read("01/02/2024", "13/02/2024")[0].startswith("2024-02-01")
    assert read("01/02/2024", "02/13/2024")[0].startswith("2024-01-02")


def test_day_first_cannot_overrule_what_the_column_says():
    assert read("02/13/2024", day_first=True) is None


@given(st.lists(MOMENTS, min_size=1, max_size=5, unique=True))
def test_iso_times_are_read_back(moments):
    assert read(*(moment.isoformat(sep=" ") for moment in moments)) == [
        str(np.datetime64(moment, "us")) for moment in moments
    ]


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_a_date_with_slashes_is_read_right_or_asked_about(day, form):
    try:
        read_day = read(f"{day:{form}}".replace(f"{day:%Y}", f"{day.year:04d}"))
    except UserError:
        assert day.day <= 12 and day.day != day.month or day.day == day.month
        return
    assert read_day == [str(np.datetime64(day, "us"))]


def test_dates_of_workbooks_are_times():
    assert read(date(2024, 1, 2), datetime(2024, 1, 3, 12), None)[1:] == ["2024-01-03T12:00:00.000000", "NaT"]


def test_mixed_offsets_keep_the_clock_on_the_wall():
    times = read("2024-03-30 09:00:00+01:00", "2024-03-31 09:00:00+02:00")
    assert times == ["2024-03-30T09:00:00.000000", "2024-03-31T09:00:00.000000"]


def test_the_hour_that_comes_twice_in_autumn_is_counted_in_utc():
    times = read("2024-10-27 02:30:00+02:00", "2024-10-27 02:30:00+01:00")
    assert times == ["2024-10-27T00:30:00.000000", "2024-10-27T01:30:00.000000"]


def test_clock_times_are_read_with_colons_or_dots():
    clock = parse_clock(pd.Series(["18.00.00", "18:30", "6:15 pm"]))
    assert list(clock.dt.total_seconds() / 3600) == [18.0, 18.5, 18.25]
    assert parse_clock(pd.Series(["18.5", "3"])) is None


def test_two_digits_of_a_year_are_known_by_the_order_of_the_rows():
    days = [f"24-0{month}-{day:02d}" for month in (1, 2) for day in range(1, 10)]
    assert read(*days)[0] == "2024-01-01T00:00:00.000000"


def test_clocks_of_several_zones_are_told_in_one_where_they_would_run_back():
    cells = ["2024-01-01 05:30:00+05:30", "2024-01-01 01:00:00+00:00", "2024-01-01 07:30:00+05:30"]
    assert read(*cells) == [f"2024-01-01T0{hour}:00:00.000000" for hour in range(3)]
