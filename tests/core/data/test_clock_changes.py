import pandas as pd
import pytest

from core.data.files import read_table
from core.data.series import to_dataset
from core.errors import UserError


def wall(start, end, freq, zone):
    return pd.date_range(start, end, freq=freq, tz=zone).tz_localize(None)


def load(rows):
    text = "time,y\n" + "\n".join(f"{row},{place}.5" for place, row in enumerate(rows))
    return to_dataset(read_table(text.encode(), "a.csv"))


@pytest.mark.parametrize("freq", ["h", "30min", "15min"])
@pytest.mark.parametrize(
    "zone, start, end",
    [
        ("Europe/Berlin", "2023-10-01", "2023-11-10"),
        ("America/New_York", "2023-02-01", "2023-12-01"),
        ("Australia/Sydney", "2023-02-01", "2023-12-01"),
    ],
)
def test_an_hour_that_stands_twice_is_told_apart_by_the_order_of_the_rows(zone, start, end, freq):
    times = wall(start, end, freq, zone)
    data = load(times)
    expected = pd.date_range(times[0], periods=len(times), freq=freq)
    assert list(data.frame.index) == list(expected)
    assert any(note.key == "clock_put_back" for note in data.notes)


def test_newest_first_it_is_told_apart_too():
    times = wall("2023-10-01", "2023-11-10", "h", "Europe/Berlin")
    data = load(
        [
            f"{time:%d.%m.%Y %H:%M} - {time + pd.Timedelta('1h'):%d.%m.%Y %H:%M} (CET/CEST)"
            for time in times[::-1]
        ]
    )
    assert list(data.frame.index) == list(pd.date_range(times[0], periods=len(times), freq="h"))


def test_other_repetitions_are_asked_about():
    times = pd.date_range("2023-05-01", periods=100, freq="h")
    with pytest.raises(UserError):
        load([*times[:50], *times[49:]])


def test_a_skipped_hour_alone_changes_nothing():
    times = wall("2023-03-20", "2023-04-05", "h", "Europe/Berlin")
    assert list(load(times).frame.index) == list(times)
