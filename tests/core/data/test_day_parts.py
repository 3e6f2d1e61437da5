"""Dates with numbers beside them, and rows without times."""

import numpy as np
import pandas as pd
import pytest

from core.data.choices import Choices
from core.data.files import read_table
from core.data.series import to_dataset
from core.errors import UserError

DAYS = pd.date_range("2021-03-25", periods=12)
SPRING, AUTUMN = pd.Timestamp("2021-03-28"), pd.Timestamp("2021-10-31")


def load(head, rows, **chosen):
    text = head + "\n" + "\n".join(f"{row},{place}.5" for place, row in enumerate(rows))
    choices = Choices(**chosen)
    return to_dataset(read_table(text.encode(), "a.csv", choices), choices)


def refused(head, rows, **chosen):
    with pytest.raises(UserError) as caught:
        load(head, rows, **chosen)
    return caught.value.key


def parts(days, count, changed=None, by=0, first=1):
    return [
        f"{day:%d-%b-%Y},{part + first}"
        for day in days
        for part in range(count + (by if day == changed else 0))
    ]


@pytest.mark.parametrize("count, alias", [(24, "h"), (48, "30min"), (96, "15min"), (288, "5min")])
@pytest.mark.parametrize("first", [0, 1])
def test_a_number_that_begins_anew_each_day_is_the_part_of_the_day(count, alias, first):
    data = load("day,settlement_period,y", parts(DAYS[:4], count, first=first))
    assert list(data.frame.index) == list(pd.date_range(DAYS[0], periods=4 * count, freq=alias))
    assert list(data.frame) == ["y"] and data.frequency == alias


def test_in_spring_the_skipped_hour_is_missing_and_the_clock_on_the_wall_is_kept():
    data = load("SETTLEMENT_DATE,SETTLEMENT_PERIOD,y", parts(DAYS, 48, SPRING, -2))
    assert len(data.frame) == 574 and str(data.frame.index[-1]) == "2021-04-05 23:30:00"
    whole = pd.date_range(DAYS[0], "2021-04-05 23:30", freq="30min")
    assert [str(time) for time in whole.difference(data.frame.index)] == [
        "2021-03-28 01:00:00",
        "2021-03-28 01:30:00",
    ]


@pytest.mark.parametrize("count, by, alias", [(48, 2, "30min"), (24, 1, "h"), (96, 4, "15min")])
def test_in_autumn_no_hour_stands_twice(count, by, alias):
    rows = parts(pd.date_range("2021-10-28", periods=7), count, AUTUMN, by)
    data = load("date,period,y", rows)
    assert list(data.frame.index) == list(pd.date_range("2021-10-28", periods=len(rows), freq=alias))
    assert any(note.key == "clock_of_first_day" for note in data.notes)


def test_numbers_of_shops_are_no_parts_of_the_day():
    assert refused("date,store,y", parts(DAYS, 24)) == "several_series"


def test_dates_and_clocks_may_be_numbers():
    hours = pd.date_range("2019-01-01", periods=60, freq="h")
    rows = [f"{hour:%Y%m%d},{int(f'{hour:%H%M%S}')}" for hour in hours]
    assert list(load("<DATE>,<TIME>,<CLOSE>", rows).frame.index) == list(hours)


def test_years_may_stand_beside_days_of_the_year_or_epidemic_weeks():
    days = pd.date_range("2019-11-01", periods=100)
    assert list(load("year,doy,y", [f"{d.year},{d.dayofyear}" for d in days]).frame.index) == list(days)
    sundays = pd.date_range("2014-12-07", periods=60, freq="W-SUN")
    rows = [f"{2014 + (n > 3)},{50 + n if n < 4 else n - 3}" for n in range(56)]
    assert list(load("mmwr_year,mmwr_week,y", rows).frame.index) == list(sundays[:56])
    assert list(load("YEAR,WEEK,y", rows).frame.index) == list(sundays[:56])  # told by week 53


def test_a_column_that_looks_like_times_and_cannot_be_read_is_asked_about():
    rows = [f"3rd of Foo 20{n:02d}" for n in range(10, 30)]
    assert refused("Date,y", rows) == "time_unclear"
    assert list(load("Date,y", rows, time=(), newest_first=True).frame["y"])[:2] == [19.5, 18.5]
    assert refused("Stand,y", [f"2019-W53-{n}/2019" for n in range(1, 8)]) == "time_unclear"


def test_words_and_measures_beside_the_figures_are_not_asked_about():
    rows = [f"{n % 3}.2.1,before" for n in range(20)]
    assert [note.key for note in load("version,period,y", rows).notes][0] == "no_time_column"
    assert len(load("delivery_time,y", [f"{37 - n}" for n in (3, 1, 2, 5)]).frame) == 4


def test_rows_that_count_down_stand_newest_first():
    data = load("week,y", [str(n) for n in range(30, 0, -1)])
    assert list(data.frame["y"])[:2] == [29.5, 28.5]
    note = next(note for note in data.notes if note.key == "sorted_by_counter")
    assert note.facts == {"column": "week", "order": "newest"}
    assert list(load("code,y", [f"P{n:03d}" for n in range(30, 0, -1)]).frame["y"])[0] == 29.5


@pytest.mark.parametrize(
    "head, form", [("date,y", "%d.%m.%Y"), ("when,y", "%Y-%m-%d %I-%p"), ("week,y", "%G-W%V")]
)
def test_the_order_of_the_rows_in_the_file_does_not_matter(head, form):
    index = pd.date_range("2019-01-07", periods=60, freq="W-MON")
    rows = [f"{time:{form}},{place}" for place, time in enumerate(index)]
    data = [load(f"{head.split(',')[0]},x,y", list(rows)).frame["x"]]
    for seed in (1, 2):
        mixed = np.random.default_rng(seed).permutation(rows)
        data.append(load(f"{head.split(',')[0]},x,y", list(mixed)).frame["x"])
    assert data[0].equals(data[1]) and data[0].equals(data[2])


def test_months_without_a_year_tell_the_order_if_they_follow_each_other():
    months = [f"{month:%B}" for month in pd.date_range("2020-03-01", periods=40, freq="MS")]
    assert list(load("Month,y", months).frame["y"])[:2] == [0.5, 1.5]
    assert list(load("Month,y", months[::-1]).frame["y"])[:2] == [39.5, 38.5]
    assert refused("Month,y", [months[0], *months[2:]]) == "time_unclear"


def test_prices_in_the_first_column_are_no_days_of_a_workbook():
    assert load("price,y", [str(20_000 + 37 * n) for n in range(50)]).frequency is None


def test_months_may_be_named_in_any_language_beside_a_year():
    months = "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września".split()
    assert load("rok,miesiąc,y", [f"2010,{month}" for month in months]).frequency == "MS"
