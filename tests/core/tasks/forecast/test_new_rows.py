"""New rows are told apart: the same again, older, of another series or frequency, multiplied, changed."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from core.data.frame import canonical
from core.errors import UserError
from core.tasks.forecast.moved import moved
from core.tasks.forecast.new_rows.joining import joined
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.spec import ForecastSpec

TASK = ForecastSpec(target="sales", horizon=3, lookback=6)
ROWS = 150


def values(rows, seed=3):
    steps = np.arange(rows)
    return 50 + 10 * np.sin(steps / 3) + np.random.default_rng(seed).normal(0, 1, rows)


def series(sales, start="2024-01-01", freq="D", **more):
    index = pd.date_range(start, periods=len(sales), freq=freq)
    return canonical(
        pd.DataFrame({"sales": sales, **more}, index=index), name="s", source="upload", target="sales"
    )


LONG = values(ROWS + 20)
BASE = series(LONG[:ROWS])


def part(start, stop, times=1.0):
    return replace(BASE, frame=series(times * LONG).frame.iloc[start:stop])


@pytest.mark.parametrize("start", [0, ROWS - 30, ROWS])
def test_all_rows_or_only_new_ones_come_to_the_same(start):
    found = joined(BASE, part(start, ROWS + 5), TASK)
    pd.testing.assert_frame_equal(
        found.data.frame, series(LONG[: ROWS + 5]).frame, check_exact=True, check_freq=False
    )
    assert list(found.arrived) == list(LONG[ROWS : ROWS + 5]) and found.factor == 1 and not found.notes


def test_counted_steps_go_on_behind_the_last_one_or_repeat_what_is_known():
    def counted(sales):
        return canonical(pd.DataFrame({"sales": sales}), name="s", source="upload", target="sales")

    base = counted(LONG[:ROWS])
    for start in (0, ROWS - 30, ROWS):
        found = joined(base, counted(LONG[start : ROWS + 5]), TASK)
        np.testing.assert_array_equal(found.data.frame["sales"], LONG[: ROWS + 5])
        assert len(found.arrived) == 5
    with pytest.raises(UserError, match="no_newer_rows"):
        joined(base, counted(LONG[10:ROWS]), TASK)
    with pytest.raises(UserError, match="rows_with_times"):
        joined(base, BASE, TASK)
    with pytest.raises(UserError, match="rows_without_times"):
        joined(BASE, base, TASK)


def refused(given, key, base=BASE, task=TASK):
    with pytest.raises(UserError) as caught:
        joined(base, given, task)
    assert caught.value.key == key
    return caught.value.facts


def test_each_mistake_has_its_own_sentence():
    assert refused(part(0, ROWS), "no_newer_rows")["last"] == "2024-05-29"
    older = series(values(9), start="2023-01-01")
    assert refused(older, "rows_older")["first"] == "2024-01-01"
    two = replace(TASK, covariates=("price",))
    assert refused(part(0, ROWS + 3), "rows_lack_columns", task=two)["columns"] == ["price"]
    weekly = series(values(9), start="2024-06-03", freq="7D")
    assert refused(weekly, "rows_of_another_frequency") == {"known": "D", "found": "W-MON"}
    hourly = series(values(48), start="2024-05-30", freq="h")
    assert refused(hourly, "rows_of_another_frequency")["found"] == "h"
    noon = series(values(2), start="2024-05-30 12:00")
    assert refused(noon, "rows_between_times")["first"] == "2024-05-30 12:00:00"
    other = series(values(ROWS + 9, seed=8) * 40)
    assert refused(other, "rows_of_another_series")["of"] == ROWS
    far = part(ROWS, ROWS + 9, times=40)
    assert refused(far, "rows_far_off")["last"] == LONG[ROWS - 1]


def test_months_keep_to_their_day():
    base = series(LONG[:60], freq="MS", start="2015-01-01")
    ends = series(LONG[60:62], freq="ME", start="2020-01-31")
    assert refused(ends, "rows_between_times", base)["count"] == 2
    found = joined(base, series(LONG[60:62], freq="MS", start="2020-01-01"), TASK)
    assert len(found.data.frame) == 62 and found.data.frequency == "MS"


def test_a_history_that_was_multiplied_is_brought_back_to_the_scale_trained_on():
    found = joined(BASE, part(40, ROWS + 5, times=0.25), TASK)
    (note,) = found.notes
    assert (note.key, note.facts["split"], found.factor) == ("history_split", "4:1", pytest.approx(0.25))
    np.testing.assert_array_equal(found.data.frame["sales"][:ROWS], LONG[:ROWS])  # to the bit
    np.testing.assert_allclose(found.arrived, LONG[ROWS : ROWS + 5], rtol=1e-12)
    paid = joined(BASE, part(0, ROWS + 5, times=0.993), TASK)
    assert paid.notes[0].facts["split"] == "" and paid.factor == pytest.approx(0.993)


def test_a_changed_history_is_told_and_taken():
    sales = LONG[: ROWS + 5].copy()
    sales[[20, 90]] += [1.0, -4.0]
    found = joined(BASE, series(sales), TASK)
    (note,) = found.notes
    facts = note.facts
    assert note.key == "history_changed" and (facts["count"], facts["of"]) == (2, ROWS)
    assert (facts["since"], facts["at"]) == ("2024-01-21", "2024-03-31")
    np.testing.assert_array_equal(found.data.frame["sales"], sales)


def test_what_was_blank_and_has_come_since_counts_as_news():
    sales = LONG[:ROWS].copy()
    sales[100] = np.nan
    found = joined(series(sales), part(0, ROWS + 1), TASK)
    assert list(found.arrived) == [LONG[100], LONG[ROWS]]


@pytest.mark.parametrize("calendar", ["yes", "no"])
def test_later_rows_are_read_column_for_column_as_in_training(calendar):
    task = replace(TASK, calendar=calendar, covariates=("price",), holidays="DE", transform="differences")
    whole = series(LONG, price=np.arange(ROWS + 20.0))
    base = replace(whole, frame=whole.frame.iloc[:ROWS])
    trained, now = prepare(base, task).source, moved(prepare(base, task).source, whole)
    assert now.names(prepare(base, task).chosen) == trained.names(prepare(base, task).chosen)
    for name in ("truth", "values", "others"):
        np.testing.assert_array_equal(getattr(now, name)[:ROWS], getattr(trained, name))
    for name in ("calendar", "holidays"):  # known ahead: as far as they were told in training
        np.testing.assert_array_equal(getattr(now, name)[: ROWS + 3], getattr(trained, name))
    assert (now.cuts, now.period, now.cycles) == (trained.cuts, trained.period, trained.cycles)


def test_prices_are_fetched_from_some_time_before_the_last_known_row(store, monkeypatch):
    from core.tasks.forecast.new_rows import refreshing

    asked = []

    def history(symbol, *, period, cache, now):
        asked.append((symbol, period))
        return SimpleNamespace(dataset=BASE)

    monkeypatch.setattr(refreshing, "history", history)
    prices = replace(BASE, source="ticker", name="AAPL", frame=BASE.frame * 2)
    known = [SimpleNamespace(data=store.add_dataset(one)) for one in (prices, BASE)]
    for days in (3, 200, 9000):
        now = datetime(2026, 11, 30, tzinfo=UTC)
        last = pd.Timestamp(now.replace(tzinfo=None)) - pd.Timedelta(days=days)
        assert refreshing.refreshed(store, known[0], last, now) is BASE
    assert asked == [("AAPL", "6mo"), ("AAPL", "1y"), ("AAPL", "max")]
    with pytest.raises(UserError, match="not_a_ticker"):
        refreshing.refreshed(store, known[1], last, now)
