import pandas as pd
import pytest

from core.data.choices import Choices
from core.data.files import read_table
from core.data.series import to_dataset

HOURS = pd.date_range("2024-01-30", periods=60, freq="h")
DAYS = pd.date_range("2024-01-01", periods=70)
MONTHS = pd.date_range("2020-01-01", periods=30, freq="MS")
QUARTERS = pd.date_range("2020-01-01", periods=20, freq="QS")
WEEKS = pd.date_range("2020-01-06", periods=60, freq="W-MON")


def load(head, rows, **chosen):
    text = head + "\n" + "\n".join(f"{row},{place}.5" for place, row in enumerate(rows))
    choices = Choices(**chosen)
    return to_dataset(read_table(text.encode(), "a.csv", choices), choices)


@pytest.mark.parametrize(
    "head, stamps, row, columns",
    [
        ("No,year,month,day,hour,y", HOURS, lambda d: f"1,{d:%Y,%m,%d,%H}", "year, month, day, hour"),
        ("day,month,year,y", DAYS, lambda d: f"{d:%d,%m,%Y}", "year, month, day"),
        ("年,月,日,值", DAYS, lambda d: f"{d:%Y,%m,%d}", "年, 月, 日"),
        ("year,month,y", MONTHS, lambda d: f"{d:%Y,%b}", "year, month"),
        ("Year,Quarter,y", QUARTERS, lambda d: f"{d.year},{d.quarter}", "Year, Quarter"),
        ("Year,Quarter,y", QUARTERS, lambda d: f"{d.year},Q{d.quarter}", "Year, Quarter"),
        ("year,week,y", WEEKS, lambda d: f"{d.isocalendar().year},{d.isocalendar().week}", "year, week"),
        ("date,hour,y", HOURS, lambda d: f"{d.date()},{d.hour}", "date, hour"),
        ("date,clock,y", HOURS, lambda d: f"{d.date()},{d:%H.%M.%S}", "date, clock"),
    ],
)
def test_times_are_put_together_from_named_columns(head, stamps, row, columns):
    data = load(head, map(row, stamps))
    assert list(data.frame.index) == list(stamps.as_unit("us"))
    assert next(note.facts for note in data.notes if note.key == "time_column") == {
        "columns": columns.split(", ")
    }


def test_hours_may_count_from_one_to_twenty_four():
    rows = [f"{day.date()},{hour}" for day in DAYS[:2] for hour in range(1, 25)]
    assert str(load("date,hour,y", rows).frame.index[-1]) == "2024-01-03 00:00:00"


def test_columns_are_joined_as_a_person_says():
    rows = [f"{d:%Y,%m,%d}" for d in DAYS]
    assert list(load("a,b,c,y", rows, time=("a", "b", "c")).frame.index) == list(DAYS.as_unit("us"))


def test_a_price_is_no_clock():
    rows = [f"2024-01-{1 + n // 2:02d},{10 + n % 2}.25" for n in range(8)]
    data = load("date,price,y", rows, combine="mean")
    assert list(data.frame) == ["price", "y"] and len(data.frame) == 4


def test_figures_after_a_year_are_no_months_unless_they_are_called_so():
    rows = [f"{2000 + n // 2},{1 + n % 2}" for n in range(8)]
    assert len(load("year,sold,y", rows, combine="mean").frame) == 4


@pytest.mark.parametrize("form", ["{:02d} - {:02d}", "{}–{}", "{:02d}:00-{:02d}:00"])
def test_hours_from_and_to_begin_with_the_first(form):
    days = [f"2019-01-{n:02d}" for n in range(11, 16)]
    rows = [f"{day},{form.format(hour, (hour + 1) % 24)},{hour}.5" for day in days for hour in range(24)]
    data = to_dataset(read_table(("Day,Hours,Price\n" + "\n".join(rows)).encode(), "a.csv"))
    assert data.frequency == "h" and list(data.frame["Price"][:3]) == [0.5, 1.5, 2.5]


def test_a_column_that_was_chosen_is_not_joined_with_a_clock():
    rows = [f"{day:%Y-%m-%d},{hour:02d}:15" for day in DAYS[:31] for hour in (9, 12, 18)]
    data = load("Date,Time,y", rows, time=("Date",), combine="sum")
    assert list(data.frame.index) == list(DAYS[:31].as_unit("us"))
    assert data.frame["y"].iloc[0] == 0.5 + 1.5 + 2.5
    assert load("Date,Time,y", rows).frame.shape == (93, 1)


@pytest.mark.parametrize("chosen", [("year",), ("year", "month"), ("year", "month", "day")])
def test_exactly_the_chosen_parts_of_a_date_are_used(chosen):
    data = load("year,month,day,y", [f"{d:%Y,%m,%d}" for d in DAYS], time=chosen, combine="sum")
    assert next(note.facts for note in data.notes if note.key == "time_column")["columns"] == list(chosen)
    assert (
        len(data.frame) == {1: 1, 2: 3, 3: 70}[len(chosen)] and data.frame["y"].sum() == sum(range(70)) + 35
    )


def test_days_are_kept_that_were_chosen_though_months_tell_rows_apart():
    rows = [f"{d.year},{d.month},15" for d in MONTHS]
    assert (
        str(load("year,month,day,y", rows, time=("year", "month", "day")).frame.index[0].date())
        == "2020-01-15"
    )
    assert str(load("a,b,c,y", rows, time=("a", "b", "c")).frame.index[0].date()) == "2020-01-15"
