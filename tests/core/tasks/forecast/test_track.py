"""What was told is scored by what came first, and beside what the backtest promised for the same steps."""

import numpy as np
import pandas as pd
import pytest

from core.store.forecasts import KeptForecast
from core.tasks.forecast.new_rows.placing import told as shown
from core.tasks.forecast.new_rows.told import Told, from_text, to_text
from core.tasks.forecast.new_rows.track import track
from core.tasks.forecast.new_rows.track_words import track_sentence
from core.tasks.forecast.outcome import Backtest
from core.words.english import T
from core.words.figures import figure

DAYS = pd.date_range("2026-01-01", periods=400, freq="D").as_unit("us")
WIDTHS = {0.8: np.array([1.0, 2.0]), 0.95: np.array([2.0, 4.0])}


def told(day, values, arrived=(), **more):
    """From a day on, of two steps; by "gru", and by the last value, which is 0."""
    came = pd.Series(dict(arrived), dtype=float)
    came.index = pd.DatetimeIndex(came.index).as_unit("us")
    given = {"provisional": False, "sent": "gru", "non_negative": False, "factor": 1.0} | more
    forecasts = {"gru": np.array(values, dtype=float), "last_value": np.zeros(2)}
    return Told(
        DAYS[day], DAYS[day + 1 : day + 3], forecasts=forecasts, widths={"gru": WIDTHS}, arrived=came, **given
    )


def backtest(misses):
    """Test origins whose forecasts missed by so much, (origins, 2)."""
    truth = np.zeros_like(misses)
    return Backtest(
        np.arange(len(misses)), DAYS[: len(misses)], [], truth, truth[:, 0],
        {"gru": misses, "last_value": 2 * misses}, {},
    )  # fmt: skip


def test_scores_count_values_as_they_came_first_and_promises_the_same_steps():
    records = [
        told(0, [1.0, 1.0]),
        told(1, [3.0, 5.0], {DAYS[1]: 1.5}),
        told(2, [0.0, 0.0], {DAYS[2]: 4.0}),
        told(3, [9.0, 9.0], {DAYS[3]: 4.5, DAYS[2]: 100.0}),  # revised: too late
    ]
    found = track(records, backtest(np.tile([1.0, 3.0], (40, 1))))
    assert (found.told, found.scored, found.finding) == (4, 3, "few")
    errors = [0.5, 3.0, 1.0, 0.5, 4.5]  # steps 1 2, 1 2, 1
    assert found.sent.values == 5 and found.sent.mae == pytest.approx(np.mean(errors))
    assert found.sent.promised == pytest.approx((3 * 1.0 + 2 * 3.0) / 5)
    assert [one.name for one in found.methods] == ["gru", "last_value"]
    assert [(one.inside, one.values) for one in found.held] == [(3, 5), (4, 5)]
    nothing = track(records[:1], backtest(np.ones((40, 2))))
    assert (nothing.finding, nothing.held) == ("none", ())
    assert track_sentence(T, nothing, figure, str) == "1 forecast so far; none of what it tells has come yet."


def recorded(errors):
    """A forecast a day that missed by so much at its first step."""
    truth = {DAYS[day]: 0.0 for day in range(1, len(errors) + 1)}
    return [
        told(day, [error, error], {DAYS[day]: truth[DAYS[day]]} if day else {})
        for day, error in enumerate([*errors, 0.0])
    ]


def test_what_is_worse_than_the_backtest_ever_was_is_told_with_its_beginning():
    rng = np.random.default_rng(1)
    calm = backtest(rng.normal(size=(200, 2)))
    kept = track(recorded(rng.normal(size=40)), calm)
    assert kept.finding == "as_promised" and kept.sent.spread > 0
    above = track(recorded(1.3 * rng.normal(size=40)), calm)
    assert (above.finding, above.worse_since) == ("above", None)
    worse = track(recorded(np.concatenate([rng.normal(size=20), 9 * np.ones(20)])), calm)
    assert worse.finding == "worse" and worse.worse_since <= DAYS[21]
    sentence = track_sentence(T, worse, figure, shown)
    assert sentence.startswith(
        f"Worse than promised since {shown(worse.worse_since)}: train anew. 41 forecasts"
    )


def test_promises_that_are_kept_are_seldom_called_broken():
    rng, broken = np.random.default_rng(2), 0
    for _ in range(50):
        found = track(recorded(rng.normal(size=20)), backtest(rng.normal(size=(80, 2))))
        broken += found.finding == "worse"
    assert broken <= 5


def test_a_kept_forecast_comes_back_to_the_last_bit():
    one = told(3, [1 / 3, 2e-17], {DAYS[2]: 0.1}, provisional=True, factor=0.25)
    back = from_text(KeptForecast("a", 1.0, "trained", "b", to_text(one)))
    assert (back.origin, back.factor, back.provisional) == (one.origin, 0.25, True)
    pd.testing.assert_index_equal(back.times, one.times, exact="equiv")
    np.testing.assert_array_equal(back.forecasts["gru"], one.forecasts["gru"])
    np.testing.assert_array_equal(back.bounds("gru", 0.95), one.bounds("gru", 0.95))
    pd.testing.assert_series_equal(back.arrived, one.arrived, check_freq=False)
    steps = Told(
        7,
        pd.RangeIndex(8, 10),
        False,
        "gru",
        one.forecasts,
        one.widths,
        True,
        1.0,
        pd.Series([2.0], index=[7]),
    )
    again = from_text(KeptForecast("a", 1.0, "trained", "b", to_text(steps)))
    assert again.origin == 7 and list(again.times) == [8, 9] and again.bounds("gru", 0.8)[0].min() == 0
