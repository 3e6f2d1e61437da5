import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.calendars import future_times
from core.data.frame import canonical
from core.data.frequency import infer_frequency
from core.data.gaps import closed_weekdays, is_irregular, missing_between, missing_times, with_missing_times
from core.errors import UserError

HALF_HOURS = pd.timedelta_range("9h15min", periods=13, freq="30min")
NEW_YORK = pd.timedelta_range("9h30min", "15h30min", freq="30min")


def series(index, **more):
    frame = pd.DataFrame({"y": np.arange(1.0, len(index) + 1)}, index=pd.DatetimeIndex(index))
    return canonical(frame, name="a", source="upload", **more)


def on(days, clocks):
    return pd.DatetimeIndex([day + clock for day in days for clock in clocks])


def every(weekdays, periods=120, start="2023-01-02"):
    days = pd.date_range(start, periods=periods)
    return days[np.isin(days.dayofweek, weekdays)]


def test_one_saturday_among_weekdays_is_an_exception():
    weekdays = pd.bdate_range("2015-01-01", "2019-08-07")
    data = series(weekdays.append(pd.DatetimeIndex(["2017-05-06"])).sort_values())
    assert data.frequency == "B" and len(missing_times(data)) == 0
    assert list(future_times(data, 3).index.dayofweek) == [3, 4, 0]


@pytest.mark.parametrize(
    "weekdays", [(6, 0, 1, 2, 3), (1, 2, 3, 4, 5), (0, 2, 4), (1, 3), (0, 1, 2, 3, 4, 5)]
)
def test_any_set_of_weekdays_goes_on_and_misses_only_its_own_days(weekdays):
    days = every(weekdays, 400)
    data = series(days[:60].delete([20, 21]))
    assert list(future_times(data, 20).index) == list(days[60:80])
    assert list(missing_times(data)) == list(days[20:22]) and missing_between(data).sum() == 2


def test_nights_and_weekends_are_no_gaps_of_sessions():
    whole = on(pd.bdate_range("2023-01-02", periods=60), HALF_HOURS)
    data = series(whole.delete([100, 101]))
    assert data.frequency == "30min" and list(missing_times(data)) == list(whole[100:102])
    following = on(pd.bdate_range("2023-03-27", periods=2), HALF_HOURS)
    assert list(future_times(data, 26).index) == list(following)


def test_a_day_that_is_not_over_yet_goes_on_to_its_close():
    whole = on(pd.bdate_range("2023-01-02", periods=20), HALF_HOURS)
    assert list(future_times(series(whole[:-5]), 5).index) == list(whole[-5:])


def test_sessions_with_a_lunch_break_have_no_rows_in_it():
    clocks = pd.timedelta_range("9h30min", "11h25min", freq="5min").append(
        pd.timedelta_range("13h", "14h55min", freq="5min")
    )
    whole = on(pd.bdate_range("2023-01-02", periods=12), clocks)
    data = series(whole[:-60])
    assert list(future_times(data, 60).index) == list(whole[-60:]) and len(missing_times(data)) == 0


def test_short_saturdays_keep_their_own_hours():
    days = every((0, 1, 2, 3, 4, 5), 100)
    hours = pd.timedelta_range("8h", "17h", freq="h")
    whole = pd.DatetimeIndex(
        [day + hour for day in days for hour in (hours[:4] if day.dayofweek == 5 else hours)]
    )
    data = series(whole[:-40])
    assert list(future_times(data, 40).index) == list(whole[-40:]) and len(missing_times(data)) == 0


def test_sessions_move_with_the_clock_of_their_exchange():
    wall = on(pd.bdate_range("2023-01-02", "2023-11-30"), NEW_YORK).tz_localize("America/New_York")
    whole = wall.tz_convert("UTC").tz_localize(None)
    for kept in (len(whole) - 50, 1500, 3000):
        data = series(whole[:kept])
        assert list(future_times(data, 40).index) == list(whole[kept : kept + 40])
        assert len(missing_times(data)) == 0


def test_early_closes_are_missing_times_not_a_habit():
    whole = on(pd.bdate_range("2023-01-02", periods=60), HALF_HOURS)
    early = [13 * day + slot for day in (17, 44) for slot in (10, 11, 12)]
    data = series(whole.delete(early))
    assert len(missing_times(data)) == 6 and len(data.usual.sessions[0]) == 13


def test_three_readings_a_day_are_three_readings_a_day():
    whole = on(pd.date_range("2023-01-02", periods=60), pd.to_timedelta([7, 14, 21], unit="h"))
    data = series(whole[:-6].delete([50]))
    assert list(future_times(data, 6).index) == list(whole[-6:])
    assert list(missing_times(data)) == [whole[50]]


@pytest.mark.parametrize("alias", ["D", "h", "30min", "2D", "3D", "12h", "7h", "42min", "W-MON", "MS"])
def test_where_every_step_counts_nothing_is_usual(alias):
    index = pd.date_range("2021-01-01", periods=300, freq=alias)
    assert series(index).usual is None
    kept = np.random.default_rng(1).random(300) > 0.2
    assert series(index[kept]).usual is None and infer_frequency(index[kept]) == alias


def test_what_is_usual_is_said():
    notes = {note.key: note.facts for note in series(every((6, 0, 1, 2, 3), 100)).notes}
    assert notes == {"usual_days": {"days": ["mon", "tue", "wed", "thu", "sun"]}}
    notes = {note.key: note.facts for note in series(on(every((0, 1, 2, 3, 4)), HALF_HOURS)).notes}
    assert notes["usual_sessions"]["count"] == 13 and notes["usual_sessions"]["last"] == "15:15"
    assert not series(every((0, 1, 2, 3, 4))).notes


def test_usual_days_and_weeks_are_natural_seasons():
    assert series(on(every((0, 1, 2, 3, 4)), HALF_HOURS)).usual.cycles == (13, 65)
    assert series(every((0, 1, 2, 3, 4))).usual.cycles == (5,)


def test_a_day_and_a_half_of_hours_is_no_session():
    assert series(pd.date_range("2024-01-01 05:00", periods=60, freq="h")).usual is None


def test_holidays_between_sessions_of_prices_are_no_gaps():
    days = pd.bdate_range("2023-01-02", periods=60).delete([30, 31])
    frame = pd.DataFrame({"Close": np.arange(1.0, 13 * 58 + 1)}, index=on(days, HALF_HOURS))
    data = canonical(frame, name="a", source="upload")
    assert len(missing_times(data)) == 0 and closed_weekdays(data) == 2


def test_a_usual_week_is_regular_and_can_be_made_whole():
    days = every((1, 3), 200)
    data = series(days.delete([7, 8]))
    assert not is_irregular(data) and list(with_missing_times(data).frame.index) == list(days)
    assert not any(note.key == "irregular_steps" for note in data.notes)


@given(
    weekdays=st.sets(st.integers(0, 6), min_size=1, max_size=6),
    hours=st.sets(st.integers(0, 23), min_size=2, max_size=12),
    seed=st.integers(0, 99),
)
@settings(max_examples=40, deadline=None)
def test_the_next_times_of_any_week_of_sessions_are_its_next_slots(weekdays, hours, seed):
    whole = on(every(sorted(weekdays), 7 * 12), pd.to_timedelta(sorted(hours), unit="h"))
    cut = len(whole) - 30 if len(whole) > 60 else len(whole) - len(hours)
    kept = whole[:cut][np.random.default_rng(seed).random(cut) > 0.05].union(whole[cut - 1 : cut])
    data = series(kept)
    if data.usual is None:  # a session an hour long, or steps of a day or more
        return
    assert list(future_times(data, len(whole) - cut).index) == list(whole[cut:])
    assert set(missing_times(data)) <= set(whole)


@pytest.mark.parametrize("year", [1500, 2561, 9000])
@pytest.mark.parametrize("alias", ["D", "h", "B", "MS", "ME", "QE", "YS", "W-MON", "BME"])
def test_years_beyond_nanoseconds_are_years_like_others(year, alias):
    index = pd.date_range("2001-01-01", periods=60, freq=alias, unit="us")
    moved = index + np.timedelta64(146_097 * round((year - 2001) / 400), "D")  # weekdays repeat in 400 years
    data = series(moved[:50].delete([20]))
    assert list(future_times(data, 10).index) == list(moved[50:])
    assert list(missing_times(data)) == [moved[20]]


def test_the_last_year_of_the_calendar_is_the_last():
    data = series(pd.DatetimeIndex(np.array(["9999-12-30", "9999-12-31"], dtype="datetime64[us]")))
    with pytest.raises(UserError) as caught:
        future_times(data, 1)
    assert caught.value.key == "future_beyond_calendar"


def test_more_missing_times_than_can_be_listed_are_counted():
    data = series(["1970-01-01 00:00:00", *pd.date_range("2024-01-01", periods=50, freq="s").astype(str)])
    assert missing_between(data).sum() > 1e9
    with pytest.raises(UserError) as caught:
        missing_times(data)
    assert caught.value.key == "too_many_missing_times"
