"""The families of forms in which times come: each is read, asked about or refused, never read wrongly."""

from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from convertdate import islamic, persian
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.eras import JALALI, in_gregorian
from core.data.time_patterns import TIME_LIKE
from core.data.times import How, parse_compact_clock, read_times
from core.errors import UserError

WRITTEN = [
    *(("2019-05-17 03-PM", "2019-05-17T15"), ("2019-05-17 3pm", "2019-05-17T15")),
    *(("17/05/2019 12:30:05 p.m.", "2019-05-17T12:30:05"), ("17.05.2019 12 a. m.", "2019-05-17")),
    ("13.01.2023 00:00 - 13.01.2023 01:00 (CET/CEST)", "2023-01-13"),
    *(("2021-01-01 01:00-02:00", "2021-01-01T01"), ("2020-01-01/2020-01-07", "2020-01-01")),
    *(("2020年1月1日至2020年1月7日", "2020-01-01"), ("13.01.2023 00:00 bis 13.01.2023 01:00", "2023-01-13")),
    *(("1960M02", "1960-02-01"), ("1960-M02", "1960-02-01"), ("M02 1960", "1960-02-01")),
    *(("2019/Q2", "2019-04-01"), ("2019 Q2", "2019-04-01"), ("Q2 19", "2019-04-01")),
    *(("Q2'19", "2019-04-01"), ("2019-T2", "2019-04-01"), ("2019 2Q", "2019-04-01")),
    *(("FY2019 Q2", "2019-04-01"), ("2. Quartal 2019", "2019-04-01"), ("2nd quarter 2019", "2019-04-01")),
    *(("2019H2", "2019-07-01"), ("2019年下半年", "2019-07-01"), ("2019年第二季度", "2019-04-01")),
    *(("1960:02", "1960-02-01"), ("2017-W1", "2017-01-02"), ("2017W01", "2017-01-02")),
    *(("2017-W01-7", "2017-01-08"), ("W1 2017", "2017-01-02"), ("Week 3, 2017", "2017-01-16")),
    *(("KW 3 2017", "2017-01-16"), ("3. KW 2017", "2017-01-16"), ("2019年第3周", "2019-01-14")),
    *(
        ("2020-W53-7", "2021-01-03"),
        ("20190101 170000", "2019-01-01T17"),
        ("20190101 1705", "2019-01-01T17:05"),
    ),
    *(("2019-01-01 17", "2019-01-01T17"), ("2019010117", "2019-01-01T17")),
    *(("2019-05-17-15.30.00.000000", "2019-05-17T15:30"), ("17/May/2019:15:00:00 +0000", "2019-05-17T15")),
    *(("01JAN2019", "2019-01-01"), ("2019jan01", "2019-01-01"), ("Jan2019", "2019-01-01")),
    *(("31.12.2019 24:00", "2020-01-01"), ("13:05:00 02/13/2024", "2024-02-13T13:05")),
    *(
        ("2 de enero de 2024", "2024-01-02"),
        ("le 2 mars 2024", "2024-03-02"),
        ("1er août 2024", "2024-08-01"),
    ),
    *(("12 мая 2020 г.", "2020-05-12"), ("2 stycznia 2024", "2024-01-02"), ("3 ekim 2024", "2024-10-03")),
    *(("2024년 1월 2일 오후 3시 5분", "2024-01-02T15:05"), ("Lundi 2 janvier 2024", "2024-01-02")),
    *(("2024-01-02 Tue", "2024-01-02"), ("2024年1月2日(火)", "2024-01-02")),
    *(("令和元年5月", "2019-05-01"), ("平成31年4月30日", "2019-04-30"), ("H31.4.30", "2019-04-30")),
    *(("民國108年5月1日", "2019-05-01"), ("108/05/01", "2019-05-01"), ("108年05月01日", "2019-05-01")),
    *(("๑ มกราคม ๒๕๖๑", "2018-01-01"), ("ม.ค. 61", "2018-01-01"), ("พ.ศ. 2561", "2018-01-01")),
    *(("فروردین 1397", "2018-03-21"), ("2024-01-02T13:05+01:00[Europe/Berlin]", "2024-01-02T13:05")),
]
NO_TIMES = "2019-W53-7;31.12.2019 25:00;2024-01-01 99:99;2019/20;14h30;12.2019 kg;1.2.3.4;10/12;market 2024"


def read(*cells, name="when", **how):
    found = read_times(pd.Series(list(cells), dtype=object, name=name), How(**how))
    return None if found is None else [str(time)[:19] for time in found.values]


def times(*written):
    return [str(pd.Timestamp(np.datetime64(one, "us")))[:19] for one in written]


def notes(*cells, name="when"):
    return {
        note.key: note.facts for note in read_times(pd.Series(list(cells), dtype=object, name=name)).notes
    }


@pytest.mark.parametrize("written, meant", WRITTEN)
def test_every_form_is_read(written, meant):
    assert read(written, "") == [*times(meant), "NaT"]


@pytest.mark.parametrize("written", NO_TIMES.split(";"))
def test_what_only_looks_like_a_time_is_not_read(written):
    assert read(written) is None


def test_what_one_cell_cannot_tell_the_column_tells():
    assert read("2017/18", "2018/19", "2019/20") == times("2017-01-01", "2018-01-01", "2019-01-01")
    assert read("2011-12", "2012-01", "2012-02") == times("2011-12-01", "2012-01-01", "2012-02-01")
    assert read("2011-12", "2011-12", "2011-12") == 3 * times("2011-12-01")
    assert read("97/03", "97/04") == times("1997-03-01", "1997-04-01")
    assert read("11/60", "12/60") == times("1960-11-01", "1960-12-01")
    assert read("60-Jan", "60-Feb") == times("1960-01-01", "1960-02-01") and read("24-Jan", "24-Feb") is None
    assert read("1960:1", "1960:2", "1960:3", "1960:4", "1961:1")[-2:] == times("1960-10-01", "1961-01-01")
    assert read("2019-I", "2019-II", "2019-III", "2019-IV", "2020-I")[1] == times("2019-04-01")[0]


def test_two_digits_of_a_year_run_through_the_turn_of_a_century():
    assert read("Jan-49", "Dec-60") == times("1949-01-01", "1960-12-01")
    assert read("31/12/98", "01/01/03") == times("1998-12-31", "2003-01-01")
    assert notes("Jan-49", "Dec-60")["years_of_two_digits"] == {"example": "Jan-49", "year": 1949}


def test_weeks_under_a_name_like_week_and_epidemic_weeks():
    assert read("202053", "202101", name="week") == times("2020-12-28", "2021-01-04")
    assert read("2017-05", "2017-14", name="KW") == times("2017-01-30", "2017-04-03")
    assert read(201740, 201741, name="epiweek") == times("2017-10-01", "2017-10-08")
    assert notes(201740, 201741, name="epiweek") == {"weeks_counted": {"weeks": "epidemic"}}
    assert read("201452", "201453", name="week") == times("2014-12-21", "2014-12-28")  # of 2014, MMWR
    assert read("201752", "201753", name="week") == times("2017-12-24", "2017-12-31")  # neither kind has it
    assert read("2017-W3", weeks="epidemic") == times("2017-01-15")


def test_counts_of_several_units_are_told_value_by_value():
    assert read(1577836800, 1577840400, 1577844000000, name="unix") == times(
        "2020-01-01T00", "2020-01-01T01", "2020-01-01T02"
    )
    assert notes(1577836800, 1577840400, 1577844000000)["units_mixed"] == {"units": ["s", "ms"]}
    assert read(1577836800, 17, 5e15, name="unix") is None


def test_years_that_make_no_sense_are_no_times():
    assert read(5000, 5001, 5002, name="date") is None and read(2561, 2562, 2563, name="id") is None


def test_parts_of_years():
    assert read(2019.0417, 2019.125, 2019.2083) == times("2019-01-01", "2019-02-01", "2019-03-01")
    assert read(1871.1, 1871.11, 1871.12) == times("1871-10-01", "1871-11-01", "1871-12-01")
    assert read(2019.0, 2019.25, 2019.5) == times("2019-01-01", "2019-04-01", "2019-07-01")
    assert read(1500.25, 1501.5, 1504.25, 1504.75) is None


@pytest.mark.parametrize(
    "cells, era",
    [
        (("01/01/2561", "13/01/2561", "22/02/2562"), "buddhist"),
        (("29/02/2559", "01/03/2559", "02/03/2559"), "buddhist"),
        (("1397/01/31", "1397/02/01", "1397/02/02"), "jalali"),
        (("1440/05/01", "1440/06/01", "1440/07/01"), "islamic"),
        (("98/12/31", "100/01/03", "100/01/04"), "minguo"),
    ],
)
def test_other_calendars_are_converted_and_said(cells, era):
    assert notes(*cells)["era_read"]["era"] == era
    assert all(1980 < int(time[:4]) < 2030 for time in read(*cells))


def test_where_two_calendars_are_possible_it_is_asked():
    with pytest.raises(UserError) as caught:
        read("1397/07/01", "1397/08/01", "1397/09/01")
    assert caught.value.key == "era_unclear"
    assert read("1397/07/01", "1397/08/01", era="jalali") == times("2018-09-23", "2018-10-23")
    assert read("2561-01-01", "2561-01-02", "2561-01-03", era="gregorian")[0] == "2561-01-01 00:00:00"


@given(st.integers(1300, 1425), st.integers(1, 12), st.integers(1, 29))
@settings(max_examples=15, deadline=None)
def test_the_calendar_of_iran_is_that_of_the_astronomers(year, month, day):
    found = in_gregorian(*(np.array([float(part)]) for part in (year, month, day, 0)), JALALI)
    assert found[0] == pd.Timestamp(*persian.to_gregorian(year, month, day))


@given(st.integers(1415, 1470), st.integers(1, 12), st.integers(1, 29))
def test_the_islamic_calendar_is_the_tabular_one(year, month, day):
    found = in_gregorian(*(np.array([float(part)]) for part in (year, month, day, 0)), "islamic")
    assert found[0] == pd.Timestamp(*islamic.to_gregorian(year, month, day))


def test_single_dates_that_stand_for_none_are_none():
    days = [f"2024-01-{day:02d}" for day in range(1, 31)]
    assert read(*days, "9999-12-31")[-1] == "NaT"


def test_an_order_that_alone_gives_equal_steps_is_not_asked_about():
    months = [f"{month}/1/{year}" for year in (1990, 1991) for month in range(1, 13)]
    assert read(*months)[:2] == times("1990-01-01", "1990-02-01")
    assert notes(*months)["order_by_steps"] == {"example": "2/1/1990", "day": 1, "month": 2}
    with pytest.raises(UserError):
        read(*(one for place, one in enumerate(months) if place % 5))


def test_numbers_are_clock_times():
    clock = parse_compact_clock(pd.Series(["170000", "93000", "0"]))
    assert list(clock.dt.total_seconds() / 3600) == [17.0, 9.5, 0.0]
    assert parse_compact_clock(pd.Series([1705, 5])).dt.total_seconds().tolist() == [61500.0, 300.0]
    assert parse_compact_clock(pd.Series([1790, 99])) is None


FORMS = {
    "D": (
        "%Y-%m-%d %I-%p",
        "%d.%m.%Y %H:%M",
        "%d %B %Y",
        "%Y%m%d",
        "%Y年%m月%d日",
        "%G-W%V-%u",
        "%a, %d %b %Y",
        "%Y-%j",
    ),
    "h": (
        "%Y-%m-%d %I-%p",
        "%Y%m%d %H%M%S",
        "%d/%b/%Y:%H:%M:%S",
        "%m/%d/%Y %I:%M %p",
        "%Y-%m-%d %H",
        "%Y%m%d%H",
    ),
    "MS": ("%YM%m", "%Y-M%m", "%b-%y", "%B %Y", "%m/%Y", "%Y年%m月", "%Y%m", "%Y/%m"),
    "W-MON": ("%G-W%V", "%GW%V", "W%V %G", "%G%V", "%d-%b-%y"),
}


@given(
    form=st.sampled_from([(alias, form) for alias, forms in FORMS.items() for form in forms]),
    start=st.datetimes(datetime(1990, 1, 1), datetime(2020, 1, 1)),
    rows=st.integers(40, 80),
)
@settings(max_examples=80, deadline=None)
def test_a_regular_index_is_read_back_from_any_form(form, start, rows):
    alias, written = form
    index = pd.date_range(pd.Timestamp(start).normalize(), periods=rows, freq=alias)
    name = "week" if "%G%V" in written else "date"
    found = read_times(pd.Series(index.strftime(written), dtype=object, name=name))
    assert list(found.values) == list(index)


@pytest.mark.parametrize(
    "name", ["date", "Datetime", "last_update", "order time", "timestamp", "Zeit/time", "日期"]
)
def test_names_that_tell_the_time(name):
    assert TIME_LIKE.search(name)


@pytest.mark.parametrize(
    "name", ["sentiment", "candidate", "mandate", "lifetime value", "runtime", "times_sold"]
)
def test_names_that_hold_such_a_word_by_chance(name):
    assert not TIME_LIKE.search(name)


@pytest.mark.parametrize(
    "form", ["%Y-%m-%d %H:%M:%S-05:00", "%Y-%m-%d %H:%M-05:00", "%Y-%m-%dT%H:%M:%S-05:00"]
)
def test_a_distance_from_utc_is_no_end_of_an_interval(form):
    hours = pd.date_range("2024-01-01 09:00", periods=30, freq="h")
    read = read_times(pd.Series(hours.strftime(form)))
    assert [note.key for note in read.notes] == [] and list(read.values) == list(hours)


def test_an_interval_without_blanks_is_one():
    hours = pd.date_range("2024-01-01", periods=30, freq="h")
    cells = [f"{one:%Y-%m-%d %H:%M}-{one + pd.Timedelta(hours=1):%H:%M}" for one in hours]
    read = read_times(pd.Series(cells))
    assert [note.key for note in read.notes] == ["intervals_begin"] and list(read.values) == list(hours)
